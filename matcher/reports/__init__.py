"""Reports of a screening: figures with the rows behind each, and the files that programs read."""

"""Which parties of a trade file are one, across spellings, scripts and addresses."""

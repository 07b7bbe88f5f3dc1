"""Screen whole files of trade records: each distinct party once, every row accounted for."""

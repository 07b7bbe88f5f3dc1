"""Labels: who said what of which pair of records, when and why. Only ever added to."""

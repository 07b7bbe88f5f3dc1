"""Trade records read from any table: who stands in each row, in which role, with which goods."""

"""The compiled kernel: candidates and comparisons of names in C, level for level those of Python.

`matcher.comparison` defines what is compared and explains it; this package computes the same
levels a hundred times faster, for the many names that a query is compared with and hardly any of
which is answered. Where no compiler was found when Tallyman was installed, Python computes
them (docs/decisions/0005-compiled-kernel.md).
"""

"""The embedded sample: fictitious parties on fictitious lists, and the trade that mentions them.

Everything here is invented and seeded, and the generator knows who is who, so the same
files feed `make run`, the tests and the benchmarks.
"""

from matcher.sample.files import SampleFiles, write_sample

__all__ = ["SampleFiles", "write_sample"]

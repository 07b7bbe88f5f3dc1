"""The one source of chance: seeded, and the same on every Python that the project runs on."""

from random import Random


def dice(purpose: str, seed: int) -> Random:
    """A generator for one part of the sample, so that a change in one part leaves the others alone.

    Only integers are drawn from it (`randrange`, `choice`, `sample` of sequences, `shuffle`):
    those have given the same values since Python 3.2, and involve no floating point.

    Args:
        purpose: Which part (`trade`).
        seed: Of the whole sample.
    """
    return Random(f"{purpose} {seed}")  # noqa: S311 - reproducible is what it has to be

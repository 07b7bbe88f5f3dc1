"""A comparison: an ordered list of levels, each a sentence an analyst understands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level: what was found, and its probabilities where they are judged, not counted."""

    label: str
    m: float | None = None
    u: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two parties are compared on.

    Args:
        name: As it stands in answers (`legal_form`).
        levels: Level 0 agrees least, the last one most.
        null_label: Why the comparison can be silent.
        shape: Where the levels are cells of a table, its rows and columns; levels count
            row by row, and agree more along either. Empty for one row.
        ordered: Whether a level agrees more than those before it and may not weigh less;
            False where levels are manners of agreeing rather than degrees.
        null_is_unknown: Whether silence means that a side is not known, and so proves
            nothing. False where it is a finding of its own, that the fit may weigh.
    """

    name: str
    levels: tuple[Level, ...]
    null_label: str
    shape: tuple[int, ...] = ()
    ordered: bool = True
    null_is_unknown: bool = True

    def label(self, level: int | None) -> str:
        """The sentence of a level; of the null level for None."""
        return self.null_label if level is None else self.levels[level].label

"""Abbreviations that stand for the same few plain words in hundreds of names (`НПО`, `NII`, `Mfg`).

Spelled out before names are compared, so that `NPP Salyut` and `Scientific Production
Enterprise Salyut` differ in nothing, and no abbreviation passes for a distinctive word. What is
also a word of its own (`San`, which is Turkish for industry only beside trade) is spelled out
beside certain words alone.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """What an abbreviation stands for.

    Args:
        words: Lower case ASCII.
        beside: It does so in a name that has one of these words; empty: anywhere.
    """

    words: tuple[str, ...]
    beside: frozenset[str]

    def holds_beside(self, words: Collection[str]) -> bool:
        """Whether it stands for that in a name of these words."""
        return not self.beside or not self.beside.isdisjoint(words)


@cache
def abbreviations() -> Mapping[str, Abbreviation]:
    """The table of `data/abbreviations.tsv`, by abbreviation, in lower case ASCII."""
    text = files("matcher.normalise").joinpath("data/abbreviations.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {
        abbreviation: Abbreviation(tuple(words.split()), frozenset(" ".join(beside).split()))
        for abbreviation, words, *beside in lines
    }

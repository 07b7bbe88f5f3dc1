"""Abbreviations that stand for the same few plain words in hundreds of names (`НПО`, `NII`).

Spelled out before names are compared, so that `NPP Salyut` and `Scientific Production
Enterprise Salyut` differ in nothing, and no abbreviation passes for a distinctive word.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Abbreviation -> words, all in lower case ASCII; the table of `data/abbreviations.tsv`."""
    text = files("matcher.normalise").joinpath("data/abbreviations.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {abbreviation: tuple(words.split()) for abbreviation, words in lines}

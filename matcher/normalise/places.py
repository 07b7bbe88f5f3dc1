"""Words that name a city or a province: what branches and namesakes are told apart by.

The table is made by `models.gazetteer`.
"""

from functools import cache
from importlib.resources import files

from matcher.normalise.tokens import Token, is_han


@cache
def _places() -> frozenset[str]:
    text = files("matcher.normalise").joinpath("data/places.tsv").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def is_place(token: Token) -> bool:
    """Whether a word names a city or a province; a Chinese one by its characters, not its sound."""
    return not token.number and (token.native if is_han(token) else token.text) in _places()

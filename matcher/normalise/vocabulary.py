"""Plain words of company names in five languages, with what they are in English.

A few hundred words each of Chinese, Japanese, Russian, Arabic with Persian, and Korean stand
in nearly every name: `data/vocabulary.tsv`. Lists teach the rest (`models.lexicon`), but the
open ones hold too few names in most scripts to teach these.
"""

from functools import cache
from importlib.resources import files


@cache
def vocabulary() -> tuple[tuple[str, str], ...]:
    """Each word as it is written, and one of its translations, in the order of the table."""
    text = files("matcher.normalise").joinpath("data/vocabulary.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        dict.fromkeys(
            (term, translation)
            for _, term, translations in lines
            for translation in translations.split("; ")
        )
    )

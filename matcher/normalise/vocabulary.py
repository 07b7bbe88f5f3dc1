"""Plain words of company names in other languages, with what they are in English.

A few hundred words each of Chinese, Japanese, Russian, Arabic with Persian, and Korean stand
in nearly every name: `data/vocabulary.tsv`. Lists teach the rest (`models.lexicon`), but the
open ones hold too few names in most scripts to teach these. Beside them some four hundred each of a
dozen languages of Europe, of Turkish and Indonesian, and some of Persian, Arabic and Korean in Latin
letters.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


@cache
def vocabulary() -> tuple[tuple[str, str], ...]:
    """Each word of another script as it is written, and one of its translations, in order."""
    return tuple(
        dict.fromkeys((term, english) for _, term, english in _entries() if not term.isascii())
    )


@cache
def latin_vocabulary() -> tuple[tuple[str, str, str], ...]:
    """Language, word and one of its translations, of words in Latin letters, in order."""
    return tuple(dict.fromkeys(entry for entry in _entries() if entry[1].isascii()))


def _entries() -> Iterator[tuple[str, str, str]]:
    text = files("matcher.normalise").joinpath("data/vocabulary.tsv").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            language, term, translations = line.split("\t")
            for english in translations.split("; "):
                yield language, term, english

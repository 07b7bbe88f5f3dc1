"""What country a text names: a code, a name in one of many languages, a publisher's spelling.

The names of ISO 3166-1 and their translations come from pycountry; `country_spellings`
adds what the lists and traders write instead ("Korea, North", "Burma", "Россия").
Where two countries share a spelling, the earlier of these wins: codes and English names,
then the spellings, then translations, of which one that two countries share is dropped.
"""

import gettext
import re
import unicodedata
from functools import cache, lru_cache

import pycountry

from matcher.normalise.country_spellings import SPELLINGS

# The languages that lists and trade papers are written in, as pycountry names them.
LANGUAGES = (
    *("ar", "az", "be", "bg", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi"),
    *("hr", "hu", "hy", "id", "it", "ja", "ka", "kk", "ko", "ky", "lt", "lv", "mn", "nl", "pl"),
    *("pt", "pt_BR", "ro", "ru", "sk", "sl", "sr", "sv", "tg", "th", "tr", "uk", "ur", "uz"),
    *("vi", "zh_CN", "zh_HK", "zh_TW"),
)
_SUBDIVISION = re.compile(r"([A-Za-z]{2})-[A-Za-z0-9]{1,4}")
LONGEST_CODE = 3  # letters; so short a text may stand for a country, and for anything else
_REGION = re.compile(r"region\s*:\s*", re.IGNORECASE)


@lru_cache(maxsize=65536)
def country_code(text: str) -> str | None:
    """The country that a text names.

    Args:
        text: A code (`IR`, `IRN`, the subdivision `ru-mow`) or a name ("Iran (Islamic
            Republic of)", "Congo, Democratic Republic of the", "中国", "Region: Crimea"),
            in any case, with or without diacritics.

    Returns:
        ISO 3166-1 alpha-2, lower case; `xk` for Kosovo, `eu` for the European Union, four
        letters for a state that is no more (`suhh`); None if the text names none of them.
    """
    names = _names()
    text = text.strip()
    key = _folded(text)
    if found := names.get(key) or names.get(_folded(_REGION.sub("", text))):
        return found
    before, comma, after = text.partition(",")
    if comma and (found := names.get(_folded(f"{after} {before}"))):
        return found  # "Korea, Republic of", "Bahamas, The"
    subdivision = _SUBDIVISION.fullmatch(text)
    return names.get(subdivision[1].lower()) if subdivision else None


@cache
def last_words() -> frozenset[str]:
    """The last word of every name of a country, lower case; no codes."""
    return frozenset(name.split()[-1] for name in _names() if len(name) > LONGEST_CODE)


def _folded(text: str) -> str:
    """Lower case without diacritics, punctuation and the article."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(
        char if char.isalnum() else " "
        for char in decomposed.replace("&", " and ")
        if not unicodedata.combining(char)
    )
    return " ".join(word for word in letters.split() if word != "the")


@cache
def _names() -> dict[str, str]:
    """Code by folded name; built once, at the first question."""
    names: dict[str, str] = {}
    for country in pycountry.countries:
        code = country.alpha_2.lower()
        for name in (country.alpha_2, country.alpha_3, *_english_names(country)):
            names.setdefault(_folded(name), code)
    for code, spellings in SPELLINGS.items():
        for name in (code, *spellings.split("|")):
            names.setdefault(_folded(name), code)
    translated: dict[str, set[str]] = {}
    for language in LANGUAGES:
        catalogue = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language])
        for country in pycountry.countries:
            for name in _english_names(country):
                key = _folded(catalogue.gettext(name))
                translated.setdefault(key, set()).add(country.alpha_2.lower())
    for key, codes in translated.items():
        if len(codes) == 1 and key:
            names.setdefault(key, codes.pop())
    return names


def _english_names(country: "pycountry.db.Country") -> tuple[str, ...]:
    """The short, official and common name, as far as there are such."""
    found = (getattr(country, kind, None) for kind in ("name", "official_name", "common_name"))
    return tuple(name for name in found if name)

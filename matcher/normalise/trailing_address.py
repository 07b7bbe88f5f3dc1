"""Addresses and countries that are written behind a name, in the same field."""

import re
from collections.abc import Sequence

from matcher.normalise.addresses import is_kind_of_place, is_part_of_address
from matcher.normalise.countries import LONGEST_CODE, country_code, last_words
from matcher.normalise.framing import EDGES
from matcher.normalise.legal_form_search import FORMS_BEFORE_ADDRESSES, ends_of_forms, take_spaced
from matcher.normalise.places import is_place
from matcher.normalise.scripts import in_latin_letters
from matcher.normalise.tokens import Token

_MOST_WORDS_OF_COUNTRY = 4
_A_FEW = 9  # words; of fewer a third is a coincidence
_BEFORE_COUNTRY = frozenset("of in for and de du da del der von the to air bank".split())
_POSTCODE = re.compile(r"\d{5,6}")
_CHINESE_ADDRESS = re.compile(
    r"^(.*?公司)\W*(?=.*[路号號街区區镇鎮村室楼樓栋棟厦廈道巷])(?!.*公司)"
)
_PARTS = re.compile(r"[,;\n|]|\s-\s")
_WORD = re.compile(r"[^\s,;|–—-]+")
# In lower case. Legal forms at the end; each stretch of marks is read in one way, so that no text takes long.
_LAST_FORMS = re.compile(
    r"(?:[\s,.()]+(?:co|company|ltd|limited|inc|incorporated|corp|corporation|llc|l\.l\.c|lp|l\.p|gmbh|plc)\b)+"
    r"[\s,.()]*$"
)
_MAY_GO_ON = re.compile(
    r"[,;|\n\d]|\s-\s|公司\W*\w|[\s.](?:"
    + "|".join(r"\.?".join(form) for form in sorted(FORMS_BEFORE_ADDRESSES))
    + r"|ооо|оао|зао|пао|тоо)\b[.\s)\"»]+\w"
)
_ROUND = ".,;:()[]"


def before_address(text: str) -> str | None:
    """The name before an address or a country that follows it; None if none does.

    Args:
        text: As written, in any script.

    Returns:
        Shorter than the text, and not empty.
    """
    if chinese := _CHINESE_ADDRESS.match(text):
        return chinese[1]
    if not _may_go_on(text) or not (spelled := _spelled(text)):
        return None
    starts, ends, words = zip(*spelled, strict=True)
    return _cut(text, _end_of_name(text, starts, ends, words))


def is_name(text: str) -> bool:
    """Whether a text may be a whole name: two words, or one that has a legal form."""
    return _is_name([word for _, _, word in _spelled(text)])


def _cut(text: str, end: int | None) -> str | None:
    if end is None:
        return None
    name = text[:end].strip(EDGES)
    return name if 0 < len(name) < len(text) else None


def _spelled(text: str) -> list[tuple[int, int, str]]:
    """Where each word starts and ends, and how it is compared here."""
    found = ((word.start(), word.end(), in_latin_letters(word[0])) for word in _WORD.finditer(text))
    return [word for word in found if word[2]]


def _end_of_name(
    text: str, starts: Sequence[int], ends: Sequence[int], words: Sequence[str]
) -> int | None:
    """Where the name ends that an address follows; None if none does."""
    if ends_of_forms(("", *words))[-1:] == [len(words) + 1]:
        return None  # a name goes on to its legal form: `5 Quarry Road LLC`
    for place in ends_of_forms(words):
        if _is_address(words[place:]):
            return ends[place - 1]
    for comma in _PARTS.finditer(text):
        place = sum(start < comma.start() for start in starts)
        behind = words[place:]
        if place and (_is_address(behind) or (len(behind) > 1 and any(map(_has_digit, behind)))):
            return comma.start()
    first = _first_of_address(words) or _first_of_country(words)
    return starts[first] if first else None


def _may_go_on(text: str) -> bool:
    """Whether it is worth looking for an address: a no is cheap, and hardly ever wrong."""
    folded = text.lower()
    last = folded.rsplit(None, 1)[-1:]
    if last and last[0].strip(_ROUND) in last_words():
        return True
    # `Co., Ltd.` has a comma too, which stands before nothing.
    found = _MAY_GO_ON.search(folded)
    return found is not None and _MAY_GO_ON.search(_LAST_FORMS.sub("", folded)) is not None


def _first_of_address(words: Sequence[str]) -> int | None:
    """Where an address starts that nothing parts from the name; None if there is none."""
    signs = [place for place, word in enumerate(words) if _is_of_address(word)]
    if not signs:
        return None
    numbers = (place for place, word in enumerate(words) if word[0].isdigit())
    return next(
        (place for place in sorted({*signs, *numbers}) if _is_name(words[:place])),
        None,
    )


def _first_of_country(words: Sequence[str]) -> int | None:
    """Where a country starts that ends the text and is no part of the name; None if there is none."""
    place = len(words) - _length_of_country(words)
    is_apart = place < len(words) and words[place - 1] not in _BEFORE_COUNTRY
    return place if is_apart and _is_name(words[:place]) else None


def _is_name(words: Sequence[str]) -> bool:
    """Whether words may be a whole name: two, or one that has a legal form."""
    kept, forms = take_spaced(words)
    return len(kept) > 1 or bool(kept and forms)


def _is_address(words: Sequence[str]) -> bool:
    """Whether words say where somebody is: one that nothing else has, or half of them.

    Of a longer text that ends in a country or a town, a third.
    """
    if not words or words[0] in _BEFORE_COUNTRY:
        return False
    if any(map(_is_of_address, words)):
        return True
    country = _length_of_country(words)
    said = country + sum(
        _has_digit(word) or is_kind_of_place(word) or is_place(Token(word))
        for word in words[: len(words) - country]
    )
    ends_in_place = bool(country) or is_place(Token(words[-1]))
    return 2 * said >= len(words) or (ends_in_place and 3 * said >= max(len(words), _A_FEW))


def _length_of_country(words: Sequence[str]) -> int:
    """How many words at the end name a country; 0 if none do."""
    lengths = range(min(len(words), _MOST_WORDS_OF_COUNTRY), 0, -1)
    return next((length for length in lengths if _is_country(words[-length:])), 0)


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _is_of_address(word: str) -> bool:
    return is_part_of_address(word) or bool(_POSTCODE.fullmatch(word))


def _is_country(words: Sequence[str]) -> bool:
    text = " ".join(words)
    return len(text) > LONGEST_CODE and country_code(text) is not None

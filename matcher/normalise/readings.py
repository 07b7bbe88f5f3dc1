"""What a name field of a trade record may hold: a name, and what somebody typed around it.

`TO THE ORDER OF VELTRAN OPTIKA LLC, 5 QUARRY ROAD, DUBAI` is Veltran Optika LLC, and `Dormelan
Ltd d/b/a Veltran` is either. Nothing is thrown away: the whole text is the first reading, and
the others are asked for beside it as further names of the same party.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from matcher.normalise.addresses import is_kind_of_place, is_part_of_address
from matcher.normalise.countries import country_code, last_words
from matcher.normalise.legal_forms import FORMS_BEFORE_ADDRESSES, ends_of_forms, take_spaced
from matcher.normalise.names import SECOND_NAME, Token
from matcher.normalise.places import is_place
from matcher.normalise.scripts import fold_native, romanise, runs

MOST_READINGS = 4  # of one text; each is searched for
_MOST_WORDS_OF_COUNTRY = 4
_A_FEW = 9  # words; of fewer a third is a coincidence
_LONGEST_CODE = 3  # letters that may stand for a country, and for anything else
_BEFORE_COUNTRY = frozenset("of in for and de du da del der von the to air bank".split())
_POSTCODE = re.compile(r"\d{5,6}")
# What stands before the name of a party: of whom a bill of lading speaks, and how politely.
_BEFORE = re.compile(
    r"^\W*(?:(?:un)?to\s+(?:the\s+)?order\s+of|consigned\s+to|on\s+behalf\s+of|o/b(?:o)?|"
    r"notify(?:\s+party)?\s*:|consignee\s*:|shipper\s*:|messrs\b\.?|m/s\b\.?)[\s:,]+",
    re.IGNORECASE,
)
# What comes after it: how to reach somebody there, and under which number.
_AFTER = re.compile(
    r"[\s,;(]+(?:(?:attn|attention|tel|telephone|phone|ph|fax|mob|mobile|e-?mail|contact|pic|vat|"
    r"gstin?|inn|eori|cnpj|ruc|nit|iec|usci|uscc|tax\s+id|reg(?:istration)?\s+no)\b\s*[.:#]|"
    r"attn\s|attention\s|(?:tel|fax|phone)\s*[+(\d])",
    re.IGNORECASE,
)
# Between two parties of whom either may be meant.
_BETWEEN = re.compile(
    r"[\s,;(]+(?:c/o|in\s+care\s+of|o/b(?:o)?|on\s+behalf\s+of|a/c|for\s+(?:the\s+)?account\s+of)[\s:]+",
    re.IGNORECASE,
)
_FORMERLY = re.compile(r"[\s,;(]+(?:ex|former)[\s.:]+(?=\S)", re.IGNORECASE)
_OR = re.compile(r"\s(?:or|или)\s", re.IGNORECASE)
_MARKS = frozenset("also formerly previously otherwise".split())  # `formerly known as` at the start
# Without one of them none of the above is there; looked for first, as in most names none is.
_SIGNS = (
    *("order of", "consigned", "behalf", "o/b", "notify", "consignee", "shipper", "messrs", "m/s"),
    *(
        ":",
        "#",
        "att",
        "tel",
        "fax",
        "c/o",
        "care of",
        "a/c",
        "account of",
        "/",
        "ex ",
        "ex.",
        "ex-",
    ),
    *("former", "previously", "known", "called", "k.a", "b.a", "dba", "aka", "fka", "nka", " as "),
    *(" or ", " или ", "ранее", "бывш"),
)
_CHINESE_ADDRESS = re.compile(
    r"^(.*?公司)\W*(?=.*[路号號街区區镇鎮村室楼樓栋棟厦廈道巷])(?!.*公司)"
)
_PARTS = re.compile(r"[,;\n|]|\s-\s")
_WORD = re.compile(r"[^\s,;|–—-]+")
# Cheap, and right where it says no: legal forms at the end, and what may stand before an address.
_LAST_FORMS = re.compile(
    r"(?:[\s,.(]*\b(?:co|company|ltd|limited|inc|incorporated|corp|corporation|llc|l\.l\.c|lp|l\.p|gmbh|plc)\b[.)\s]*)+$",
    re.IGNORECASE,
)
_MAY_GO_ON = re.compile(
    r"[,;|\n\d]|\s-\s|公司\W*\w|[\s.](?:"
    + "|".join(r"\.?".join(form) for form in sorted(FORMS_BEFORE_ADDRESSES))
    + r"|ооо|оао|зао|пао|тоо)\b[.\s)\"»]+\w",
    re.IGNORECASE,
)
_ROUND = ".,;:()[]"
_EDGES = " \t\r\n,;:-|(["


def readings(text: str) -> tuple[str, ...]:
    """The names that a text may hold, the whole of it first; each once.

    Args:
        text: As written, in any script.

    Returns:
        At most `MOST_READINGS`; one where the text is a name and nothing else.
    """
    found = [text]
    for part in _parties(text):
        found.append(part)
        while (name := _before_address(found[-1])) and len(name) < len(found[-1]):
            found.append(name)
    known = dict.fromkeys(" ".join(reading.split()) for reading in found[1:])
    known.pop(" ".join(text.split()), None)
    return (text, *[reading for reading in known if reading][: MOST_READINGS - 1])


def names_within(text: str) -> tuple[str, ...]:
    """The names that a listed name holds where it holds several: `Dormelan (also known as Veltran)`.

    Args:
        text: As listed.

    Returns:
        Two at least, or none.
    """
    if not _has_sign(text):
        return ()
    names = [name for part in _split_second(text) if (name := _whole(part))]
    # `Office or Headquarters of` is one name; of a word alone nobody knows.
    is_one = _OR.search(text) and not all(_is_name(_words(name)) for name in names)
    return () if is_one or len(names) == 1 else tuple(dict.fromkeys(names))


def _has_sign(text: str) -> bool:
    folded = text.casefold()
    return any(sign in folded for sign in _SIGNS)


def _words(text: str) -> list[str]:
    return [word for found in _WORD.findall(text) if (word := _folded(found))]


def _whole(name: str) -> str:
    """A name without what its neighbour left at its ends; nothing of a mark (`formerly`)."""
    name = name.strip(_EDGES)
    return "" if name.casefold() in _MARKS else name


def _parties(text: str) -> Iterator[str]:
    """Each party that the text names, without what frames it."""
    if not _has_sign(text):
        yield text
        return
    framed = _BEFORE.sub("", _AFTER.split(text, maxsplit=1)[0])
    for party in _BETWEEN.split(framed):
        for name in _split_second(party):
            yield _whole(name)


def _split_second(text: str) -> Iterable[str]:
    """The name, and the other names of the same party that follow it."""
    parts = [part for one in SECOND_NAME.split(text) for part in _FORMERLY.split(one)]
    return [part.rstrip(")] ") if part.count("(") < part.count(")") else part for part in parts]


def _before_address(text: str) -> str | None:
    """The name before an address or a country that follows it; None if none does."""
    if chinese := _CHINESE_ADDRESS.match(text):
        return chinese[1]
    if not _may_go_on(text):
        return None
    spelled = [(word.start(), word.end(), _folded(word[0])) for word in _WORD.finditer(text)]
    starts, ends, words = zip(*[word for word in spelled if word[2]] or [(0, 0, "-")], strict=True)
    if ends_of_forms(("", *words))[-1:] == [len(words) + 1]:
        return None  # a name goes on to its legal form: `5 Quarry Road LLC`
    for place in ends_of_forms(words):
        if _is_address(words[place:]):
            return text[: ends[place - 1]].strip(_EDGES)
    for comma in _PARTS.finditer(text):
        place = sum(start < comma.start() for start in starts)
        if place and _is_address(words[place:]):
            return text[: comma.start()].strip(_EDGES)
    first = _first_of_address(words) or _first_of_country(words)
    return text[: starts[first]].strip(_EDGES) if first else None


def _may_go_on(text: str) -> bool:
    """Whether it is worth looking for an address: a no is always right, and cheap."""
    last = text.rsplit(None, 1)[-1].strip(_ROUND).lower() if text.strip() else ""
    return last in last_words() or bool(_MAY_GO_ON.search(_LAST_FORMS.sub("", text)))


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


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    """One word in lower case Latin letters, without punctuation."""
    native = fold_native(word)
    return "".join(
        letter
        for script, run in runs(native)
        for letter in romanise(run, script)
        if letter.isalnum()
    )


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
        any(map(str.isdigit, word)) or is_kind_of_place(word) or is_place(Token(word))
        for word in words[: len(words) - country]
    )
    ends_in_place = bool(country) or is_place(Token(words[-1]))
    return 2 * said >= len(words) or (ends_in_place and 3 * said >= max(len(words), _A_FEW))


def _length_of_country(words: Sequence[str]) -> int:
    """How many words at the end name a country; 0 if none do."""
    lengths = range(min(len(words), _MOST_WORDS_OF_COUNTRY), 0, -1)
    return next((length for length in lengths if _is_country(words[-length:])), 0)


def _is_of_address(word: str) -> bool:
    return is_part_of_address(word) or bool(_POSTCODE.fullmatch(word))


def _is_country(words: Sequence[str]) -> bool:
    text = " ".join(words)
    return len(text) > _LONGEST_CODE and country_code(text) is not None

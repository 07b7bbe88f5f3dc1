"""What a name field of a trade record may hold: a name, and what somebody typed around it.

`TO THE ORDER OF VELTRAN OPTIKA LLC, 5 QUARRY ROAD, DUBAI` is Veltran Optika LLC, and `Dormelan
Ltd d/b/a Veltran` is either. Nothing is thrown away: the whole text is the first reading, and
the others are asked for beside it as further names of the same party.
"""

import re
from collections.abc import Iterator

from matcher.normalise.names import SECOND_NAME
from matcher.normalise.trailing_address import before_address, is_name

MOST_READINGS = 4  # of one text; each is searched for
_LONGEST = 500  # characters; a longer text is no field of a record
# What stands before the name of a party: of whom a bill of lading speaks, and how politely.
_BEFORE = re.compile(
    r"^\W*(?:(?:un)?to\s+(?:the\s+)?order\s+of|consigned\s+to|on\s+behalf\s+of|o/b(?:o)?|"
    r"notify(?:\s+party)?\s*:|consignee\s*:|shipper\s*:|messrs\b\.?|m/s\b\.?)[\s:,]+",
    re.IGNORECASE,
)
# What comes after it: how to reach somebody there, and under which number.
_AFTER = re.compile(
    r"[\s,;(]+(?:(?:attn|attention|contact|pic|e-?mail)\b\s*[.:]|(?:attn|attention)\s|"
    r"(?:tel|telephone|phone|ph|fax|mob|mobile)\b\s*[.:+(#\d]|"
    r"(?:vat|gst(?:in)?|inn|eori|cnpj|ruc|nit|iec|usc[ci]|tax\s+id|reg(?:istration)?\s+no)\b[\s.:#]*\d|"
    r"(?:cnpj|gstin|tax\s+id)\W*$)",
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
_SIGNS = tuple(
    "order of|consigned|behalf|o/b|notify|consignee|shipper|messrs|m/s|:|#|attn|attention|contact|pic|"
    "mail|tel|phone|ph|fax|mob|vat|gst|inn|eori|cnpj|ruc|nit|iec|usc|tax id|reg|c/o|care of|a/c|account of|"
    "/|ex |ex.|former|previously|known|called|k.a|b.a|dba|aka|fka|nka| as | or | или |ранее|бывш".split(
        "|"
    )
)
_EDGES = " \t\r\n,;:-|(["


def readings(text: str) -> tuple[str, ...]:
    """The names that a text may hold, the whole of it first; each once.

    Args:
        text: As written, in any script.

    Returns:
        At most `MOST_READINGS`; one where the text is a name and nothing else.
    """
    if len(text) > _LONGEST:
        return (text,)
    found: list[str] = []
    for name in _parties(text):
        found.append(name)
        while shorter := before_address(found[-1]):
            found.append(shorter)
    known = dict.fromkeys(" ".join(name.split()) for name in found)
    known.pop(" ".join(text.split()), None)
    return (text, *[name for name in known if name][: MOST_READINGS - 1])


def names_within(text: str) -> tuple[str, ...]:
    """The names that a listed name holds where it holds several: `Dormelan (also known as Veltran)`.

    Args:
        text: As listed.

    Returns:
        Two at least, or none.
    """
    if len(text) > _LONGEST or not _has_sign(text):
        return ()
    names = list(dict.fromkeys(filter(None, _split_second(text))))
    # `Office or Headquarters of` is one name; of a word alone nobody knows.
    is_one = _OR.search(text) is not None and not all(map(is_name, names))
    return () if is_one or len(names) == 1 else tuple(names)


def _has_sign(text: str) -> bool:
    folded = text.casefold()
    return any(sign in folded for sign in _SIGNS)


def _parties(text: str) -> Iterator[str]:
    """Each party that the text names, without what frames it."""
    if not _has_sign(text):
        yield text
        return
    framed = _BEFORE.sub("", _AFTER.split(text, maxsplit=1)[0])
    for party in _BETWEEN.split(framed):
        yield from _split_second(party)


def _split_second(text: str) -> Iterator[str]:
    """The name, and the other names of the same party that follow it; empty where a mark stood alone."""
    for one in SECOND_NAME.split(text):
        for part in _FORMERLY.split(one):
            closed = part.rstrip(")] ") if part.count("(") < part.count(")") else part
            name = closed.strip(_EDGES)
            yield "" if name.casefold() in _MARKS else name

"""What a name field of a trade record may hold: a name, and what somebody typed around it.

`TO THE ORDER OF VELTRAN OPTIKA LLC, 5 QUARRY ROAD, DUBAI` is Veltran Optika LLC, and `Dormelan
Ltd d/b/a Veltran` is either. Nothing is thrown away: the whole text is the first reading, and
the others are asked for beside it as further names of the same party.
"""

import re
from collections.abc import Iterator

from matcher.normalise.cut_off import before_broken_form
from matcher.normalise.framing import (
    ALSO_KNOWN_AS,
    CARE_OF,
    CONTACT,
    EDGES,
    IDENTIFIERS,
    may_be_framed,
    may_name_several,
    unaddressed,
)
from matcher.normalise.names import SECOND_NAME
from matcher.normalise.own_acronym import without_own_acronym
from matcher.normalise.trailing_address import before_address, is_name

MOST_READINGS = 4  # of one text; each is searched for
_LONGEST = 500  # characters; a longer text is no field of a record
_FORMERLY = re.compile(r"[\s,;(]+(?:ex|former)[\s.:]+(?=\S)", re.IGNORECASE)
_OR = re.compile(r"\s(?:or|или)\s", re.IGNORECASE)
_MARKS = frozenset("also formerly previously otherwise".split())  # `formerly known as` at the start


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
        while shorter := _shorter(found[-1]):
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
    if len(text) > _LONGEST:
        return ()
    if name := without_own_acronym(text):
        return (text, name)
    if not may_name_several(text):
        return ()
    names = list(dict.fromkeys(filter(None, _split_second(text))))
    # `Office or Headquarters of` is one name; of a word alone nobody knows.
    is_one = _OR.search(text) is not None and not all(map(is_name, names))
    return () if is_one or len(names) == 1 else tuple(names)


def _shorter(text: str) -> str | None:
    """A text without something that is no part of the name; None if there is no such thing."""
    return before_address(text) or before_broken_form(text) or without_own_acronym(text)


def _parties(text: str) -> Iterator[str]:
    """Each party that the text names, without what frames it."""
    if not may_be_framed(text):
        yield text
        return
    for _, identifier in IDENTIFIERS:
        text = identifier.sub(" ", text)
    text = CONTACT.sub(" ", text)
    if not may_name_several(text):
        yield text
        return
    for party in CARE_OF.split(unaddressed(text)):
        yield from _split_second(party)


def _split_second(text: str) -> Iterator[str]:
    """The name, and the other names of the same party that follow it; empty where a mark stood alone."""
    for one in ALSO_KNOWN_AS.split(text):
        for part in (late for early in SECOND_NAME.split(one) for late in _FORMERLY.split(early)):
            closed = part.rstrip(")] ") if part.count("(") < part.count(")") else part
            name = closed.strip(EDGES)
            yield "" if name.casefold() in _MARKS else name

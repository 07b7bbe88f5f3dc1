"""Take apart a cell that says more than a name: address, country, telephone, `c/o`, `d/b/a`.

A name is only cut where something proves that another thing begins: a line break, a legal
form with an address behind it, a comma with a number, a street or a country behind it. What
is not sure stays part of the name, where it costs little; a word lost would cost a match.
"""

import re
from dataclasses import dataclass

from matcher.normalise.countries import country_code
from matcher.normalise.framing import (
    ALSO_KNOWN_AS,
    CARE_OF,
    CONTACT,
    IDENTIFIERS,
    may_be_framed,
    unaddressed,
)
from matcher.normalise.legal_form_search import take_spaced
from matcher.records import Identifier

_BEGINS_ADDRESS = re.compile(
    r"(?<!\w)(?:p\.?\s?o\.?\s?box|street|str|st|ul|ulitsa|road|rd|avenue|ave|blvd|boulevard|lane|"
    r"floor|flr|room|rm|suite|ste|unit|bldg|building|tower|block|blk|plot|house|office|apt|zone|"
    r"industrial|district|dist|city|province|village|town|highway|hwy|square|plaza|km|"
    r"mah|mahallesi|sok|sokak|cad|caddesi|osb|no|calle|avenida|av|carrera|rua|rue|strasse|straße|"
    r"via|jalan|jl|ул|улица|дом|г|город|пр-кт|проспект|обл|область|р-н|оф|офис|пер|шоссе|"
    r"路|号|號|街|室|楼|樓|区|區|市|省)(?![\w])",
    re.IGNORECASE,
)
_HAN_ADDRESS = re.compile(r"[路号號街室楼樓]")
_NUMBER = re.compile(r"\d")
# Most cells are a name and nothing else; where neither this nor a frame is, nothing is cut.
_PARTS = re.compile(r"[\n,;|，；路号號街室楼樓]")
_LONGEST_CELL = 2_000  # characters; names and addresses end long before
# After a comma these are as often a state of the USA or a province of Canada.
_STATES = frozenset(
    "al ar az ca co ct de ga hi ia id il in ks ky la ma md me mi mn mo ms mt nc nd ne nh nj nm nv "
    "ny oh ok or pa ri sc sd tn tx ut va vt wa wi wv wy ab bc mb nb nl ns nt nu on pe qc sk yt".split()
)
_ZIP = re.compile(r"[\s,]*(?<!\w)[\dA-Z][\dA-Z\- ]{2,9}$")
_SEPARATORS = re.compile(r"\s*[,;|，；]\s*")
# `Co.,Ltd.No.5 Road`: a blank is missing where the address begins.
_GLUED_DOT = re.compile(r"(?<=(?:ltd|inc|llc)\.)(?=[A-Z\d])", re.IGNORECASE)
_GLUED_HAN = re.compile(r"(?<=公司)[\s,，]*(?=[^\s,，].*[路号號街室楼樓])")
_ODD_BLANK = re.compile(r"[^\S\n]")  # of every width and script
_EDGES = " \t\n,;|-–—/:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a cell says.

    Args:
        names: Several where it says `d/b/a`.
        country: ISO 3166-1 alpha-2, lower case.
        care_of: The name behind `c/o`.
    """

    names: tuple[str, ...]
    address: str | None = None
    country: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    care_of: str | None = None


def take_apart(text: str, *, has_address: bool) -> Parts:
    """Take a cell apart.

    Args:
        text: The cell; line breaks count.
        has_address: Whether the address stands in a cell of its own: then a comma with a
            country behind it may be part of the name (`Huawei Technologies, Chile`).
    """
    text = text[:_LONGEST_CELL].replace("\r", "\n").replace("\\n", "\n")
    text = _ODD_BLANK.sub(" ", text)
    if not _PARTS.search(text) and not may_be_framed(text):
        return Parts(names=(text.strip(_EDGES),) if text.strip(_EDGES) else ())
    identifiers, text = _take_identifiers(text)
    text = unaddressed(CONTACT.sub(" ", text))
    text = _GLUED_HAN.sub("\n", _GLUED_DOT.sub(" ", text))
    text, *behind = CARE_OF.split(text, maxsplit=1)
    care_of = None
    if behind:
        through, rest = _name_and_rest(behind[0], has_address=has_address)
        care_of = through
        if not text.strip(_EDGES):  # `C/O Forwarder Ltd` is all there is
            text, care_of = behind[0], None
        elif rest:
            text = f"{text.strip(_EDGES)}\n{rest}"
    name, rest = _name_and_rest(text, has_address=has_address)
    names = tuple(filter(None, (part.strip(_EDGES) for part in ALSO_KNOWN_AS.split(name))))
    address, country = _address_and_country(rest)
    return Parts(
        names=names,
        address=address,
        country=country,
        identifiers=identifiers,
        care_of=care_of or None,
    )


def _take_identifiers(text: str) -> tuple[tuple[Identifier, ...], str]:
    found = []
    for kind, pattern in IDENTIFIERS:
        values = [match[1] for match in pattern.finditer(text) if _NUMBER.search(match[1])]
        found += [Identifier(kind=kind, value=value) for value in values]
        text = pattern.sub(lambda match: " " if _NUMBER.search(match[1]) else match[0], text)
    return tuple(found), text


def _name_and_rest(text: str, *, has_address: bool) -> tuple[str, str]:
    """The name, and what stands behind it; the rest is empty where nothing proves an end."""
    lines = [line.strip(_EDGES) for line in text.split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        return "", ""
    first, behind = lines[0], lines[1:]
    while behind and (_is_legal_form(behind[0]) or _carries_on(first, behind[0])):
        first, behind = f"{first} {behind[0]}", behind[1:]
    name, rest = _cut_line(first, is_alone=not behind, has_address=has_address)
    return name, ", ".join(filter(None, (rest, *behind)))


def _carries_on(first: str, line: str) -> bool:
    """Whether a line is the rest of a name: it ends in a legal form, the first has none."""
    return (
        not _has_legal_form(first)
        and _has_legal_form(line)
        and not _looks_like_address(line)
        and _SEPARATORS.search(line) is None
    )


def _cut_line(line: str, *, is_alone: bool, has_address: bool) -> tuple[str, str]:
    parts = _SEPARATORS.split(line)
    # `Co., Ltd.` belongs to what stands before it.
    end = 1
    while end < len(parts) and _is_legal_form(parts[end]):
        end += 1
    head, tail = ", ".join(parts[:end]), parts[end:]
    if tail and _is_rest(tail, head, has_address=has_address):
        inner, glued = _cut_glued(head)
        return inner, ", ".join(filter(None, (glued, *tail)))
    if tail:  # `Bolshoi, Teatr LLC, Lenina 5, Moscow`: look behind a later comma
        for place in range(1, len(tail)):
            if _has_legal_form(tail[place - 1]) and _is_rest(
                tail[place:], tail[place - 1], has_address=has_address
            ):
                return ", ".join((head, *tail[:place])), ", ".join(tail[place:])
        return line, ""
    return _cut_glued(line) if is_alone else (line, "")


def _is_rest(tail: list[str], head: str, *, has_address: bool) -> bool:
    """Whether what stands behind a comma is an address or a country, not more of the name."""
    text = ", ".join(tail)
    if _has_legal_form(text):  # `Sons, Widgets Inc. 12`: a name goes on
        return False
    if len(tail) == 1 and has_address and not _NUMBER.search(text):
        return False
    if _looks_like_address(text):
        return True
    return _country(tail[-1], behind_comma=True) is not None and (
        len(tail) > 1 or len(head.split()) > 1
    )


def _cut_glued(line: str) -> tuple[str, str]:
    """Cut `ACME TRADING LLC 12 LENIN STR MOSCOW` behind the legal form."""
    words = line.split()
    for end in range(2, len(words)):
        if _is_legal_form(words[end - 1]) and not _is_legal_form(words[end]):
            rest = " ".join(words[end:])
            if _NUMBER.search(rest) and (_NUMBER.match(rest) or _looks_like_address(rest)):
                return " ".join(words[:end]), rest
    return line, ""


def _looks_like_address(text: str) -> bool:
    if _NUMBER.search(text):
        return bool(_BEGINS_ADDRESS.search(text)) or len(re.findall(r"\d+", text)) > 1 or (
            re.search(r"(?<!\w)\d+[\w/-]*(?!\w)", text) is not None and len(text.split()) > 1
        )  # fmt: skip
    return bool(_HAN_ADDRESS.search(text))


def _address_and_country(rest: str) -> tuple[str | None, str | None]:
    rest = rest.strip(_EDGES)
    if not rest:
        return None, None
    before, _, last = rest.rpartition(",")
    country = _country(last.strip(), behind_comma=bool(before)) or _country_at_end(rest)
    if country and not before and not _NUMBER.search(rest):
        return None, country
    return rest, country


def _country(text: str, *, behind_comma: bool) -> str | None:
    """The country that a part of an address is; codes only where they can be nothing else."""
    text = (
        _ZIP.sub("", text).strip(_EDGES + ".") if _NUMBER.search(text) else text.strip(_EDGES + ".")
    )
    if len(text) == 2 and (not behind_comma or text.casefold() in _STATES or not text.isupper()):
        return None
    return country_code(text) if len(text) > 1 else None


def _country_at_end(text: str) -> str | None:
    words = text.split()
    for count in (3, 2, 1):
        last = " ".join(words[-count:]).strip(_EDGES + ".()")
        if len(words) > count and len(last) > 3 and (code := country_code(last)):
            return code
    return None


def _plain_words(text: str) -> list[str]:
    return [word for word in re.sub(r"[.'’\"«»]", "", text.casefold()).split() if word]


def _is_legal_form(text: str) -> bool:
    """Whether a text is a legal form and nothing else: `Ltd.`, `S.A. de C.V.`."""
    words = _plain_words(text.replace("(", " ").replace(")", " ").replace("&", " "))
    return bool(words) and not take_spaced(["x", *words])[0][1:]


def _has_legal_form(text: str) -> bool:
    words = _plain_words(re.sub(r"[^\w\s.]", " ", text))
    return bool(words) and bool(take_spaced(words)[1])

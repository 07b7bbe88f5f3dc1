"""The cell of a party on BIS's lists: name, further names and addresses in one text.

Example Trading Co., Ltd., a.k.a., the following two aliases:
—Example Electronics; and
—Example HK.
Room 1, Sample Building, Hong Kong; and 2 Main Street, Shenzhen, China. (See also ...)
"""

import re
from dataclasses import dataclass

_ALIASES = re.compile(
    r",?\s*(?P<kind>[af])\.k\.a\.,?\s*(?:the\s+following\s+[\w-]+\s+(?:alias(?:es)?|names?)\s*:)",
    re.IGNORECASE,
)
_ONE_ALIAS = re.compile(r",?\s*\(?(?P<kind>[af])\.k\.a\.,?\s+", re.IGNORECASE)
# A dash begins a name only where a name may begin; "AGAT—Control Systems" has one inside.
_DASH = re.compile(r"(?:^|\n|(?<=;)|(?<=\band))\s*[—–-]\s*")
_REFERENCE = re.compile(r"\(\s*See (?:also |alternate )[^()]*\)\.?", re.IGNORECASE)
_ADDRESS_SEPARATOR = re.compile(r";\s*(?:and\s+)?|(?<=[a-z]),\s+and\s+(?=[A-Z0-9#])")
# What still belongs to a name behind a comma.
_FORM = re.compile(
    r"^(?:co|company|ltd|limited|ltda|inc|incorporated|corp|corporation|llc|l\.l\.c|llp|lp|plc|jsc"
    r"|ojsc|pjsc|cjsc|ooo|oao|zao|pao|ao|s\.?a\.?|s\.?l\.?|s\.?r\.?l\.?|s\.?p\.?a\.?|gmbh|ag|kg|b\.?v|n\.?v"
    r"|pte|pty|pvt|private|sdn|bhd|fze|fzco|fzc|fz-llc|dmcc|d\.?o\.?o|a\.?s\.?|oy|ab|kft|s\.?r\.?o)\b",
    re.IGNORECASE,
)
# What is a part of an organisation, not a place: no digit, and a word such as these.
_PART = re.compile(
    r"^[^\d]*\b(?:Institute|Institution|Laboratory|Faculty|Department|Branch)\b[^\d]*$",
    re.IGNORECASE,
)
# The end of a name and the start of an address on one line: ". " before a capital or digit,
# which does not begin a legal form.
_END = re.compile(r"(?<=[\w)”\"])\.\s+(?=[A-Z0-9#])(?!(?:Ltd|Limited|Inc|LLC|Co)\b)")
_PLACEHOLDER = re.compile(r"Address \d{1,3}\b[:,.]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """What a cell says.

    Args:
        name: "" where BIS lists an address alone ("Address 01").
        former: Names behind f.k.a.
    """

    name: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def party_of(cell: str) -> Party:
    """Take a cell apart.

    Args:
        cell: Its text, with a new line for each break of the publisher's.

    Returns:
        Its parts as printed; what cannot be told from the name stays in the address, so
        that nothing is lost.
    """
    notes = tuple(" ".join(note.split()) for note in _REFERENCE.findall(cell))
    text = _REFERENCE.sub(" ", cell).strip()
    if placeholder := _PLACEHOLDER.match(text):
        return Party(name="", addresses=_addresses(text[placeholder.end() :]), notes=notes)
    if announced := _ALIASES.search(text):
        names, rest = _listed_names(text[announced.end() :])
        return _party(text[: announced.start()], announced["kind"], names, rest, notes)
    head, _, below = text.partition("\n")
    name, rest = _split_name(head)
    one = _ONE_ALIAS.search(name) or _ONE_ALIAS.match(", " + rest)
    if one is None:
        return _party(name, "a", [], f"{rest}\n{below}", notes)
    if one.string is name:
        return _party(
            name[: one.start()], one["kind"], [name[one.end() :]], f"{rest}\n{below}", notes
        )
    alias, rest = _split_name((", " + rest)[one.end() :])
    return _party(name, one["kind"], [alias], f"{rest}\n{below}", notes)


def _party(name: str, kind: str, others: list[str], rest: str, notes: tuple[str, ...]) -> Party:
    names = tuple(filter(None, map(_clean, others)))
    is_former = kind.lower() == "f"
    return Party(
        name=_clean(name),
        aliases=() if is_former else names,
        former=names if is_former else (),
        addresses=_addresses(rest),
        notes=notes,
    )


def _listed_names(text: str) -> tuple[list[str], str]:
    """The names of a list of dashes, and what follows its last one."""
    lead, *items = _DASH.split(text)
    if not items:  # the dashes are missing: names are parted by semicolons
        items = lead.split(";")
    last, rest = items[-1], ""
    first_line, line_break, below = last.strip().partition("\n")
    if line_break:
        last, rest = first_line, below
    elif end := _END.search(last):
        last, rest = last[: end.start() + 1], last[end.end() :]
    return [*items[:-1], last], rest


def _split_name(text: str) -> tuple[str, str]:
    """A name and the address behind it; a comma before a legal form does not part them."""
    pieces = text.split(", ")
    count = 1
    while count < len(pieces) and (
        _FORM.match(pieces[count])
        or _PART.match(pieces[count])
        or re.match(r"\(?[af]\.k\.a", pieces[count], re.IGNORECASE)
    ):
        count += 2 if re.match(r"\(?[af]\.k\.a", pieces[count], re.IGNORECASE) else 1
    return ", ".join(pieces[:count]), ", ".join(pieces[count:])


def _addresses(text: str) -> tuple[str, ...]:
    found = (
        " ".join(part.split()).strip(" ,;").rstrip(".") for part in _ADDRESS_SEPARATOR.split(text)
    )
    return tuple(dict.fromkeys(address for address in found if address.strip(". ")))


def _clean(name: str) -> str:
    text = re.sub(r"[;,]?\s*\band\s*$", "", " ".join(name.split()))
    text = text.strip(" ;,:")
    if text.count(")") > text.count("("):  # "(a.k.a. X)" was opened before the name
        text = text.removesuffix(")")
    is_form = re.search(r"\b(?:Ltd|Co|Inc|Corp|Bhd|Pte|Pvt|S\.A|L\.L\.C|O)\.$", text, re.IGNORECASE)
    return text if is_form else text.rstrip(".")

"""Registration numbers out of a cell of free text: "OGRN: 1027700000000, INN 7700000017"."""

import re
from collections.abc import Iterator

from matcher.lists.ofac_remarks import Fact, identifier_kind

# What a word before a number says of it, as OFAC's labels name it; None: of its own kind.
_WORDS = {
    "inn": "Tax ID No.",
    "tin": "Tax ID No.",
    "tax": "Tax ID No.",
    "vat": "V.A.T. Number",
    "ogrn": "Registration Number",
    "lei": "LEI",
    "swift": "SWIFT/BIC",
    "bic": "SWIFT/BIC",
    "imo": "Identification Number IMO",
    "uscc": "Unified Social Credit Code (USCC)",
    "usci": "Unified Social Credit Code (USCC)",
    "okpo": "Government Gazette Number",
}
_OF_THEIR_OWN = {"kpp": "notes", "okved": "notes", "oktmo": "notes", "okato": "notes"}
_PART = re.compile(r"\s*(?:[;,|\n]|\band\b|\(\d+\))\s*")
_WORD = re.compile(r"[A-Za-z]+")
_NUMBER = re.compile(r"(?=[A-Z0-9./-]*\d)[A-Z0-9](?:[A-Z0-9./-]{3,}[A-Z0-9])", re.IGNORECASE)
_BIC = re.compile(r"\b[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b")


def registration_facts(text: str, *, home: str | None) -> Iterator[Fact]:
    """Each number in a text, under the FollowTheMoney property of its kind.

    Args:
        text: As printed.
        home: The entry's only country, which says whose a number without a label is; None
            if there are several or none.

    Yields:
        Property and value; the whole text as a note where it is more than one number.
    """
    found = []
    for part in filter(None, _PART.split(text)):
        words = [word.lower() for word in _WORD.findall(part)]
        label = next((_WORDS[word] for word in words if word in _WORDS), None)
        number = (_BIC if label == "SWIFT/BIC" else _NUMBER).search(part)
        if number is None or any(word in _OF_THEIR_OWN for word in words):
            continue
        country = "ru" if label and {"inn", "ogrn"} & set(words) else home
        value = number[0]
        found.append((identifier_kind(label or "Registration Number", value, country), value))
    yield from found
    if [value for _, value in found] != [text.strip()]:
        yield "notes", f"Registration: {text.strip()}"

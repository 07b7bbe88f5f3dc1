"""Identifiers as they are compared: by family and folded value.

Lists and screening systems file the same number under different names (`taxNumber` here,
`innCode` there), so a value is recognised by its check digits where it has any, and only
two values of one family can conflict.
"""

import re
from collections.abc import Iterable

from stdnum import lei
from stdnum.cn import uscc
from stdnum.ru import inn
from stdnum.ru import ogrn as ru_ogrn

from matcher.records import Identifier

GENERIC = "registration"
# One company has one of these, so two that differ are two companies.
SINGLE = frozenset({"inn", "ogrn", "uscc", "lei", "imo", "ubn", "unp", "isin"})

# FollowTheMoney properties, and the short names that labelled pairs use.
_FAMILIES = {
    "inncode": "inn", "inn": "inn", "ogrncode": "ogrn", "ogrn": "ogrn", "usccode": "uscc",
    "uscc": "uscc", "leicode": "lei", "lei": "lei", "imonumber": "imo", "imo": "imo",
    "mmsi": "mmsi", "swiftbic": "swift", "swift": "swift", "biccode": "swift",
    "byunp": "unp", "unp": "unp", "twubn": "ubn", "ubn": "ubn", "isin": "isin",
    "isincode": "isin", "ticker": "ticker", "callsign": "callsign",
    "passportnumber": "passport", "dunscode": "duns",
}  # fmt: skip
_RECOGNISED = (
    ("ogrn", ru_ogrn.is_valid, re.compile(r"\d{13}$")),
    ("inn", inn.is_valid, re.compile(r"\d{10}$")),
    ("uscc", uscc.is_valid, re.compile(r"[0-9A-Z]{18}$")),
    ("lei", lei.is_valid, re.compile(r"[0-9A-Z]{20}$")),
)
_SHORTEST = 4  # characters; less is no identifier but a row number


def normalise_identifier(identifier: Identifier) -> tuple[str, str] | None:
    """Family and folded value; None for what is too short to identify anybody.

    A generic number whose check digits are those of a family belongs to that family, but
    only where the digits are long enough for that not to be chance.
    """
    value = re.sub(r"[^0-9A-Z]", "", identifier.value.upper())
    if len(value) < _SHORTEST:
        return None
    family = _FAMILIES.get(identifier.kind.lower())
    if family is None:
        family = GENERIC
        for candidate, is_valid, shape in _RECOGNISED:
            if shape.match(value) and is_valid(value):
                family = candidate
                break
    if family == "imo":
        value = value.removeprefix("IMO")
    return family, value


def normalise_identifiers(identifiers: Iterable[Identifier]) -> frozenset[tuple[str, str]]:
    """The comparable identifiers of one party."""
    return frozenset(filter(None, map(normalise_identifier, identifiers)))

"""Guess what a column is from its header: `Адрес получателя` is the consignee's address."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from matcher.trade.headers import FIELDS, ROLES, SHIPMENT
from matcher.trade.records import Role

WHOLE = "whole"  # a cell that may hold name, address and country in one
_VESSEL_FIELDS = frozenset({"imoNumber", "mmsi"})
_FILLERS = frozenset("of the s de del della du des der do da la le full no party".split())
_ALTERNATIVES = re.compile(r"[/|()\[\]\n]|\s-\s")
_CYRILLIC_ENDING = re.compile(r"(?<=[а-я]{4})[аеиоуыьюя]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a column holds.

    Args:
        role: Whose; None for a field of the shipment, and in a guess where the header does
            not say.
        field: A field of the party (`WHOLE`, `name`, `address`, `country`, an identifier's
            FollowTheMoney property), of the shipment (`hs_code`, ...), or `ignore`.
    """

    role: Role | None
    field: str

    def __str__(self) -> str:
        if self.role is None:
            return self.field
        return self.role.value if self.field == WHOLE else f"{self.role.value}.{self.field}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a header seems to say.

    Args:
        target: None if it says nothing that is known.
        is_partial: Whether it names a party's role, but not what of the party the column
            holds: it may be evidence, so it is not passed over in silence.
    """

    target: Target | None
    is_partial: bool = False


def guess(header: str) -> Guess:
    """What a column seems to hold."""
    found = _guess(_folded(header))
    if found.target is not None:
        return found
    parts = [_guess(folded) for part in _ALTERNATIVES.split(header) if (folded := _folded(part))]
    targets = {part.target for part in parts if part.target is not None}
    if len(targets) == 1:
        return Guess(target=targets.pop())
    return Guess(target=None, is_partial=found.is_partial or bool(targets))


def _guess(folded: str) -> Guess:
    table = _phrases()
    if field := table.shipment.get(folded):
        return Guess(target=Target(role=None, field=field))
    if role := table.roles.get(folded):
        return Guess(target=Target(role=Role(role), field=WHOLE))
    if field := table.fields.get(folded):
        role = Role.VESSEL if field in _VESSEL_FIELDS else None
        return Guess(target=Target(role=role, field=_field(field)))
    is_partial = False
    for phrase, pattern in table.patterns:
        rest, times = pattern.subn(" ", folded, count=1)
        if not times:
            continue
        is_partial = True
        words = [word for word in rest.split() if word not in _FILLERS]
        field = table.fields.get(" ".join(words)) if words else WHOLE
        if field:
            return Guess(target=Target(role=Role(table.roles[phrase]), field=_field(field)))
    return Guess(target=None, is_partial=is_partial)


def _field(field: str) -> str:
    return "address" if field == "address_part" else field


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrases:
    """The tables of `headers`, folded; `patterns` find a role inside a header, longest first."""

    roles: dict[str, str]
    fields: dict[str, str]
    shipment: dict[str, str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _phrases() -> _Phrases:
    roles = _inverted(ROLES)
    return _Phrases(
        roles=roles,
        fields=_inverted(FIELDS),
        shipment=_inverted(SHIPMENT),
        patterns=tuple(
            (phrase, _pattern(phrase))
            for phrase in sorted(roles, key=lambda phrase: (-len(phrase), phrase))
            if roles[phrase] != Role.PARTY
        ),
    )


def _inverted(table: dict[str, str]) -> dict[str, str]:
    return {
        _folded(phrase): target
        for target, phrases in table.items()
        for phrase in phrases.split("|")
    }


def _pattern(phrase: str) -> re.Pattern[str]:
    """Finds a phrase between words, or anywhere in scripts that do not part words."""
    escaped = re.escape(phrase)
    is_spaced = phrase[0] < "\u2e80"
    return re.compile(rf"(?<!\w){escaped}(?!\w)" if is_spaced else escaped)


def _folded(header: str) -> str:
    """Lower case words without accents, `shipperName` as two; Russian words without endings."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    decomposed = unicodedata.normalize("NFKD", parted.casefold().replace("ı", "i"))
    letters = "".join(
        char if char.isalnum() else " " for char in decomposed if not unicodedata.combining(char)
    )
    words = unicodedata.normalize("NFC", letters).split()
    return " ".join(_CYRILLIC_ENDING.sub("", word) for word in words)

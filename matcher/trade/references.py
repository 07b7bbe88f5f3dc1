"""Cells that point at another party of the row, or at nobody: `SAME AS CONSIGNEE`, `TO ORDER`."""

import re
from dataclasses import dataclass

from matcher.trade.guess import guess
from matcher.trade.records import Role

_SAME = re.compile(
    r"(?:the\s+)?same(?:\s+as)?(?:\s+(?:the\s+)?(?P<who>[\w\s-]+))?|as\s+(?P<who2>above|consignee|shipper)"
    r"|(?:тот|та)\s+же|同收货人|同上|同發貨人|el mismo|idem|ibid",
    re.IGNORECASE,
)
_ANYBODY = frozenset({"above", "as above", "abv", "before", ""})


@dataclass(frozen=True, slots=True)
class Reference:
    """Another party of the same row; `role` is None where the cell does not say which."""

    role: Role | None


def points_to(written: str) -> Reference | None:
    """Whom a cell points at; None if it names somebody itself."""
    match = _SAME.fullmatch(written.strip(" .,;:-*()"))
    if match is None:
        return None
    who = (match["who"] or match["who2"] or "").strip().casefold()
    if who in _ANYBODY:
        return Reference(None)
    target = guess(who).target
    return Reference(target.role) if target is not None and target.role is not None else None

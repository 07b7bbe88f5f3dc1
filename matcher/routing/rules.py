"""The rules as data: which are on, from when they hold, and what they look for."""

import tomllib
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from matcher.errors import RoutingError
from matcher.trade.records import Role

_SHIPPED = resources.files("matcher.routing") / "data"
_Words = frozenset[str]


class Rule(BaseModel):
    """What all rules have.

    Args:
        on: Whether it is looked for.
        source: Who says that it matters.
        date: Of the source.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: bool
    source: str
    date: date


class HighPriorityCode(Rule):
    """Goods on the Common High Priority List."""

    from_day: Annotated[date, Field(alias="from")]
    codes: str


class Jurisdiction(Rule):
    """A country that dated guidance names."""

    named: str
    only_listed_codes: bool


class Words(Rule):
    """A party whose name says what it does."""

    roles: tuple[Role, ...]
    words: _Words


class FoundedAfter(Rule):
    """A party founded since a day that buys listed goods."""

    founded_from: date
    roles: tuple[Role, ...]


class FirstTradeAfter(Rule):
    """A party whose first listed goods of the file came after a day."""

    first_from: date
    roles: tuple[Role, ...]


class VolumeBreak(Rule):
    """Many more shipments of a code to a country after a day than before it."""

    break_on: date
    months: Annotated[int, Field(ge=1)]
    times: Annotated[float, Field(gt=1)]
    fewest: Annotated[int, Field(ge=1)]


class AddressOfMany(Rule):
    """An address that many companies give."""

    names: Annotated[int, Field(ge=2)]


class Period(BaseModel):
    """From when on a rule is in a state."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    from_day: Annotated[date, Field(alias="from")]
    state: Literal["in force", "suspended", "repealed"]


class Ownership(Rule):
    """A party owned by listed ones, by law on some days and not on others."""

    share: Annotated[float, Field(gt=0, le=100)]
    datasets: frozenset[str]
    periods: Annotated[tuple[Period, ...], Field(min_length=1)]

    def state_on(self, day: date) -> Period | None:
        """The state on a day, and since when; None before the first."""
        begun = [period for period in self.periods if period.from_day <= day]
        return max(begun, key=lambda period: period.from_day, default=None)

    def next_after(self, day: date) -> Period | None:
        """The state that follows; None if none is known."""
        ahead = [period for period in self.periods if period.from_day > day]
        return min(ahead, key=lambda period: period.from_day, default=None)


class Rules(BaseModel):
    """All of them, by the names that flags carry."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    high_priority_code: HighPriorityCode
    jurisdiction: Jurisdiction
    consignee_is_intermediary: Words
    founded_after: FoundedAfter
    first_trade_after: FirstTradeAfter
    volume_break: VolumeBreak
    routing_changed: Rule
    address_of_listed: Rule
    address_of_many: AddressOfMany
    end_user_differs: Rule
    goods_do_not_fit: Words
    ofac_half_owned: Ownership
    bis_affiliates: Ownership

    def each(self) -> dict[str, Rule]:
        """Every rule by its name, in the order of the file that ships."""
        return {name: getattr(self, name) for name in type(self).model_fields}


def read_rules(path: Path | None = None) -> Rules:
    """The rules that ship, with what a file says otherwise.

    Args:
        path: TOML; what it says of a rule replaces what ships, key by key.

    Raises:
        RoutingError: It cannot be read, names no rule, or a value is malformed.
    """
    document = _shipped()
    if path is not None:
        for name, table in _read(path).items():
            if name not in document or not isinstance(table, dict):
                raise RoutingError(f"{name!r} is no rule", path=path, field=name)
            document[name] = {**document[name], **table}
    try:
        return Rules.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise RoutingError(first["msg"], path=path, field=field) from error


@cache
def _shipped_text() -> str:
    return (_SHIPPED / "rules.toml").read_text(encoding="utf-8")


def _shipped() -> dict[str, Any]:
    return tomllib.loads(_shipped_text())


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RoutingError(f"cannot be read: {error.strerror}", path=path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RoutingError(f"is not TOML: {error}", path=path) from error

"""Routing evidence of a whole file: gather, then judge each row; the path on one page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from matcher.routing.flags import MAKERS, Knowledge
from matcher.routing.guidance import read_guidance
from matcher.routing.history import History
from matcher.routing.listed_addresses import ListedAddresses
from matcher.routing.records import Flag, Shipment
from matcher.routing.register import Register
from matcher.routing.rules import Rules
from matcher.trade.records import Role

_NEEDS_REGISTER = frozenset({"founded_after", "ofac_half_owned", "bis_affiliates"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A row and the flags on it."""

    shipment: Shipment
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the rules know of a file.

    Args:
        unasked: Rules that could say nothing, and why: switched off, or the file has not
            what they look at.
    """

    known: Knowledge
    unasked: dict[str, str]

    @property
    def is_mute(self) -> bool:
        """Whether no rule can flag any row."""
        return self.unasked.keys() == MAKERS.keys()

    def judge(self, shipments: Iterable[Shipment]) -> Iterator[Judged]:
        """The flags of each row, rule by rule in the order of the rules."""
        makers = [MAKERS[name] for name in MAKERS if name not in self.unasked]
        for shipment in shipments:
            self.known.history.follow(shipment)
            flags = [flag for make in makers for flag in make(shipment, self.known)]
            yield Judged(shipment=shipment, flags=tuple(flags))


def gather(
    shipments: Iterable[Shipment],
    rules: Rules,
    *,
    register: Register | None = None,
    listed_addresses: ListedAddresses | None = None,
    gathered: Callable[[int], None] = lambda _: None,
) -> Evidence:
    """Go once over all shipments.

    Args:
        shipments: All of them; `Evidence.judge` wants them a second time.
        rules: Which of them to ask.
        register: Foundation, business and owners of companies; None if not known.
        listed_addresses: Of the lists that serve; None if there are none.
        gathered: Told the rows that are gathered.

    Raises:
        RoutingError: A table that the rules name cannot be read.
    """
    guidance = read_guidance(rules.high_priority_code.codes, rules.jurisdiction.named)
    history = History()
    roles: set[Role] = set()
    for count, shipment in enumerate(shipments, start=1):
        history.add(shipment, rules, guidance)
        roles.update(party.role for party in shipment.parties)
        gathered(count)
    known = Knowledge(
        rules=rules,
        guidance=guidance,
        history=history,
        register=register,
        listed_addresses=listed_addresses,
    )
    return evidence_of(known, roles)


def evidence_of(known: Knowledge, roles: set[Role]) -> Evidence:
    """What the rules can say, once everything is gathered.

    Args:
        known: What they are asked with.
        roles: That the file has.
    """
    return Evidence(known=known, unasked=_unasked(known, roles))


def _unasked(known: Knowledge, roles: set[Role]) -> dict[str, str]:
    rules, history = known.rules, known.history
    reasons = {name: "switched off" for name, rule in rules.each().items() if not rule.on}
    on_codes = {
        *("high_priority_code", "consignee_is_intermediary", "founded_after", "first_trade_after"),
        *("volume_break", "goods_do_not_fit"),
    }
    if rules.jurisdiction.only_listed_codes:
        on_codes.add("jurisdiction")
    if not history.has_hs_codes:
        reasons = dict.fromkeys(on_codes, "the file has no HS codes") | reasons
    if known.register is None:
        why = "it needs a register of companies (--register)"
        reasons = dict.fromkeys(_NEEDS_REGISTER, why) | reasons
    if not history.has_addresses:
        for name in ("address_of_listed", "address_of_many"):
            reasons.setdefault(name, "the file has no addresses")
    if known.listed_addresses is None:
        reasons.setdefault("address_of_listed", "no lists were taken in")
    if Role.END_USER not in roles:
        reasons.setdefault("end_user_differs", "the file names no end users")
    if not history.changed:
        reasons.setdefault("routing_changed", "no shipment number stands in rows that differ")
    for name, day in (
        ("first_trade_after", rules.first_trade_after.first_from),
        ("volume_break", rules.volume_break.break_on),
    ):
        if history.first_day is None:
            reasons.setdefault(name, "the file has no dates")
        elif history.first_day >= day:
            reasons.setdefault(name, f"the file begins on {history.first_day}, after {day}")
    return {name: reasons[name] for name in rules.each() if name in reasons}

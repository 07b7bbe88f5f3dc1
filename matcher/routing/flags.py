"""Each rule as a function: what of a shipment it speaks of, as flags with a sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from matcher.routing.folding import finds, name_key
from matcher.routing.guidance import Guidance, PriorityCode
from matcher.routing.history import History
from matcher.routing.listed_addresses import ListedAddresses
from matcher.routing.records import Flag, ScreenedParty, Shipment
from matcher.routing.register import Register
from matcher.routing.rules import Ownership, Rule, Rules, Words
from matcher.trade.records import Role

_TO = (Role.CONSIGNEE, Role.BUYER, Role.END_USER, Role.INTERMEDIATE_CONSIGNEE, Role.NOTIFY_PARTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What the rules are asked with.

    Args:
        register: None where none was given; so are `listed_addresses`.
    """

    rules: Rules
    guidance: Guidance
    history: History
    register: Register | None = None
    listed_addresses: ListedAddresses | None = None

    def listed_codes(self, shipment: Shipment) -> list[PriorityCode]:
        """The shipment's codes of high priority, each once, on its day."""
        rule = self.rules.high_priority_code
        if not _holds(rule.from_day, shipment.day):
            return []
        found = [code for hs in shipment.hs_codes if (code := self.guidance.priority_of(hs))]
        return list(dict.fromkeys(found))


FlagMaker = Callable[[Shipment, Knowledge], Iterator[Flag]]


def high_priority_code(shipment: Shipment, known: Knowledge) -> Iterator[Flag]:
    """Goods on the Common High Priority List."""
    rule = known.rules.high_priority_code
    for code in known.listed_codes(shipment):
        sentence = (
            f"HS {code.hs6} ({code.goods}) is on the Common High Priority List of {rule.date},"
            f" tier {code.tier}."
        )
        yield _flag("high_priority_code", rule, shipment, sentence, tier=code.tier)


def jurisdiction(shipment: Shipment, known: Knowledge) -> Iterator[Flag]:
    """Countries on the way that dated guidance names."""
    rule = known.rules.jurisdiction
    if rule.only_listed_codes and not known.listed_codes(shipment):
        return
    places: dict[str, str] = {}
    if shipment.destination:
        places[shipment.destination] = "The destination"
    for party in shipment.of(*_TO):
        for country in party.countries:
            places.setdefault(country, f"The country of the {party.role.value.replace('_', ' ')}")
    for country, what in places.items():
        for named in known.guidance.named(country, shipment.day):
            sentence = (
                f"{what}, {country.upper()}, is named among {named.wording} in guidance:"
                f" {named.document}, {named.date}."
            )
            yield Flag(
                row=shipment.row,
                rule="jurisdiction",
                sentence=sentence,
                source=named.document,
                date=named.date,
            )


def consignee_is_intermediary(shipment: Shipment, known: Knowledge) -> Iterator[Flag]:
    """Whose name says that it forwards or trades what others use."""
    rule = known.rules.consignee_is_intermediary
    if not known.listed_codes(shipment):
        return
    for party, word in _named(shipment, rule):
        role = party.role.value.replace("_", " ")
        sentence = f"The {role} {party.name} forwards or trades, to judge by {word!r} in its name."
        yield _flag("consignee_is_intermediary", rule, shipment, sentence, party=party)


def goods_do_not_fit(shipment: Shipment, known: Knowledge) -> Iterator[Flag]:
    """Listed goods for somebody in another line of business."""
    rule = known.rules.goods_do_not_fit
    codes = known.listed_codes(shipment)
    if not codes:
        return
    for party in shipment.of(*rule.roles):
        business = _registered(party, known, "business")
        for text, where in ((party.name, "name"), (business, "registered business")):
            if word := finds(rule.words, text):
                sentence = (
                    f"HS {codes[0].hs6} ({codes[0].goods}) does not fit {party.name}:"
                    f" its {where} says {word!r}."
                )
                yield _flag("goods_do_not_fit", rule, shipment, sentence, party=party)
                break


def founded_after(shipment: Shipment, known: Knowledge) -> Iterator[Flag]:
    """A young company that buys listed goods."""
    rule = known.rules.founded_after
    if not known.listed_codes(shipment) or known.register is None:
        return
    for party in shipment.of(*rule.roles):
        entry = known.register.get(name_key(party.name))
        if entry and entry.founded and entry.founded >= rule.founded_from:
            sentence = (
                f"{party.name} was founded on {entry.founded}, after {rule.founded_from}, and buys"
                " goods of the Common High Priority List."
            )
            yield _flag("founded_after", rule, shipment, sentence, party=party)


def first_trade_after(shipment: Shipment, known: Knowledge) -> Iterator[Flag]:
    """A party that bought no listed goods before a day, though the file reaches further back."""
    rule = known.rules.first_trade_after
    begins = known.history.first_day
    if not known.listed_codes(shipment) or begins is None or begins >= rule.first_from:
        return
    for party in shipment.of(*rule.roles):
        first = known.history.first_listed.get(name_key(party.name))
        if first and first >= rule.first_from:
            sentence = (
                f"{party.name} first bought goods of the Common High Priority List on {first},"
                f" after {rule.first_from}; the file begins on {begins}."
            )
            yield _flag("first_trade_after", rule, shipment, sentence, party=party)


def volume_break(shipment: Shipment, known: Knowledge) -> Iterator[Flag]:
    """A code and destination with many more shipments since a day."""
    rule = known.rules.volume_break
    if shipment.destination is None or not _holds(rule.break_on, shipment.day):
        return
    for code in known.listed_codes(shipment):
        found = known.history.break_of((code.hs6, shipment.destination), known.rules)
        if found:
            sentence = (
                f"Shipments of HS {code.hs6} to {shipment.destination.upper()} went from"
                f" {found.before:.1f} a month before {rule.break_on} to {found.after:.1f} after it."
            )
            yield _flag("volume_break", rule, shipment, sentence, tier=code.tier)


def routing_changed(shipment: Shipment, known: Knowledge) -> Iterator[Flag]:
    """Rows of one shipment that send it elsewhere, or to somebody else."""
    rule = known.rules.routing_changed
    legs = known.history.legs.get(shipment.shipment_id or "", [])
    own = (shipment.destination, *(name_key(p.name) for p in shipment.of(Role.CONSIGNEE)[:1]))
    for leg in legs:
        if leg.row >= shipment.row:
            break
        if leg.destination != own[0] and leg.destination and own[0]:
            what = f"to {leg.destination.upper()}"
        elif len(own) > 1 and leg.consignee and leg.consignee_key != own[1]:
            what = f"to {leg.consignee}"
        else:
            continue
        on = f" on {leg.day}" if leg.day else ""
        sentence = f"Shipment {shipment.shipment_id} was first declared {what}{on} (row {leg.row})."
        yield _flag("routing_changed", rule, shipment, sentence)
        return


def address_of_listed(shipment: Shipment, known: Knowledge) -> Iterator[Flag]:
    """An address that a list has, with a company's name or alone."""
    rule = known.rules.address_of_listed
    if known.listed_addresses is None:
        return
    for party in shipment.parties:
        own = {hit.listed_id for hit in party.hits if hit.outcome == "hit"}
        for address in party.addresses:
            found = [e for e in known.listed_addresses.at(address) if e.listed_id not in own]
            if not found:
                continue
            first = found[0]
            lists = ", ".join(first.datasets)
            whose = f"{first.name} is listed there" if first.name else "it is listed without a name"
            more = f", and {len(found) - 1} more" if len(found) > 1 else ""
            sentence = (
                f"The address {address!r} of {party.name or 'the party'} is on {lists}:"
                f" {whose} ({first.listed_id}{more})."
            )
            yield _flag("address_of_listed", rule, shipment, sentence, party=party)
            break


def address_of_many(shipment: Shipment, known: Knowledge) -> Iterator[Flag]:
    """An address that many companies of the file give."""
    rule = known.rules.address_of_many
    for party in shipment.of(*_TO):
        for address in party.addresses:
            companies = known.history.companies_at(address)
            if companies >= rule.names:
                sentence = f"{companies} companies of this file give the address {address!r}."
                yield _flag("address_of_many", rule, shipment, sentence, party=party)
                break


def end_user_differs(shipment: Shipment, known: Knowledge) -> Iterator[Flag]:
    """An end user who neither receives nor pays."""
    rule = known.rules.end_user_differs
    others = shipment.of(Role.CONSIGNEE, Role.BUYER)
    if not others:
        return
    keys = {name_key(party.name) for party in others}
    for party in shipment.of(Role.END_USER):
        if party.names and name_key(party.name) not in keys:
            names = [f"the {other.role.value} {other.name}" for other in others if other.name]
            verb = "is neither" if len(names) > 1 else "is not"
            sentence = f"The end user {party.name} {verb} {' nor '.join(names)}."
            yield _flag("end_user_differs", rule, shipment, sentence, party=party)


def ofac_half_owned(shipment: Shipment, known: Knowledge) -> Iterator[Flag]:
    """Owned by blocked persons."""
    return _owned("ofac_half_owned", known.rules.ofac_half_owned, shipment, known)


def bis_affiliates(shipment: Shipment, known: Knowledge) -> Iterator[Flag]:
    """Owned by parties on BIS's lists, by the state of the rule on the shipment's day."""
    return _owned("bis_affiliates", known.rules.bis_affiliates, shipment, known)


MAKERS: dict[str, FlagMaker] = {
    maker.__name__: maker
    for maker in (
        *(high_priority_code, jurisdiction, consignee_is_intermediary, founded_after),
        *(first_trade_after, volume_break, routing_changed, address_of_listed, address_of_many),
        *(end_user_differs, goods_do_not_fit, ofac_half_owned, bis_affiliates),
    )
}


def _owned(name: str, rule: Ownership, shipment: Shipment, known: Knowledge) -> Iterator[Flag]:
    if known.register is None:
        return
    period = rule.state_on(shipment.day) if shipment.day else rule.periods[-1]
    if period is None:
        return
    for party in shipment.parties:
        entry = known.register.get(name_key(party.name))
        owners = (
            [owner for owner in entry.owners if owner.datasets & rule.datasets] if entry else []
        )
        share = sum(owner.share for owner in owners)
        if share < rule.share:
            continue
        ids = ", ".join(f"{owner.listed_id} ({owner.share:g}%)" for owner in owners)
        sentence = (
            f"{party.name} is owned {share:g}% by listed parties: {ids}."
            f" The rule was {period.state} on {shipment.day}, since {period.from_day}."
            if shipment.day
            else f"{party.name} is owned {share:g}% by listed parties: {ids}. The row has no date;"
            f" the rule is {period.state} since {period.from_day}."
        )
        following = rule.next_after(shipment.day) if shipment.day else None
        if following:
            sentence += f" It is {following.state} from {following.from_day}."
        yield _flag(name, rule, shipment, sentence, party=party, state=period.state)


def _named(shipment: Shipment, rule: Words) -> Iterator[tuple[ScreenedParty, str]]:
    for party in shipment.of(*rule.roles):
        for name in party.names:
            if word := finds(rule.words, name):
                yield party, word
                break


def _registered(party: ScreenedParty, known: Knowledge, what: str) -> str:
    entry = known.register.get(name_key(party.name)) if known.register else None
    return str(getattr(entry, what)) if entry else ""


def _holds(from_day: date, day: date | None) -> bool:
    return day is None or day >= from_day


def _flag(
    name: str,
    rule: Rule,
    shipment: Shipment,
    sentence: str,
    *,
    party: ScreenedParty | None = None,
    tier: str | None = None,
    state: str | None = None,
) -> Flag:
    return Flag(
        row=shipment.row,
        rule=name,
        sentence=sentence,
        source=rule.source,
        date=rule.date,
        role=party.role if party else None,
        party=party.name if party else "",
        tier=tier,
        state=state,
    )

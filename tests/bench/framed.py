"""Listed names as trade records have them: with an address behind, to order, care of, cut off.

Each name is asked in every frame, alone and by name. Found are those whose party alerts; beside
it, how many would alert if the text were one name.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from matcher.records import Filters, Listed, Query, Side
from matcher.scoring.model import Model
from matcher.screening import Screener
from models.scoring import judge_pair

_SEED = 7
_MOST_HITS = 50
_WIDTH = 35  # characters: of a name in many customs systems
CUT_OFF = f"cut off after {_WIDTH} characters"

_Frame = Callable[[Listed], str]


def _name(party: Listed) -> str:
    return party.aliases[0].name


def _town(party: Listed) -> str:
    """The part of its address before the last, which is its country."""
    parts = party.addresses[0].split(",")
    return parts[-2 if len(parts) > 1 else -1].strip()


FRAMES: dict[str, _Frame] = {
    "as listed": _name,
    "address after a comma": lambda party: f"{_name(party)}, {party.addresses[0]}",
    "address after a space": lambda party: f"{_name(party)} {party.addresses[0]}",
    "town after a comma": lambda party: f"{_name(party)}, {_town(party)}",
    "country after a space": lambda party: f"{_name(party)} {party.addresses[0].split(',')[-1]}",
    "to the order of": lambda party: f"TO THE ORDER OF {_name(party)}",
    "messrs": lambda party: f"M/S {_name(party)}",
    "care of": lambda party: f"{_name(party)} C/O DORMELAN FREIGHT FORWARDING LLC",
    "attention": lambda party: f"{_name(party)} ATTN: MR. VORLIN TEL +1 555 0142",
    "doing business as": lambda party: f"VELTRAN HOLDINGS LLC d/b/a {_name(party)}",
    "formerly": lambda party: f"VELTRAN HOLDINGS LLC (formerly {_name(party)})",
    CUT_OFF: lambda party: _name(party)[:_WIDTH],
}


@dataclass(frozen=True, slots=True)
class Framed:
    """Shares of the parties that alert: by the service, and with the text as one name."""

    found: float
    as_one_name: float


def draw_parties(entries: Sequence[Listed], most: int) -> list[Listed]:
    """Parties with a name and an address, the same ones each time."""
    return _draw([entry for entry in entries if entry.aliases and entry.addresses], most)


def draw_wide(entries: Sequence[Listed], most: int) -> list[Listed]:
    """Parties whose name is wider than a field, the same ones each time."""
    return _draw([one for one in entries if one.aliases and len(_name(one)) > _WIDTH], most)


def _draw(usable: Sequence[Listed], most: int) -> list[Listed]:
    return Random(_SEED).sample(usable, min(most, len(usable)))


def measure_framed(screener: Screener, parties: Sequence[Listed], frame: _Frame) -> Framed:
    """Ask each party's name in one frame.

    Args:
        screener: Whose snapshot has the parties.
        parties: One at least, as of `draw_parties`.
        frame: Of `FRAMES`.
    """
    model = screener.model
    found = sum(_is_found(screener, frame(party), party) for party in parties)
    alone = sum(_is_like(model, frame(party), party) for party in parties)
    return Framed(found / len(parties), alone / len(parties))


def _is_found(screener: Screener, text: str, party: Listed) -> bool:
    filters = Filters(limit=_MOST_HITS, cutoff=screener.model.threshold)
    hits = screener.screen(Query(names=(text,)), filters).hits
    return any(party.id in (hit.listed.id, *hit.listed.referents) for hit in hits)


def _is_like(model: Model, text: str, party: Listed) -> bool:
    ours = Side(name=text)
    return any(
        judge_pair(model, ours, Side(name=alias.name)).score >= model.threshold
        for alias in party.aliases
    )

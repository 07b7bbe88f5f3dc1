"""Pairs that might be worth a label: names of trade beside what they resemble on the lists."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from pathlib import Path

from matcher.errors import TableError
from matcher.records import Filters, Hit, Query
from matcher.scoring.model import Model
from matcher.screening import Screener
from models.labels.records import Pair, Record, unknown_country
from models.pairs import read_rows
from models.scoring import Judged, judge_pair

_HITS = 2  # of one name: the nearest listed party, and the one it may be taken for


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A pair without a label, as the live model sees it, and as another one does."""

    pair: Pair
    judged: Judged
    other: Judged | None = None


def read_parties(path: Path, *, most: int, seed: int) -> list[Record]:
    """Parties to look up: the rows of a CSV with `name`, perhaps `country`, `address` and `id`.

    Args:
        path: The CSV; its name is the records' source.
        most: How many to take; which ones, the seed alone decides.
        seed: Another number takes others.

    Raises:
        TableError: As `read_rows`; or a country is none.
    """
    source = path.name.partition(".")[0]
    found: dict[str, Record] = {}
    for number, row in read_rows(path, required=["name"]):
        cells = {
            cell: row.get(cell, "").strip()
            for cell in ("name", "country", "address", "identifiers", "id")
        }
        if country := unknown_country(cells["country"]):
            raise TableError(
                f"{country!r} names no country", file=path, row=number, column="country"
            )
        if cells["name"]:
            record = Record(source=source, **cells)
            found[record.key] = record
    return [found[key] for key in nsmallest(most, found, key=lambda key: drawn(seed, key))]


def resembling(
    parties: Iterable[Record], screener: Screener, progress: Callable[[int], None]
) -> Iterator[Pair]:
    """Each party beside the listed parties that it resembles most.

    Args:
        parties: Whom to look up.
        screener: Where.
        progress: Called with how many parties were looked up.
    """
    for done, party in enumerate(parties, start=1):
        side = party.side()
        query = Query(
            names=(party.name,),
            countries=side.countries,
            addresses=side.addresses,
            identifiers=side.identifiers,
        )
        for hit in screener.screen(query, Filters(limit=_HITS)).hits:
            if hit.matched_name:
                yield Pair(left=party, right=listed_record(hit))
        progress(done)


def listed_record(hit: Hit) -> Record:
    """The listed side of a hit, with the name that carried the evidence."""
    listed = hit.listed
    return Record(
        name=hit.matched_name or listed.caption,
        source=listed.datasets[0] if listed.datasets else listed.provenance.source,
        id=listed.id,
        country=";".join(listed.countries),
        address="; ".join(address.replace(";", ",") for address in listed.addresses),
        identifiers=";".join(
            f"{one.kind}:{one.value.replace(';', ',')}" for one in listed.identifiers
        ),
    )


def judge(pairs: Iterable[Pair], model: Model, other: Model | None) -> Iterator[Candidate]:
    """The pairs as one model sees them, or two."""
    for pair in pairs:
        left, right = pair.left.side(), pair.right.side()
        yield Candidate(
            pair=pair,
            judged=judge_pair(model, left, right),
            other=judge_pair(other, left, right) if other else None,
        )


def drawn(seed: int, key: str) -> str:
    """A number for a key that nobody chose: equal ones are put in its order."""
    return hashlib.sha256(f"{seed}|{key}".encode()).hexdigest()

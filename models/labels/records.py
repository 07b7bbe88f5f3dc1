"""What the label store holds: pairs, where they came from, decisions on them, proposals."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum

import orjson

from matcher.errors import TallymanError
from matcher.normalise.countries import country_code
from matcher.records import Side
from models.pairs import side_of

USES = ("train", "evaluate")  # may shape a model; may only measure one
REVIEWED = "reviewed"  # the kind of a pair that a person brought in
_DIGITS = 16  # hex digits of a key: 64 bits


class LabelError(TallymanError):
    """A label cannot be kept, found or read; the message says which and why."""


class Verdict(StrEnum):
    """What a reviewer says of a pair."""

    MATCH = "match"  # one company
    NO_MATCH = "no-match"  # two companies
    UNSURE = "unsure"  # cannot be told from what is there


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One side of a pair, as the cells of a table: several values joined by `;`.

    Args:
        source: Where the record stands (`us_ofac_sdn`, a file of trade records).
        id: Its id there.
        script: Of the name; told by some collections, and no part of what is compared.
    """

    name: str
    source: str = ""
    id: str = ""
    country: str = ""
    address: str = ""
    identifiers: str = ""
    script: str = ""

    @property
    def key(self) -> str:
        """Digest of everything but the script."""
        cells = [self.source, self.id, self.name, self.country, self.address, self.identifiers]
        return _digest(cells)

    def side(self) -> Side:
        """The record as it is compared."""
        return side_of({f"query_{name}": value for name, value in asdict(self).items()}, "query")


RECORD_CELLS = tuple(field.name for field in fields(Record))


def read_record(row: Mapping[str, str], side: str) -> Record:
    """One side of a table's row, from the columns `left_name`, `left_country` and so on."""
    return Record(**{name: row.get(f"{side}_{name}", "").strip() for name in RECORD_CELLS})


def unknown_country(cell: str) -> str | None:
    """The first part of a cell that names no country."""
    parts = (part.strip() for part in cell.split(";"))
    return next((part for part in parts if part and country_code(part) is None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records that may be one company."""

    left: Record
    right: Record

    @property
    def key(self) -> str:
        """The same whichever record is on the left."""
        return _digest(sorted((self.left.key, self.right.key)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """How a pair came into the store.

    Args:
        given_id: The id that it had in the file it came from.
        kind: Kind of the pair, as collections of labels name them (`neg_hardid`).
        use: Of `USES`; a pair that any of its origins keeps from training teaches nothing.
        clusters: Record key -> the entity that the origin knows the record to be of.
    """

    pair: str
    given_id: str = ""
    kind: str = REVIEWED
    use: str = "train"
    clusters: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one reviewer, or one file, said of a pair.

    Args:
        pair: Key of the pair.
        reviewer: Who.
        decided_at: When: ISO 8601, UTC, to the microsecond, so that text sorts as time does.
        reason: Why; may be empty.
        resolves: Whether it settles what was said before it, by anybody.
    """

    pair: str
    verdict: Verdict
    reviewer: str
    decided_at: str
    reason: str = ""
    resolves: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A pair that would teach, put in a queue for review.

    Args:
        cause: `near_threshold`, `models_disagree`, `rare_pattern` or `asked`.
        why: The same for this pair, as a sentence.
        model: Id of the model that scored it; empty if none did.
    """

    pair: str
    queue: str
    rank: int
    cause: str
    why: str
    model: str = ""
    score: float | None = None


def timestamp(moment: datetime) -> str:
    """A moment as decisions carry it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def now() -> str:
    """This moment as decisions carry it."""
    return timestamp(datetime.now(UTC))


def _digest(cells: list[str]) -> str:
    return hashlib.sha256(orjson.dumps(cells)).hexdigest()[:_DIGITS]

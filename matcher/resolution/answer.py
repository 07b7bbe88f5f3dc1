"""The answer of a resolution: every mention of a party with its cluster, and whom it is listed as."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
from pyarrow import parquet

from matcher.bulk.answer import open_writer
from matcher.bulk.job import Job
from matcher.bulk.mentions import MENTION_COLUMNS
from matcher.bulk.state import State, whole
from matcher.bulk.store import connected
from matcher.errors import BulkError

COLUMNS = (
    "row", "role", "outcome", "names", "cluster", "cluster_name", "cluster_parties",
    "listed_id", "listed_name", "datasets", "score", "through", "field", "reason", "notes",
    "written", "addresses", "countries", "identifiers", "shipment_id", "date", "hs_codes", "origin",
    "destination", "party", "model", "snapshot", "threshold",
)  # fmt: skip
# Hit by its own spelling; flagged through another spelling of its cluster.
OUTCOMES = ("hit", "through", "clear", "rejected")
_NUMBERS = {
    "row": pa.int64(), "cluster_parties": pa.int64(), "score": pa.float64(),
    "threshold": pa.float64(), "key": pa.binary(),
}  # fmt: skip
SCHEMA = pa.schema([(name, _NUMBERS.get(name, pa.string())) for name in COLUMNS])
_CLUSTER_COLUMNS = (
    "key", "outcome", "cluster", "cluster_name", "cluster_parties", "listed_id", "listed_name",
    "datasets", "score", "through",
)  # fmt: skip
_BATCH_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Hit:
    """Whom a party is taken for: its best hit that reaches the threshold."""

    listed_id: str
    listed_name: str
    datasets: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What became of one party.

    Args:
        key: Of the party.
        cluster: Id of its cluster.
        cluster_name: The spelling of the cluster that says most.
        cluster_parties: How many distinct parties are in it.
        hit: Whom it is listed as, or another spelling of it is; None if neither.
        through: That other spelling; None for a hit of its own.
    """

    key: bytes
    cluster: str
    cluster_name: str
    cluster_parties: int
    hit: Hit | None
    through: str | None

    @property
    def outcome(self) -> str:
        """One of `OUTCOMES`."""
        if self.hit is None:
            return "clear"
        return "hit" if self.through is None else "through"


def read_hits(state: State) -> dict[bytes, Hit]:
    """The best hit of every party that has one which reaches the threshold."""
    found = {}
    columns = ["key", "rank", "match", "listed_id", "listed_name", "datasets", "score"]
    for path in sorted(state.hits.glob("*.parquet")):
        for one in parquet.read_table(path, columns=columns).to_pylist():
            if one["rank"] == 1 and one["match"]:
                found[one["key"]] = Hit(
                    one["listed_id"], one["listed_name"], one["datasets"], one["score"]
                )
    return found


def read_previous(path: Path) -> dict[bytes, str]:
    """Key -> cluster of a former answer.

    Raises:
        BulkError: It is no answer of a resolution.
    """
    try:
        with duckdb.connect() as database:
            reader = {".parquet": "read_parquet", ".csv": "read_csv", ".jsonl": "read_json"}
            relation = f"{reader[path.suffix]}(?)"
            rows = database.execute(
                f"SELECT DISTINCT party, cluster FROM {relation} WHERE party IS NOT NULL",  # noqa: S608
                [str(path)],
            ).fetchall()
            return {bytes.fromhex(party): cluster for party, cluster in rows}
    except (KeyError, ValueError, duckdb.Error) as error:
        raise BulkError(f"is no former answer: {error}", path=path) from error


def write_answer(
    job: Job, state: State, resolved: Iterator[Resolved], made_by: Mapping[str, object]
) -> Counter[str]:
    """Put the clusters beside every mention.

    Returns:
        How many mentions came to each outcome.
    """
    _write_clusters(state, resolved)
    outcomes: Counter[str] = Counter()
    with whole(job.out) as part, open_writer(part, job.out.suffix, SCHEMA) as writer:
        for lines in _lines(state, made_by, threads=job.processes):
            outcomes.update(lines.column("outcome").to_pylist())
            writer.write(lines)
    return outcomes


def _write_clusters(state: State, resolved: Iterator[Resolved]) -> None:
    schema = pa.schema([(name, _NUMBERS.get(name, pa.string())) for name in _CLUSTER_COLUMNS])
    with parquet.ParquetWriter(_clusters(state), schema, compression="zstd") as file:
        while batch := _some(resolved):
            rows = [
                (
                    one.key, one.outcome, one.cluster, one.cluster_name, one.cluster_parties,
                    *((one.hit.listed_id, one.hit.listed_name, one.hit.datasets, one.hit.score)
                    if one.hit else (None,) * 4),
                    one.through,
                )
                for one in batch
            ]  # fmt: skip
            arrays = [
                pa.array(column, field.type)
                for column, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            file.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _some(resolved: Iterator[Resolved]) -> Sequence[Resolved]:
    return [one for one, _ in zip(resolved, range(_BATCH_ROWS), strict=False)]


def _lines(state: State, made_by: Mapping[str, object], *, threads: int) -> Iterator[pa.Table]:
    of_mentions = [name for name in COLUMNS if name in MENTION_COLUMNS]
    of_clusters = _CLUSTER_COLUMNS[2:]
    chosen = [
        *(f"m.{name}" for name in of_mentions),
        *(f"c.{name}" for name in of_clusters),
        "coalesce(c.outcome, 'rejected') AS outcome",
        "lower(hex(m.key)) AS party",
    ]
    with connected(state, threads) as database:
        found = database.execute(
            f"SELECT {', '.join(chosen)} FROM read_parquet(?) m LEFT JOIN read_parquet(?) c "  # noqa: S608
            "ON m.key = c.key ORDER BY m.row, m.place",
            [
                [str(path) for path in sorted(state.read.glob("??????.parquet"))],
                str(_clusters(state)),
            ],
        )
        for batch in found.to_arrow_reader(_BATCH_ROWS):
            lines = pa.Table.from_batches([batch])
            for name in ("model", "snapshot", "threshold"):
                same = pa.array([made_by[name]] * len(lines), SCHEMA.field(name).type)
                lines = lines.append_column(name, same)
            yield pa.Table.from_arrays(
                [lines.column(name).cast(SCHEMA.field(name).type) for name in COLUMNS],
                schema=SCHEMA,
            )


def _clusters(state: State) -> Path:
    return state.folder / "clusters.parquet"

"""The labels of a store as training and measuring read them."""

import csv
import gzip
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import IO

from models.labels.clusters import cluster_records
from models.labels.records import RECORD_CELLS, REVIEWED, Decision, Origin, Pair, Verdict
from models.labels.standing import Standing, standings
from models.labels.store import LabelStore
from models.pairs import LabelledPair, labelled_pair

LABELS = {Verdict.MATCH: "1", Verdict.NO_MATCH: "0", Verdict.UNSURE: "unsure"}
COLUMNS = (
    "pair_id", "label", "kind",
    *(f"left_{name}" for name in RECORD_CELLS), *(f"right_{name}" for name in RECORD_CELLS),
    "cluster_left", "cluster_right", "use",
)  # fmt: skip
SAID = ("reviewer", "decided_at", "reason", "resolves")  # of a decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What a store holds at one moment.

    Args:
        pairs: Every pair, by key.
        standing: What was said of those that were decided on, by key.
        clusters: Record key -> cluster.
        kinds: Pair key -> kind.
        uses: Pair key -> `train` or `evaluate`.
        history: Every decision, the earliest first.
    """

    pairs: Mapping[str, Pair]
    standing: Mapping[str, Standing]
    clusters: Mapping[str, str]
    kinds: Mapping[str, str]
    uses: Mapping[str, str]
    history: tuple[Decision, ...]

    def rows(self) -> Iterator[dict[str, str]]:
        """The pairs that are one company or two, as rows of `COLUMNS`, in order of their key.

        The order is that of the content, so that one set of labels trains one model, whoever
        said what first.
        """
        for key in sorted(self.standing):
            if (same := self.standing[key].same) is not None:
                yield self.row(key, "1" if same else "0")

    def row(self, key: str, label: str) -> dict[str, str]:
        """A pair as a row of `COLUMNS`."""
        pair = self.pairs[key]
        cells = {
            f"{name}_{cell}": getattr(side, cell)
            for name, side in (("left", pair.left), ("right", pair.right))
            for cell in RECORD_CELLS
        }
        return {
            "pair_id": key,
            "label": label,
            "kind": self.kinds[key],
            **cells,
            "cluster_left": self.clusters[pair.left.key],
            "cluster_right": self.clusters[pair.right.key],
            "use": self.uses[key],
        }


def read_store(store: LabelStore) -> Labels:
    """Everything that a store holds."""
    pairs, origins, decisions = store.pairs(), store.origins(), store.decisions()
    standing = standings(decisions)
    matches = [key for key, found in standing.items() if found.same]
    return Labels(
        pairs=pairs,
        standing=standing,
        clusters=cluster_records(pairs, origins, matches),
        kinds={
            key: min({one.kind for one in found} - {REVIEWED} or {REVIEWED})
            for key, found in origins.items()
        },
        uses=uses_of(origins),
        history=tuple(decisions),
    )


def uses_of(origins: Mapping[str, Iterable[Origin]]) -> dict[str, str]:
    """Pair key -> `train`, or `evaluate` if any of its origins says so."""
    return {
        key: "train" if all(one.use == "train" for one in found) else "evaluate"
        for key, found in origins.items()
    }


def labelled_pairs(labels: Labels) -> list[LabelledPair]:
    """The pairs that training and measuring take; conflicts and doubts are left out."""
    return [labelled_pair(row) for row in labels.rows()]


def digest(labels: Labels) -> str:
    """Hex digest of what training takes: the same labels, the same digest, on every machine."""
    hashed = hashlib.sha256()
    for row in labels.rows():
        line = StringIO()
        csv.DictWriter(line, COLUMNS, lineterminator="\n").writerow(row)
        hashed.update(line.getvalue().encode())
    return hashed.hexdigest()


def write_labels(labels: Labels, out: Path) -> int:
    """Write the pairs that teach, with who decided them; the file is there whole or not at all.

    Returns:
        Rows written.
    """
    return write_rows(labels, labels.rows(), out)


def write_rows(labels: Labels, rows: Iterable[Mapping[str, str]], out: Path) -> int:
    """The same for some of the rows."""
    said = ({**row, **_said(labels.standing[row["pair_id"]].deciding)} for row in rows)
    return _write(out, said)


def write_history(labels: Labels, out: Path) -> int:
    """Write every decision that was ever made, one a row, as `labels import` reads it back."""
    return _write(
        out,
        ({**labels.row(one.pair, LABELS[one.verdict]), **_said(one)} for one in labels.history),
    )


def _said(decision: Decision) -> dict[str, str]:
    return {
        "reviewer": decision.reviewer,
        "decided_at": decision.decided_at,
        "reason": decision.reason,
        "resolves": "1" if decision.resolves else "",
    }


@contextmanager
def _table(path: Path, *, gzipped: bool) -> Iterator[IO[str]]:
    with path.open("wb") as raw:
        if not gzipped:
            with TextIOWrapper(raw, encoding="utf-8", newline="") as file:
                yield file
            return
        # Without name and time: the same rows, the same bytes.
        with (
            gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=raw, mtime=0) as packed,
            TextIOWrapper(packed, encoding="utf-8", newline="") as file,
        ):
            yield file


def _write(out: Path, rows: Iterable[Mapping[str, str]]) -> int:
    unfinished = out.with_name(out.name + ".part")
    written = 0
    with _table(unfinished, gzipped=out.suffix == ".gz") as file:
        writer = csv.DictWriter(file, [*COLUMNS, *SAID], lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow(row)
            written += 1
    unfinished.replace(out)
    return written

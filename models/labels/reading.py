"""Files of labels: CSV or Parquet in the columns of a link file. A broken file imports nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

from matcher.errors import TableError
from models.labels.records import (
    RECORD_CELLS,
    REVIEWED,
    USES,
    Decision,
    Origin,
    Pair,
    Verdict,
    read_record,
    timestamp,
    unknown_country,
)
from models.labels.store import Entry
from models.labels.teaching import COLUMNS, LABELS, SAID
from models.pairs import read_rows

_NAMES = ("left_name", "right_name")
_VERDICTS = {label: verdict for verdict, label in LABELS.items()}
_PARTY_PREFIXES = ("left_", "right_")
_WHY = ("reason", "evidence")  # columns that may say why, the first that does
_KNOWN = {*COLUMNS, *SAID, *_WHY}
_TOLD_ROWS = 500
_CLOCK_SKEW = timedelta(hours=1)  # a decision from further ahead would stand for ever


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFile:
    """A file of pairs, read whole.

    Args:
        entries: Each row that has a label.
        unlabelled: Rows that nobody decided on yet, as pairs.
        not_kept: Columns that the store has no place for.
    """

    entries: tuple[Entry, ...]
    unlabelled: tuple[Entry, ...]
    not_kept: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What holds for the rows that do not say otherwise.

    Args:
        use: Of `USES`.
        at: Time of the import, as decisions carry it.
    """

    reviewer: str
    use: str
    at: str


def read_label_file(
    path: Path,
    defaults: Defaults,
    *,
    with_labels: bool = True,
    progress: Callable[[int], None] = lambda _: None,
) -> LabelFile:
    """Read a file of pairs.

    Args:
        path: CSV, plain or gzipped, or Parquet, by its name.
        defaults: For what a row does not say.
        with_labels: Whether there has to be a column of labels.
        progress: Called with the rows read so far, now and then.

    Raises:
        TableError: It cannot be read, a column is missing or unknown, or a cell is
            malformed; it names the file, the row and the column.
        LabelError: The packages for Parquet are missing.
    """
    required = [*_NAMES, *(["label"] if with_labels else [])]
    entries: list[Entry] = []
    unlabelled: list[Entry] = []
    header: tuple[str, ...] = ()
    said: dict[tuple[str, str], tuple[int, Verdict]] = {}
    for number, row in _rows(path, required):
        if number % _TOLD_ROWS == 0:
            progress(number)
        if not header:
            header = tuple(row)
            _check_columns(header, path)
        entry = _Row(path=path, number=number, cells=row).entry(defaults)
        if entry.decision is None:
            unlabelled.append(entry)
            continue
        entries.append(entry)
        if not entry.is_dated:
            _check_agrees(entry.decision, said, path, number)
    return LabelFile(
        entries=tuple(entries),
        unlabelled=tuple(unlabelled),
        not_kept=tuple(name for name in header if name not in _KNOWN),
    )


def _rows(path: Path, required: list[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    if path.suffix != ".parquet":
        yield from read_rows(path, required=required)
        return
    try:
        module = import_module("matcher.linkage.parquet")
    except ImportError as error:
        raise TableError(
            f"Parquet needs {error.name}: install tallyman[train]", file=path
        ) from error
    yield from module.parquet_rows(path, required=required)


def _check_columns(header: tuple[str, ...], path: Path) -> None:
    for name in header:
        if name.startswith(_PARTY_PREFIXES) and name not in _KNOWN:
            raise TableError(
                f"is no part of a party; those are {', '.join(RECORD_CELLS)}",
                file=path,
                row=1,
                column=name,
            )


def _check_agrees(
    decision: Decision, said: dict[tuple[str, str], tuple[int, Verdict]], path: Path, number: int
) -> None:
    """A file that says both of one pair, and not when, cannot be taken at its word."""
    first, verdict = said.setdefault((decision.pair, decision.reviewer), (number, decision.verdict))
    if verdict != decision.verdict:
        raise TableError(
            f"row {first} says {LABELS[verdict]} of the same pair", file=path, row=number,
            column="label",
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row, and where it stands: for the errors."""

    path: Path
    number: int
    cells: Mapping[str, str]

    def entry(self, defaults: Defaults) -> Entry:
        """The row as it goes into the store."""
        pair = Pair(left=read_record(self.cells, "left"), right=read_record(self.cells, "right"))
        for side, record in (("left", pair.left), ("right", pair.right)):
            if not record.name:
                raise self._fault(f"{side}_name", "is empty")
            if country := unknown_country(record.country):
                raise self._fault(f"{side}_country", f"{country!r} names no country")
        decided_at = self._decided_at()
        reviewer = self._cell("reviewer") or defaults.reviewer
        verdict = self._verdict()
        return Entry(
            pair=pair,
            origin=Origin(
                pair=pair.key,
                given_id=self._cell("pair_id"),
                kind=self._cell("kind") or REVIEWED,
                use=self._use() or defaults.use,
                clusters={
                    record.key: cluster
                    for record, cluster in (
                        (pair.left, self._cell("cluster_left")),
                        (pair.right, self._cell("cluster_right")),
                    )
                    if cluster
                },
            ),
            decision=None if verdict is None else Decision(
                pair=pair.key,
                verdict=verdict,
                reviewer=reviewer,
                decided_at=decided_at or defaults.at,
                reason=next(filter(None, map(self._cell, _WHY)), ""),
                resolves=self._resolves(),
            ),
            is_dated=decided_at is not None,
        )  # fmt: skip

    def _cell(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def _verdict(self) -> Verdict | None:
        label = self._cell("label")
        if not label:
            return None
        if label not in _VERDICTS:
            raise self._fault("label", f"{label!r} is not a label (0, 1 or unsure)")
        return _VERDICTS[label]

    def _use(self) -> str:
        use = self._cell("use")
        if use and use not in USES:
            raise self._fault("use", f"{use!r} is not one of {', '.join(USES)}")
        return use

    def _decided_at(self) -> str | None:
        text = self._cell("decided_at")
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise self._fault("decided_at", f"{text!r} is not a time in ISO 8601") from None
        if moment.tzinfo is None:
            raise self._fault("decided_at", f"{text!r} does not say its time zone")
        if moment > datetime.now(UTC) + _CLOCK_SKEW:
            raise self._fault("decided_at", f"{text!r} is yet to come")
        return timestamp(moment)

    def _resolves(self) -> bool:
        text = self._cell("resolves")
        if text not in ("", "0", "1"):
            raise self._fault("resolves", f"{text!r} is not 0 or 1")
        return text == "1"

    def _fault(self, column: str, message: str) -> TableError:
        return TableError(message, file=self.path, row=self.number, column=column)

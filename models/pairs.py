"""Tables of labelled pairs, and of pairs to score.

The columns are those of a link file: `left_name`, `left_country`, `left_address`,
`left_identifiers` and the same for `right_`; several values in one cell are joined by `;`,
identifiers are `TYPE:value`. Labels add `label` (1 one company, 0 two), `kind`,
`cluster_left`, `cluster_right` and `use`, and may say where each side is from (`left_source`).
"""

import csv
import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from matcher.errors import TableError
from matcher.normalise.countries import country_code
from matcher.records import Identifier, Side

FIELDS = ("name", "country", "address", "identifiers")
MASKABLE = frozenset(FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPair:
    """Two parties, and whether they are one company."""

    id: str
    same: bool
    kind: str
    left: Side
    right: Side
    left_cluster: str
    right_cluster: str
    trainable: bool  # openly licensed on both sides: may shape a model that ships
    left_source: str = ""  # key of the list or of the records; empty if not known
    right_source: str = ""


def generated_pair(
    left: str, right: str, *, same: bool, kind: str, number: str, company: str
) -> LabelledPair:
    """A pair of names that nobody labelled: it teaches, and both sides are in one fold.

    Args:
        left: The name that asks.
        right: The listed one.
        same: Whether they are one company.
        kind: Of the generator.
        number: Tells the pairs of a kind apart.
        company: What its cluster is named by.
    """
    return LabelledPair(
        id=f"{kind}-{number}",
        same=same,
        kind=kind,
        left=Side(name=left),
        right=Side(name=right),
        left_cluster=f"{kind}|{company}",
        right_cluster=f"{kind}|{company}",
        trainable=True,
    )


@contextmanager
def open_table(path: Path) -> Iterator[IO[str]]:
    """Open a CSV, plain or gzipped, as UTF-8.

    Raises:
        TableError: The file is missing, not gzip where its name says so, or not UTF-8.
    """
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8-sig", newline="")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8-sig", newline="")
        ) as file:
            yield file
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise TableError(f"cannot be read: {error}", file=path) from error


def read_labels(path: Path) -> Iterator[LabelledPair]:
    """Read labelled pairs.

    Raises:
        TableError: A column is missing, or a row has too many or too few cells, a label
            that is not 0 or 1, or a name on neither side; it names the file and the row.
    """
    wanted = ["pair_id", "label", "kind", "cluster_left", "cluster_right", "use"]
    for line, row in read_rows(path, required=[*wanted, "left_name", "right_name"]):
        if row["label"] not in ("0", "1"):
            raise TableError(
                f"{row['label']!r} is not a label (0 or 1)", file=path, row=line, column="label"
            )
        yield labelled_pair(row)


def labelled_pair(row: Mapping[str, str]) -> LabelledPair:
    """One row of labelled pairs, whose label is 0 or 1."""
    return LabelledPair(
        id=row["pair_id"],
        same=row["label"] == "1",
        kind=row["kind"],
        left=side_of(row, "left"),
        right=side_of(row, "right"),
        left_cluster=row["cluster_left"],
        right_cluster=row["cluster_right"],
        trainable=row["use"] == "train",
        left_source=row.get("left_source", ""),
        right_source=row.get("right_source", ""),
    )


def read_names(path: Path) -> Iterator[str]:
    """Read ordinary company names: the column `name` of a CSV, the rest passed over.

    Raises:
        TableError: As `read_rows`.
    """
    for _, row in read_rows(path, required=["name"]):
        yield row["name"]


def read_rows(path: Path, *, required: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a CSV with their line numbers (the header is line 1).

    Raises:
        TableError: As `read_labels`.
    """
    with open_table(path) as file:
        reader = csv.DictReader(file, restkey="")
        header = reader.fieldnames or []
        for column in required:
            if column not in header:
                raise TableError("the column is missing", file=path, row=1, column=column)
        try:
            for row in reader:
                if "" in row or None in row.values():
                    raise TableError(
                        f"the row has not {len(header)} cells", file=path, row=reader.line_num
                    )
                yield reader.line_num, row
        except csv.Error as error:
            raise TableError(str(error), file=path, row=reader.line_num) from error


def side_of(row: Mapping[str, str], side: str, mask: frozenset[str] = frozenset()) -> Side:
    """One side of a row.

    Args:
        row: A row of the table.
        side: `left` or `right`.
        mask: Fields to leave blank.
    """
    cells = {
        field: "" if field in mask else row.get(f"{side}_{field}", "").strip() for field in FIELDS
    }
    codes = (country_code(country) for country in _split(cells["country"]))
    return Side(
        name=cells["name"] or None,
        countries=tuple(code for code in codes if code),
        addresses=_split(cells["address"]),
        identifiers=tuple(_identifier(value) for value in _split(cells["identifiers"])),
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _identifier(text: str) -> Identifier:
    kind, colon, value = text.partition(":")
    if not colon:
        return Identifier(kind="registrationNumber", value=kind)
    return Identifier(kind=kind.partition("-")[0], value=value)

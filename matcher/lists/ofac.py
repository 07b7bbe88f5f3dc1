"""OFAC's SDN and Consolidated lists as CSV: four files of one day, joined by entry number.

The files have no header; `-0-` stands for "none"; a line with Ctrl-Z (0x1A) closes each.
They are UTF-8 today and were Windows-1252; a file that mixes both is refused.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.files import opened, sha256_of
from matcher.lists.ofac_remarks import REMARK_CHARS, remark_facts
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.records import AliasKind, Listed, Provenance

_ENTRY = (
    *("ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign", "Vess_type", "Tonnage"),
    *("GRT", "Vess_flag", "Vess_owner", "Remarks"),
)
_ALIAS = ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks")
_ADDRESS = (
    "ent_num",
    "add_num",
    "Address",
    "City/State/Province/Postal Code",
    "Country",
    "add_remarks",
)
_COMMENT = ("ent_num", "remarks_continued")

_STEMS = {
    "us_ofac_sdn": ("sdn", "alt", "add", "sdn_comments"),
    "us_ofac_cons": ("cons_prim", "cons_alt", "cons_add", "cons_comments"),
}
_SCHEMATA = {"": "Organization", "individual": "Person", "vessel": "Vessel", "aircraft": "Airplane"}
_ALIAS_KINDS = {"aka": AliasKind.ALIAS, "nka": AliasKind.ALIAS, "fka": AliasKind.FORMER}
_COLUMN_PROPERTIES = {
    "Call_Sign": "callSign",
    "Vess_type": "type",
    "Tonnage": "tonnage",
    "GRT": "grossRegisteredTonnage",
    "Vess_flag": "flag",
    "Vess_owner": "owner",
}
_NULL = "-0-"
_NO_COUNTRY = "undetermined"
_CONTINUED = frozenset({"Remarks", "remarks_continued"})
_CTRL_Z = "\x1a"

Row = dict[str, str]  # column -> value, "" for none


@dataclass(frozen=True, slots=True, kw_only=True)
class OfacFiles:
    """The files of one list; None for one that is not there."""

    entries: Path
    aliases: Path | None = None
    addresses: Path | None = None
    comments: Path | None = None


def read_ofac(source: Source, path: Path, tally: Tally, *, as_of: date | None) -> Iterator[Listed]:
    """The entries of an OFAC list.

    Args:
        source: `us_ofac_sdn` or `us_ofac_cons`.
        path: The folder with the files under the publisher's names, each plain or .gz; or
            the main file alone, whose aliases and addresses are then not known.
        tally: Takes the counts.
        as_of: Date of the list; the files do not say.

    Raises:
        ListError: A file is missing or broken; it names the file, row and column.
    """
    tally.as_of = as_of
    files = ofac_files(source, path)
    sha256 = sha256_of(files.entries)
    aliases = _by_entry(files.aliases, _ALIAS, tally)
    addresses = _by_entry(files.addresses, _ADDRESS, tally)
    comments = _by_entry(files.comments, _COMMENT, tally)
    if files.aliases is None:
        tally.warnings.append("aliases and addresses were not read: only the main file was given")
    elif files.comments is None:
        tally.warnings.append("there is no comments file; remarks end where their column does")

    seen: set[str] = set()
    cut = 0
    for number, row in _rows(files.entries, _ENTRY, tally):
        key = row["ent_num"]
        if key in seen:
            raise ListError(
                f"entry {key} stands twice", file=files.entries, row=number, field="ent_num"
            )
        seen.add(key)
        draft = _entry_draft(row, tally, file=files.entries, number=number)
        for alias_number, alias in aliases.pop(key, ()):
            _add_alias(draft, alias, file=files.aliases or path, number=alias_number)
        for _, address in addresses.pop(key, ()):
            _add_address(draft, address)
        continuation = "".join(comment["remarks_continued"] for _, comment in comments.pop(key, ()))
        is_cut = len(row["Remarks"]) >= REMARK_CHARS - 1 and not continuation
        cut += is_cut
        for prop, value in remark_facts(
            row["Remarks"] + continuation, is_cut=is_cut, home=draft.only_country
        ):
            draft.add(prop, value)
        yield draft.listed(
            entry_id=f"{source.key}-{key}",
            schema=_SCHEMATA[row["SDN_Type"]],
            provenance=Provenance(source=source.key, entry_id=key, file_sha256=sha256, as_of=as_of),
            datasets=(source.key,),
            topics=source.topics,
        )
    if not seen:
        raise ListError("the list has no entries", file=files.entries)
    if cut:
        tally.warnings.append(f"remarks of {cut} entries fill their column and do not continue")
    for file, left in (
        (files.aliases, aliases),
        (files.addresses, addresses),
        (files.comments, comments),
    ):
        if file is not None:
            tally.orphans[file.name] = sum(len(rows) for rows in left.values())
            if left:
                tally.warnings.append(
                    f"{file.name}: {tally.orphans[file.name]} rows belong to no entry of"
                    f" {files.entries.name}; are the files of one day?"
                )


def ofac_files(source: Source, path: Path) -> OfacFiles:
    """Find the files of a list in a folder, or take one file for the main one.

    Raises:
        ListError: One that must be there is not, or is there twice.
    """
    if not path.is_dir():
        return OfacFiles(entries=path)
    entries, aliases, addresses, comments = (_find(path, stem) for stem in _STEMS[source.key])
    for stem, found in zip(_STEMS[source.key], (entries, aliases, addresses), strict=False):
        if found is None:
            raise ListError(f"there is no {stem}.csv (or {stem}.csv.gz) in this folder", file=path)
    assert entries is not None  # the loop above has refused it
    return OfacFiles(entries=entries, aliases=aliases, addresses=addresses, comments=comments)


def _find(folder: Path, stem: str) -> Path | None:
    wanted = {f"{stem}.csv", f"{stem}.csv.gz"}
    found = sorted(file for file in folder.iterdir() if file.name.lower() in wanted)
    if len(found) > 1:
        raise ListError(
            f"{found[0].name} and {found[1].name} are both here; which is it?", file=folder
        )
    return found[0] if found else None


def _entry_draft(row: Row, tally: Tally, *, file: Path, number: int) -> Draft:
    draft = Draft(tally)
    name, kind = row["SDN_Name"], row["SDN_Type"]
    if not name:
        raise ListError("the entry has no name", file=file, row=number, field="SDN_Name")
    if kind not in _SCHEMATA:
        raise ListError(f"{kind!r} is not a type of entry", file=file, row=number, field="SDN_Type")
    draft.add(AliasKind.PRIMARY.value, name)
    if kind == "individual":
        last_name, comma, first_name = name.partition(",")
        draft.add("lastName", last_name)
        if comma:
            draft.add("firstName", first_name)
    draft.add("program", *row["Program"].split("] ["))
    draft.add("position" if kind == "individual" else "notes", row["Title"])
    for column, prop in _COLUMN_PROPERTIES.items():
        draft.add(prop, row[column])
    return draft


def _add_alias(draft: Draft, alias: Row, *, file: Path, number: int) -> None:
    kind = _ALIAS_KINDS.get(alias["alt_type"])
    if kind is None:
        message = f"{alias['alt_type']!r} is not a kind of alias"
        raise ListError(message, file=file, row=number, field="alt_type")
    if not alias["alt_name"]:
        raise ListError("the alias has no name", file=file, row=number, field="alt_name")
    draft.add(kind.value, alias["alt_name"])
    draft.add("notes", alias["alt_remarks"])


def _add_address(draft: Draft, row: Row) -> None:
    if row["Country"] == _NO_COUNTRY:
        row = {**row, "Country": ""}
    draft.add("country", row["Country"])
    draft.add("address", ", ".join(filter(None, (row[column] for column in _ADDRESS[2:5]))))
    draft.add("notes", row["add_remarks"])


def _by_entry(
    file: Path | None, columns: tuple[str, ...], tally: Tally
) -> dict[str, list[tuple[int, Row]]]:
    """The rows of a side file with their line numbers, by entry number."""
    found: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    if file is not None:
        for number, row in _rows(file, columns, tally):
            found[row["ent_num"]].append((number, row))
    return found


def _rows(file: Path, columns: tuple[str, ...], tally: Tally) -> Iterator[tuple[int, Row]]:
    """Each record with the number of its first line; counts the file when it ends."""
    sha256 = sha256_of(file)
    text = _text(file)
    body = text.rstrip("\r\n" + _CTRL_Z)
    if _CTRL_Z not in text[len(body) :]:
        tally.warnings.append(f"{file.name} does not end with Ctrl-Z; its end may be missing")
    if _CTRL_Z in body:
        line = body.count("\n", 0, body.index(_CTRL_Z)) + 1
        raise ListError(
            "Ctrl-Z ends the file here, but more follows: are these two files?", file=file, row=line
        )
    records = csv.reader(io.StringIO(body, newline=""), strict=True)
    number, count = 1, 0
    while True:
        try:
            values = next(records)
        except StopIteration:
            break
        except csv.Error as error:
            raise ListError(f"the CSV is broken: {error}", file=file, row=number) from error
        if len(values) != len(columns):
            hint = "; this looks like a web page" if body.lstrip().startswith("<") else ""
            message = f"{len(columns)} columns expected, {len(values)} found{hint}"
            raise ListError(message, file=file, row=number)
        row = {
            column: _value(column, printed) for column, printed in zip(columns, values, strict=True)
        }
        if not row["ent_num"].isdigit():
            message = f"{values[0]!r} is not an entry number"
            raise ListError(message, file=file, row=number, field="ent_num")
        yield number, row
        number, count = records.line_num + 1, count + 1
    tally.files.append(FileRead(name=file.name, sha256=sha256, rows=count))


def _value(column: str, printed: str) -> str:
    """Without the blanks around it, save where a remark goes on in the comments file."""
    value = printed.strip()
    if value == _NULL:
        return ""
    return printed if column in _CONTINUED else value


def _text(file: Path) -> str:
    with opened(file) as stream:
        data = stream.read()
    if not data.strip():
        raise ListError("the file is empty", file=file)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        if not data.decode("utf-8", errors="ignore").isascii():
            message = f"byte 0x{data[error.start]:02x} is not UTF-8, the rest of the file is"
            raise ListError(message, file=file, row=row) from error
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is neither UTF-8 nor Windows-1252"
        raise ListError(message, file=file, row=row) from error

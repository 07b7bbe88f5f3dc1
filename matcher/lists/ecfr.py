"""BIS's lists as the eCFR prints them: Supplements No. 4, 6 and 7 to Part 744, as XML.

The file is that of the eCFR's versioner: title 15, part 744. A supplement is a table whose
first column names the country, once for all rows below it.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.ecfr_cells import Party, party_of
from matcher.lists.files import sha256_of
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.lists.xml_entries import XmlEntries
from matcher.normalise.countries import country_code
from matcher.records import AliasKind, Listed, Provenance

_SUPPLEMENTS = {"us_bis_el": "4", "us_bis_uvl": "6", "us_bis_meu": "7"}
# What the columns are called, in any of the three; each table has the first two and the last.
_HEADERS = {
    "country": "country",
    "entity": "party",
    "listed person and address": "party",
    "listed person": "party",
    "license requirement": "License requirement",
    "license review policy": "License review policy",
    "federal register citation": "Federal Register",
    "federal register citation and date of publication": "Federal Register",
}
_CITATION_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})\b")
_NUMBER = re.compile(r"Supplement No\. (\d+) to Part 744", re.IGNORECASE)


def read_ecfr(source: Source, path: Path, tally: Tally, *, as_of: date | None) -> Iterator[Listed]:
    """The entries of one supplement.

    Args:
        source: `us_bis_el`, `us_bis_uvl` or `us_bis_meu`: the supplement that is read.
        path: Part 744 as XML, plain or .gz; the other supplements are passed over.
        tally: Takes the counts.
        as_of: Date of the eCFR; the file does not say.

    Raises:
        ListError: The supplement is not in the file, its table has a column that is not
            known, a row has another number of cells, or an entry has no name. The row is
            the entry's position in its table, from 1.
    """
    tally.as_of = as_of
    sha256 = sha256_of(path)
    wanted = _SUPPLEMENTS[source.key]
    table = _supplement(path, wanted)
    seen: dict[str, int] = {}
    rows = 0
    for rows, cells in enumerate(_rows(table, path), start=1):
        if cells["party"].strip(" []").lower() in {"", "reserved"}:
            continue
        country = country_code(cells["country"].split("[")[0].strip().title()) or cells["country"]
        party = party_of(cells["party"])
        draft = _draft(party, cells, country, tally)
        if draft.is_anonymous:
            raise ListError("the entry has no name", file=path, row=rows, field="Entity")
        printed = f"{country}\n{party.name or cells['party']}"
        key = hashlib.sha256(printed.encode()).hexdigest()[:12]
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            key = f"{key}-{seen[key]}"
        yield draft.listed(
            entry_id=f"{source.key}-{key}",
            schema="LegalEntity",  # BIS does not tell persons from companies
            provenance=Provenance(source=source.key, entry_id=key, file_sha256=sha256, as_of=as_of),
            datasets=(source.key,),
            topics=source.topics,
            first_seen=_first_citation(cells["Federal Register"]),
        )
    if not seen:
        raise ListError("the list has no entries", file=path, field=f"Supplement No. {wanted}")
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=rows))


# Sections, authority and source notes stand beside the supplements.
_BELOW_PART = frozenset({"DIV8", "DIV9", "HEAD", "AUTH", "SOURCE", "NOTE", "EDNOTE", "CITA", "P"})


def _supplement(path: Path, wanted: str) -> Element:
    part = XmlEntries(
        path, root="DIV5", entries=_BELOW_PART, groups=frozenset({"DIV6"}), has_attributes=True
    )
    for element in part:
        number = _NUMBER.search(f"{element.get('N', '')} {element.findtext('HEAD', '')}")
        if element.tag == "DIV9" and number and number[1] == wanted:
            return element
    raise ListError(f"there is no Supplement No. {wanted} to Part 744", file=path)


def _rows(supplement: Element, path: Path) -> Iterator[dict[str, str]]:
    for table in supplement.iter("TABLE"):
        header = _header(table, path)
        if header is None:
            continue
        country = ""
        for number, row in enumerate(
            (row for row in table.iter("TR") if row.find("TD") is not None), start=1
        ):
            texts = [_text(cell) for cell in row.iterfind("TD")]
            if len(texts) == len(header) - 1:  # the country's cell spans this row
                texts = [country, *texts]
            if len(texts) == 1 and _is_note(texts[0]):
                continue
            if len(texts) != len(header):
                message = f"{len(header)} cells expected, {len(texts)} found"
                raise ListError(message, file=path, row=number)
            cells = dict(zip(header, texts, strict=True))
            country = cells["country"] = " ".join(cells["country"].split()) or country
            yield cells


def _header(table: Element, path: Path) -> tuple[str, ...] | None:
    """The table's columns; None for a table that is no list of parties."""
    printed = [" ".join(_text(cell).split()) for cell in table.iter("TH")]
    if not printed or printed[0].lower() != "country":
        return None
    for title in printed:
        if title.lower() not in _HEADERS:
            raise ListError("the column is not known", file=path, field=title)
    return tuple(_HEADERS[title.lower()] for title in printed)


def _is_note(text: str) -> bool:
    """Footnotes fill a row of their own."""
    return bool(re.match(r"\d+\s", text)) or not text.strip()


def _text(cell: Element) -> str:
    """The text of a cell, a new line for each break and paragraph."""
    parts = [cell.text or ""]
    for part in cell:
        is_break = part.tag.lower() in {"br", "p", "fp"}
        parts += ["\n" if is_break else "", _text(part), part.tail or ""]
    return "".join(parts)


def _draft(party: Party, cells: dict[str, str], country: str, tally: Tally) -> Draft:
    draft = Draft(tally)
    draft.add(AliasKind.PRIMARY.value, party.name)
    draft.add(AliasKind.ALIAS.value, *party.aliases)
    draft.add(AliasKind.FORMER.value, *party.former)
    draft.add("address", *party.addresses)
    draft.add("country", country)
    draft.add("notes", *party.notes)
    for column in ("License requirement", "License review policy", "Federal Register"):
        text = " ".join(cells.get(column, "").split())
        draft.add("notes", f"{column}: {text}" if text else "")
    return draft


def _first_citation(text: str) -> str | None:
    days = []
    for month, day, year in _CITATION_DATE.findall(text):
        full = int(year) + (2000 if int(year) < 70 else 1900) if len(year) == 2 else int(year)
        try:
            days.append(date(full, int(month), int(day)).isoformat())
        except ValueError:
            continue
    return min(days, default=None)

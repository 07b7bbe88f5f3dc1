"""Ukraine's State Sanctions Register (NSDC): the subjects as its interface answers them.

    individual.json   the answer to /v2/subjects?subjectType=individual
    legal.json        the answer to /v2/subjects?subjectType=legal

A subject does not say itself whether it is a person, so the file's name does. What
/subjects/<sid>/actions answers may stand in a subject under `actions`.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.files import opened, sha256_of
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.records import AliasKind, Listed, Provenance

# File name -> schema, property of the country, of the first day and of the last.
_KINDS = {
    "individual": ("Person", "nationality", "birthDate", "deathDate"),
    "legal": ("Organization", "jurisdiction", "incorporationDate", "dissolutionDate"),
}
# What tells of a number by its kind; the register writes the OGRN as "ОДРН".
_NUMBERS = {
    "tax:inn": "innCode",
    "reg:odrn": "ogrnCode",
    "reg:odrnip": "ogrnCode",
    "reg:okpo": "okpoCode",
    "reg:person_ro": "idNumber",
    "reg:person_il": "idNumber",
    "tax:": "taxNumber",
    "reg:": "registrationNumber",
    "doc:": "passportNumber",
}
_ADDRESS = re.compile(r"адрес|місцезнаходження", re.IGNORECASE)
_SPELLINGS = 2  # in a bracket behind a name: in two more languages


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Number(_Part):
    id: str | None = None
    code: str
    iso2: str | None = None
    note: str | None = None


class _Attribute(_Part):
    key: str
    value: str


class _Decree(_Part):
    link: str | None = None
    date: str | None = None
    number: str | None = None


class _Restriction(_Part):
    restriction: str


class _Action(_Part):
    aid: str | int | None = None
    status: str | None = None
    decree: _Decree | None = None
    endDate: str | None = None  # noqa: N815 - as the register writes it
    term: str | None = None
    restrictions: list[_Restriction] | None = None
    reasons: str | list[str] | None = None
    reason: str | None = None
    issuers: str | list[str] | None = None


class _Subject(_Part):
    sid: str | int
    name: str
    translit: str | None = None
    aliases: str | list[str] | None = None
    citizenships: list[str] | None = None
    bd: str | None = None
    dd: str | None = None
    identifiers: list[_Number] | None = None
    attributes: list[_Attribute] | None = None
    status: str | None = None
    actions: list[_Action] | None = None


def read_nsdc(source: Source, path: Path, tally: Tally, *, as_of: date | None) -> Iterator[Listed]:
    """The subjects of the register.

    Args:
        source: `ua_nsdc`.
        path: One of the two files, plain or .gz, or the folder with both.
        tally: Takes the counts.
        as_of: Date of the register; the answers do not say.

    Raises:
        ListError: A file is missing, is no answer of the register, a field is not known or
            of another type, or a subject has no name or stands twice.
    """
    tally.as_of = as_of
    seen: set[str] = set()
    for file in _files(path):
        sha256 = sha256_of(file)
        subjects = _subjects(file)
        for number, item in enumerate(subjects, start=1):
            subject = _checked(item, file, number)
            key = str(subject.sid)
            if key in seen:
                raise ListError(f"subject {key} stands twice", file=file, row=number, field="sid")
            seen.add(key)
            schema, *properties = _KINDS[_kind(file)]
            draft = _draft(subject, properties, file, number, tally)
            if not draft.has_names:
                raise ListError("the subject has no name", file=file, row=number, field="name")
            yield draft.listed(
                entry_id=f"{source.key}-{key}",
                schema=schema,
                provenance=Provenance(
                    source=source.key, entry_id=key, file_sha256=sha256, as_of=as_of
                ),
                datasets=(source.key,),
                topics=source.topics,
            )
        tally.files.append(FileRead(name=file.name, sha256=sha256, rows=len(subjects)))
    if not seen:
        raise ListError("the list has no entries", file=path)


def _kind(file: Path) -> str:
    return file.name.partition(".")[0]


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        if _kind(path) not in _KINDS:
            raise ListError("is called neither individual.json nor legal.json", file=path)
        return [path]
    found = sorted(file for file in path.iterdir() if _kind(file) in _KINDS)
    for kind in _KINDS:
        if sum(_kind(file) == kind for file in found) != 1:
            raise ListError(f"one file {kind}.json is wanted in this folder", file=path)
    return found


def _subjects(file: Path) -> list[Any]:
    with opened(file) as stream:
        try:
            found = json.loads(stream.read())
        except ValueError as error:
            raise ListError(f"the JSON is broken: {error}", file=file) from error
    if not isinstance(found, list):
        raise ListError("is no list of subjects", file=file)
    return found


def _checked(item: Any, file: Path, number: int) -> _Subject:
    try:
        return _Subject.model_validate(item)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or None
        raise ListError(first["msg"], file=file, row=number, field=field) from error


def _draft(
    subject: _Subject, properties: list[str], file: Path, number: int, tally: Tally
) -> Draft:
    draft = Draft(tally)
    country, first_day, last_day = properties
    name, *others = _names(subject.name)
    draft.add(AliasKind.PRIMARY.value, name)
    draft.add(AliasKind.ALIAS.value, *others, *_names(subject.translit or ""))
    draft.add(AliasKind.ALIAS.value, *_listed(subject.aliases))
    draft.add(country, *(subject.citizenships or ()))
    draft.add(first_day, subject.bd or "")
    draft.add(last_day, subject.dd or "")
    for found in subject.identifiers or ():
        draft.add(_property(found, file, number), found.code)
        draft.add("notes", _said(found.id or "number", found.code, found.iso2, found.note))
    for attribute in subject.attributes or ():
        if _ADDRESS.search(attribute.key):
            draft.add("address", attribute.value)
        else:
            draft.add("notes", f"{attribute.key}: {attribute.value}")
    if subject.status:
        draft.add("notes", f"status: {subject.status}")
    for action in subject.actions or ():
        _add_action(action, draft)
    return draft


def _names(printed: str) -> list[str]:
    """A name, and its spellings in two more languages in a bracket behind it."""
    name, bracket, rest = printed.strip().partition("(")
    others = rest.removesuffix(")").split(",")
    is_spelled = rest.endswith(")") and "(" not in rest and ")" not in rest[:-1]
    if bracket and name.strip() and is_spelled and len(others) == _SPELLINGS:
        return [name, *others]
    return [printed]


def _listed(values: str | list[str] | None) -> list[str]:
    return [values] if isinstance(values, str) else values or []


def _property(found: _Number, file: Path, number: int) -> str:
    kind = found.id or "reg:"
    prop = _NUMBERS.get(kind) or _NUMBERS.get(kind[:4])
    if prop is None:
        message = f"{kind!r} is no kind of number"
        raise ListError(message, file=file, row=number, field="identifiers.id")
    return prop


def _said(kind: str, *values: str | None) -> str:
    return f"{kind}: {', '.join(value for value in values if value)}"


def _add_action(action: _Action, draft: Draft) -> None:
    """A decree: what it forbids, until when, and why."""
    decree = action.decree or _Decree()
    draft.add("program", decree.number or "")
    draft.add("sourceUrl", decree.link or "")
    draft.add(
        "notes",
        _said("decree", decree.number, decree.date, action.term, action.endDate, action.status),
        *(f"forbidden: {found.restriction}" for found in action.restrictions or ()),
        *(f"reason: {text}" for text in (*_listed(action.reasons), *_listed(action.reason))),
        *(f"issued by: {text}" for text in _listed(action.issuers)),
    )

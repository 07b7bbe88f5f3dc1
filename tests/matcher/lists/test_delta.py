import json
from dataclasses import replace
from pathlib import Path

import pytest

from matcher.lists.delta import Delta, EntryChange, FieldChange, compare, stored_delta
from matcher.lists.store import ListStore
from matcher.records import Alias, AliasKind, Identifier, Listed, Provenance

ENTRY = Listed(
    id="x-1",
    schema="Company",
    aliases=(Alias(name="Example"), Alias(name="EX", kind=AliasKind.ALIAS)),
    provenance=Provenance(source="x", entry_id="1", file_sha256="a"),
    countries=("ru",),
    first_seen="2020-01-01",
)


def field(name: str, gained: tuple[str, ...] = (), lost: tuple[str, ...] = ()) -> FieldChange:
    return FieldChange(field=name, gained=gained, lost=lost)


@pytest.mark.parametrize(
    ("after", "fields"),
    [
        pytest.param({"schema": "Vessel"}, [field("schema", ("Vessel",), ("Company",))], id="one"),
        pytest.param(
            {"aliases": ENTRY.aliases[:1], "countries": ("ru", "by")},
            [field("alias", lost=("EX",)), field("country", gained=("by",))],
            id="gained-and-lost",
        ),
        pytest.param(
            {"identifiers": (Identifier(kind="innCode", value="7"),)},
            [field("innCode", ("7",))],
            id="identifier",
        ),
        pytest.param({"first_seen": None}, [field("first_seen", lost=("2020-01-01",))], id="date"),
    ],
)
def test_a_changed_entry(after: dict[str, object], fields: list[FieldChange]) -> None:
    changed = replace(ENTRY, **after)  # type: ignore[arg-type]
    expected = EntryChange(listed=changed, fields=tuple(fields))
    assert compare([ENTRY], [changed]) == Delta(changed=(expected,))


@pytest.mark.parametrize(
    "after",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"provenance": replace(ENTRY.provenance, file_sha256="b")}, id="provenance"),
        pytest.param({"last_seen": "2026-01-01"}, id="last-seen"),
    ],
)
def test_what_is_no_change(after: dict[str, object]) -> None:
    assert compare([ENTRY], [replace(ENTRY, **after)]) == Delta()  # type: ignore[arg-type]


def test_added_and_removed() -> None:
    other = replace(ENTRY, id="x-2")
    assert compare([ENTRY], [other]) == Delta(added=(other,), removed=(ENTRY,))
    assert compare([other], [ENTRY]) == Delta(added=(ENTRY,), removed=(other,))


def write(folder: Path, *names: str) -> Path:
    file = folder / "entities.json"
    lines = [{"id": name, "schema": "Company", "properties": {"name": name}} for name in names]
    file.write_text("\n".join(map(json.dumps, lines)))
    return file


def test_a_stored_list_is_compared_with_what_served_before_it(tmp_path: Path) -> None:
    store = ListStore(tmp_path / "home")
    assert stored_delta(store, "ftm") is None
    first = store.ingest("ftm", write(tmp_path, "Alpha", "Beta"))
    found = stored_delta(store, "ftm")
    assert found is not None
    assert found.before is None
    assert len(found.delta.added) == 2
    second = store.ingest("ftm", write(tmp_path, "Beta", "Gamma"))
    store.ingest("ftm", write(tmp_path, "Beta", "Gamma"))  # again: nothing changes
    found = stored_delta(store, "ftm")
    assert found is not None
    assert (found.before, found.after) == (first, second)
    assert [listed.id for listed in found.delta.added] == ["Gamma"]
    assert [listed.id for listed in found.delta.removed] == ["Alpha"]
    store.ingest("ftm", write(tmp_path, "Alpha", "Beta"))
    found = stored_delta(store, "ftm")
    assert found is not None
    assert (found.before, found.after) == (second, first)

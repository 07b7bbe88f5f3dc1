import json
from datetime import date
from pathlib import Path

import pytest

from matcher.errors import ListError, UnknownSource
from matcher.lists.reading import read
from matcher.lists.store import ListStore


def write(folder: Path, *names: str, broken: bool = False) -> Path:
    file = folder / "entities.ftm.json"
    lines = [
        json.dumps({"id": name, "schema": "Company", "properties": {"name": name}})
        for name in names
    ]
    file.write_text("\n".join([*lines, "{"] if broken else lines))
    return file


@pytest.fixture
def store(tmp_path: Path) -> ListStore:
    return ListStore(tmp_path / "home")


def test_what_was_ingested_comes_out_as_it_was_read(store: ListStore, tmp_path: Path) -> None:
    file = write(tmp_path, "Alpha", "Beta")
    manifest = store.ingest("ftm", file, as_of=date(2026, 1, 2))
    assert list(store.entries(manifest)) == list(read("ftm", file, as_of=date(2026, 1, 2)))
    assert store.current() == (manifest,)
    assert manifest.as_of == date(2026, 1, 2)
    assert manifest.report.entries == 2


def test_the_same_input_again_changes_nothing(store: ListStore, tmp_path: Path) -> None:
    file = write(tmp_path, "Alpha")
    manifest = store.ingest("ftm", file)
    before = sorted(path.stat().st_ino for path in (tmp_path / "home").rglob("entries.jsonl"))
    assert store.ingest("ftm", file) == manifest
    after = sorted(path.stat().st_ino for path in (tmp_path / "home").rglob("entries.jsonl"))
    assert after == before


def test_a_failed_reading_leaves_the_last_good_one(store: ListStore, tmp_path: Path) -> None:
    good = store.ingest("ftm", write(tmp_path, "Alpha"))
    with pytest.raises(ListError):
        store.ingest("ftm", write(tmp_path, "Beta", broken=True))
    assert store.current() == (good,)
    assert [entry.id for entry in store.entries(good)] == ["Alpha"]
    assert not list((tmp_path / "home").rglob(".reading-*"))


def test_a_newer_list_takes_over_and_the_older_can_come_back(
    store: ListStore, tmp_path: Path
) -> None:
    first = store.ingest("ftm", write(tmp_path, "Alpha"))
    second = store.ingest("ftm", write(tmp_path, "Beta"))
    assert store.current() == (second,)
    assert store.ingest("ftm", write(tmp_path, "Alpha")) == first
    assert store.current() == (first,)


def test_damaged_entries_are_refused_and_read_anew(store: ListStore, tmp_path: Path) -> None:
    file = write(tmp_path, "Alpha", "Beta")
    manifest = store.ingest("ftm", file)
    (stored,) = (tmp_path / "home").rglob("entries.jsonl")
    stored.write_bytes(stored.read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(ListError, match="not those of the manifest"):
        list(store.entries(manifest))
    assert len(list(store.entries(store.ingest("ftm", file)))) == 2


@pytest.mark.parametrize(
    ("text", "field"),
    [
        pytest.param("{", None, id="cut"),
        pytest.param('{"source": "ftm"}', "sha256", id="field-missing"),
    ],
)
def test_a_damaged_manifest_is_refused(
    store: ListStore, tmp_path: Path, text: str, field: str | None
) -> None:
    store.ingest("ftm", write(tmp_path, "Alpha"))
    (manifest,) = (tmp_path / "home").rglob("manifest.json")
    manifest.write_text(text)
    with pytest.raises(ListError, match="manifest is damaged") as caught:
        store.current()
    assert caught.value.field == field


def test_a_pointer_may_not_leave_its_folder(store: ListStore, tmp_path: Path) -> None:
    store.ingest("ftm", write(tmp_path, "Alpha"))
    (tmp_path / "home/lists/ftm/CURRENT").write_text("../../elsewhere")
    with pytest.raises(ListError, match="not the name of a reading"):
        store.current()


def test_an_unknown_source_is_refused(store: ListStore, tmp_path: Path) -> None:
    with pytest.raises(UnknownSource):
        store.ingest("nowhere", write(tmp_path, "Alpha"))
    assert store.current() == ()


def test_a_folder_of_a_list_that_has_several_files_is_taken_in(tmp_path: Path) -> None:
    folder = tmp_path / "nsdc"
    folder.mkdir()
    for kind, name in (("legal", "Приклад"), ("individual", "Іван")):
        (folder / f"{kind}.json").write_text(f'[{{"sid": "{kind}", "name": "{name}"}}]')
    store = ListStore(tmp_path / "home")
    first = store.ingest("ua_nsdc", folder)
    assert store.ingest("ua_nsdc", folder) == first
    (folder / "legal.json").write_text('[{"sid": "other", "name": "x"}]')
    assert store.ingest("ua_nsdc", folder).sha256 != first.sha256

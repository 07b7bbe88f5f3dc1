import json
from pathlib import Path
from typing import Any

import pytest

from matcher.errors import ListError
from matcher.lists.reading import read
from matcher.lists.store import ListStore
from matcher.records import Alias, AliasKind, Identifier

COMPANY: dict[str, Any] = {
    "sid": 71,
    "name": "ТОВ «Приклад» (ООО «Пример», Example LLC)",
    "translit": "TOV Pryklad",
    "aliases": ["Primer"],
    "citizenships": ["RU"],
    "bd": "2001-02-03",
    "dd": None,
    "identifiers": [
        {"id": "tax:inn", "code": "7700000017"},
        {"id": "reg:odrn", "code": "1027700000017", "iso2": "RU", "note": None},
        {"id": None, "code": "X-1"},
    ],
    "attributes": [
        {"key": "Місцезнаходження", "value": "вул. Прикладна, 1, Москва"},
        {"key": "Посада", "value": "завод"},
    ],
    "status": "active",
    "actions": [
        {
            "aid": 5,
            "status": "active",
            "decree": {"link": "https://example.org/1", "date": "2022-10-19", "number": "726/2022"},
            "endDate": "2032-10-19",
            "term": "10 років",
            "restrictions": [{"restriction": "блокування активів"}],
            "reasons": None,
            "reason": "приклад",
            "issuers": "РНБО",
        }
    ],
}
PERSON = {"sid": "p-1", "name": "Іван Приклад", "citizenships": ["RU", "BY"], "bd": "1970-01-02"}


def write(folder: Path, legal: Any = (COMPANY,), individual: Any = (PERSON,)) -> Path:
    (folder / "legal.json").write_text(json.dumps(legal), encoding="utf-8")
    (folder / "individual.json").write_text(json.dumps(individual), encoding="utf-8")
    return folder


def test_both_answers_of_the_register(tmp_path: Path) -> None:
    person, company = read("ua_nsdc", write(tmp_path))
    assert company.id == "ua_nsdc-71"
    assert company.aliases == (
        Alias(name="ТОВ «Приклад»"),
        Alias(name="ООО «Пример»", kind=AliasKind.ALIAS),
        Alias(name="Example LLC", kind=AliasKind.ALIAS),
        Alias(name="TOV Pryklad", kind=AliasKind.ALIAS),
        Alias(name="Primer", kind=AliasKind.ALIAS),
    )
    assert company.identifiers == (
        Identifier(kind="innCode", value="7700000017"),
        Identifier(kind="ogrnCode", value="1027700000017"),
        Identifier(kind="registrationNumber", value="X-1"),
    )
    assert company.addresses == ("вул. Прикладна, 1, Москва",)
    assert company.properties["incorporationDate"] == ("2001-02-03",)
    assert company.properties["program"] == ("726/2022",)
    assert company.properties["sourceUrl"] == ("https://example.org/1",)
    notes = company.properties["notes"]
    assert {"Посада: завод", "forbidden: блокування активів", "reason: приклад"} <= set(notes)
    assert person.schema == "Person"
    assert set(person.countries) == {"ru", "by"}
    assert person.topics == ("sanction",)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Приклад (Київ)", id="a-place"),
        pytest.param("Приклад (один) (два, три)", id="two-brackets"),
        pytest.param("(один, два)", id="a-bracket-alone"),
        pytest.param("Приклад (а, б, в)", id="more"),
    ],
)
def test_a_bracket_that_is_no_spelling_stays(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, [{"sid": 1, "name": name}])
    *_, company = read("ua_nsdc", folder)
    assert company.aliases == (Alias(name=name),)


def test_one_file_and_the_folder_are_taken_in(tmp_path: Path) -> None:
    folder = tmp_path / "nsdc"
    folder.mkdir()
    write(folder)
    store = ListStore(tmp_path / "home")
    assert store.ingest("ua_nsdc", folder / "legal.json").report.entries == 1
    assert store.ingest("ua_nsdc", folder).report.entries == 2


@pytest.mark.parametrize(
    ("changed", "row", "field", "message"),
    [
        pytest.param({"mood": "x"}, 1, "mood", "not permitted", id="unknown-field"),
        pytest.param({"name": None}, 1, "name", "valid string", id="name-of-another-type"),
        pytest.param({"name": " ", "translit": None, "aliases": None}, 1, "name", "no name", id="no-name"),
        pytest.param({"identifiers": [{"id": "moon:1", "code": "2"}]}, 1, "identifiers.id",
                     "no kind of number", id="number"),
        pytest.param({"identifiers": [{"id": "tax:inn"}]}, 1, "identifiers.0.code", "required",
                     id="half-a-number"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused(
    tmp_path: Path, changed: dict[str, Any], row: int, field: str, message: str
) -> None:
    write(tmp_path, [{**COMPANY, **changed}])
    with pytest.raises(ListError, match=message) as caught:
        list(read("ua_nsdc", tmp_path / "legal.json"))
    assert (caught.value.row, caught.value.field) == (row, field)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param('[{"sid": 1', "JSON is broken", id="cut"),
        pytest.param("[]", "no entries", id="empty"),
        pytest.param("[7]", "valid dictionary", id="no-subject"),
        pytest.param('[{"sid":1,"name":"a"},{"sid":1,"name":"b"}]', "stands twice", id="twice"),
    ],
)
def test_a_broken_answer_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "legal.json").write_text(text, encoding="utf-8")
    with pytest.raises(ListError, match=message):
        list(read("ua_nsdc", tmp_path / "legal.json"))


def test_a_folder_needs_both(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "individual.json").unlink()
    with pytest.raises(ListError, match=r"individual\.json is wanted"):
        list(read("ua_nsdc", tmp_path))


def test_a_file_of_another_name_does_not_say_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "subjects.json").write_text("[]")
    with pytest.raises(ListError, match="neither individual"):
        list(read("ua_nsdc", tmp_path / "subjects.json"))

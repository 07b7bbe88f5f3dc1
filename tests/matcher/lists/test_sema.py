from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.reading import read
from matcher.records import Alias, AliasKind, Identifier, Listed

PERSON = """<record><Country>Russia / Russie</Country><LastName>PETROV</LastName>
<GivenName>Ivan</GivenName><DateOfBirthOrShipBuildDate>1963 or 1964</DateOfBirthOrShipBuildDate>
<TitleOrShip>Colonel</TitleOrShip><Schedule>1, Part 1</Schedule><Item>7</Item>
<DateOfListing>2022-02-24</DateOfListing>
<Aliases>Vanya, Jan PETROFF, Belarusian: Іван Пятроў; Russian: Иван Петров</Aliases></record>"""
COMPANY = """<record><Country>Iran</Country><EntityOrShip>{name}</EntityOrShip>
<Schedule>1, Part 2</Schedule><Item>3</Item><DateOfListing>2016-02-05</DateOfListing>
<Aliases>{aliases}</Aliases></record>"""
SHIP = """<record><Country>Russia / Russie</Country><EntityOrShip>Example Star</EntityOrShip>
<TitleOrShip>Oil Tanker</TitleOrShip><ShipIMONumber>9074729</ShipIMONumber>
<DateOfBirthOrShipBuildDate>Sep 1999</DateOfBirthOrShipBuildDate>
<Schedule>1.1</Schedule><Item>1</Item><DateOfListing>2025-02-21</DateOfListing></record>"""


def company(name: str = "Example Metals", aliases: str = "") -> str:
    return COMPANY.format(name=name, aliases=aliases)


def write(folder: Path, *records: str) -> Path:
    file = folder / "sema-lmes.xml"
    file.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><data-set>{"".join(records)}</data-set>',
        encoding="utf-8",
    )
    return file


def read_one(folder: Path, record: str) -> Listed:
    (listed,) = read("ca_sema", write(folder, record))
    return listed


def test_a_person(tmp_path: Path) -> None:
    person = read_one(tmp_path, PERSON)
    assert person.id == "ca_sema-russia-1-part-1-7"
    assert person.schema == "Person"
    assert person.aliases == (
        Alias(name="Ivan PETROV"),
        Alias(name="Jan PETROFF", kind=AliasKind.ALIAS),
        Alias(name="Іван Пятроў", kind=AliasKind.ALIAS),
        Alias(name="Иван Петров", kind=AliasKind.ALIAS),
        Alias(name="Vanya", kind=AliasKind.WEAK),
    )
    assert person.countries == ()
    assert person.first_seen == "2022-02-24"
    assert dict(person.properties) == {
        "birthDate": ("1963", "1964"),
        "firstName": ("Ivan",),
        "lastName": ("PETROV",),
        "notes": (
            "Date: 1963 or 1964",
            "Aliases: Vanya, Jan PETROFF, Belarusian: Іван Пятроў; Russian: Иван Петров",
        ),
        "program": ("Russia / Russie",),
        "programId": ("1, Part 1, 7",),
        "title": ("Colonel",),
    }


def test_a_ship(tmp_path: Path) -> None:
    ship = read_one(tmp_path, SHIP)
    assert ship.schema == "Vessel"
    assert ship.identifiers == (Identifier(kind="imoNumber", value="9074729"),)
    assert ship.properties["buildDate"] == ("1999-09",)
    assert ship.properties["type"] == ("Oil Tanker",)


@pytest.mark.parametrize(
    ("name", "names"),
    [
        pytest.param("Example Metals", ["Example Metals"], id="plain"),
        pytest.param(
            "Example Navy/Force navale Example",
            ["Example Navy", "Force navale Example"],
            id="english-and-french",
        ),
        pytest.param("Ka/Band Works", ["Ka/Band Works"], id="slash-within-a-name"),
        pytest.param(
            "Example\nMetals (also known as\nEXMET)", ["Example Metals", "EXMET"], id="also-known"
        ),
        pytest.param("Alpha (also known as Beta", ["Alpha", "Beta"], id="bracket-left-open"),
        pytest.param("Example Metals (EM)", ["Example Metals (EM)"], id="short-form-stays"),
    ],
)
def test_names_of_organisations(tmp_path: Path, name: str, names: list[str]) -> None:
    listed = read_one(tmp_path, company(name))
    assert [alias.name for alias in listed.aliases] == names


@pytest.mark.parametrize(
    ("aliases", "names"),
    [
        pytest.param("Завод, АО", ["Завод, АО"], id="legal-form-after-a-comma"),
        pytest.param("Alpha Works, EXA", ["Alpha Works", "EXA"], id="comma"),
        pytest.param("Alpha Works\nBeta Works", ["Alpha Works", "Beta Works"], id="lines"),
        pytest.param("Альфа or Бета", ["Альфа", "Бета"], id="or-in-another-script"),
        pytest.param("War or Peace Co", ["War or Peace Co"], id="or-within-a-name"),
        pytest.param("ОАО, БЭТО", ["БЭТО"], id="legal-form-alone-is-no-name"),
        pytest.param("(Альфа; Бета)", ["Альфа", "Бета"], id="half-brackets"),
        pytest.param("Works (Moscow, Tver)", ["Works (Moscow, Tver)"], id="comma-in-brackets"),
    ],
)
def test_aliases_of_organisations(tmp_path: Path, aliases: str, names: list[str]) -> None:
    listed = read_one(tmp_path, company(aliases=aliases))
    assert [alias.name for alias in listed.aliases[1:]] == names


@pytest.mark.parametrize(
    ("records", "row", "field", "message"),
    [
        pytest.param(
            (SHIP, PERSON.replace("<Item>", "<Moon>x</Moon><Item>")),
            2,
            "Moon",
            "element is not known",
            id="unknown-element",
        ),
        pytest.param((SHIP, SHIP), 2, "Item", "stands twice", id="entry-twice"),
        pytest.param((company(name=" "),), 1, "EntityOrShip", "no name", id="nameless"),
        pytest.param((), None, None, "no entries", id="no-entries"),
    ],
)
def test_a_broken_list_is_refused_with_its_place(
    tmp_path: Path, records: tuple[str, ...], row: int | None, field: str | None, message: str
) -> None:
    with pytest.raises(ListError, match=message) as caught:
        list(read("ca_sema", write(tmp_path, *records)))
    assert (caught.value.row, caught.value.field) == (row, field)

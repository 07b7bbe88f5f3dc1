from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.ecfr_cells import Party, party_of
from matcher.lists.reading import read
from matcher.records import Listed

HEADER = (
    *("Country", "Entity", "License requirement", "License review policy"),
    "Federal Register citation",
)
SEMICONDUCTORS = (
    "Example Semiconductors (HK) Co., Ltd., a.k.a., the following two aliases:<br/>—Sample Chips"
    " Co., Ltd.; <I>and</I><br/>—Sampel.<br/>Room 1, Sample Building, Hong Kong; and 2 Main"
    " Street, Shenzhen, China. (See alternate address under Pakistan)."
)
LICENCE = ("For all items subject to the EAR.", "Presumption of denial")
ROWS = (
    (
        *("AFGHANISTAN", "Example Construction, Golaye Park, Kabul, Afghanistan.", *LICENCE),
        "76 FR 71869, 11/21/11. 77 FR 25057, 4/27/12.",
    ),
    ("CHINA, PEOPLE'S REPUBLIC OF", SEMICONDUCTORS, *LICENCE, "88 FR 23334, 4/17/23."),
    ("", "Address 01, Unit D, 16/F One Sample Place, Hong Kong.", *LICENCE, "89 FR 1, 6/18/24."),
)


def supplement(number: int, *rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> str:
    head = "".join(f"<TH>{column}</TH>" for column in header)
    cells = ("".join(f"<TD class='left'>{cell}</TD>" for cell in row) for row in rows)
    body = "".join(f"<TR>{row}</TR>" for row in cells)
    return (
        f'<DIV9 N="Supplement No. {number} to Part 744" TYPE="APPENDIX"><HEAD>Supplement No. '
        f'{number} to Part 744</HEAD><P>Text.</P><DIV class="gpotbl_div"><TABLE><THEAD><TR>{head}'
        f"</TR></THEAD><TBODY>{body}</TBODY></TABLE></DIV></DIV9>"
    )


def write(folder: Path, *supplements: str) -> Path:
    file = folder / "title-15.xml"
    text = '<DIV8 N="§ 744.1" TYPE="SECTION"><HEAD>§ 744.1</HEAD><P>Text.</P></DIV8>'
    file.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><DIV5 N="744" TYPE="PART"><HEAD>PART 744</HEAD>'
        f"{text}{''.join(supplements)}</DIV5>",
        encoding="utf-8",
    )
    return file


@pytest.fixture
def entity_list(tmp_path: Path) -> list[Listed]:
    return list(read("us_bis_el", write(tmp_path, supplement(4, *ROWS))))


def test_a_name_and_its_address(entity_list: list[Listed]) -> None:
    first = entity_list[0]
    assert [alias.name for alias in first.aliases] == ["Example Construction"]
    assert first.addresses == ("Golaye Park, Kabul, Afghanistan",)
    assert first.countries == ("af",)
    assert first.first_seen == "2011-11-21"
    assert "License review policy: Presumption of denial" in first.properties["notes"]


def test_aliases_and_several_addresses(entity_list: list[Listed]) -> None:
    second = entity_list[1]
    assert [alias.name for alias in second.aliases] == [
        *("Example Semiconductors (HK) Co., Ltd.", "Sample Chips Co., Ltd.", "Sampel")
    ]
    assert second.addresses == (
        "Room 1, Sample Building, Hong Kong",
        "2 Main Street, Shenzhen, China",
    )
    assert second.countries == ("cn",)
    assert "(See alternate address under Pakistan)." in second.properties["notes"]


def test_an_address_alone_has_no_name(entity_list: list[Listed]) -> None:
    third = entity_list[2]
    assert third.aliases == ()
    assert third.addresses == ("Unit D, 16/F One Sample Place, Hong Kong",)
    assert third.countries == ("cn",)  # that of the rows above


def test_each_list_reads_its_own_supplement(tmp_path: Path) -> None:
    header = ("Country", "Listed person and address", "Federal Register citation")
    unverified = ("RUSSIA", "Sample Optics, 1 Main Street, Tver, Russia.", "90 FR 1, 1/16/25.")
    file = write(tmp_path, supplement(4, *ROWS), supplement(6, unverified, header=header))
    (listed,) = read("us_bis_uvl", file)
    assert listed.countries == ("ru",)
    assert listed.datasets == ("us_bis_uvl",)


def test_a_country_cell_may_span_rows(tmp_path: Path) -> None:
    file = write(tmp_path, supplement(4, ROWS[0], ROWS[1][1:]))
    assert [listed.countries for listed in read("us_bis_el", file)] == [("af",), ("af",)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(
            "Sample Works, a.k.a., Primer Zavod, 1 Main Street, Tver, Russia.",
            Party(
                name="Sample Works",
                aliases=("Primer Zavod",),
                addresses=("1 Main Street, Tver, Russia",),
            ),
            id="one-alias-on-the-line",
        ),
        pytest.param(
            "Sample Works, f.k.a., the following one alias: —Primer Zavod. 1 Main Street, Tver.",
            Party(
                name="Sample Works", former=("Primer Zavod",), addresses=("1 Main Street, Tver",)
            ),
            id="former-name-and-no-line-breaks",
        ),
        pytest.param(
            "Sample Works, a.k.a., the following two aliases: —A Works; and —Sample Co., Ltd. "
            "Floor 10, Building 9, Beijing, China.",
            Party(
                name="Sample Works",
                aliases=("A Works", "Sample Co., Ltd."),
                addresses=("Floor 10, Building 9, Beijing, China",),
            ),
            id="last-alias-ends-with-an-abbreviation",
        ),
        pytest.param(
            "AGAT—Controls JSC, a.k.a., the following one alias:\n—AGAT—Controls.\n1 Road, Minsk.",
            Party(
                name="AGAT—Controls JSC", aliases=("AGAT—Controls",), addresses=("1 Road, Minsk",)
            ),
            id="dash-inside-a-name",
        ),
        pytest.param(
            "Sample Academy, Institute of Optics, 1 Road, Wuhan, China.",
            Party(name="Sample Academy, Institute of Optics", addresses=("1 Road, Wuhan, China",)),
            id="institute-behind-a-comma",
        ),
        pytest.param(
            "Sample Works, (a.k.a., Works Pte Ltd), 14K Block 2, Singapore.",
            Party(
                name="Sample Works",
                aliases=("Works Pte Ltd",),
                addresses=("14K Block 2, Singapore",),
            ),
            id="alias-in-brackets",
        ),
        pytest.param("Sample Works", Party(name="Sample Works"), id="name-alone"),
    ],
)
def test_cells(cell: str, expected: Party) -> None:
    assert party_of(cell) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(supplement(7, *ROWS), "no Supplement No. 4", id="another-supplement"),
        pytest.param(
            supplement(4, *ROWS, header=(*HEADER[:4], "Colour")), "not known", id="column"
        ),
        pytest.param(supplement(4, ROWS[0][:3]), "5 cells expected, 3", id="row-too-short"),
        pytest.param(supplement(4), "no entries", id="no-entries"),
        pytest.param(supplement(4, *ROWS)[:-30], "XML is broken", id="truncated"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ListError, match=message):
        list(read("us_bis_el", write(tmp_path, text)))

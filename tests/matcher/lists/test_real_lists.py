"""The published lists, read whole; the counts were taken from the files by other means."""

import gzip
import json
import re
from datetime import date
from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.ecfr_cells import party_of
from matcher.lists.ftm import listed_from_ftm, listed_to_ftm
from matcher.lists.reading import read
from matcher.lists.report import ReadReport

pytestmark = pytest.mark.data


@pytest.fixture(scope="session")
def lists(shared_data: Path) -> Path:
    return shared_data / "lists"


def read_whole(source: str, path: Path) -> ReadReport:
    reading = read(source, path)
    for listed in reading:
        assert listed_from_ftm(listed_to_ftm(listed), listed.provenance) == listed
    return reading.report


def test_ofac_sdn(lists: Path) -> None:
    report = read_whole("us_ofac_sdn", lists / "us_ofac/consistent_2019")
    assert report.entries == 7_379
    assert report.schemata == {
        "Airplane": 217,
        "Organization": 2_994,
        "Person": 3_845,
        "Vessel": 323,
    }
    # The entries are of 2018, the other files of 2023: the orphans are of the years between.
    assert report.orphans == {
        "add.csv.gz": 9_121,
        "alt.csv.gz": 7_698,
        "sdn_comments.csv.gz": 10,
    }
    rows = {file.name: file.rows for file in report.files}
    assert rows["alt.csv.gz"] == 17_091
    assert rows["add.csv.gz"] == 18_990
    assert rows["sdn_comments.csv.gz"] == 13
    assert "sdn.csv.gz does not end with Ctrl-Z; its end may be missing" in report.warnings


def test_ofac_consolidated(lists: Path) -> None:
    report = read_whole("us_ofac_cons", lists / "us_ofac")
    assert report.entries == 442
    assert report.schemata == {"Organization": 363, "Person": 79}
    assert report.orphans == {}
    assert {file.name: file.rows for file in report.files} == {
        "cons_add.csv": 574,
        "cons_alt.csv": 1_073,
        "cons_prim.csv": 442,
    }


def test_un(lists: Path) -> None:
    report = read_whole("un_sc", lists / "un/UN_consolidated_2026-02-27.xml")
    assert report.schemata == {"Organization": 273, "Person": 730}
    assert report.as_of == date(2026, 2, 27)
    assert report.unknown_countries == {}


def test_canada(lists: Path) -> None:
    report = read_whole("ca_sema", lists / "ca/sema_2025-06.xml")
    assert report.schemata == {"Organization": 1_316, "Person": 3_334, "Vessel": 109}
    assert report.identifiers == {"imoNumber": 109}


def test_ofac_consolidated_as_xml(lists: Path) -> None:
    report = read_whole("us_ofac_cons", lists / "us_ofac/consolidated_nonsdn_2025-03-28.xml")
    assert report.schemata == {"Organization": 363, "Person": 80}
    assert report.as_of == date(2025, 3, 28)
    assert sum(report.aliases.values()) == 443 + 1_136 - report.repeated["names"]
    assert report.addresses + report.country_only == 520
    assert report.identifiers["swiftBic"] == 33


def test_consolidated_screening_list(lists: Path) -> None:
    report = read_whole("us_csl", lists / "us_csl/consolidated_2022-04.csv.gz")
    assert [file.rows for file in report.files] == [14_160]
    assert report.entries == 14_159
    assert report.schemata == {
        "Airplane": 283,
        "LegalEntity": 3_625,
        "Organization": 4_532,
        "Person": 5_286,
        "Vessel": 433,
    }


def test_uk_short_list(lists: Path) -> None:
    report = read_whole("uk_fcdo", lists / "uk/FCDO_SL_2025-08-11_short.ods")
    assert report.schemata == {"Organization": 1_087, "Person": 3_752, "Vessel": 461}
    assert report.skipped == {"without a name": 2}


def test_ftm(lists: Path) -> None:
    report = read_whole("ftm", lists / "ftm/organisations.ftm.json.gz")
    assert report.entries == 22_872
    assert report.aliases == {
        "alias": 29_939,
        "name": 22_853,  # BIS lists 19 addresses without a party ("Address 01")
        "previousName": 432,
        "weakAlias": 898,
    }
    assert report.unknown_countries == {}


def test_japan(lists: Path) -> None:
    report = read_whole("jp_meti", lists / "jp")
    assert {file.name: file.rows for file in report.files} == {
        "250912_list_daisangoku_tokutei.pdf.txt": 56,
        "250912_list_russia_tokutei.pdf.txt": 561,
        "list_belarus_tokutei.pdf.txt": 27,
    }
    assert report.as_of == date(2025, 9, 12)
    assert report.aliases["name"] == 644
    assert report.aliases["alias"] > 2_900


def test_no_label_of_the_japanese_notices_is_left_in_a_name(lists: Path) -> None:
    for listed in read("jp_meti", lists / "jp"):
        for alias in listed.aliases:
            assert not re.search(r"別称|所在地|\balias|k\.a\.", alias.name), listed.id
        assert listed.countries, listed.id


def test_denied_persons(lists: Path) -> None:
    report = read_whole("us_bis_dpl", lists / "us_bis/dpl_watchman_bench.txt")
    assert [file.rows for file in report.files] == [581]
    assert report.entries == 461


def test_ukraine_as_a_table_of_targets(lists: Path) -> None:
    report = read_whole("ua_ws", lists / "ua/war_sanctions_targets.simple_2026-03-13.csv.gz")
    assert report.entries == 5_600
    assert report.schemata["Vessel"] == 1_340


def test_a_table_without_ids(lists: Path, tmp_path: Path) -> None:
    file = tmp_path / "sanctions.csv"
    file.write_bytes((lists / "cn/sanctions.csv").read_bytes())
    (tmp_path / "sanctions.mapping.toml").write_text(
        """
        id = ["Name", "Chinese name", "List", "Date", "Source URL"]
        schema = "Organization"
        schema_column = "Type"
        [columns]
        Type = "ignore"
        QID = "ignore"
        Name = "name"
        Alias = { property = "alias", split = ";" }
        "Chinese name" = "alias"
        Country = "country"
        Topics = { property = "topics", split = ";" }
        Summary = "notes"
        "Chinese summary" = "notes"
        Body = "notes"
        List = "program"
        Date = "notes"
        "End date" = "notes"
        "Source URL" = "sourceUrl"
        Address = { property = "address", split = ";" }
        """
    )
    report = read_whole("cn_sanctions", file)
    assert report.entries == 610


def test_cells_of_the_entity_list(lists: Path) -> None:
    """Real names and addresses put together as the eCFR prints them come apart again.

    The file was parsed from the eCFR by others, with errors of its own: not all can agree.
    """
    document = json.loads((lists / "us_bis/nsfreg_bis_entity_list_2026-07.json").read_bytes())
    names = aliases = 0
    for entry in document["entities"]:
        further = "".join(f"\n—{alias.rstrip('.')};" for alias in entry["aliases"])[:-1]
        announced = f", a.k.a., the following three aliases:{further}.\n" if further else ", "
        party = party_of(f"{entry['name']}{announced}{entry['address'] or ''}")
        is_address = re.fullmatch(r"Address \d+", entry["name"])
        names += party.name.rstrip(". ") == ("" if is_address else entry["name"].rstrip(". "))
        found = [alias.rstrip(". ") for alias in party.aliases]
        aliases += found == [alias.rstrip(". ") for alias in entry["aliases"]]
    assert len(document["entities"]) == 3_409
    assert names >= 3_370
    assert aliases >= 3_300


def test_a_table_with_a_mapping(lists: Path, tmp_path: Path) -> None:
    file = tmp_path / "targets.csv"
    packed = lists / "ua/war_sanctions_targets.simple_2026-03-13.csv.gz"
    file.write_bytes(gzip.decompress(packed.read_bytes()))
    several = {
        "aliases": "alias",
        "birth_date": "birthDate",
        "countries": "country",
        "addresses": "address",
        "identifiers": "idNumber",
        "phones": "phone",
        "emails": "email",
        "program_ids": "program",
    }
    once = {"name": "name", "sanctions": "notes", "last_change": "modifiedAt"}
    ignored = ("id", "schema", "dataset", "first_seen", "last_seen")
    columns = [
        *(f'{name} = {{ property = "{prop}", split = ";" }}' for name, prop in several.items()),
        *(f'{name} = "{prop}"' for name, prop in once.items()),
        *(f'{name} = "ignore"' for name in ignored),
    ]
    (tmp_path / "targets.mapping.toml").write_text(
        'id = "id"\nschema = "LegalEntity"\nschema_column = "schema"\n[columns]\n'
        + "\n".join(columns)
    )
    report = read_whole("ua_ws", file)
    assert report.entries == 5_600
    assert report.schemata["Company"] + report.schemata["LegalEntity"] == 2_717


@pytest.mark.parametrize(
    ("source", "path", "message"),
    [
        pytest.param(
            "us_ofac_sdn", "us_ofac/sdn_2022-11-29.csv.gz", "row 11119.*two files", id="joined"
        ),
        pytest.param(
            "us_ofac_sdn", "us_ofac/sdn_2023-01-21.csv.gz", "Ctrl-Z ends", id="saved-by-a-sheet"
        ),
        pytest.param("us_ofac_sdn", "un/UN_consolidated_2026-02-27.xml", "web page", id="un"),
        pytest.param("un_sc", "us_ofac/cons_prim.csv", "XML is broken", id="csv-for-xml"),
        pytest.param("ftm", "us_ofac/cons_prim.csv", "not JSON", id="csv-for-json"),
    ],
)
def test_what_is_not_as_published_is_refused(
    lists: Path, source: str, path: str, message: str
) -> None:
    with pytest.raises(ListError, match=message):
        list(read(source, lists / path))


def test_the_2022_sdn_is_read_where_it_is_whole(lists: Path, tmp_path: Path) -> None:
    published = gzip.decompress((lists / "us_ofac/sdn_2022-11-29.csv.gz").read_bytes())
    file = tmp_path / "sdn.csv"
    file.write_bytes(published[: published.index(b"\x1a") + 1])
    report = read_whole("us_ofac_sdn", file)
    assert report.entries == 11_118
    assert report.identifiers["innCode"] == 676


LEGISLATION = """
id = ["name", "report-date", "country", "end-date", "source_url"]
schema = "LegalEntity"
schema_column = "schema"
[columns]
schema = "ignore"
name = "name"
aliases = { property = "alias", split = ";" }
topics = "topics"
program = "program"
authority = "notes"
reason = "notes"
report-date = "notes"
start-date = "notes"
end-date = "notes"
country = "country"
notes = "notes"
source_url = "sourceUrl"
"""
TRANSCRIBED = """
records = "entities"
id = ["name", "country", "address", "effective_date", "federal_register", "notes"]
schema = "LegalEntity"
[columns]
name = "name"
aliases = "alias"
country = "country"
address = "address"
status = "notes"
effective_date = "notes"
federal_register = "notes"
notes = "notes"
"""


@pytest.mark.parametrize(
    ("source", "name", "mapping", "entries"),
    [
        pytest.param("us_889", "us_other/special_leg_section_889.csv", LEGISLATION, 5, id="889"),
        pytest.param("us_1286", "us_other/special_leg_section_1286.csv", LEGISLATION, 443,
                     id="1286"),
        pytest.param("us_state_isn", "us_other/special_leg_inksna.csv", LEGISLATION, 28,
                     id="inksna"),
        pytest.param("us_bis_el", "us_bis/nsfreg_bis_entity_list_2026-07.json", TRANSCRIBED, 3_409,
                     id="entity-list"),
        pytest.param("us_bis_dpl", "us_bis/nsfreg_bis_dpl_2026-07.json", TRANSCRIBED, 562,
                     id="denied"),  # of 564, two are printed twice
        pytest.param("us_1260h", "us_bis/nsfreg_dow_1260h_2026-07.json", TRANSCRIBED, 80,
                     id="1260h"),
        pytest.param("us_uflpa", "us_bis/nsfreg_dhs_uflpa_2026-07.json", TRANSCRIBED, 148,
                     id="uflpa"),
        pytest.param("us_ddtc_debarred", "us_bis/nsfreg_state_debarred_statutory_2026-07.json",
                     TRANSCRIBED, 779, id="debarred"),
    ],
)  # fmt: skip
def test_what_others_transcribed_is_read_by_a_mapping(
    lists: Path, tmp_path: Path, source: str, name: str, mapping: str, entries: int
) -> None:
    file = tmp_path / Path(name).name
    file.write_bytes((lists / name).read_bytes())
    file.with_name(f"{file.stem}.mapping.toml").write_text(mapping)
    assert read_whole(source, file).entries == entries

import gzip
from datetime import date
from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.reading import read
from matcher.records import Alias, AliasKind, Identifier

ENTRIES = (
    '101,"SHCHEGLOV TRADE OOO",-0- ,"RUSSIA-EO14024] [SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    "\"Tax ID No. 7700000017; a.k.a. 'SHTRADE'; Linked To: PETROV, Ivan.\"\r\n"
    '102,"PETROV, Ivan Ivanovich","individual","SDGT","Director",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"DOB 14 Jun 1975; nationality Russia; Gender Male."\r\n'
    '103,"SEA LARK","vessel","IRAN",-0- ,"T2EX1","Crude Oil Tanker","318,000","163,660",'
    '"Panama","NITX","Vessel Registration Identification IMO 9000001."\r\n'
    "\x1a"
)
ALIASES = (
    '101,1,"aka","SCHEGLOV TRADING",-0- \r\n'
    '101,2,"fka","SHCHEGLOV ZAVOD",-0- \r\n'
    '999,3,"aka","NOBODY",-0- \r\n\x1a'
)
ADDRESSES = (
    '101,1,"ul. Lenina 1","Moscow 101000","Russia",-0- \r\n'
    '102,2,-0- ,-0- ,"Iran",-0- \r\n'
    '103,3,-0- ,"Pier 9","undetermined",-0- \r\n\x1a'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "SDN.CSV").write_text(ENTRIES, newline="")
    (tmp_path / "alt.csv.gz").write_bytes(gzip.compress(ALIASES.encode()))
    (tmp_path / "add.csv").write_text(ADDRESSES, newline="")
    (tmp_path / "sdn_comments.csv").write_text("\x1a")
    return tmp_path


def write(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


@pytest.fixture
def comments(folder: Path) -> Path:
    return write(folder, "sdn_comments.csv", b'101,"-0- "\r\n\x1a')


def test_a_company_is_joined_from_the_four_files(folder: Path, comments: Path) -> None:
    company = next(read("us_ofac_sdn", folder, as_of=date(2026, 1, 2)))
    assert company.id == "us_ofac_sdn-101"
    assert company.schema == "Organization"
    assert company.aliases == (
        Alias(name="SHCHEGLOV TRADE OOO"),
        Alias(name="SCHEGLOV TRADING", kind=AliasKind.ALIAS),
        Alias(name="SHTRADE", kind=AliasKind.WEAK),
        Alias(name="SHCHEGLOV ZAVOD", kind=AliasKind.FORMER),
    )
    assert company.countries == ("ru",)
    assert company.addresses == ("ul. Lenina 1, Moscow 101000, Russia",)
    assert company.identifiers == (Identifier(kind="innCode", value="7700000017"),)
    assert company.properties["program"] == ("RUSSIA-EO14024", "SDGT")
    assert company.properties["linkedTo"] == ("PETROV, Ivan",)
    assert company.topics == ("sanction",)
    assert company.provenance.entry_id == "101"
    assert company.provenance.as_of == date(2026, 1, 2)


def test_a_person_keeps_the_printed_name_and_its_parts(folder: Path, comments: Path) -> None:
    _, person, _ = read("us_ofac_sdn", folder)
    assert person.caption == "PETROV, Ivan Ivanovich"
    assert person.properties["lastName"] == ("PETROV",)
    assert person.properties["firstName"] == ("Ivan Ivanovich",)
    assert person.properties["birthDate"] == ("1975-06-14",)
    assert person.properties["position"] == ("Director",)
    assert person.countries == ("ir", "ru")
    assert person.addresses == ()


def test_a_vessel_keeps_every_column(folder: Path, comments: Path) -> None:
    *_, vessel = read("us_ofac_sdn", folder)
    assert vessel.schema == "Vessel"
    assert Identifier(kind="callSign", value="T2EX1") in vessel.identifiers
    assert Identifier(kind="imoNumber", value="9000001") in vessel.identifiers
    assert vessel.countries == ("pa",)
    assert vessel.addresses == ("Pier 9",)
    assert dict(vessel.properties) == {
        "flag": ("pa",),
        "grossRegisteredTonnage": ("163,660",),
        "owner": ("NITX",),
        "program": ("IRAN",),
        "tonnage": ("318,000",),
        "type": ("Crude Oil Tanker",),
    }


def test_the_report_counts_what_the_files_hold(folder: Path, comments: Path) -> None:
    reading = read("us_ofac_sdn", folder)
    with pytest.raises(RuntimeError):
        _ = reading.report
    assert len(list(reading)) == 3
    report = reading.report
    assert report.schemata == {"Organization": 1, "Person": 1, "Vessel": 1}
    assert report.aliases == {"alias": 1, "name": 3, "previousName": 1, "weakAlias": 1}
    assert report.addresses == 2
    assert report.country_only == 1
    assert report.orphans == {"alt.csv.gz": 1}
    rows = {file.name: file.rows for file in report.files}
    assert rows == {"SDN.CSV": 3, "alt.csv.gz": 3, "add.csv": 3, "sdn_comments.csv": 1}
    assert [warning for warning in report.warnings if "belong to no entry" in warning]


def test_a_remark_goes_on_in_the_comments(folder: Path) -> None:
    remark = "Website www.example.com; " + "x" * 960 + "; Tax ID N"
    write(
        folder,
        "sdn.csv",
        f'7,"EXAMPLE",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"{remark:z<1000}"\r\n\x1a'.encode(),
    )
    (folder / "SDN.CSV").unlink(missing_ok=True)
    write(folder, "sdn_comments.csv", b'7,"; Tax ID No. 55555 (Serbia)."\r\n\x1a')
    (entry,) = read("us_ofac_sdn", folder)
    assert Identifier(kind="taxNumber", value="55555") in entry.identifiers


def test_windows_1252_is_read(folder: Path, comments: Path) -> None:
    write(
        folder,
        "add.csv",
        '101,1,"Plaza Espa\u00f1a","Madrid","Spain",-0- \r\n\x1a'.encode("cp1252"),
    )
    company = next(read("us_ofac_sdn", folder))
    assert company.addresses == ("Plaza Espa\u00f1a, Madrid, Spain",)


ROW = b'7,"EXAMPLE",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'


@pytest.mark.parametrize(
    ("data", "row", "field", "message"),
    [
        pytest.param(b"", None, None, "empty", id="empty"),
        pytest.param(b"\x1a", None, None, "no entries", id="nothing-but-its-end"),
        pytest.param(b"<html><body>503</body></html>", 1, None, "web page", id="error-page"),
        pytest.param(
            ROW + ROW[:-2] + b",-0- \r\n", 2, None, "12 columns expected, 13", id="column-added"
        ),
        pytest.param(ROW + b'8,"EXAMPLE', 2, None, "CSV is broken", id="cut-inside-quotes"),
        pytest.param(ROW + b'8,"EXAMPLE",-0- ', 2, None, "12 columns expected, 3", id="cut"),
        pytest.param(ROW + ROW, 2, "ent_num", "stands twice", id="entry-twice"),
        pytest.param(b"ID" + ROW[1:], 1, "ent_num", "not an entry number", id="header"),
        pytest.param(ROW.replace(b'"EXAMPLE"', b"-0- "), 1, "SDN_Name", "no name", id="nameless"),
        pytest.param(
            ROW.replace(b"-0- ", b"alien", 1), 1, "SDN_Type", "'alien'", id="unknown-type"
        ),
        pytest.param(ROW + b"\x1a" + ROW, 2, None, "two files", id="two-files-in-one"),
        pytest.param(ROW + b"\xc3\xa9\xff", 2, None, "0xff", id="utf-8-with-a-bad-byte"),
        pytest.param(ROW + b"\x81", 2, None, "0x81", id="no-known-encoding"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(
    tmp_path: Path, data: bytes, row: int | None, field: str | None, message: str
) -> None:
    file = write(tmp_path, "sdn.csv", data)
    with pytest.raises(ListError, match=message) as caught:
        list(read("us_ofac_sdn", file))
    assert (caught.value.file, caught.value.row, caught.value.field) == (file, row, field)


def test_an_unknown_kind_of_alias_is_refused(folder: Path, comments: Path) -> None:
    write(folder, "alt.csv.gz", gzip.compress(b'101,1,"alias","X",-0- \r\n'))
    with pytest.raises(ListError, match="'alias' is not a kind of alias") as caught:
        list(read("us_ofac_sdn", folder))
    assert (caught.value.row, caught.value.field) == (1, "alt_type")


def test_a_broken_gzip_is_refused(folder: Path) -> None:
    write(folder, "alt.csv.gz", gzip.compress(ALIASES.encode())[:-9])
    with pytest.raises(ListError, match="gzip is broken"):
        list(read("us_ofac_sdn", folder))


def test_a_missing_file_is_refused(folder: Path) -> None:
    (folder / "add.csv").unlink()
    with pytest.raises(ListError, match="there is no add"):
        list(read("us_ofac_sdn", folder))


def test_the_same_file_twice_is_refused(folder: Path) -> None:
    write(folder, "add.csv.gz", gzip.compress(ADDRESSES.encode()))
    with pytest.raises(ListError, match="which is it"):
        list(read("us_ofac_sdn", folder))


def test_a_file_that_does_not_end_with_ctrl_z_is_reported(tmp_path: Path) -> None:
    reading = read("us_ofac_sdn", write(tmp_path, "sdn.csv", ROW))
    assert len(list(reading)) == 1
    assert "its end may be missing" in reading.report.warnings[-1]

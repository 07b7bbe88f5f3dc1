from datetime import date
from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.reading import read
from matcher.records import Alias, AliasKind, Listed

# The page breaks of the PDF glue 3 to the address before it, and English to Japanese.
RUSSIA = """○ 国際平和のための国際的な努力に我が国として寄与するために講ずる輸出等に係る禁止措置
の対象となるロシア連邦の団体（令和四年外務省告示第八十二号）
指定日：2022 年03月01 日
最終更新日：2025 年09 月12 日
１ 株式会社シチェグロフ造船所（別称、シチェグロフ及び
SGZ）
Shcheglov Shipyard JSC, a.k.a., the following two aliases:
-Shcheglovskaya Verf; and
-SGZ Co., Ltd.
所在地：203, Lenina Emb., 190121, Tver, Russia; and 5 Zavodskaya
Street, Tver, Russia.２ 戦術研究所「ルッチ」Lutch Design JSC, a.k.a., the following one alias:
—KB-Lutch
所 在 地 ： 25 Pobeda Blvd., Tver, Russia, 152920.
3 有限会社メカ
Meka Trading LLC
別称：メカ商会; 有限会社メカ商会
OOO Meka; Meka Trade
所在地：1 Main Street, Moscow, Russia"""
THIRD = """○ ウクライナをめぐる国際平和のための国際的な努力に我が国として寄与す
るために講ずる輸出等に係る禁止措置の対象となるロシア連邦及びベラルー
シ共和国以外の国の団体を指定する件
指定日：2023年12月15日
1 レイ電子有限公司 Rei Denshi Co LTD（深圳市例电子有限公司）
所在地：Unit 1, 6/F, Sample Workshops,
Hong Kong, China.
"""


def write(folder: Path, text: str, name: str = "list_russia_tokutei.pdf.txt") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def russian(tmp_path: Path) -> list[Listed]:
    return list(read("jp_meti", write(tmp_path, RUSSIA)))


def names(listed: Listed) -> list[str]:
    return [alias.name for alias in listed.aliases]


def test_names_in_both_languages_and_aliases_of_both(russian: list[Listed]) -> None:
    first = russian[0]
    assert first.id == "jp_meti-ru-1"
    assert first.aliases[0] == Alias(name="Shcheglov Shipyard JSC")
    assert names(first)[1:] == [
        *("株式会社シチェグロフ造船所", "Shcheglovskaya Verf", "SGZ Co., Ltd."),
        *("シチェグロフ", "SGZ"),
    ]
    assert {alias.kind for alias in first.aliases[1:]} == {AliasKind.ALIAS}
    assert first.countries == ("ru",)
    assert first.topics == ("export.control",)
    assert first.provenance.as_of == date(2025, 9, 12)


def test_addresses_are_parted(russian: list[Listed]) -> None:
    assert russian[0].addresses == (
        "203, Lenina Emb., 190121, Tver, Russia",
        "5 Zavodskaya Street, Tver, Russia",
    )


def test_english_glued_to_japanese_is_told_from_it(russian: list[Listed]) -> None:
    assert names(russian[1]) == ["Lutch Design JSC", "戦術研究所「ルッチ」", "KB-Lutch"]


def test_aliases_of_the_newest_entries(russian: list[Listed]) -> None:
    assert names(russian[2]) == [
        *("Meka Trading LLC", "有限会社メカ", "メカ商会", "有限会社メカ商会"),
        *("OOO Meka", "Meka Trade"),
    ]


def test_a_third_country_is_that_of_the_address(tmp_path: Path) -> None:
    (listed,) = read("jp_meti", write(tmp_path, THIRD))
    assert listed.id == "jp_meti-third-1"
    assert set(listed.countries) == {"hk", "cn"}
    assert "深圳市例电子有限公司" in names(listed)


def test_a_folder_gives_all_notices(tmp_path: Path) -> None:
    write(tmp_path, RUSSIA)
    write(tmp_path, THIRD, "list_daisangoku_tokutei.pdf.txt")
    (tmp_path / "page.txt").write_text("another text")
    assert len(list(read("jp_meti", tmp_path))) == 4


@pytest.mark.parametrize(
    ("text", "row", "message"),
    [
        pytest.param(RUSSIA.replace("3 有限", "8 有限"), 11, "is 3 missing", id="number-missing"),
        pytest.param(RUSSIA[:-60], 14, "has no address", id="truncated"),
        pytest.param("○ a text of another kind", 1, "not the text of a METI", id="another-text"),
        pytest.param(RUSSIA[: RUSSIA.index("１")], None, "no entries", id="no-entries"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, row: int | None, message: str) -> None:
    with pytest.raises(ListError, match=message) as caught:
        list(read("jp_meti", write(tmp_path, text)))
    assert caught.value.row == row

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.records import Identifier
from matcher.trade.cells import Parts, take_apart


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        pytest.param("VOSTRAN TRADING LLC", Parts(names=("VOSTRAN TRADING LLC",)), id="a-name"),
        pytest.param(
            "Vostran, Society for the Care of Widows",
            Parts(names=("Vostran, Society for the Care of Widows",)),
            id="care-that-is-of-the-name",
        ),
        pytest.param(
            "Vostran LLC, on behalf of Halden Inc",
            Parts(names=("Vostran LLC",), care_of="Halden Inc"),
            id="on-behalf-of",
        ),
        pytest.param("M/S Vostran Exports", Parts(names=("Vostran Exports",)), id="messrs-alone"),
        pytest.param(
            "Vostran LLC on behalf of Halden Inc",
            Parts(names=("Vostran LLC",), care_of="Halden Inc"),
            id="on-behalf-of-without-a-comma",
        ),
        pytest.param(
            "M/S Vostran Exports, 5 Quay Road",
            Parts(names=("Vostran Exports",), address="5 Quay Road"),
            id="messrs",
        ),
        pytest.param(
            "VOSTRAN TRADING LLC, 12 LENIN STR, MOSCOW 101000, RUSSIA TEL: +7 495 1234567",
            Parts(
                names=("VOSTRAN TRADING LLC",),
                address="12 LENIN STR, MOSCOW 101000, RUSSIA",
                country="ru",
            ),
            id="commas-and-telephone",
        ),
        pytest.param(
            "KAIFENG OPTICS CO., LTD.\nROOM 1203, TOWER A\nSHENZHEN, CHINA\nATTN: MR WANG",
            Parts(
                names=("KAIFENG OPTICS CO., LTD.",),
                address="ROOM 1203, TOWER A, SHENZHEN, CHINA",
                country="cn",
            ),
            id="lines",
        ),
        pytest.param(
            "VOSTRAN TRADING LLC 12 LENIN STR MOSCOW RUSSIA",
            Parts(
                names=("VOSTRAN TRADING LLC",), address="12 LENIN STR MOSCOW RUSSIA", country="ru"
            ),
            id="glued-behind-the-legal-form",
        ),
        pytest.param(
            "Halden Inc d/b/a Bravura Stores, 500 Main St, Springfield, IL 62701, USA",
            Parts(
                names=("Halden Inc", "Bravura Stores"),
                address="500 Main St, Springfield, IL 62701, USA",
                country="us",
            ),
            id="two-names",
        ),
        pytest.param(
            "HALDEN LTD C/O FASTWAY LOGISTICS LLC, PO BOX 123, DUBAI, U.A.E.",
            Parts(
                names=("HALDEN LTD",),
                address="PO BOX 123, DUBAI, U.A.E.",
                country="ae",
                care_of="FASTWAY LOGISTICS LLC",
            ),
            id="care-of",
        ),
        pytest.param(
            "c/o Halden AG, Essen, Germany",
            Parts(names=("Halden AG",), address="Essen, Germany", country="de"),
            id="care-of-alone-is-the-party",
        ),
        pytest.param(
            "ООО «Востран», 115230, г. Москва, ул. Ленина, д. 5, ИНН 7701234567",
            Parts(
                names=("ООО «Востран»",),
                address="115230, г. Москва, ул. Ленина, д. 5",
                identifiers=(Identifier(kind="innCode", value="7701234567"),),
            ),
            id="an-identifier",
        ),
        pytest.param(
            "深圳市凯锋科技有限公司 深圳市南山区科技路12号",
            Parts(names=("深圳市凯锋科技有限公司",), address="深圳市南山区科技路12号"),
            id="chinese",
        ),
        pytest.param(
            "TO THE ORDER OF BANK OF HALDEN, DUBAI, UAE",
            Parts(names=("BANK OF HALDEN",), address="DUBAI, UAE", country="ae"),
            id="to-the-order-of-somebody",
        ),
        pytest.param("TO ORDER", Parts(names=()), id="to-order-is-nobody"),
        pytest.param(
            "Plant No. 5, JSC", Parts(names=("Plant No. 5, JSC",)), id="a-number-in-a-name"
        ),
        pytest.param(
            "Halden Bank Ltd, Hong Kong Branch",
            Parts(names=("Halden Bank Ltd, Hong Kong Branch",)),
            id="a-branch-is-not-an-address",
        ),
    ],
)
def test_cell_is_taken_apart(cell: str, parts: Parts) -> None:
    assert take_apart(cell, has_address=False) == parts


def test_a_country_behind_the_name_stays_where_the_address_has_its_own_cell() -> None:
    cell = "Halden Electronics, Vietnam"
    assert take_apart(cell, has_address=True).names == (cell,)
    assert take_apart(cell, has_address=False) == Parts(names=("Halden Electronics",), country="vn")


@pytest.mark.parametrize("blank", ["\u00a0", "\u3000", "\x0b", "\x1c", "\u2009 \t"])
def test_a_cell_of_blanks_names_nobody(blank: str) -> None:
    assert take_apart(blank, has_address=False).names == ()
    assert take_apart(f"{blank}Orbita Ltd{blank}", has_address=False).names == ("Orbita Ltd",)


@given(st.text(max_size=300))
def test_any_text_can_be_taken_apart(text: str) -> None:
    parts = take_apart(text, has_address=False)
    assert all(name.strip() for name in parts.names)

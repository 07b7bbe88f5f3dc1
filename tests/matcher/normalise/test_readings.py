import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalise.readings import MOST_READINGS, names_within, readings


@pytest.mark.parametrize(
    ("text", "others"),
    [
        pytest.param("TO THE ORDER OF VELTRAN OPTIKA LLC", ["VELTRAN OPTIKA LLC"], id="to-order"),
        pytest.param("M/S DORMELAN CO., LTD.", ["DORMELAN CO., LTD."], id="messrs"),
        pytest.param("Notify party: Dormelan LLC", ["Dormelan LLC"], id="notify"),
        pytest.param(
            "DORMELAN LLC C/O VELTRAN FREIGHT LLC",
            ["DORMELAN LLC", "VELTRAN FREIGHT LLC"],
            id="care-of",
        ),
        pytest.param("Dormelan Inc. In Care Of", ["Dormelan Inc."], id="care-of-nobody"),
        pytest.param("DORMELAN LLC ATTN: MR. VORLIN TEL +1 555", ["DORMELAN LLC"], id="contact"),
        pytest.param("Dormelan Ltd d/b/a Veltran", ["Dormelan Ltd", "Veltran"], id="second-name"),
        pytest.param(
            "VELTRAN LLC (formerly DORMELAN JSC)", ["VELTRAN LLC", "DORMELAN JSC"], id="former-name"
        ),
        pytest.param(
            "ООО «Вельтран» (ранее ООО «Дормелан»)",
            ["ООО «Вельтран»", "ООО «Дормелан»"],
            id="former-name-in-russian",
        ),
        pytest.param("Veltran ex Dormelan", ["Veltran", "Dormelan"], id="ex"),
        pytest.param("formerly known as Dormelan", ["Dormelan"], id="a-mark-is-no-name"),
    ],
)
def test_what_frames_a_name(text: str, others: list[str]) -> None:
    assert readings(text) == (text, *others)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Dormelan LLC, 5 Quarry Road, Dubai", "Dormelan LLC", id="comma"),
        pytest.param("DORMELAN CO LTD 18 QUARRY RD TALLINN", "DORMELAN CO LTD", id="no-comma"),
        pytest.param("Dormelan, LLC, 12 Main Street", "Dormelan, LLC", id="form-after-a-comma"),
        pytest.param("DORMELAN TRADING LIMITED Liberia", "DORMELAN TRADING LIMITED", id="country"),
        pytest.param(
            "Dormelan Relief Agency United States", "Dormelan Relief Agency", id="no-form"
        ),
        pytest.param("ООО «Дормелан», г. Москва, ул. Ленина, 5", "ООО «Дормелан»", id="russian"),
        pytest.param("ООО Дормелан 125009 Москва Тверская 5", "ООО Дормелан", id="postcode"),
        pytest.param(
            "多美兰科技有限公司深圳市南山区科技园路5号", "多美兰科技有限公司", id="chinese"
        ),
        pytest.param("Dormelan Co., Ltd. Shenzhen Branch", "Dormelan Co., Ltd.", id="branch"),
        pytest.param(
            "Dormelan GmbH & Co. KG, 20095 Hamburg", "Dormelan GmbH & Co. KG", id="german"
        ),
        pytest.param(
            "Dormelan S.A. de C.V. Av. Reforma 222", "Dormelan S.A. de C.V.", id="mexican"
        ),
    ],
)
def test_an_address_behind_a_name(text: str, name: str) -> None:
    assert readings(text)[-1] == name


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Dormelan Co., Ltd.", id="comma-before-a-form"),
        pytest.param("5422 Quarry Road, LLC", id="called-by-its-address"),
        pytest.param("Joint-Stock Company 150 Aircraft Repair Plant", id="number"),
        pytest.param("Dormelan Corporation 13th Research Institute", id="institute"),
        pytest.param("Engine Building Association Ural", id="building"),
        pytest.param("Export-Import Bank of Veltria", id="hyphen"),
        pytest.param("Bank of China", id="country-that-is-of-the-name"),
        pytest.param("Air China", id="one-word-would-be-left"),
        pytest.param("Nuclear, Chemical and Biological Defence Troops", id="list"),
        pytest.param("EMMA TEL PLUS LLC", id="tel"),
        pytest.param("Dormelan Refrigeration & A/C", id="air-conditioning"),
        pytest.param("Dormelan (A/C Payable)", id="accounts"),
        pytest.param("DBA-ENGINEERING LLC", id="dba"),
        pytest.param("多美兰科技有限公司深圳分公司", id="chinese-branch"),
        pytest.param("", id="nothing"),
        pytest.param(",", id="punctuation"),
    ],
)
def test_a_name_and_nothing_else(text: str) -> None:
    assert readings(text) == (text,)


@given(st.text(max_size=80))
def test_any_text_is_its_own_first_reading(text: str) -> None:
    first, *others = readings(text)
    assert first == text
    assert len(others) < MOST_READINGS
    assert all(others)
    assert len(set(others)) == len(others)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "Veltran Ltd. (also known as NTC Veltran)", ("Veltran Ltd.", "NTC Veltran"), id="aka"
        ),
        pytest.param("Veltran A.K.A. Dormelan OAO", ("Veltran", "Dormelan OAO"), id="upper-case"),
        pytest.param("VELTRAN FRONT / VF", ("VELTRAN FRONT", "VF"), id="slash"),
        pytest.param("ОАО ВЖД or Вельтранские дороги", ("ОАО ВЖД", "Вельтранские дороги"), id="or"),
        pytest.param("Office or Headquarters of Veltran", (), id="or-within-one-name"),
        pytest.param("Veltran Ltd., 5 Quarry Road", (), id="no-second-name"),
        pytest.param("Endowment for Care of Families", (), id="care-of"),
        pytest.param("formerly", (), id="mark-alone"),
    ],
)
def test_names_within_a_listed_name(text: str, names: tuple[str, ...]) -> None:
    assert names_within(text) == names

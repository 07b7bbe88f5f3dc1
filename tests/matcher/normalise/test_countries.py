import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalise.countries import country_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("RU", "ru", id="alpha-2"),
        pytest.param("irn", "ir", id="alpha-3"),
        pytest.param("uk", "gb", id="not-iso-but-usual"),
        pytest.param("ru-mow", "ru", id="subdivision"),
        pytest.param("CN-HK", "hk", id="subdivision-with-its-own-code"),
        pytest.param("Russian Federation", "ru", id="iso-name"),
        pytest.param("Iran (Islamic Republic of)", "ir", id="un-name"),
        pytest.param("Congo, Democratic Republic of the", "cd", id="inverted"),
        pytest.param("Democratic Republic of the Congo", "cd", id="upright"),
        pytest.param("Republic of the Congo", "cg", id="the-other-congo"),
        pytest.param("Korea, North", "kp", id="north"),
        pytest.param("Korea, South", "kr", id="south"),
        pytest.param("Democratic People’s Republic of Korea (DPRK)", "kp", id="curly-apostrophe"),
        pytest.param("Burma", "mm", id="former-name"),
        pytest.param("Cote d Ivoire", "ci", id="without-diacritics"),
        pytest.param("CÔTE D’IVOIRE", "ci", id="with-diacritics"),
        pytest.param("Türkiye", "tr", id="new-name"),
        pytest.param("turkiye", "tr", id="new-name-folded"),
        pytest.param("Россия", "ru", id="cyrillic"),
        pytest.param("中国", "cn", id="chinese"),
        pytest.param("中國香港", "hk", id="traditional"),
        pytest.param("ایران", "ir", id="persian"),
        pytest.param("대한민국", "kr", id="korean"),
        pytest.param("Deutschland", "de", id="german"),
        pytest.param("Virgin Islands, British", "vg", id="british-virgin-islands"),
        pytest.param("Region: Crimea", "ua", id="region"),
        pytest.param("region: china", "cn", id="region-that-is-a-country"),
        pytest.param("Soviet Union", "suhh", id="no-more"),
        pytest.param("Kosovo", "xk", id="user-assigned"),
        pytest.param("Niger", "ne", id="niger-is-not-nigeria"),
        pytest.param("  Cuba ", "cu", id="blanks-around"),
        pytest.param("undetermined", None, id="undetermined"),
        pytest.param("Region: Commonwealth of Independent States", None, id="many-countries"),
        pytest.param("-0- ", None, id="null-of-ofac"),
        pytest.param("", None, id="empty"),
        pytest.param("Syrian/Iranian", None, id="two-countries"),
    ],
)
def test_country_code(text: str, code: str | None) -> None:
    assert country_code(text) == code


@given(st.text())
def test_any_text_is_a_lower_case_code_or_not_known(text: str) -> None:
    code = country_code(text)
    assert code is None or (code.islower() and len(code) in (2, 4))


@given(st.sampled_from(["ru", "cn", "xk", "suhh", "eu", "gb"]))
def test_a_code_names_itself(code: str) -> None:
    assert country_code(code) == country_code(code.upper()) == code

from datetime import date

import pytest

from matcher.trade.values import read_amount, read_country, read_day, read_hs_codes


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("854231", ("854231",)),
        ("8542.31.00; 8473.30", ("85423100", "847330")),
        ("HS 8542.31", ("854231",)),
        ("10121", ("010121",)),  # a spreadsheet ate the zero
        ("854231.0", ("854231",)),
        ("", ()),
        ("n/a", ()),
    ],
)
def test_hs_codes(cell: str, codes: tuple[str, ...]) -> None:
    assert read_hs_codes(cell) == (codes, None)


def test_what_is_no_hs_code_is_noted() -> None:
    assert read_hs_codes("chips; 854231") == (("854231",), "'chips' is no HS code")


@pytest.mark.parametrize(
    ("cell", "amount", "currency"),
    [
        ("1,234.50", 1234.5, None),
        ("1.234,50 EUR", 1234.5, "EUR"),
        ("USD 12 000", 12000.0, "USD"),
        ("1,234", 1234.0, None),
        ("0.5", 0.5, None),
        ("1.234.567", 1234567.0, None),
        ("-", None, None),
    ],
)
def test_amounts(cell: str, amount: float | None, currency: str | None) -> None:
    assert read_amount(cell) == (amount, currency, None)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-07-01", date(2024, 7, 1)),
        ("2024-07-01T12:30:00", date(2024, 7, 1)),
        ("20240701", date(2024, 7, 1)),
        ("2024年7月1日", date(2024, 7, 1)),
        ("01.07.2024", date(2024, 7, 1)),
        ("13/7/2024", date(2024, 7, 13)),
        ("7/13/24", date(2024, 7, 13)),
    ],
)
def test_days(cell: str, day: date) -> None:
    assert read_day(cell, day_first=None) == (day, None)


def test_a_day_that_may_be_two_is_not_guessed() -> None:
    found, note = read_day("3/4/2024", day_first=None)
    assert found is None
    assert "may be day and month" in (note or "")
    assert read_day("3/4/2024", day_first=True) == (date(2024, 4, 3), None)
    assert read_day("3/4/2024", day_first=False) == (date(2024, 3, 4), None)
    assert read_day("2024-13-40", day_first=None)[1] == "'2024-13-40' is no date"


@pytest.mark.parametrize(
    ("cell", "code"), [("CN", "cn"), ("Hong Kong (HK)", "hk"), ("643 - Россия", "ru"), ("", None)]
)
def test_countries(cell: str, code: str | None) -> None:
    assert read_country(cell) == (code, None)


def test_unknown_country_is_noted() -> None:
    assert read_country("Atlantis") == (None, "no country is known as 'Atlantis'")

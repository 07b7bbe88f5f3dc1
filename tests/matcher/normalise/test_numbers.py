import pytest

from matcher.normalise.numbers import number_in


@pytest.mark.parametrize(
    ("token", "number"),
    [
        pytest.param("150", "150", id="digits"),
        pytest.param("007", "7", id="leading-zeros"),
        pytest.param("000", "0", id="nothing-but-zeros"),
        pytest.param("9" * 5000, "9" * 5000, id="endless"),
        pytest.param("33rd", "33", id="english-ordinal"),
        pytest.param("iv", "4", id="roman"),
        pytest.param("first", "1", id="spelled"),
        pytest.param("pervyy", "1", id="russian-ordinal"),
        pytest.param("i", None, id="one-letter-is-an-initial"),
        pytest.param("vega", None, id="a-word"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_number_in(token: str, number: str | None) -> None:
    assert number_in(token) == number

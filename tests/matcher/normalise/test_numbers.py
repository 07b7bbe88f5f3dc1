import pytest

from matcher.normalise.numbers import han_number, number_in


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


@pytest.mark.parametrize(
    ("term", "number"),
    [
        pytest.param("七一二", "712", id="digit-by-digit"),
        pytest.param("五〇四", "504", id="with-a-zero"),
        pytest.param("第五", "5", id="ordinal"),
        pytest.param("第十", "10", id="tenth"),
        pytest.param("三一", None, id="two-digits-are-a-name"),
        pytest.param("第一汽车", None, id="more-than-digits"),
        pytest.param("第", None, id="nothing-but-the-sign"),
        pytest.param("西", None, id="sounds-like-eleven"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_han_number(term: str, number: str | None) -> None:
    assert han_number(term) == number

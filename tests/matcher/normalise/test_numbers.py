import pytest

from matcher.normalise.numbers import han_numbers_as_digits, joined_numbers, number_in


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
    ("text", "joined"),
    [
        pytest.param("twenty-eighth plant", "28 plant", id="hyphen"),
        pytest.param("plant twenty six", "plant 26", id="space"),
        pytest.param("35-th plant", "35th plant", id="ending-apart"),
        pytest.param("1-я фабрика", "1я фабрика", id="cyrillic-ending"),
        pytest.param("twenty plants", "twenty plants", id="no-unit-follows"),
        pytest.param("plant-35-the", "plant-35-the", id="no-ending"),
    ],
)
def test_numbers_of_two_parts(text: str, joined: str) -> None:
    assert [number_in(word) or word for word in joined_numbers(text).split()] == [
        number_in(word) or word for word in joined.split()
    ]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        pytest.param("第二十八研究所", "28 研究所", id="ordinal-and-tens"),
        pytest.param("电科第五十五研究所", "电科 55 研究所", id="in-the-middle"),
        pytest.param("第一百一十二厂", "112 厂", id="hundreds"),
        pytest.param("九千九百九十九厂", "9999 厂", id="the-longest-before-ten"),
        pytest.param("第五", "5", id="ordinal"),
        pytest.param("第十", "10", id="tenth"),
        pytest.param("七一二厂", "712 厂", id="digit-by-digit"),
        pytest.param("六〇一所", "601 所", id="with-a-zero"),
        pytest.param("十三所", "13 所", id="before-what-is-numbered"),
        pytest.param("三一重工", "三一重工", id="two-digits-are-a-name"),
        pytest.param("三十六计", "三十六计", id="tens-are-a-name"),
        pytest.param("一" * 5000, "1" * 5000, id="endless"),
        pytest.param("第", "第", id="nothing-but-the-sign"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_chinese_numbers(text: str, digits: str) -> None:
    assert han_numbers_as_digits(text).strip() == digits

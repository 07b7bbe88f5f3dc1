import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalise.pinyin import (
    is_pinyin,
    pinyin_bits,
    pinyin_syllables,
    syllable_bits,
    syllables,
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("fengxian", ("feng", "xian"), id="each-as-long-as-may-be"),
        pytest.param("xinguan", ("xin", "guan"), id="or-the-rest-would-be-none"),
        pytest.param("smith", (), id="no-pinyin"),
        pytest.param("chung", (), id="an-interjection-is-no-syllable"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_syllables(word: str, expected: tuple[str, ...]) -> None:
    assert syllables(word) == expected
    assert is_pinyin(word) is bool(expected)


def test_every_syllable_says_something_and_all_are_one_distribution() -> None:
    assert syllable_bits().keys() == pinyin_syllables()
    assert sum(2**-bits for bits in syllable_bits().values()) == pytest.approx(1, abs=1e-3)
    assert syllable_bits()["xin"] < syllable_bits()["nuan"]


@given(st.lists(st.sampled_from(sorted(pinyin_syllables())), min_size=1, max_size=4))
def test_a_word_says_what_its_syllables_say(spoken: list[str]) -> None:
    word = "".join(spoken)
    assert pinyin_bits(word) == sum(syllable_bits()[one] for one in syllables(word))


def test_a_word_that_is_no_pinyin_says_whatever_its_rarity_says() -> None:
    assert pinyin_bits("smith") is None

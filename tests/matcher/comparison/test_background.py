from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.background import (
    Background,
    combine,
    count_tokens,
    read_background,
    token_key,
    write_background,
)
from matcher.errors import ModelError
from matcher.normalise.names import normalise_name
from matcher.normalise.pinyin import pinyin_bits
from matcher.normalise.scripts import unread
from matcher.normalise.tokens import Token

KEYS = st.text(alphabet="abcdefgh", min_size=1, max_size=6)


def test_a_rarer_word_says_more() -> None:
    background = Background(counts={"trading": 900, "vega": 3}, names=1000)
    bits = [background.bits(Token(word)) for word in ("trading", "vega", "neverseen")]
    assert bits == sorted(bits)
    assert bits[0] < 1


def test_a_short_word_cannot_say_much() -> None:
    assert Background(counts={}, names=10**6).bits(Token("zq")) < 8


def test_a_word_in_pinyin_says_no_more_than_its_syllables() -> None:
    nothing_counted = Background(counts={}, names=10**9)
    romanised, native = Token("hongsheng"), Token("hongsheng", "鸿昇")
    assert nothing_counted.bits(romanised) == pinyin_bits("hongsheng")
    assert nothing_counted.bits(native) > nothing_counted.bits(romanised)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        pytest.param(Token("xu"), Token("ksu"), id="one-key"),
        pytest.param(Token("ji", "技"), Token(unread("技"), "技"), id="read-and-unread"),
    ],
)
def test_what_a_word_says_does_not_depend_on_what_was_asked_before(
    short: Token, long: Token
) -> None:
    assert token_key(short) == token_key(long)
    one, other = (Background(counts={"ji": 500}, names=10**6) for _ in range(2))
    assert [one.bits(short), one.bits(long)] == [other.bits(long), other.bits(short)][::-1]


def test_inflections_and_romanisations_are_counted_as_one_word() -> None:
    counts, names = count_tokens([[normalise_name(n)] for n in ("Казанский", "Kazanskaya")])
    assert names == 2
    assert list(counts.values()) == [2]


def test_homophones_in_chinese_are_two_words() -> None:
    assert token_key(Token("huaguang", "华光")) != token_key(Token("huaguang", "化广"))


def test_the_first_listed_party_does_not_make_a_word_common() -> None:
    ordinary = count_tokens([[normalise_name("Alpha")], [normalise_name("Alpha")]])
    listed = count_tokens([[normalise_name("Vega")]])
    assert combine(ordinary, listed).counts == {"alfa": 2}


@given(st.dictionaries(KEYS, st.integers(2, 10**6)), st.integers(1, 10**7))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, counts: dict[str, int], names: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "words.tsv"
    write_background(Background(counts=counts, names=names), path)
    assert read_background(path) == Background(counts=counts, names=names)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("# words\t3\n", id="another-header"),
        pytest.param("# names\t3\nvega\tmany\n", id="no-number"),
        pytest.param("# names\t3\nvega\n", id="no-count"),
        pytest.param("", id="empty"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "words.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"words\.tsv"):
        read_background(path)

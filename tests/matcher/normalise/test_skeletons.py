import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalise.names import normalise_name
from matcher.normalise.skeletons import skeletons


def of(word: str) -> set[str]:
    (token,) = normalise_name(word).tokens
    return set(skeletons(token.text, token.native))


@pytest.mark.parametrize(
    ("latin", "other"),
    [
        ("Ferrolux", "フェッロルクス"),
        ("Gamma", "ガンマ"),
        ("Chip", "チップ"),
        ("Wingard", "ウィンガルド"),
        ("Drake", "Дрейк"),
        ("Holding", "Холдинг"),
        ("Cinda", "信达"),
        ("Shahed", "شاهد"),
        ("Subaru", "スバル"),
    ],
)
def test_words_written_by_ear_share_a_skeleton(latin: str, other: str) -> None:
    assert of(latin) & of(other)


def test_distinct_consonants_stay_distinct() -> None:
    assert not of("Drake") & of("Кварц")


def test_a_letter_of_no_script_is_romanised_as_any_other() -> None:
    """Unicode counts these among the numbers: a Pahawh Hmong million, an Etruscan 50."""
    assert of("𖭡") == {"ts"}
    assert of("𐌣𐌣") == set()


def test_a_word_of_one_sound_has_none() -> None:
    assert of("Eau") == set() == of("あい")


@given(st.text(string.ascii_lowercase, max_size=60), st.sampled_from(["", "信达", "スバル", "дом"]))
def test_any_word_has_few_short_skeletons(text: str, native: str) -> None:
    found = skeletons(text, native)
    assert len(found) == len(set(found)) <= 2**3
    assert all(2 <= len(skeleton) <= 2 * len(text) for skeleton in found)

"""The distance we compute with, against an independent implementation of its neighbours."""

import jellyfish
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, Levenshtein

from matcher.comparison.resemblance import is_typo

WORDS = st.text(alphabet="abcdeklmnorst", min_size=0, max_size=12)


@given(WORDS, WORDS)
def test_distances_agree_with_jellyfish(a: str, b: str) -> None:
    assert Levenshtein.distance(a, b) == jellyfish.levenshtein_distance(a, b)
    # Optimal string alignment edits no substring twice, so it lies between the two.
    assert (
        jellyfish.damerau_levenshtein_distance(a, b)
        <= OSA.distance(a, b)
        <= jellyfish.levenshtein_distance(a, b)
    )


@given(WORDS, st.integers(0, 11))
def test_one_dropped_letter_of_a_long_word_is_a_typo(word: str, place: int) -> None:
    dropped = word[:place] + word[place + 1 :]
    if len(dropped) >= 4:
        assert is_typo(word, dropped)
        assert jellyfish.damerau_levenshtein_distance(word, dropped) <= 1

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.knowledge import Knowledge
from matcher.comparison.name import (
    NAME_COMPARISONS,
    NO_NAME,
    Rarest,
    compare_names,
    extra_level,
    name_level,
)
from matcher.comparison.party import weigh_name
from matcher.comparison.sounds import SYMBOLS, Sounds
from matcher.normalise.names import normalise_name
from models.transcription import prior

EVEN = np.full(len(SYMBOLS), 1 / len(SYMBOLS))
COVERAGE = next(c for c in NAME_COMPARISONS if c.name == "coverage")
BITS = st.floats(min_value=0, max_value=20)


def levels(query: str, listed: str, knowledge: Knowledge) -> dict[str, int | None]:
    ours, theirs = (weigh_name(normalise_name(text), knowledge) for text in (query, listed))
    found, _ = compare_names(ours, theirs, knowledge)
    return {c.name: level for c, level in zip(NAME_COMPARISONS, found, strict=True)}


@given(BITS, BITS, BITS, BITS)
def test_more_agreement_is_a_higher_level(less: float, more: float, one: float, b: float) -> None:
    low, high = sorted((less, more))
    missed = {"missed_by_one": max(one, b), "missed_by_both": min(one, b)}
    assert name_level(Rarest(agreed=low, **missed)) <= name_level(Rarest(agreed=high, **missed))


@given(BITS, BITS, BITS)
def test_more_missing_is_a_lower_level(agreed: float, less: float, more: float) -> None:
    low, high = sorted((less, more))
    little, much = (
        Rarest(agreed=agreed, missed_by_one=bits, missed_by_both=bits) for bits in (low, high)
    )
    assert name_level(much) <= name_level(little)
    assert extra_level(much) <= extra_level(little)


def test_the_same_name_reaches_the_top(knowledge: Knowledge) -> None:
    found = levels("Vegastroy Orionex LLC 7", "Vegastroy Orionex LLC 7", knowledge)
    for comparison in NAME_COMPARISONS:
        if comparison.name not in ("substance", "remainder"):  # short names; nothing is left
            assert found[comparison.name] == len(comparison.levels) - 1


@pytest.mark.parametrize(
    ("query", "listed", "comparison", "level"),
    [
        pytest.param("Plant 150", "Plant 810", "numbers", 0, id="other-numbers"),
        pytest.param("Plant 150", "Plant", "numbers", 1, id="a-number-on-one-side"),
        pytest.param("Plant 150", "Plant CL", "numbers", 1, id="no-roman-hundreds"),
        pytest.param("Plant IV", "Plant 4", "numbers", 3, id="roman"),
        pytest.param("Plant", "Plant", "numbers", None, id="no-numbers"),
        pytest.param("Vega LLC", "ООО Вега", "legal_form", 2, id="one-form-in-two-languages"),
        pytest.param("Vega LLC", "Vega JSC", "legal_form", 0, id="conflict"),
        pytest.param("Vega LLC", "Vega", "legal_form", None, id="form-not-stated"),
        pytest.param("Vega", "Orion", "spelling", None, id="nothing-agrees"),
    ],
)
def test_single_levels(
    query: str, listed: str, comparison: str, level: int | None, knowledge: Knowledge
) -> None:
    assert levels(query, listed, knowledge)[comparison] == level
    assert levels(listed, query, knowledge)[comparison] == level


def eared(knowledge: Knowledge) -> Knowledge:
    """The small world, with an ear for kana that takes letters as they are written."""
    return replace(knowledge, sounds=Sounds({"Kana": prior("Kana").transducer(EVEN)}))


@pytest.mark.parametrize(
    ("query", "listed", "manner"),
    [
        pytest.param("Dorimato", "デュレマソル", "One word agrees, and by ear alone", id="alone"),
        pytest.param(
            "Dorimato Plant",
            "デュレマソル завод",
            "One word agrees that tells companies apart, and by ear",
            id="beside-a-plain-word",
        ),
        pytest.param(
            "Dorimato Zakanorpi", "デュレマソル ヴァカノルティ", "Words agree by ear", id="several"
        ),
        pytest.param(
            "Duremasol",
            "デュレマソル",
            "Words agree when written in Latin letters",
            id="surely-heard-and-spelled-alike",
        ),
    ],
)
def test_how_many_words_are_heard(
    query: str, listed: str, manner: str, knowledge: Knowledge
) -> None:
    found = levels(query, listed, eared(knowledge))["spelling"]
    spelling = next(one for one in NAME_COMPARISONS if one.name == "spelling")
    assert spelling.label(found).split(";")[0] == manner


def test_words_joined_across_scripts_agree_in_latin_letters_at_most(knowledge: Knowledge) -> None:
    spelling = next(one for one in NAME_COMPARISONS if one.name == "spelling")
    for query, manner in (("Vegastroy", "letter for letter"), ("Вегастрой", "in Latin letters")):
        found = levels(query, "Vega Stroy", knowledge)["spelling"]
        assert spelling.label(found).split(";")[0].endswith(manner)


def test_two_branches_in_brackets_are_missed(knowledge: Knowledge) -> None:
    branches = levels("Vegastroy (Kaluga)", "Vegastroy (Ryazan)", knowledge)
    one = levels("Vegastroy (Kaluga)", "Vegastroy", knowledge)
    assert (branches["extra"] or 0) < (one["extra"] or 0)


def test_a_word_common_to_all_says_nothing(knowledge: Knowledge) -> None:
    generic = levels("Trading Company Limited", "Trading Company Limited", knowledge)
    rare = levels("Vegastroy Limited", "Vegastroy Limited", knowledge)
    assert (generic["name"] or 0) < (rare["name"] or 0)


def test_a_side_without_a_name_says_nothing(knowledge: Knowledge) -> None:
    assert compare_names(None, None, knowledge) == (NO_NAME, None)
    assert levels("Co., Ltd.", "Vega", knowledge) == dict.fromkeys(levels("V", "V", knowledge))


def test_tables_of_levels_are_full() -> None:
    for comparison in NAME_COMPARISONS:
        if comparison.shape:
            rows, columns = comparison.shape
            assert rows * columns == len(comparison.levels)


@given(st.text(), st.text())
def test_every_level_has_a_sentence(knowledge: Knowledge, query: str, listed: str) -> None:
    found = levels(query, listed, knowledge)
    for comparison in NAME_COMPARISONS:
        assert comparison.label(found[comparison.name])


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        pytest.param("Vegastroi Trading", "Vegastroy Trading", id="another-romanisation"),
        pytest.param("Vegatsroy Trading", "Vegastroy Trading", id="typo-in-the-rare-word"),
        pytest.param("Vegastroy Tradnig", "Vegastroy Trading", id="typo-in-the-common-word"),
        pytest.param("Vega Stroy Trading", "Vegastroy Trading", id="joined"),
    ],
)
def test_a_word_that_stands_for_another_is_covered(
    query: str, listed: str, knowledge: Knowledge
) -> None:
    """How surely it does is for `spelling` to say."""
    top = len(COVERAGE.levels) - 1
    assert (levels(query, listed, knowledge)["coverage"] or 0) >= top - 1
    assert (levels(listed, query, knowledge)["coverage"] or 0) >= top - 1


def test_what_a_short_form_does_not_say_is_not_covered(knowledge: Knowledge) -> None:
    short = levels("Vegastroyservice", "Vegastroy", knowledge)["coverage"]
    assert (short or 0) < len(COVERAGE.levels) - 2

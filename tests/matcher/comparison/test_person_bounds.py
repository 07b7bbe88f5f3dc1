from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.person_alignment import align_persons, weigh_person
from matcher.comparison.person_bounds import MOST, InCommon, possible_levels
from matcher.comparison.persons import PERSON_NAME_COMPARISONS, name_level, read_off
from matcher.comparison.sounds import NO_SOUNDS
from matcher.normalise.persons import Part, normalise_person

NAME, _ = PERSON_NAME_COMPARISONS
LEVELS = range(len(NAME.levels))
words = st.sampled_from(
    "Edrik Vorlin Vorlinn Tamovich al Bosri E. T. Dr. van Abdulrahim Abd Rahim Mohamed Muhammad "
    "Karim Эдрик Тамович Quellmar Trading LLC".split()
)
names = st.lists(words, min_size=1, max_size=6).map(" ".join)


@given(names, names)
def test_no_alignment_has_a_level_that_its_bound_rules_out(query: str, listed: str) -> None:
    ours, theirs = (weigh_person(normalise_person(text)) for text in (query, listed))
    assert ours
    assert theirs
    found = read_off(ours, theirs, align_persons(ours, theirs, NO_SOUNDS))
    left = (side.count(Part.WORD) for side in (found.ours, found.theirs))
    exact = InCommon(found.words, found.initials > 0, *left)
    bound = InCommon._make(min(number, MOST) for number in exact)
    assert name_level(found) in possible_levels()[bound]


@pytest.mark.parametrize("field", range(len(InCommon._fields)), ids=InCommon._fields)
def test_who_has_more_in_common_may_have_more_levels(field: int) -> None:
    levels = possible_levels()
    for bound in levels:
        numbers = range(MOST + 1)
        of_field = [(*bound[:field], number, *bound[field + 1 :]) for number in numbers]
        known = [levels[InCommon._make(each)] for each in of_field if each in levels]
        is_left = field > 1
        for fewer, more in pairwise(known):
            assert fewer >= more if is_left else fewer <= more


@pytest.mark.parametrize(
    ("bound", "agrees", "against"),
    [
        pytest.param((0, 0, 0, 0), "No word of the names agrees", None, id="nothing"),
        pytest.param((0, 1, 0, 0), "", None, id="an-initial"),
        pytest.param((2, 1, 2, 2), "", "two words or more that the other lacks", id="much-left"),
        pytest.param((2, 1, 1, 1), "", "each name has", id="a-word-left-on-each-side"),
    ],
)
def test_what_a_bound_rules_out(
    bound: tuple[int, int, int, int], agrees: str, against: str | None
) -> None:
    labels = [NAME.label(level) for level in possible_levels()[InCommon(*bound)]]
    assert 0 < len(labels) < len(LEVELS)
    assert all(label.startswith(agrees) for label in labels) or not agrees
    assert all(against in label for label in labels) if against else True


def test_the_widest_bound_rules_nothing_out() -> None:
    levels = possible_levels()
    assert levels[InCommon(MOST, 1, 0, 0)] == frozenset().union(*levels.values())
    assert len(levels[InCommon(MOST, 1, 0, 0)]) == len(LEVELS)

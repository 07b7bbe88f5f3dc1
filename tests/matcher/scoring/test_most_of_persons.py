from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.kinds import Family
from matcher.comparison.person_alignment import weigh_person
from matcher.comparison.person_bounds import MOST
from matcher.comparison.persons import compare_persons, read_off
from matcher.normalise.persons import Part, normalise_person
from matcher.scoring.families import make_schemes
from matcher.scoring.model import Model
from matcher.scoring.most_of_persons import most_of_persons

ROUNDING = 1e-9
words = st.sampled_from("Edrik Vorlin Vorlinn Tamovich al Bosri E. T. Dr. Mohamed Muhammad".split())
names = st.lists(words, min_size=1, max_size=5).map(" ".join)


@given(names, names)
def test_no_pair_weighs_more(model: Model, query: str, listed: str) -> None:
    weights = make_schemes(model)[Family.PERSONS].weights
    ours, theirs = (weigh_person(normalise_person(text)) for text in (query, listed))
    levels, alignment = compare_persons(ours, theirs, model.knowledge.sounds)
    assert ours
    assert theirs
    assert alignment
    found = read_off(ours, theirs, alignment)
    in_common = (
        min(found.words, MOST),
        int(found.initials > 0),
        min(found.ours.count(Part.WORD), MOST),
        min(found.theirs.count(Part.WORD), MOST),
    )
    assert weights.name_weight(levels) <= most_of_persons(weights)[in_common] + ROUNDING


def test_who_has_nothing_in_common_weighs_less(model: Model) -> None:
    most = most_of_persons(make_schemes(model)[Family.PERSONS].weights)
    assert most[0, 0, 0, 0] < most[1, 0, 0, 0] < most[2, 0, 0, 0] == most.max()
    assert most[2, 1, 2, 2] < most[2, 1, 0, 2] < most[2, 1, 0, 1] < most[2, 1, 0, 0]

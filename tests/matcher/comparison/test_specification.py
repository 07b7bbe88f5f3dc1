from matcher.comparison.knowledge import Knowledge
from matcher.comparison.party import make_context, make_party
from matcher.comparison.specification import COMPARISONS, compare


def test_names_of_comparisons_are_unique() -> None:
    assert len({comparison.name for comparison in COMPARISONS}) == len(COMPARISONS)


def test_levels_of_one_comparison_read_differently() -> None:
    for comparison in COMPARISONS:
        labels = [level.label for level in comparison.levels]
        assert len(set(labels)) == len(labels), comparison.name


def test_two_parties_of_nothing_are_not_compared(knowledge: Knowledge) -> None:
    nobody = make_party(None, make_context((), (), ()), knowledge)
    assert compare(nobody, nobody, knowledge) == (None,) * len(COMPARISONS)

import pytest

from matcher.comparison.party import weigh_name
from matcher.comparison.vessels import VESSEL_NAME_COMPARISONS, compare_vessels
from matcher.normalise.vessels import normalise_vessel
from matcher.scoring.model import Model

[COMPARISON] = VESSEL_NAME_COMPARISONS


@pytest.mark.parametrize(
    ("query", "listed", "label"),
    [
        pytest.param("M/V Quarlbree", "QUARLBREE", "The name is the same", id="prefix"),
        pytest.param("Quarl Bree", "QUARLBREE", "The name is the same", id="joined"),
        pytest.param("QUARLBREE 7", "QUARLBREE VII", "The name is the same", id="roman-number"),
        pytest.param("QUARLBREE 7", "QUARLBREE 9", "The names have different numbers", id="fleet"),
        pytest.param("QUARLBREE7", "QUARLBREE9", "The names have different numbers", id="glued"),
        pytest.param("QUARLBREE7", "QUARLBREE 7", "The name is the same", id="glued-or-not"),
        pytest.param(
            "HARMONY", "HERMANN", "No word of the names agrees", id="consonants-are-not-enough"
        ),
        pytest.param("QUARLBREE", "QUARLBREE 9", "The names have different numbers", id="first"),
        pytest.param("QUARLBRAE", "QUARLBREE", "The names differ by a misspelling", id="slip"),
        pytest.param(
            "VELNA", "VELMA", "The names differ by a misspelling, and are short", id="short"
        ),
        pytest.param("QUARLBREE SUN", "QUARLBREE", "One name has a word", id="a-word-more"),
        pytest.param("QUARLBREE SUN", "QUARLBREE MOON", "Each name has a word", id="other-word"),
        pytest.param("QUARLBREE", "VELNA", "No word of the names agrees", id="another"),
    ],
)
def test_level(model: Model, query: str, listed: str, label: str) -> None:
    ours, theirs = (weigh_name(normalise_vessel(name), model.knowledge) for name in (query, listed))
    for sides in ((ours, theirs), (theirs, ours)):
        [level], _ = compare_vessels(*sides, model.knowledge)
        assert COMPARISON.label(level).startswith(label)


def test_no_name_says_nothing(model: Model) -> None:
    assert compare_vessels(None, None, model.knowledge) == ((None,), None)

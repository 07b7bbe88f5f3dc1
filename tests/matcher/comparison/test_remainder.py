import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.alignment import align
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.remainder import missed_level, places_level, remainder_level
from matcher.comparison.words import weigh
from matcher.normalise.names import normalise_name

_NAMES = st.lists(st.text("abcdef", min_size=3, max_size=9), min_size=1, max_size=6).map(" ".join)


def _levels(query: str, listed: str, knowledge: Knowledge) -> tuple[int, int | None]:
    ours, theirs = (weigh(normalise_name(name), knowledge.words) for name in (query, listed))
    alignment = align(ours, theirs, knowledge)
    return missed_level(alignment), remainder_level(ours, theirs, alignment)


@pytest.mark.parametrize(
    ("query", "listed", "missed", "remainder"),
    [
        pytest.param("Vega Orion", "Vega Orion", 4, None, id="nothing-left"),
        pytest.param("Vega", "Vega Orion", 4, None, id="all-of-one-name"),
        pytest.param("Vega Orion", "Vega Plumbum", 3, 0, id="a-word-each"),
        pytest.param("Vega Orion Sibir", "Vega Plumbum Kedr", 2, 0, id="two-each"),
        pytest.param("Vega Orion Sibir", "Vega Plumbum", 3, 0, id="the-fewer-count"),
        pytest.param("Alma Berg Cedr Dufi", "Elko Faro Gint Hopa", 0, 0, id="four"),
        pytest.param(
            "Alma Berg Cedr Dufi Iskr", "Elko Faro Gint Hopa Jute", 0, 0, id="five-are-four"
        ),
        pytest.param("Comecarnes", "Comercializadora de Carnes", 3, 5, id="a-contraction"),
        pytest.param("Khorasan Metalogika", "Khorasan Metallurgy", 3, 5, id="an-ending"),
        pytest.param("Vega Omsk", "Vega Orel", 3, 1, id="begin-alike"),
    ],
)
def test_what_is_left(
    query: str, listed: str, missed: int, remainder: int | None, knowledge: Knowledge
) -> None:
    assert _levels(query, listed, knowledge) == (missed, remainder)
    assert _levels(listed, query, knowledge) == (missed, remainder)


@given(_NAMES, _NAMES)
def test_sides_may_be_swapped(knowledge: Knowledge, query: str, listed: str) -> None:
    assert _levels(query, listed, knowledge) == _levels(listed, query, knowledge)


@given(_NAMES)
def test_of_a_name_beside_itself_nothing_is_left(knowledge: Knowledge, name: str) -> None:
    assert _levels(name, name, knowledge) == (4, None)


@pytest.mark.parametrize(
    ("query", "listed", "places"),
    [
        pytest.param("Vega Optika (Shanghai)", "Vega Optika (Chengdu)", 0, id="two-branches"),
        pytest.param("Shanghai Vega Optika", "Vega Optika Omsk Novosibirsk", 0, id="wherever"),
        pytest.param("上海维加光学", "成都维加光学", 0, id="in-characters"),
        pytest.param("Shanghai Vega Optika", "Vega Optika", 1, id="one-has-none"),
        pytest.param("Shanghai Vega", "Vega Shanghai", 2, id="the-same"),
        pytest.param("Shanghai Vega", "Chengdu Shanghai Vega", 1, id="one-more"),
        pytest.param("Vega Optika", "Vega Plumbum", 2, id="no-place"),
    ],
)
def test_places(query: str, listed: str, places: int, knowledge: Knowledge) -> None:
    ours, theirs = (weigh(normalise_name(name), knowledge.words) for name in (query, listed))
    assert places_level(ours, theirs, align(ours, theirs, knowledge)) == places
    assert places_level(theirs, ours, align(theirs, ours, knowledge)) == places

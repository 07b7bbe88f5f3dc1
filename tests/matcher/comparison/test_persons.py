import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.kinds import Family
from matcher.comparison.person_alignment import weigh_person
from matcher.comparison.persons import (
    NO_PERSON_NAME,
    PERSON_NAME_COMPARISONS,
    compare_persons,
)
from matcher.normalise.persons import normalise_person
from matcher.scoring.families import make_schemes
from matcher.scoring.model import Model

NAME, SPELLING = PERSON_NAME_COMPARISONS
NOTHING_MISSING = "neither name has a word that the other lacks"
MORE_INITIALS = "one name has an initial or a patronymic that the other lacks"
CONTRADICTS = "an initial or a patronymic contradicts the other name"
ONE_MORE = "one name has a word that the other lacks"
EACH_HAS = "each name has a word that the other lacks"
words = st.sampled_from(
    "Edrik Vorlin Tamovich al Bosri E. T. Dr. van Abdulrahim Mohamed Muhammad Karim".split()
)
names = st.lists(words, max_size=5).map(" ".join)


def sentence(model: Model, query: str, listed: str) -> str:
    """What the name comparison says of two names."""
    (level, _), _ = compare_persons(
        weigh_person(normalise_person(query)),
        weigh_person(normalise_person(listed)),
        model.knowledge.sounds,
    )
    return NAME.label(level)


def bits(model: Model, query: str, listed: str) -> float:
    """Bits of two names alone."""
    levels, _ = compare_persons(
        weigh_person(normalise_person(query)),
        weigh_person(normalise_person(listed)),
        model.knowledge.sounds,
    )
    weights = make_schemes(model)[Family.PERSONS].weights.bits
    return sum(0.0 if level is None else each[level] for level, each in zip(levels, weights))  # noqa: B905


@pytest.mark.parametrize(
    ("query", "against"),
    [
        pytest.param("Edrik Vorlin", MORE_INITIALS, id="patronymic-left-out"),
        pytest.param("Vorlin Edrik Tamovich", NOTHING_MISSING, id="other-order"),
        pytest.param("E. T. Vorlin", NOTHING_MISSING, id="initials"),
        pytest.param("VORLIN E.", MORE_INITIALS, id="one-initial"),
        pytest.param("Э. Т. Ворлин", NOTHING_MISSING, id="initials-of-another-script"),
        pytest.param("Dr. Edrik Tamovich Vorlin", NOTHING_MISSING, id="title"),
        pytest.param("Edrik Tamovich Vorlinn", NOTHING_MISSING, id="misspelt"),
        pytest.param("O. T. Vorlin", CONTRADICTS, id="an-initial-that-does-not-fit"),
        pytest.param("Edrik Osipovich Vorlin", CONTRADICTS, id="another-fathers-name"),
        pytest.param("Edrik Quellmar Vorlin", ONE_MORE, id="a-word-more"),
        pytest.param("Gustav Vorlin", EACH_HAS, id="another-given-name"),
        pytest.param("Edrik Quellmar", EACH_HAS, id="another-surname"),
    ],
)
def test_what_stands_against_a_name(model: Model, query: str, against: str) -> None:
    assert sentence(model, query, "VORLIN, Edrik Tamovich").endswith(f"; {against}")


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        pytest.param("Tarek Albosri", "AL-BOSRI, Tarek", id="article-together"),
        pytest.param("Tarek Bosri", "AL-BOSRI, Tarek", id="article-left-out"),
        pytest.param("Abdelrahim Bosri", "BOSRI, Abd al-Rahim", id="abd-al"),
        pytest.param("Mohamed Bosri", "BOSRI, Muhammad", id="vowels"),
        pytest.param("Husayn Bosri", "BOSRI, Hussein", id="long-vowels"),
        pytest.param("صدام التكريتي", "AL-TIKRITI, Saddam", id="arabic"),
        pytest.param("عمر البصري", "AL-BOSRI, Omar", id="arabic-and-short"),
        pytest.param("Delacruz Quell", "QUELL, de la Cruz", id="three-words-are-one"),
    ],
)
def test_particles_and_conventions_miss_nothing(model: Model, query: str, listed: str) -> None:
    assert sentence(model, query, listed).endswith(f"; {NOTHING_MISSING}")


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        pytest.param("Mohammed", "VORLIN, Mohammed", id="given-name-alone"),
        pytest.param("Mohammed Quellmar", "VORLIN, Mohammed", id="given-name-shared"),
        pytest.param("Gustav Ivanov", "IVANOV, Pyotr", id="surname-shared"),
        pytest.param("Yong Kim", "KIM, Jong", id="a-letter-is-another-syllable"),
        pytest.param("P. Ivanov", "IVANOV, Sergey", id="surname-and-another-initial"),
    ],
)
def test_what_many_persons_share_speaks_against(model: Model, query: str, listed: str) -> None:
    assert bits(model, query, listed) < 0.0


def test_the_same_name_is_worth_more_the_rarer_it_is(model: Model) -> None:
    common = bits(model, "Mohammed Ali", "ALI, Mohammed")
    rare = bits(model, "Edrik Quellmar", "QUELLMAR, Edrik")
    assert 0.0 < common < rare


@given(names, names)
def test_the_sides_may_be_swapped(model: Model, one: str, other: str) -> None:
    assert sentence(model, one, other) == sentence(model, other, one)


@given(names)
def test_a_name_is_itself_in_any_order(model: Model, name: str) -> None:
    if not any(len(word) > 2 and word != "Dr." for word in name.split()):
        return
    backwards = " ".join(reversed(name.split()))
    assert bits(model, name, backwards) >= bits(model, name, "Quellmar Osgood")


def test_no_name_says_nothing(model: Model) -> None:
    person = weigh_person(normalise_person("Edrik Vorlin"))
    assert compare_persons(None, person, model.knowledge.sounds) == (NO_PERSON_NAME, None)
    assert weigh_person(normalise_person("***")) is None

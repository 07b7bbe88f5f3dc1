from functools import reduce
from operator import add

import pytest

from matcher.comparison.name import compare_names
from matcher.comparison.party import make_context, weigh_name
from matcher.comparison.resemblance import Kind
from matcher.comparison.specification import COMPARISONS, compare_contexts
from matcher.normalise.names import normalise_name
from matcher.records import Evidence, Identifier
from matcher.scoring import explain as module
from matcher.scoring.explain import Compared, explain
from matcher.scoring.model import Model

ADDRESS = "Unit 7, 12 Sadovaya street, Dormelansk 119261"


def side(model: Model, name: str | None = None, **beside: tuple[str, ...]) -> Compared:
    normalised = normalise_name(name) if name is not None else None
    identifiers = tuple(
        Identifier(kind="registrationNumber", value=value)
        for value in beside.get("identifiers", ())
    )
    context = make_context(beside.get("countries", ()), beside.get("addresses", ()), identifiers)
    return Compared(
        text=name, name=normalised if normalised and normalised.tokens else None, context=context
    )


def explained(model: Model, query: Compared, listed: Compared) -> dict[str, Evidence]:
    ours, theirs = (
        weigh_name(one.name, model.knowledge) if one.name else None for one in (query, listed)
    )
    levels, alignment = compare_names(ours, theirs, model.knowledge)
    vector = levels + compare_contexts(query.context, listed.context, model.knowledge)
    evidence = explain(model, vector, query, listed, alignment)
    bits = [found.bits for found in evidence]
    assert reduce(add, bits) == model.weights.match_weight(vector)
    return {found.comparison: found for found in evidence}


def test_every_kind_of_agreement_has_a_sign() -> None:
    assert set(module._SIGNS) == set(Kind)


def test_the_prior_comes_first_and_each_comparison_follows(model: Model) -> None:
    found = explained(model, side(model, "Saron"), side(model, "Saron"))
    assert list(found) == ["prior", *(comparison.name for comparison in COMPARISONS)]


def test_what_is_not_known_has_no_level_no_bits_and_says_why(model: Model) -> None:
    found = explained(model, side(model), side(model))
    for comparison in COMPARISONS:
        evidence = found[comparison.name]
        assert evidence.level is None
        assert evidence.bits == 0.0
        assert evidence.label == comparison.null_label
        assert evidence.query is None
        assert evidence.listed is None


def test_values_are_shown_as_written(model: Model) -> None:
    query = side(
        model, "Dormelan 17 LLC (Shanghai)", countries=("ru", "by"), addresses=("Velt", ADDRESS),
        identifiers=("AB 4417", "XY 9900"),
    )  # fmt: skip
    listed = side(
        model, "ООО Дормелан 18 Казань Омск", countries=("ru",), addresses=(ADDRESS.upper(), "Mikra 5"),
        identifiers=("AB-4417",),
    )  # fmt: skip
    found = explained(model, query, listed)
    assert found["name"].query == "Dormelan 17 LLC (Shanghai)"
    assert found["name"].listed == "ООО Дормелан 18 Казань Омск"
    assert (found["numbers"].query, found["numbers"].listed) == ("17", "18")
    assert (found["places"].query, found["places"].listed) == ("shanghai", "казань, омск")
    assert (found["country"].query, found["country"].listed) == ("by, ru", "ru")
    # The two that agree most, and of several identifiers those in common.
    assert (found["address"].query, found["address"].listed) == (ADDRESS, ADDRESS.upper())
    assert found["identifier"].query == found["identifier"].listed == "registration AB4417"


@pytest.mark.parametrize(
    ("query", "listed", "words"),
    [
        pytest.param("Dormelan", "DORMELAN", "dormelan = dormelan", id="same"),
        pytest.param("Dormelan", "Дормелан", "dormelan ≈ дормелан", id="romanised"),
        pytest.param("Dormelanoptik", "Dormelan Optik", "= dormelan optik", id="joined"),
        pytest.param("Dormelan", "Dormelon", "dormelan ~ dormelon", id="typo"),
        pytest.param("Dormelan Saron", "Dormelan", "only query: saron", id="only-query"),
        pytest.param("Dormelan", "Dormelan Saron", "only listed: saron", id="only-listed"),
    ],
)
def test_words_are_named(model: Model, query: str, listed: str, words: str) -> None:
    assert words in explained(model, side(model, query), side(model, listed))["name"].label


def test_every_word_is_accounted_for(model: Model) -> None:
    query, listed = "Dormelan Saron Velt Mikra", "Mikra Lunet Dormelan"
    label = explained(model, side(model, query), side(model, listed))["name"].label
    for word in (query + " " + listed).lower().split():
        assert word in label


@pytest.mark.parametrize("name", ["", "Ltd.", "🚢", "\x00\x07", "a" * 10_000])
@pytest.mark.parametrize("other", ["", "Dormelan", "b " * 5_000])
def test_hostile_names_are_explained(model: Model, name: str, other: str) -> None:
    explained(model, side(model, name), side(model, other))
    explained(model, side(model, other), side(model, name))

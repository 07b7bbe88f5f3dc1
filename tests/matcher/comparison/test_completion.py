import pytest

from matcher.comparison.background import Background
from matcher.comparison.completion import (
    Beginning,
    beginning_of,
    completions,
    opening_key,
    opening_keys,
)
from matcher.normalise.names import normalise_name

NAMES = 100_000
WORDS = Background(
    counts={"trade": 9_000, "institut": 4_000, "researC": 3_000, "of": 5_000}, names=NAMES
)


def _beginning(text: str) -> Beginning | None:
    return beginning_of(text, normalise_name(text), WORDS)


def _completed(text: str, *listed: str) -> list[str]:
    beginning = _beginning(text)
    return (
        list(completions(beginning, map(normalise_name, listed), WORDS).values())
        if beginning
        else []
    )


@pytest.mark.parametrize(
    ("text", "listed", "shown"),
    [
        pytest.param(
            "PUBLIC JOINT STOCK COMPANY DORMELA",
            "PJSC Dormelanneftegaz",
            "PUBLIC JOINT STOCK COMPANY DORMELA[nneftegaz]",
            id="in-a-word",
        ),
        pytest.param(
            "VELTRAN DORMELAN RESEARCH INSTITUTE",
            "Veltran Dormelan Research Institute Orvex",
            "VELTRAN DORMELAN RESEARCH INSTITUTE[ orvex]",
            id="between-words-where-a-field-ends",
        ),
        pytest.param(
            "Акционерное общество Вельтран Дорме",
            "АО «Вельтран Дормелан»",
            "Акционерное общество Вельтран Дорме[лан]",
            id="russian",
        ),
        pytest.param(
            "RESEARCH INSTITUTE VELTRAN OF THE",
            "Research Institute Veltran of the Orvex",
            None,
            id="between-words-where-no-field-ends",
        ),
        pytest.param(
            "TRADE INSTITUTE OF RESEARCH DORMELAN LLC",
            "Trade Institute of Research Dormelan Orvex LLC",
            None,
            id="the-legal-form-says-that-it-is-whole",
        ),
        pytest.param(
            "INSTITUTE OF TRADE AND RESE",
            "Institute of Trade and Research Orvex",
            None,
            id="what-many-names-say",
        ),
        pytest.param(
            "DORMELAN OPTIKA PLANT NUMBER 5", "Dormelan Optika Plant No. 501", None, id="numbers"
        ),
        pytest.param(
            "OJSC VELTRAN DORMELAN ORVE", "Dormelan Veltran Orvex", None, id="another-order"
        ),
        pytest.param("OJSC DORMELA", "OJSC Dormelanneftegaz", None, id="too-short-for-a-field"),
    ],
)
def test_what_completes_a_name(text: str, listed: str, shown: str | None) -> None:
    assert _completed(text, listed) == ([] if shown is None else [shown])


def test_a_word_says_no_more_than_the_most_ordinary_one_that_it_may_begin() -> None:
    beginning = _beginning("PUBLIC JOINT STOCK COMPANY RESEARC")
    assert beginning is not None
    rare, ordinary = map(normalise_name, ("JSC Researcoptika", "JSC Research"))

    assert completions(beginning, [rare], WORDS)
    assert not completions(beginning, [rare, ordinary], WORDS)


def test_of_what_many_names_begin_with_none_is_meant() -> None:
    listed = [
        f"Dormelan Veltran Branch of {town}" for town in "Orvex Talven Mirsk Kelm Urst".split()
    ]

    assert not _completed("DORMELAN VELTRAN BRANCH OF ", *listed)


def test_legal_forms_are_those_that_were_given() -> None:
    beginning = _beginning("PUBLIC JOINT STOCK COMPANY DORMELA")
    assert beginning is not None

    (name,) = completions(beginning, [normalise_name("Dormelanneftegaz LLC")], WORDS)

    assert name.legal_forms == beginning.name.legal_forms


@pytest.mark.parametrize("length", [8, 12, 16, 20, 24, 30])
def test_a_listed_name_is_found_by_its_beginning(length: int) -> None:
    listed = "veltranorvexdormelanoptikatrading"
    beginning = Beginning("", normalise_name(""), normalise_name(listed[:length]).tokens, False)

    assert opening_key(beginning) in opening_keys(normalise_name(listed))

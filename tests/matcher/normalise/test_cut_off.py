import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalise.cut_off import before_broken_form, ends_in, fills_a_field
from matcher.normalise.names import normalise_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Dormelan Optika Limited Liabi", "Dormelan Optika", id="in-a-word"),
        pytest.param("DORMELAN OPTIKA CORPORAT", "DORMELAN OPTIKA", id="one-word"),
        pytest.param(
            "DORMELAN AND VELTRAN OPTIKA LIMITED", None, id="whole-though-it-fills-a-field"
        ),
        pytest.param(
            "DORMELAN OPTIKA OF ENGLAND, LIMITED LIABILITY",
            "DORMELAN OPTIKA OF ENGLAND",
            id="at-a-space",
        ),
        pytest.param(
            "DORMELAN OPTIKA LIMITED LIABILITY", None, id="at-a-space-where-no-field-ends"
        ),
        pytest.param(
            "Дормелан Оптика Общество с ограниченной ответс", "Дормелан Оптика", id="russian"
        ),
        pytest.param("DORMELAN OPTIKA KANG LIM", None, id="three-letters-are-a-name"),
        pytest.param("OOO CORPORAT", None, id="too-short-for-any-field"),
        pytest.param("Dormelan Optika of Tallinn", None, id="no-form"),
        pytest.param("Limited Liability Compa", None, id="of-nothing-else"),
    ],
)
def test_a_legal_form_that_breaks_off(text: str, name: str | None) -> None:
    assert before_broken_form(text) == name


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        pytest.param("OJSC DORMELA", True, id="broken"),
        pytest.param("Institute of the Dormelan for the", True, id="connecting-words-behind"),
        pytest.param("«Дормелан", True, id="quoted"),
        pytest.param("Dormelan LLC", False, id="legal-form"),
        pytest.param("Dormelan (Tallinn)", False, id="bracket"),
    ],
)
def test_whether_a_text_ends_in_a_word_of_its_name(text: str, is_so: bool) -> None:
    words = [token for token in normalise_name(text).tokens if not token.optional]

    assert ends_in(text, words[-1]) is is_so


def test_a_space_at_the_end_of_a_field_is_lost() -> None:
    assert fills_a_field("x" * 35)
    assert fills_a_field("x" * 34)
    assert not fills_a_field("x" * 33)


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    name = before_broken_form(text)

    assert name is None or 0 < len(name) < len(text)

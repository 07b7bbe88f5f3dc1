import pytest

from matcher.normalise.inflections import dictionary_form
from matcher.normalise.names import normalise_name


@pytest.mark.parametrize(
    ("word", "form"),
    [
        pytest.param("городу", "город", id="dative"),
        pytest.param("москве", "москва", id="of-a-city"),
        pytest.param("внешней", "внешний", id="feminine-adjective"),
        pytest.param("материалов", "материалы", id="genitive-plural"),
        pytest.param("завод", "завод", id="dictionary-form"),
        pytest.param("вооруженных", "вооруженный", id="of-two-with-one-stem-the-likelier"),
        pytest.param("ромашкина", "ромашкина", id="a-name"),
        pytest.param("казаков", "казаков", id="a-surname-that-ends-like-a-case"),
        pytest.param("краснов", "краснов", id="a-surname-that-ends-like-an-adjective"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_dictionary_form(word: str, form: str) -> None:
    assert dictionary_form(word) == form


def test_two_cases_of_one_name_are_one_name() -> None:
    nominative, genitive = (
        normalise_name(name) for name in ("Верфь Ромашка", "Управление верфи Ромашка")
    )
    assert nominative.tokens == genitive.tokens[1:]


def test_a_legal_form_is_found_in_its_own_case() -> None:
    name = normalise_name("Государственное унитарное предприятие Ромашка")
    assert name.legal_forms == ("state",)
    assert [token.native for token in name.tokens] == ["ромашка"]

import pytest

from models.han_terms import is_term, learn_han_terms


@pytest.mark.parametrize(
    ("term", "may_be"),
    [
        pytest.param("轴承", True, id="a-word"),
        pytest.param("斯特", False, id="a-piece-of-foreign-names"),
        pytest.param("甲乙市", False, id="a-city-with-its-kind"),
        pytest.param("市甲", False, id="across-the-end-of-a-city"),
        pytest.param("城市", True, id="a-word-that-ends-so"),
    ],
)
def test_is_term(term: str, may_be: bool) -> None:
    assert is_term(term) is may_be


def test_what_many_names_hold_is_a_term() -> None:
    names = [f"{name}轴承" for name in "甲乙丙丁戊己庚辛壬癸子丑"]
    assert "轴承" in learn_han_terms(names)


def test_what_many_names_hold_of_sounds_is_none() -> None:
    names = [f"{name}斯特" for name in "甲乙丙丁戊己庚辛壬癸子丑"]
    assert not learn_han_terms(names)

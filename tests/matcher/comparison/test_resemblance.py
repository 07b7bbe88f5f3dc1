import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.resemblance import Kind, han_resemblance, resemblance

WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("a", "b", "loose", "kind"),
    [
        pytest.param("shchekino", "schekino", False, Kind.ROMANISED, id="romanised"),
        pytest.param("kazan", "kazanskiy", False, Kind.INFLECTED, id="inflected"),
        pytest.param("signaltek", "signatek", False, Kind.TYPO, id="a-letter-dropped"),
        pytest.param("boring", "borign", False, Kind.TYPO, id="neighbours-swapped"),
        pytest.param("acme", "acne", False, Kind.TYPO, id="one-edit-in-four-letters"),
        pytest.param("abc", "abd", False, None, id="too-short-for-a-typo"),
        pytest.param("vertikaru", "vertikal", True, Kind.TYPO, id="near-enough-in-latin"),
        pytest.param("buradimiru", "vladimir", True, Kind.SOUNDS, id="by-ear"),
        pytest.param("buradimiru", "vladimir", False, None, id="by-ear-needs-another-script"),
        pytest.param("shuixingjiayong", "shuixing", True, Kind.PART, id="part-without-spaces"),
        pytest.param("tech", "technology", False, Kind.SHORTENED, id="prefix"),
        pytest.param("vega", "orion", False, None, id="nothing"),
    ],
)
def test_resemblance(a: str, b: str, loose: bool, kind: Kind | None) -> None:
    assert resemblance(a, b, loose) is kind
    assert resemblance(b, a, loose) is kind


@given(WORD, st.booleans())
def test_a_word_resembles_itself(word: str, loose: bool) -> None:
    assert resemblance(word, word, loose) is Kind.ROMANISED


@given(WORD, WORD, st.booleans())
def test_the_order_does_not_matter(a: str, b: str, loose: bool) -> None:
    assert resemblance(a, b, loose) is resemblance(b, a, loose)


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        pytest.param("华光电", "华先电", Kind.TYPO, id="one-of-three-characters"),
        pytest.param("华光", "华先", None, id="one-of-two-is-another-name"),
        pytest.param("华光", "华光电子", Kind.SHORTENED, id="short-form"),
    ],
)
def test_chinese_terms(a: str, b: str, kind: Kind | None) -> None:
    assert han_resemblance(a, b) is kind

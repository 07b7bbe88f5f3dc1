import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.resemblance import Kind, Writing, han_resemblance, resemblance

WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("a", "b", "writing", "kind"),
    [
        pytest.param("shchekino", "schekino", Writing.LATIN, Kind.ROMANISED, id="romanised"),
        pytest.param("kazan", "kazanskiy", Writing.LATIN, Kind.INFLECTED, id="inflected"),
        pytest.param("signaltek", "signatek", Writing.LATIN, Kind.TYPO, id="a-letter-dropped"),
        pytest.param("boring", "borign", Writing.LATIN, Kind.TYPO, id="neighbours-swapped"),
        pytest.param("acme", "acne", Writing.LATIN, Kind.TYPO, id="one-edit-in-four-letters"),
        pytest.param("abc", "abd", Writing.LATIN, None, id="too-short-for-a-typo"),
        pytest.param("sina", "sia", Writing.LATIN, Kind.TYPO, id="a-letter-of-four-left-out"),
        pytest.param("sina", "ina", Writing.LATIN, None, id="but-not-the-first"),
        pytest.param("sina", "sia", Writing.ALPHABETIC, None, id="and-not-of-a-guess"),
        pytest.param("vertikaru", "vertikal", Writing.KANA, Kind.TYPO, id="near-enough-in-latin"),
        pytest.param("orubitaru", "orbital", Writing.KANA, Kind.SOUNDS, id="by-ear"),
        pytest.param("buradimiru", "vladimir", Writing.KANA, None, id="for-letters-to-read"),
        pytest.param(
            "buradimiru", "vladimir", Writing.LATIN, None, id="by-ear-needs-another-script"
        ),
        pytest.param(
            "shuixingjiayong", "shuixing", Writing.HAN, Kind.PART, id="part-without-spaces"
        ),
        pytest.param("qingyi", "qingji", Writing.HAN, None, id="pinyin-has-one-spelling"),
        pytest.param("qinhou", "qinhuai", Writing.HAN, None, id="pinyin-has-no-endings"),
        pytest.param("xinwei", "xinnwei", Writing.HAN, Kind.ROMANISED, id="no-pinyin"),
        pytest.param("fengxi", "fengxian", Writing.HAN, Kind.SHORTENED, id="no-whole-syllables"),
        pytest.param("xinwei", "pengxinwei", Writing.HAN, Kind.PART, id="the-last-syllables"),
        pytest.param("zhonghong", "zhongheng", Writing.HAN, None, id="pinyin-has-no-slips"),
        pytest.param("huazhongjiao", "zhangge", Writing.HAN, None, id="nor-unsure-vowels"),
        pytest.param("huawei", "huawey", Writing.HAN, Kind.ROMANISED, id="another-convention"),
        pytest.param("hongxing", "hongxink", Writing.HAN, None, id="short-for-a-slip"),
        pytest.param("zhongxing", "zhongxink", Writing.HAN, Kind.TYPO, id="a-slip-of-no-pinyin"),
        pytest.param("duks", "doxa", Writing.LATIN, None, id="other-vowels-are-another-word"),
        pytest.param("katrnji", "katranji", Writing.LATIN, Kind.TYPO, id="a-vowel-left-out"),
        pytest.param("attrius", "tros", Writing.VOWELLED, None, id="vowels-are-written"),
        pytest.param("goter", "gaderiya", Writing.VOWELLED, None, id="nor-by-loose-consonants"),
        pytest.param("phasotron", "fazotron", Writing.VOWELLED, Kind.SOUNDS, id="by-ear"),
        pytest.param(
            "muhsin", "mohsen", Writing.LATIN, Kind.TYPO, id="vowels-by-another-convention"
        ),
        pytest.param("goodyear", "gaderia", Writing.LATIN, None, id="vowels-elsewhere"),
        pytest.param("soudal", "sutoreroi", Writing.KANA, None, id="kana-of-another-word"),
        pytest.param("vorukano", "volcano", Writing.KANA, Kind.SOUNDS, id="kana"),
        pytest.param("barus", "abros", Writing.ALPHABETIC, Kind.TYPO, id="vowels-not-written"),
        pytest.param("promtech", "promtechaero", Writing.ALPHABETIC, Kind.SHORTENED, id="no-part"),
        pytest.param("tech", "technology", Writing.LATIN, Kind.SHORTENED, id="prefix"),
        pytest.param("gt77orvik", "gt78orvik", Writing.LATIN, None, id="other-digits"),
        pytest.param("gt77orvik", "gt77orvic", Writing.LATIN, Kind.ROMANISED, id="the-same-digits"),
        pytest.param(
            "gt77orvikol", "gt77orvukol", Writing.LATIN, Kind.TYPO, id="a-slip-beside-digits"
        ),
        pytest.param("vega", "orion", Writing.LATIN, None, id="nothing"),
    ],
)
def test_resemblance(a: str, b: str, writing: Writing, kind: Kind | None) -> None:
    assert resemblance(a, b, writing) is kind
    assert resemblance(b, a, writing) is kind


@given(WORD, st.sampled_from(Writing))
def test_a_word_resembles_itself(word: str, writing: Writing) -> None:
    assert resemblance(word, word, writing) is Kind.ROMANISED


@given(WORD, WORD, st.sampled_from(Writing))
def test_the_order_does_not_matter(a: str, b: str, writing: Writing) -> None:
    assert resemblance(a, b, writing) is resemblance(b, a, writing)


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

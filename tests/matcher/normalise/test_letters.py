import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalise.letters import LONGEST_LATIN, letter_spellings, native_letters, writes
from matcher.normalise.scripts import fold_native


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        pytest.param("سپه", "sepah", id="persian-vowels-left-out"),
        pytest.param("ملی", "melli", id="doubled"),
        pytest.param("ایران", "iran", id="a-vowel-that-an-alef-carries"),
        pytest.param("ولید", "oualid", id="french-beginning"),
        pytest.param("شمس", "chams", id="french-consonant"),
        pytest.param("قدس", "kods", id="sloppy"),
        pytest.param("رشید", "alrashid", id="article-written-together"),
        pytest.param("ファナック", "fanuc", id="kana-with-vowels-put-in"),
        pytest.param("キーエンス", "keyence", id="kana-long-vowel"),
        pytest.param("グローバルテクノロジー", "globaltechnology", id="kana-of-two-words"),
        pytest.param("さくら", "sakura", id="hiragana"),
        pytest.param("우리", "woori", id="hangul"),
        pytest.param("단천", "tanchon", id="hangul-mccune-reischauer"),
        pytest.param("련봉", "yonbong", id="hangul-of-the-south"),
    ],
)
def test_a_latin_word_that_writes_a_native_one(native: str, latin: str) -> None:
    assert writes(latin, native_letters(fold_native(native)))


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        pytest.param("رشید", "rashad", id="another-long-vowel"),
        pytest.param("رشید", "rashidi", id="longer"),
        pytest.param("シマヅ", "shimizu", id="another-kana"),
        pytest.param("금강", "kumsong", id="another-syllable"),
        pytest.param("부강", "puhung", id="another-consonant"),
        pytest.param("با", "ba", id="one-consonant-is-too-little"),
        pytest.param("завод", "zavod", id="an-alphabet-with-all-vowels-needs-none"),
        pytest.param("زavod", "zavod", id="two-scripts"),
    ],
)
def test_one_that_does_not(native: str, latin: str) -> None:
    assert not writes(latin, native_letters(fold_native(native)))


def test_letters_have_spellings_that_the_kernel_takes() -> None:
    for spellings in letter_spellings():
        assert len(set(spellings)) == len(spellings) > 0
        assert all(spelling.isascii() and len(spelling) < LONGEST_LATIN for spelling in spellings)


@given(st.text("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی", min_size=3, max_size=9), st.data())
def test_any_choice_of_spellings_writes_the_word(native: str, data: st.DataObject) -> None:
    letters = native_letters(native)
    spelled = "".join(data.draw(st.sampled_from(letter_spellings()[letter])) for letter in letters)

    assert writes(spelled, letters) == (bool(letters) and 0 < len(spelled) <= LONGEST_LATIN)


@given(st.text(max_size=20), st.text("abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_any_text_is_answered(native: str, latin: str) -> None:
    writes(latin, native_letters(native))

"""The kernel spells words as `matcher.normalise` does."""

import string
from ctypes import create_string_buffer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.sounds import encode
from matcher.kernel.library import library
from matcher.kernel.words import SCRIPTS
from matcher.normalise.mandarin import mandarin_key
from matcher.normalise.scripts import Script, consonant_key, loose_key, sound_key, stem_key
from matcher.normalise.skeletons import skeletons

# A letter of each script, so that a romanised word counts as written in it.
_NATIVE = {
    "Latin": "",
    "Cyrillic": "ж",
    "Han": "龙",
    "Kana": "カ",
    "Hangul": "한",
    "Arabic": "ع",
    "Other": "θ",
    "": "ↆ",  # a letter that Unicode counts among the numbers, of no script
}
WORDS = st.text(
    alphabet=string.ascii_lowercase + string.digits, min_size=1, max_size=40
) | st.lists(
    st.sampled_from(
        "shch stch tch ts kh gh zh ph ck ng dz dzh ya iya yi ee oo ou c x w r a th".split()
    ),
    min_size=1,
    max_size=9,
).map("".join)


def spelled(word: str, script: str) -> list[bytes]:
    kernel = library()
    if kernel is None:
        pytest.skip("the kernel was not compiled: there was no C compiler")
    written = create_string_buffer(1 << 15)
    size = kernel.tallyman_spell(word.encode(), len(word), SCRIPTS.index(script), written)
    return written.raw[:size].split(b"\0")[:-1]


@given(WORDS)
def test_keys(word: str) -> None:
    sound, stem, consonants, loose, symbols, mandarin, *_ = spelled(word, "Latin")
    assert sound.decode() == sound_key(word)
    assert stem.decode() == stem_key(word)
    assert consonants.decode() == consonant_key(word)
    assert loose.decode() == loose_key(word)
    assert tuple(symbol - 1 for symbol in symbols) == encode(word)
    assert mandarin.decode() == mandarin_key(word)


@pytest.mark.parametrize("script", _NATIVE)
@given(word=WORDS)
def test_skeletons(script: str, word: str) -> None:
    found = [skeleton.decode() for skeleton in spelled(word, script)[6:]]
    assert found == list(skeletons(word, _NATIVE[script]))


def test_every_script_has_its_number() -> None:
    assert ("", *(script.value for script in Script)) == SCRIPTS

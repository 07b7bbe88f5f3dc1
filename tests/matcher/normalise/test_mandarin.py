import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalise.mandarin import mandarin_key, writes_in_latin
from matcher.normalise.pinyin import is_pinyin, pinyin_syllables


@pytest.mark.parametrize(
    ("latin", "pinyin"),
    [
        pytest.param("hungchou", "hongzhou", id="wade-giles"),
        pytest.param("hsinkuang", "xinguang", id="hs"),
        pytest.param("tachen", "dacheng", id="en-for-eng"),
        pytest.param("kaohsiung", "gaoxiong", id="city"),
        pytest.param("shihlin", "shilin", id="silent-h"),
        pytest.param("lienhwa", "lianhua", id="hw"),
        pytest.param("chiaher", "jiahe", id="as-a-company-likes-it"),
        pytest.param("yiehtai", "yetai", id="yieh"),
        pytest.param("szutzu", "sici", id="szu-and-tzu"),
        pytest.param("yungfong", "yongfeng", id="fong"),
    ],
)
def test_two_romanisations_of_a_word(latin: str, pinyin: str) -> None:
    assert writes_in_latin(latin, pinyin)


@pytest.mark.parametrize(
    ("latin", "pinyin"),
    [
        pytest.param("zhongcheng", "zhongchen", id="pinyin-of-another"),
        pytest.param("jinghai", "jinhai", id="ji-is-of-pinyin"),
        pytest.param("hungchou", "hongshou", id="another-sound"),
        pytest.param("sinkang", "shengang", id="another-vowel"),
        pytest.param("tan", "dan", id="too-short"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_two_words(latin: str, pinyin: str) -> None:
    assert not writes_in_latin(latin, pinyin)


@given(st.lists(st.sampled_from(sorted(pinyin_syllables())), min_size=2, max_size=4))
def test_a_word_is_its_own_romanisation(spoken: list[str]) -> None:
    word = "".join(spoken)
    assert is_pinyin(word)
    assert mandarin_key(word) == mandarin_key(word.replace("zh", "ch").replace("d", "t"))


@given(st.text(alphabet=string.ascii_lowercase, max_size=30))
def test_no_key_is_longer_than_its_word(word: str) -> None:
    assert len(mandarin_key(word)) <= len(word)

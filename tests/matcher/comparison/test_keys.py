from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.keys import (
    address_keys,
    exact_key,
    filed_elsewhere,
    heard_in,
    heard_keys,
    heard_together,
    identifier_keys,
    name_keys,
    native_key,
    trigram_keys,
    whole_address_key,
    word_key,
)
from matcher.comparison.party import make_context
from matcher.normalise.addresses import normalise_address
from matcher.normalise.names import normalise_name
from matcher.records import Identifier

anything = st.text(max_size=60)


def keys_of(text: str) -> set[str]:
    return set(name_keys(normalise_name(text)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Dormelan Optika", "optika DORMELAN", id="order-and-case"),
        pytest.param("Dormelan Optika LLC", "ООО Дормелан Оптика", id="script-and-form"),
        pytest.param("Dormelan-Optika", "Dormelan  Optika.", id="punctuation"),
        pytest.param("華光儀表", "华光仪表", id="traditional-and-simplified"),
        pytest.param("Dormelan Optika 1417", "1417 Дормелан Оптика", id="number"),
    ],
)
def test_names_that_are_the_same_words_share_the_exact_key(one: str, other: str) -> None:
    assert exact_key(normalise_name(one)) == exact_key(normalise_name(other))


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        pytest.param("Shchekinomet", "Schekinomet", id="romanisation"),
        pytest.param("Dormelanoptika", "Dormelan Optika", id="run-together"),
        pytest.param("Dormelan Optika", "Dormelanoptika", id="split"),
        pytest.param("Dormellan", "Dormelan", id="doubled-letter"),
        pytest.param("Dormolun", "Dormelan", id="other-vowels"),
        pytest.param("Dormelanskaya", "Dormelanskiy", id="inflected"),
        pytest.param("DOV", "Dormelan Optika Velt", id="initials"),
        pytest.param("Dormelan Optika Velt", "DOV", id="initials-the-other-way"),
        pytest.param("华光仪表有限公司", "华光科技", id="one-native-word"),
    ],
)
def test_names_that_resemble_share_a_word_key(query: str, listed: str) -> None:
    shared = keys_of(query) & keys_of(listed)
    assert {key for key in shared if key[0] in "wcn"}


def test_different_words_share_no_word_key() -> None:
    shared = keys_of("Dormelan Optika") & keys_of("Levanluksi Metall")
    assert {key for key in shared if key[0] in "=wcn"} == set()


@pytest.mark.parametrize("name", ["", "Co., Ltd.", "ООО", "***", "\u200b", "\x00\x01"])
def test_a_name_without_a_word_has_no_key(name: str) -> None:
    assert name_keys(normalise_name(name)) == []


@given(anything)
def test_keys_are_distinct_and_of_a_known_kind(text: str) -> None:
    keys = name_keys(normalise_name(text))
    assert len(keys) == len(set(keys))
    assert {key[0] for key in keys} <= set("=wncg")
    assert all(len(key) > 1 for key in keys)


@given(st.lists(st.sampled_from("dormelan optika velt saron mikra 1417".split()), min_size=1))
def test_the_exact_key_knows_no_order(words: list[str]) -> None:
    assert exact_key(normalise_name(" ".join(words))) == exact_key(
        normalise_name(" ".join(reversed(words)))
    )


def test_trigrams_mark_the_ends() -> None:
    assert trigram_keys("abcd") == ["g^ab", "gabc", "gbcd", "gcd$"]
    assert trigram_keys("a") == ["g^a$"]


def test_kinds_do_not_mix() -> None:
    assert word_key("dormelan") != native_key("dormelan")


def test_an_identifier_is_found_under_any_kind() -> None:
    def keys(kind: str, value: str) -> list[str]:
        return identifier_keys(make_context((), (), (Identifier(kind=kind, value=value),)))

    assert keys("innCode", "7701 002 003") == keys("registrationNumber", "7701002003")
    assert keys("registrationNumber", "12") == []


def test_address_keys_hold_the_whole_and_its_parts() -> None:
    address = normalise_address("12 Sadovaya street, Dormelansk 119261")
    assert address is not None
    keys = address_keys([address])
    assert keys[0] == whole_address_key(address)
    assert {"m12", "m119261"} < set(keys)
    assert sum(key.startswith("a") for key in keys) == len(address.words)


def test_a_whole_address_knows_no_order() -> None:
    one = normalise_address("12 Sadovaya street, Dormelansk")
    other = normalise_address("DORMELANSK, SADOVAYA ST., 12")
    assert one is not None
    assert other is not None
    assert whole_address_key(one) == whole_address_key(other)


def hearing(text: str) -> set[str]:
    """Where a name looks for words that it may write by ear."""
    tokens = normalise_name(text).tokens
    together = (heard_together(*pair) for pair in pairwise(tokens))
    return {key for heard in (*map(heard_in, tokens), *together) for key in filed_elsewhere(heard)}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("Cinda", "信达"), ("Win Key", "ウィンキー"), ("ウィンキー", "Win Key"), ("Дрейк", "Drake")],
)
def test_a_name_written_by_ear_is_looked_for_where_it_is_filed(ours: str, theirs: str) -> None:
    filed = heard_keys(normalise_name(theirs))
    assert hearing(ours) & set(filed)


def test_names_of_one_script_are_not_looked_for_by_ear() -> None:
    filed = heard_keys(normalise_name("Drake Subaru"))
    assert filed
    assert not hearing("Drake Subaru") & set(filed)


@pytest.mark.parametrize(
    ("latin", "chinese"),
    [
        pytest.param("Chung-Shan Institute", "中山科学研究院", id="a-word-a-syllable"),
        pytest.param("YungShin Global", "永信国际", id="one-word"),
        pytest.param("Hung Chou Fiber", "宏洲纖維", id="traditional"),
    ],
)
def test_a_chinese_name_is_filed_where_its_romanisation_looks(latin: str, chinese: str) -> None:
    for filed, asked in ((latin, chinese), (chinese, latin)):
        words = normalise_name(asked).tokens
        heard = [one for token in words for one in heard_in(token)]
        heard += [one for pair in pairwise(words) for one in heard_together(*pair)]
        found = set(heard_keys(normalise_name(filed))) & set(filed_elsewhere(heard))
        assert any("~" in key for key in found)


def test_a_latin_name_of_other_syllables_is_not_filed_as_chinese() -> None:
    assert not [key for key in heard_keys(normalise_name("Dormelan Quarl 12")) if "~" in key]

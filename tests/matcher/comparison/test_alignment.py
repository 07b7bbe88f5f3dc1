import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.alignment import Alignment, align
from matcher.comparison.counterparts import Counterparts, may_resemble
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.party import weigh_name
from matcher.comparison.resemblance import Kind, resemblance
from matcher.comparison.words import WeighedName, spell, weigh_word
from matcher.normalise.names import normalise_name
from matcher.normalise.tokens import Token

WORDS = st.sampled_from(
    "vega orion plant zavod завод trading alphabeta alpha beta kazan kazanskiy 150 華光 华光 (branch) "
    "АБВ abv iv 4 tech technology カザン".split()
)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


def weighed(text: str, knowledge: Knowledge) -> WeighedName:
    name = weigh_name(normalise_name(text), knowledge)
    assert name is not None
    return name


def aligned(query: str, listed: str, knowledge: Knowledge) -> Alignment:
    return align(weighed(query, knowledge), weighed(listed, knowledge), knowledge)


@pytest.mark.parametrize(
    ("query", "listed", "kinds"),
    [
        pytest.param("Vega Orion", "Orion Vega", {Kind.SAME}, id="order"),
        pytest.param("Вега", "Vega", {Kind.ROMANISED}, id="another-script"),
        pytest.param("華光", "华光", {Kind.SAME}, id="traditional-and-simplified"),
        pytest.param("华光", "Huaguang", {Kind.ROMANISED}, id="pinyin"),
        pytest.param("华光", "化广", set(), id="homophones"),
        pytest.param("Alpha Beta", "Alphabeta", {Kind.JOINED}, id="joined"),
        pytest.param("华光 电", "Huaguangdian", {Kind.JOINED}, id="pinyin-joined"),
        pytest.param("宏洲 纤维", "Hung Chou Vega", {Kind.JOINED}, id="wade-giles"),
        pytest.param("سپه", "Sepah", {Kind.ROMANISED}, id="vowels-left-out"),
        pytest.param(
            "ベルトランオプティカ", "Veltran Optika", {Kind.JOINED}, id="kana-of-two-words"
        ),
        pytest.param("中宸", "Zhong Cheng", {Kind.PART}, id="pinyin-of-another"),
        pytest.param("Kazanskiy", "Kazan", {Kind.INFLECTED}, id="adjective"),
        pytest.param("Orian", "Orion", {Kind.TYPO}, id="typo"),
        pytest.param("Plant", "Завод", {Kind.TRANSLATED}, id="translated"),
        pytest.param("Vega Orion Tools", "VOT", {Kind.SHORTENED}, id="initials"),
        pytest.param("Plant 150", "Plant 810", {Kind.SAME}, id="numbers-are-no-typos"),
        pytest.param("Vega", "Orion", set(), id="nothing"),
    ],
)
def test_why_words_agree(query: str, listed: str, kinds: set[Kind], knowledge: Knowledge) -> None:
    assert {pair.kind for pair in aligned(query, listed, knowledge).pairs} == kinds


def test_a_word_stands_for_one_word(knowledge: Knowledge) -> None:
    alignment = aligned("Vega Vega", "Vega", knowledge)
    assert len(alignment.pairs) == 1
    assert len(alignment.query_left) == 1


def test_the_surest_pair_is_taken_first(knowledge: Knowledge) -> None:
    alignment = aligned("Orian Orion", "Orion", knowledge)
    assert [pair.kind for pair in alignment.pairs] == [Kind.SAME]


@given(NAMES)
def test_a_name_agrees_with_itself_in_everything(knowledge: Knowledge, name: str) -> None:
    alignment = aligned(name, name, knowledge)
    assert not alignment.query_left
    assert not alignment.listed_left
    assert {pair.kind for pair in alignment.pairs} == {Kind.SAME}


@given(NAMES, NAMES)
def test_swapping_the_sides_swaps_the_figures(
    knowledge: Knowledge, query: str, listed: str
) -> None:
    there = aligned(query, listed, knowledge)
    back = aligned(listed, query, knowledge)
    assert there.agreed == pytest.approx(back.agreed)
    assert sorted(pair.kind for pair in there.pairs) == sorted(pair.kind for pair in back.pairs)


@given(NAMES, NAMES)
def test_every_word_is_in_one_pair_or_left(knowledge: Knowledge, query: str, listed: str) -> None:
    ours = weighed(query, knowledge)
    alignment = align(ours, weighed(listed, knowledge), knowledge)
    places = [place for pair in alignment.pairs for place in pair.query]
    assert sorted([*places, *alignment.query_left]) == list(range(len(ours.words)))


@given(NAMES, st.lists(NAMES, min_size=1, max_size=4))
def test_what_is_remembered_of_a_query_changes_nothing(
    knowledge: Knowledge, query: str, listed: list[str]
) -> None:
    ours = weighed(query, knowledge)
    counterparts = Counterparts(ours, knowledge)
    for name in listed:
        theirs = weighed(name, knowledge)
        remembered = align(ours, theirs, knowledge, counterparts)
        assert remembered == align(ours, theirs, knowledge)


SPELLINGS = st.text("abeiksty", min_size=1, max_size=9)


@given(SPELLINGS, SPELLINGS, st.sampled_from(["", "к", "カ", "华"]))
def test_no_word_that_resembles_is_passed_over(
    knowledge: Knowledge, ours: str, theirs: str, native: str
) -> None:
    query, listed = (
        weigh_word(spell(token), knowledge.words) for token in (Token(ours), Token(theirs, native))
    )
    if resemblance(ours, theirs, listed.writing) is not None:
        assert may_resemble(query, listed)

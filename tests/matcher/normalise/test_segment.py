import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalise.segment import join_unknown, most_probable, segment_han, segment_hangul


def test_terms_are_found_and_what_is_between_stays_together() -> None:
    costs = {"科技": 2.0, "半导体": 3.0}
    parts = join_unknown(most_probable("甲乙半导体科技", costs))
    assert parts == ("甲乙", "半导体", "科技")


def test_a_plain_industry_word_is_a_term_of_its_own() -> None:
    assert segment_han("甲乙科技")[-1] == "科技"


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=12))
def test_the_parts_join_to_the_run(run: str) -> None:
    assert "".join(segment_han(run)) == run


@pytest.mark.parametrize(
    ("run", "terms"),
    [
        pytest.param(
            "조선광업무역개발회사", ("조선", "광업", "무역", "개발", "회사"), id="all known"
        ),
        pytest.param("로은산무역회사", ("로은산", "무역회사"), id="a name, and the longest term"),
        pytest.param("로은산", ("로은산",), id="a name"),
    ],
)
def test_segment_hangul(run: str, terms: tuple[str, ...]) -> None:
    assert segment_hangul(run) == terms

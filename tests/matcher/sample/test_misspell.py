from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.sample import misspell
from matcher.sample.coinage import without_marks
from matcher.sample.parties import World

Slip = Callable[[Random, str], str]


@pytest.mark.parametrize(
    ("slip", "text", "typed"),
    [
        pytest.param(
            misspell.order, "Zormet Steel LLC", "LLC Zormet Steel", id="form-to-the-front"
        ),
        pytest.param(misspell.order, "OOO Zormet Stal", "Zormet Stal, OOO", id="form-to-the-end"),
        pytest.param(misspell.order, "Zormet Steel", "Zormet Steel", id="no-form-no-change"),
        pytest.param(misspell.capitals, "Zormet Co., Ltd.", "ZORMET CO LTD", id="no-punctuation"),
        pytest.param(misspell.truncated, "A" * 34 + " Steel", "A" * 34, id="cut-at-35"),
    ],
)
def test_slips_that_leave_no_choice(slip: Slip, text: str, typed: str) -> None:
    assert slip(Random(0), text) == typed


_SLIPS = [
    misspell.keyboard, misspell.ocr, misspell.vowels, misspell.spaces, misspell.form, misspell.order,
    misspell.capitals, misspell.truncated,
]  # fmt: skip


@pytest.mark.parametrize("slip", _SLIPS)
@given(
    seed=st.integers(), words=st.lists(st.from_regex(r"[A-Za-z]{1,12}", fullmatch=True), min_size=1)
)
def test_no_slip_loses_the_name(slip: Slip, seed: int, words: list[str]) -> None:
    text = " ".join(words)
    typed = slip(Random(seed), text)
    assert typed.strip()
    assert typed == slip(Random(seed), text)


def test_the_variation_says_what_was_done(world: World) -> None:
    rng = Random(1)
    labels = set()
    for party in world.parties:
        text, variation = misspell.as_typed(rng, party)
        labels.update(variation.split("+"))
        if variation == "exact":
            assert text in {without_marks(name.text) for name in party.names}
    expected = "exact keyboard ocr vowels spaces form order address capitals truncated native short"
    assert set(expected.split()) <= labels

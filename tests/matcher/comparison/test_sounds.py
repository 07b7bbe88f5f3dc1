from itertools import product
from math import log2
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.sounds import (
    NO_SOUNDS,
    SYMBOLS,
    Sounds,
    Transducer,
    encode,
    read_sounds,
    write_sounds,
)
from matcher.errors import ModelError

SIZE = len(SYMBOLS)
FLAT = Transducer(
    written=tuple(
        tuple(4.0 if sound == letter else 0.25 for letter in range(SIZE)) for sound in range(SIZE)
    ),
    dropped=(0.125,) * SIZE,
    added=(0.5,) * SIZE,
    ended=1.0,
)
SHORT = st.lists(st.integers(0, SIZE - 1), min_size=0, max_size=4).map(tuple)


@pytest.mark.parametrize(
    ("word", "symbols"),
    [
        pytest.param("xinda", "xinda", id="letters"),
        pytest.param("shanghai", "SaNhai", id="letters of one sound together"),
        pytest.param("l3harris", "lharris", id="digits are not heard"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_encode(word: str, symbols: str) -> None:
    assert "".join(SYMBOLS[place] for place in encode(word)) == symbols


def of_all_alignments(sounds: tuple[int, ...], letters: tuple[int, ...]) -> float:
    """The sum by its definition: every way to read the sounds and write the letters."""
    if not sounds and not letters:
        return FLAT.ended
    total = 0.0
    if sounds:
        total += FLAT.dropped[sounds[0]] * of_all_alignments(sounds[1:], letters)
    if letters:
        total += FLAT.added[letters[0]] * of_all_alignments(sounds, letters[1:])
    if sounds and letters:
        written = FLAT.written[sounds[0]][letters[0]]
        total += written * of_all_alignments(sounds[1:], letters[1:])
    return total


@given(SHORT, SHORT)
def test_bits_sum_over_all_alignments(sounds: tuple[int, ...], letters: tuple[int, ...]) -> None:
    assert FLAT.bits(sounds, letters) == pytest.approx(log2(of_all_alignments(sounds, letters)))


def test_a_script_without_a_transducer_hears_nothing() -> None:
    assert NO_SOUNDS.bits("Han", "xinda", "cinda") < -50


@pytest.mark.parametrize(
    ("sounds", "letters"),
    [
        pytest.param("123", "cinda", id="no sound"),
        pytest.param("xinda", "7", id="no letter"),
        pytest.param("x" * 40, "cinda", id="too long for a word"),
    ],
)
def test_what_is_no_word_is_not_heard(sounds: str, letters: str) -> None:
    assert Sounds({"Han": FLAT}).bits("Han", sounds, letters) < -50


def test_likelier_the_more_letters_agree() -> None:
    sounds = Sounds({"Han": FLAT})
    whole, part, none = (sounds.bits("Han", "xinda", word) for word in ("xinda", "xinba", "golum"))
    assert whole > part > none
    assert sounds.bits("Han", "xinda", "xinda") == whole  # remembered


def test_read_as_written(tmp_path: Path) -> None:
    sounds = Sounds({"Han": FLAT, "Kana": FLAT})
    write_sounds(sounds, tmp_path / "sounds.tsv")
    assert read_sounds(tmp_path / "sounds.tsv") == sounds


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda lines: lines[1:], id="no header"),
        pytest.param(lambda lines: lines[:-1], id="a line is missing"),
        pytest.param(lambda lines: [*lines, "Han\ta"], id="a short line"),
        pytest.param(lambda lines: [*lines[:-1], lines[-1] + "x"], id="no number"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "sounds.tsv"
    write_sounds(Sounds({"Han": FLAT}), path)
    path.write_text("\n".join(damage(path.read_text().splitlines())) + "\n")
    with pytest.raises(ModelError, match=r"sounds\.tsv"):
        read_sounds(path)


def test_every_symbol_has_one_place() -> None:
    assert len(set(SYMBOLS)) == SIZE
    assert all(encode(a + b) for a, b in product("aeiou", "bcd"))

"""Layouts of Python are those that the compiler holds the sources to (`_Static_assert`)."""

import re
from ctypes import sizeof

import pytest

from matcher.kernel import layout
from matcher.kernel.compiling import SOURCES
from matcher.kernel.query_keys import KINDS

_HEADER = (SOURCES[0].parent / "kernel.h").read_text() if SOURCES else ""


@pytest.mark.parametrize(
    ("bytes_", "size"),
    [
        pytest.param(layout.WORD.itemsize, 80, id="word"),
        pytest.param(sizeof(layout.Asked), 20_128, id="asked"),
        pytest.param(sizeof(layout.Knowledge), 184, id="knowledge"),
        pytest.param(sizeof(layout.Weights), 144, id="weights"),
        pytest.param(sizeof(layout.Names), 80, id="names"),
        pytest.param(sizeof(layout.Postings), 112, id="postings"),
        pytest.param(sizeof(layout.Interest), 24, id="interest"),
        pytest.param(sizeof(layout.Lists), 64, id="lists"),
        pytest.param(sizeof(layout.Room), 24, id="room"),
        pytest.param(sizeof(layout.Found), 72, id="found"),
        pytest.param(sizeof(layout.Tokens), 40, id="tokens"),
        pytest.param(sizeof(layout.Batch), 72, id="batch"),
        pytest.param(sizeof(layout.Sieved), 40, id="sieved"),
        pytest.param(sizeof(layout.AlignedPair), 32, id="aligned-pair"),
    ],
)
def test_sizes(bytes_: int, size: int) -> None:
    assert bytes_ == size


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (name, getattr(layout, name))
        for name in (
            "VERSION", "MOST_WORDS", "LONGEST_WORD", "MOST_KEYS", "MOST_TRANSLATIONS",
            "NAME_COMPARISONS", "NULL_LEVEL", "NOT_COMPARED", "DAMAGED", "MOST_SIEVED", "SEARCH",
            "MOST_OTHERS", "MOST_WORDS_OF_PERSON",
        )
    ],
)  # fmt: skip
def test_constants(name: str, value: int) -> None:
    found = re.search(rf"#define {name} \(?(-?\d+)", _HEADER)
    assert found is not None
    assert int(found[1]) == value


def test_kinds_of_keys_have_the_kernels_numbers() -> None:
    """The kernel knows all but the last, which are keys of persons."""
    enum = re.search(r"enum \{ WHOLE_NAME,([^}]*)KEY_KINDS", _HEADER)
    assert enum is not None
    assert enum[1].count(",") + 1 == len(KINDS) - 1
    assert list(KINDS)[-1] == "p"

"""Comparisons of what is left of two names once their words are aligned.

- `missed`: how many words at least each name has that the other lacks. `extra` and `name` say how
  rare the rarest of them is; two of them are more than one.
- `remainder`: how alike in letters what is left is. Contractions (`Comecarnes` of Comercializadora de
  Carnes), far romanisations and endings that no rule knows stay apart as words, and share letters.
- `places`: whether each name has a city or a province that the other lacks, as branches and
  namesakes have (`Dormelan (Shanghai)`, `Dormelan (Chengdu)`).
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import product

from rapidfuzz.distance import LCSseq

from matcher.comparison.alignment import Alignment
from matcher.comparison.levels import Comparison, Level
from matcher.comparison.words import WeighedName, Word

_COUNTS = ("four words or more", "three words", "two words", "a word")
# Shares of letters in common. Chance gives half of them, and more is rare (docs/experiments.md).
_ALIKE = (0.5, 0.6, 0.7, 0.8)
_LONGEST = 256  # letters of what is left that are looked at
_ENDS = ("no two words of it begin alike", "words of it begin alike")


def missed_level(alignment: Alignment) -> int:
    """Level of the `missed` comparison."""
    fewest = min(len(alignment.query_left), len(alignment.listed_left))
    return len(_COUNTS) - min(fewest, len(_COUNTS))


def remainder_level(query: WeighedName, listed: WeighedName, alignment: Alignment) -> int | None:
    """Level of the `remainder` comparison; None where nothing is left of one name."""
    ours = _left(query.words, alignment.query_left)
    theirs = _left(listed.words, alignment.listed_left)
    if not ours or not theirs:
        return None
    begin_alike = not {word[:1] for word in ours}.isdisjoint([word[:1] for word in theirs])
    return bisect_right(_ALIKE, _likeness("".join(ours), "".join(theirs))) * 2 + begin_alike


def places_level(query: WeighedName, listed: WeighedName, alignment: Alignment) -> int:
    """Level of the `places` comparison."""
    ours = any(query.words[left].place for left in alignment.query_left)
    theirs = any(listed.words[left].place for left in alignment.listed_left)
    return 2 - ours - theirs


def _left(words: Sequence[Word], places: Sequence[int]) -> list[str]:
    return [words[place].text for place in sorted(places)]


def _likeness(ours: str, theirs: str) -> float:
    """The share of letters that stand in both in the same order (Indel similarity), 0 to 1."""
    ours, theirs = ours[:_LONGEST], theirs[:_LONGEST]
    letters = len(ours) + len(theirs)
    return 2 * LCSseq.similarity(ours, theirs) / letters if letters else 0.0


def _remainder_sentence(band: int, end: str) -> str:
    low, high = (0.0, *_ALIKE)[band], (*_ALIKE, 1.0)[band]
    return f"What is left of the names shares {low:.0%} to {high:.0%} of its letters, and {end}"


REMAINDER_COMPARISONS = (
    Comparison(
        name="missed",
        levels=(
            *(Level(label=f"Each name has {count} that the other lacks") for count in _COUNTS),
            Level(label="Every word of one name has a counterpart in the other"),
        ),
        null_label="A side has no name",
    ),
    Comparison(
        name="remainder",
        levels=tuple(
            Level(label=_remainder_sentence(band, end))
            for band, end in product(range(len(_ALIKE) + 1), _ENDS)
        ),
        shape=(len(_ALIKE) + 1, len(_ENDS)),
        null_is_unknown=False,  # that nothing is left is known
        null_label="Every word of one name has a counterpart in the other",
    ),
    Comparison(
        name="places",
        levels=(
            Level(label="Each name has a city or province that the other lacks"),
            Level(label="One name has a city or province that the other lacks"),
            Level(label="Neither name has a city or province that the other lacks"),
        ),
        null_label="A side has no name",
    ),
)

"""Learn with what chances each sound of a script is written as which Latin letter.

Which word writes down which is not known, nor which letter which sound: EM finds both (Ristad
and Yianilos 1998, as `matcher.comparison.sounds`). A pair of words counts by the chance that
the one writes down the other, against the chance that the Latin word is another altogether.
Few open names are written in most scripts, so each starts from a prior: letters write
themselves or their neighbours in sound, and what a script cannot write stands in `_HABITS`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.sounds import SYMBOLS, Transducer, encode

Reals = NDArray[np.float64]
Integers = NDArray[np.int64]
Symbols = tuple[int, ...]

LONGEST = 16  # symbols of a word that teaches
_ROUNDS = 8
_SIZE = len(SYMBOLS)
_MATCHING = 0.2  # share of the pairs of words that write down one another, to begin with
_PRIOR_COUNT = 30.0  # observations that the prior of each sound is worth
_LEAST_SHARE = 1e-3  # a pair of words that matches less surely teaches nothing
_END = 1 / 8  # chance that a word by itself ends after a letter

_VOWELS = "aeiouy"
# Letters whose sounds are near one another in some language.
_NEAR = (
    "pb", "bv", "vw", "fv", "hf", "td", "kgq", "kc", "hkgxH", "sz", "scT", "SCsZj", "jygi", "lr",
    "nmN", "iy", "ie", "ao", "ou", "uw", "ea", "ye", "xks", "tT", "dT", "Cqt", "xS", "zcs", "zj",
    "cC", "cS", "jZ", "uv", "gj",
)  # fmt: skip
# What a script cannot write: sound, the letter it stands for ("" where it stands for none), and
# its weight beside that of the letter itself.
_ITSELF = 1.2
_HABITS: dict[str, str] = {
    "Kana": "u .1.0 o .0.4 i .0.3 y .0.3 t .0.1 rl0.8 bv0.5 jz0.3 jd0.3 jg0.3 zs0.2 Ss0.3 Ct0.4 "
    "kc0.6 ae0.2 ar0.2 fh0.3 hf0.2 ea0.2",
    "Hangul": "e .0.5 u .0.5 rl0.8 lr0.6 gk0.8 bp0.6 dt0.6 jC0.5 jz0.3 bv0.3 pf0.3 Ss0.3",
    "Arabic": "h .0.4 wu0.6 wo0.6 wv0.5 yi0.8 ye0.4 bp0.3 fv0.2 qg0.3 jg0.3 kc0.4 ae0.3 ai0.2 "
    "vw0.4 vu0.5 vo0.5",
}
SCRIPTS = ("Arabic", "Cyrillic", "Han", "Hangul", "Kana", "Other")
_ADDING = 0.12  # chance that a letter is added at any place of a word
_ADDING_VOWELS = 0.35  # the same where short vowels are not written
_WITHOUT_VOWELS = frozenset({"Arabic"})


@dataclass(frozen=True, slots=True)
class Chances:
    """Of one script. `written` and `dropped` of one sound sum to one, and so does `added`."""

    written: Reals  # (sounds, letters)
    dropped: Reals  # (sounds,)
    added: Reals  # (letters,)
    adding: float

    def transducer(self, alone: Reals) -> Transducer:
        """The chances as ratios to those of letters drawn one by one.

        Args:
            alone: Shape (letters,): share of each letter in Latin words.
        """
        reading = 1 - self.adding
        by_itself = alone * (1 - _END)
        return Transducer(
            written=tuple(tuple(_rounded(row)) for row in reading * self.written / by_itself),
            dropped=tuple(_rounded(reading * self.dropped)),
            added=tuple(_rounded(self.adding * self.added / by_itself)),
            ended=round(reading / _END, 4),
        )


def _rounded(values: Reals) -> list[float]:
    # What the file holds: a model scores the same before and after it is stored.
    found: list[float] = np.round(values, 4).tolist()
    return found


def letters_alone(words: Iterable[str]) -> Reals:
    """Share of each symbol in Latin words, shape (symbols,), smoothed by one."""
    counts = np.ones(_SIZE)
    for word in words:
        np.add.at(counts, list(encode(word)), 1)
    return np.asarray(counts / counts.sum(), dtype=np.float64)


def prior(script: str) -> Chances:
    """What is taken for granted of a script before any name is seen."""
    written = np.full((_SIZE, _SIZE), 0.15 / _SIZE)
    dropped = np.array([0.25 if sound in _VOWELS + "hH" else 0.08 for sound in SYMBOLS])
    for near in (*_NEAR, *(a + b for a in _VOWELS for b in _VOWELS if a < b)):
        places = [SYMBOLS.index(letter) for letter in near]
        for a in places:
            written[a, [b for b in places if b != a]] += 0.05
    np.fill_diagonal(written, _ITSELF)
    for habit in _HABITS.get(script, "").replace(" .", ".").split():
        sound, letter, weight = SYMBOLS.index(habit[0]), habit[1], float(habit[2:])
        if letter == ".":
            dropped[sound] += weight
        else:
            written[sound, SYMBOLS.index(letter)] += weight
    total = written.sum(axis=1) + dropped
    added = np.array([6.0 if letter in _VOWELS else 1.0 for letter in SYMBOLS])
    return Chances(
        written=written / total[:, None],
        dropped=dropped / total,
        added=added / added.sum(),
        adding=_ADDING_VOWELS if script in _WITHOUT_VOWELS else _ADDING,
    )


def learn_chances(script: str, pairs: Sequence[tuple[Symbols, Symbols]], alone: Reals) -> Chances:
    """Chances of one script, from words that may write down one another.

    Args:
        script: Whose prior to start from.
        pairs: Sounds of a word and letters of a Latin one, at most `LONGEST` each.
        alone: As of `Chances.transducer`.
    """
    base = chances = prior(script)
    if not pairs:
        return base
    batch = _Batch(pairs)
    by_itself = batch.by_itself(alone)
    matching = _MATCHING
    for _ in range(_ROUNDS):
        forward = batch.forward(chances)
        together = forward[batch.rows, batch.sound_counts, batch.letter_counts]
        together = together * (1 - chances.adding)
        share = matching * together / (matching * together + (1 - matching) * by_itself)
        matching = float(np.clip(share.mean(), 0.01, 0.9))
        chances = batch.counted(chances, base, forward, share / together, share > _LEAST_SHARE)
    return chances


class _Batch:
    """Pairs of words as arrays, shape (pairs, LONGEST), for the recursions of EM."""

    def __init__(self, pairs: Sequence[tuple[Symbols, Symbols]]) -> None:
        self.sounds, self.sound_counts = _padded([sounds for sounds, _ in pairs])
        self.letters, self.letter_counts = _padded([letters for _, letters in pairs])
        self.rows = np.arange(len(pairs))

    def by_itself(self, alone: Reals) -> Reals:
        """Chance of each Latin word, its letters drawn one by one."""
        inside = np.arange(LONGEST) < self.letter_counts[:, None]
        chances = np.where(inside, alone[self.letters] * (1 - _END), 1.0).prod(axis=1) * _END
        return np.asarray(chances, dtype=np.float64)

    def forward(self, chances: Chances) -> Reals:
        """Chance of every beginning: [pair, sounds read, letters written]."""
        reading = 1 - chances.adding
        found = np.zeros((len(self.rows), LONGEST + 1, LONGEST + 1))
        found[:, 0, 0] = 1.0
        for i in range(int(self.sound_counts.max()) + 1):
            for j in range(int(self.letter_counts.max()) + 1):
                sound, letter = self.sounds[:, i - 1], self.letters[:, j - 1]
                if i:
                    found[:, i, j] += found[:, i - 1, j] * reading * chances.dropped[sound]
                if j:
                    found[:, i, j] += found[:, i, j - 1] * chances.adding * chances.added[letter]
                if i and j:
                    written = reading * chances.written[sound, letter]
                    found[:, i, j] += found[:, i - 1, j - 1] * written
        return found

    def counted(
        self,
        chances: Chances,
        base: Chances,
        forward: Reals,
        weight: Reals,
        teach: NDArray[np.bool_],
    ) -> Chances:
        """Chances from the expected counts of every step, the backward recursion beside them."""
        kept = np.flatnonzero(teach)
        forward, weight = forward[kept], weight[kept]
        sounds, letters = self.sounds[kept], self.letters[kept]
        sound_counts, letter_counts = self.sound_counts[kept], self.letter_counts[kept]
        reading = 1 - chances.adding
        backward = np.zeros((len(kept), LONGEST + 2, LONGEST + 2))
        backward[np.arange(len(kept)), sound_counts, letter_counts] = reading
        written, dropped, added = np.zeros(_SIZE**2), np.zeros(_SIZE), np.zeros(_SIZE)
        for i in range(int(sound_counts.max(initial=0)), -1, -1):
            for j in range(int(letter_counts.max(initial=0)), -1, -1):
                sound = sounds[:, min(i, LONGEST - 1)]
                letter = letters[:, min(j, LONGEST - 1)]
                more_sounds = (i < sound_counts) & (j <= letter_counts)
                more_letters = (i <= sound_counts) & (j < letter_counts)
                drop = more_sounds * reading * chances.dropped[sound] * backward[:, i + 1, j]
                add = more_letters * chances.adding * chances.added[letter] * backward[:, i, j + 1]
                write = (more_sounds & more_letters) * reading * chances.written[sound, letter]
                write = write * backward[:, i + 1, j + 1]
                backward[:, i, j] += drop + add + write
                here = forward[:, i, j] * weight
                dropped += np.bincount(sound, here * drop, _SIZE)
                added += np.bincount(letter, here * add, _SIZE)
                written += np.bincount(sound * _SIZE + letter, here * write, _SIZE**2)
        square = written.reshape(_SIZE, _SIZE) + _PRIOR_COUNT * base.written
        dropped += _PRIOR_COUNT * base.dropped
        added += _PRIOR_COUNT * base.added
        read = square.sum(axis=1) + dropped
        return Chances(
            written=square / read[:, None],
            dropped=dropped / read,
            added=added / added.sum(),
            adding=float(added.sum() / (added.sum() + read.sum())),
        )


def _padded(words: Sequence[Symbols]) -> tuple[Integers, Integers]:
    symbols = np.zeros((len(words), LONGEST), dtype=np.int64)
    for row, word in enumerate(words):
        symbols[row, : len(word)] = word
    return symbols, np.array([len(word) for word in words])

"""Learn a translation lexicon from pairs of names of one company (IBM Model 1).

Each alias pair is a sentence pair: its words translate each other in some order. EM finds
which (Brown, Della Pietra, Della Pietra and Mercer 1993, Computational Linguistics 19(2)).
Both directions are learned; a pair of words counts with the geometric mean of the two, so
that a word that merely stands beside everything translates nothing.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.background import token_key
from matcher.comparison.lexicon import Lexicon, symmetric
from matcher.normalise.names import Name

ROUNDS = 8
LOWEST_PROBABILITY = 0.05
FEWEST_PAIRS = 2  # name pairs that hold both words
MOST_WORDS = 14  # left over on a side; what is longer is a description, not a name

_NOTHING = 0  # the null word: what it explains has no translation in the other name

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]


def learn_lexicon(pairs: Iterable[tuple[Name, Name]]) -> Lexicon:
    """Translations among the words of name pairs.

    Args:
        pairs: Two names of one company; words that both carry, or spell by two conventions,
            are left out, as they need no translation and would teach none.
    """
    numbered: dict[str, int] = {"": _NOTHING}
    source: list[int] = []
    target: list[int] = []
    position: list[int] = []
    positions = 0
    for query, listed in pairs:
        for left, right in _directions(query, listed):
            words = [numbered.setdefault(word, len(numbered)) for word in left]
            for word in right:
                place = numbered.setdefault(word, len(numbered))
                source += (_NOTHING, *words)
                target += [place] * (len(words) + 1)
                position += [positions] * (len(words) + 1)
                positions += 1
    return _lexicon(
        list(numbered), *_model_1(np.array(source), np.array(target), np.array(position))
    )


def _directions(query: Name, listed: Name) -> Sequence[tuple[list[str], list[str]]]:
    a, b = (
        dict.fromkeys(token_key(token) for token in name.tokens if not token.number)
        for name in (query, listed)
    )
    only_a = [key for key in a if key not in b]
    only_b = [key for key in b if key not in a]
    if not only_a or not only_b or max(len(only_a), len(only_b)) > MOST_WORDS:
        return ()
    return (only_a, only_b), (only_b, only_a)


def _model_1(
    source: Integers, target: Integers, position: Integers
) -> tuple[Integers, Integers, Reals, Integers]:
    """EM from uniform, over arrays of (source word, target word, target's position).

    Returns:
        Source and target of each pair of words that ever met, t(target | source), and in
        how many name pairs they met.
    """
    if not len(source):
        return source, target, np.zeros(0), source
    size = int(max(source.max(), target.max())) + 1
    codes, place = np.unique(source * size + target, return_inverse=True)
    of_source = codes // size
    met = np.bincount(place)
    t = np.ones(len(codes))
    for _ in range(ROUNDS):
        shares = t[place]
        shares /= np.bincount(position, shares)[position]
        counts = np.bincount(place, shares)
        t = counts / np.bincount(of_source, counts)[of_source]
    return of_source, codes % size, t, met


def _lexicon(
    words: Sequence[str], source: Integers, target: Integers, t: Reals, met: Integers
) -> Lexicon:
    forward = {
        (s, o): p
        for s, o, p, count in zip(
            source.tolist(), target.tolist(), t.tolist(), met.tolist(), strict=True
        )
        if s != _NOTHING and count >= FEWEST_PAIRS and p > LOWEST_PROBABILITY**2
    }
    both = (
        (words[s], words[o], float(np.sqrt(p * forward.get((o, s), 0.0))))
        for (s, o), p in forward.items()
        if s < o
    )
    return symmetric((a, b, round(p, 3)) for a, b, p in both if p >= LOWEST_PROBABILITY)

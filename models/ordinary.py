"""Ordinary names beside the listed names that resemble them most: pairs of two companies.

Labelled look-alikes resemble each other as whole names. What a service is asked day by day
are ordinary names, of which a word or a syllable agrees with something listed; without such
pairs the model takes that for evidence.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import log2

from matcher.index.keys import name_keys
from matcher.normalise.names import normalise_name
from matcher.records import Listed, Side
from models.pairs import LabelledPair

KIND = "ordinary"
_NAMES = 3000
_LISTED_EACH = 2
_MOST_NAMES = 300  # a key of more listed names finds nobody
_KEYS = "=wnc"  # whole names, words, native words, consonants; letters in threes find noise


def ordinary_pairs(names: Sequence[str], listed: Sequence[Listed]) -> list[LabelledPair]:
    """Pairs of an ordinary name and a listed one that share a rare key; none is a match.

    Args:
        names: Ordinary company names, none of them on a list.
        listed: Entries of the lists.
    """
    aliases = [alias.name for entry in listed for alias in entry.aliases]
    rows: dict[str, list[int]] = defaultdict(list)
    for row, alias in enumerate(aliases):
        for key in _keys(alias):
            rows[key].append(row)
    pairs = []
    for place in range(0, len(names), max(1, len(names) // _NAMES)):
        shared: dict[int, float] = defaultdict(float)
        for key in _keys(names[place]):
            if len(found := rows.get(key, ())) <= _MOST_NAMES:
                for row in found:
                    shared[row] += log2(len(aliases) / len(found)) ** 3
        best = sorted(shared, key=lambda row: (-shared[row] / (len(aliases[row]) + 12), row))
        pairs += [_pair(place, names[place], aliases[row]) for row in best[:_LISTED_EACH]]
    return pairs


def _keys(name: str) -> list[str]:
    return [key for key in name_keys(normalise_name(name)) if key[0] in _KEYS]


def _pair(place: int, name: str, alias: str) -> LabelledPair:
    return LabelledPair(
        id=f"{KIND}-{place}-{alias}",
        same=False,
        kind=KIND,
        left=Side(name=name),
        right=Side(name=alias),
        left_cluster=f"{KIND}|{name}",
        right_cluster=f"{KIND}|{name}",
        trainable=True,
    )

"""Learn the terms of Chinese company names, without a dictionary, from the names alone.

A unigram model over terms of two to four characters, estimated by hard EM: segment every
name with the current terms, count, drop what is rare, repeat. Terms that only straddle two
others (`子科` in `电子科技`) lose to them and disappear.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log

from matcher.normalise.scripts import Script, fold_native, runs
from matcher.normalise.segment import most_probable
from matcher.normalise.vocabulary import vocabulary

LONGEST = 4
ROUNDS = 4
SEED_COUNT = 8  # a candidate must stand in this many names
KEEP_COUNT = 5  # a term must be used this often after segmentation
# Characters that write the sounds of foreign names: two of them stand in many names (斯特, 威尔)
# and are no term, but a piece of each.
_TRANSLITERATING = frozenset(
    "斯特尔克德利瑞莱维普达奥美迪贝格卡诺拉尼亚思威林福艾爱顿菲玛洛沃伯士仕泰科力得摩布朗麦邦比开兰信百佳安康路"
)
_CITY = "市"  # after the name of one, and of what comes next no part


def learn_han_terms(names: Iterable[str]) -> dict[str, int]:
    """Terms and how often they were used, most frequent first.

    Args:
        names: Folded names (`fold_native`); anything but Han is passed over.
    """
    han = [run for name in names for script, run in runs(name) if script is Script.HAN]
    counts = _candidates(han)
    for _ in range(ROUNDS):
        total = sum(counts.values())
        costs = {term: -log(count / total) for term, count in counts.items()}
        used = Counter(
            part for run in han for part, known in most_probable(run, costs, LONGEST) if known
        )
        counts = {term: count for term, count in used.items() if count >= KEEP_COUNT}
        counts = {term: count for term, count in counts.items() if not _is_composed(term, counts)}
    return {
        term: count
        for term, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if is_term(term)
    }


def is_term(term: str) -> bool:
    """Whether what stands in many names may be a word of its own."""
    return term in _known_terms() or not (
        term.startswith(_CITY) or term.endswith(_CITY) or _TRANSLITERATING.issuperset(term)
    )


@cache
def _known_terms() -> frozenset[str]:
    return frozenset(fold_native(word) for word, _ in vocabulary())


def _is_composed(term: str, known: Mapping[str, int]) -> bool:
    """Whether the term is two more frequent ones, or one and a stray character."""
    return any(
        all(len(part) == 1 or known.get(part, 0) > known[term] for part in parts)
        for cut in range(1, len(term))
        if (parts := (term[:cut], term[cut:])) and len(term) > 2
    )


def _candidates(han: Sequence[str]) -> dict[str, int]:
    counts = Counter(
        run[start : start + length]
        for run in han
        for length in range(2, LONGEST + 1)
        for start in range(len(run) - length + 1)
    )
    return {term: count for term, count in counts.items() if count >= SEED_COUNT}

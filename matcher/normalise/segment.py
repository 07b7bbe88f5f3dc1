"""Chinese, and some Korean, is written without spaces: split it into known terms and the rest.

The terms and their counts (`data/han_terms.tsv`) are learned from ordinary Chinese company
names by `models.han_terms`; the segmentation is the most probable one under a unigram
model of them. What no term covers is the distinctive part of a name and stays together.
"""

from functools import cache, lru_cache
from importlib.resources import files
from math import log

from matcher.normalise.scripts import Script, fold_native, script_of
from matcher.normalise.vocabulary import vocabulary

# Cost in nats of a character that no term covers. Below the rarest term's cost per
# character, so that a term is preferred where there is one.
_UNKNOWN_CHARACTER = 14.0
_HANGUL_TERM = 8.0
# After a known term: city, province, county, and; they are written or left out at will.
_JOINING = frozenset("市省县与及暨")
_VOCABULARY_COUNT = 12  # of a term that the vocabulary knows; the learned ones have five at least


@cache
def han_terms() -> dict[str, float]:
    """Known terms -> cost in nats (negative log of their share of all terms)."""
    text = files("matcher.normalise").joinpath("data/han_terms.tsv").read_text("utf-8")
    counts = dict(line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    terms = {term: int(count) for term, count in counts.items()}
    for word, _ in vocabulary():
        term = fold_native(word)
        if len(term) > 1 and _is(Script.HAN, term):
            terms[term] = max(terms.get(term, 0), _VOCABULARY_COUNT)
    total = sum(terms.values())
    return {term: -log(count / total) for term, count in terms.items()}


@cache
def hangul_terms() -> dict[str, float]:
    """Known Korean terms -> cost in nats, the same for all: there is nothing to count them in."""
    terms = (word for word, _ in vocabulary())
    return {term: _HANGUL_TERM for term in terms if len(term) > 1 and _is(Script.HANGUL, term)}


def _is(script: Script, word: str) -> bool:
    return all(script_of(letter) is script for letter in word)


@lru_cache(maxsize=16384)
def segment_hangul(run: str) -> tuple[str, ...]:
    """Split a run of Hangul, which North Korean names write without spaces.

    Args:
        run: Hangul only.

    Returns:
        Terms and unknown stretches in order; joined they are the run.
    """
    terms = hangul_terms()
    return join_unknown(most_probable(run, terms, max(map(len, terms), default=1)))


@lru_cache(maxsize=16384)
def segment_han(run: str) -> tuple[str, ...]:
    """Split a run of simplified Han characters.

    Args:
        run: Han characters only, as `fold_native` returned them.

    Returns:
        Terms and unknown stretches in order, without the characters that only join them.
    """
    return join_unknown(most_probable(run, han_terms()))


def most_probable(run: str, costs: dict[str, float], longest: int = 4) -> list[tuple[str, bool]]:
    """Viterbi over a unigram model: (part, whether it is a known term), in order."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(run) + 1):
        options = [(best[end - 1][0] + _UNKNOWN_CHARACTER, end - 1)]
        for start in range(max(0, end - longest), end):
            cost = costs.get(run[start:end])
            if cost is not None:
                options.append((best[start][0] + cost, start))
        best.append(min(options))
    parts = []
    end = len(run)
    while end:
        start = best[end][1]
        part = run[start:end]
        parts.append((part, part in costs))
        end = start
    return parts[::-1]


def join_unknown(parts: list[tuple[str, bool]]) -> tuple[str, ...]:
    """Join neighbouring characters that no term covers; drop those that only join two terms."""
    joined: list[tuple[str, bool]] = []
    for part, known in parts:
        if part in _JOINING and joined and joined[-1][1]:
            continue
        if joined and not known and not joined[-1][1]:
            joined[-1] = (joined[-1][0] + part, False)
        else:
            joined.append((part, known))
    return tuple(part for part, _ in joined)

"""Learn a translation lexicon from pairs of names of one company (IBM Model 1).

Each alias pair is a sentence pair: its words translate each other in some order. EM finds
which (Brown, Della Pietra, Della Pietra and Mercer 1993, Computational Linguistics 19(2)).
Both directions are learned; a pair of words counts with the geometric mean of the two, so
that a word that merely stands beside everything translates nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import sqrt

from matcher.comparison.background import token_key
from matcher.comparison.lexicon import Lexicon
from matcher.normalise.names import Name

ROUNDS = 8
NOTHING = ""  # the null word: what it explains has no translation in the other name
LOWEST_PROBABILITY = 0.08
FEWEST_PAIRS = 2  # name pairs that hold both words

Sentences = tuple[tuple[str, ...], tuple[str, ...]]


def learn_lexicon(pairs: Iterable[tuple[Name, Name]]) -> Lexicon:
    """Translations among the words of name pairs.

    Args:
        pairs: Two names of one company; words that both carry are left out, as they need
            no translation and would teach none.
    """
    sentences = [sentence for query, listed in pairs if (sentence := _sentences(query, listed))]
    sentences += [(b, a) for a, b in sentences]
    forward = _model_1(sentences)
    together = Counter((a, b) for left, right in sentences for a in set(left) for b in set(right))
    probabilities: dict[str, dict[str, float]] = {}
    for (a, b), count in sorted(together.items()):
        if a < b and count >= FEWEST_PAIRS:
            p = sqrt(forward[a].get(b, 0.0) * forward[b].get(a, 0.0))
            if p >= LOWEST_PROBABILITY:
                probabilities.setdefault(a, {})[b] = round(p, 3)
    return Lexicon(probabilities)


def _sentences(query: Name, listed: Name) -> Sentences | None:
    a = [token_key(token) for token in query.tokens if not token.number]
    b = [token_key(token) for token in listed.tokens if not token.number]
    only_a = tuple(word for word in a if word not in b)
    only_b = tuple(word for word in b if word not in a)
    return (only_a, only_b) if only_a and only_b else None


def _model_1(sentences: Sequence[Sentences]) -> dict[str, dict[str, float]]:
    """t(target | source) for every source word, by EM from uniform."""
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for source, target in sentences:
        for s in (*source, NOTHING):
            table[s].update(dict.fromkeys(target, 1.0))
    for _ in range(ROUNDS):
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for source, target in sentences:
            words = (*source, NOTHING)
            for t in target:
                shares = [table[s][t] for s in words]
                total = sum(shares)
                for s, share in zip(words, shares, strict=True):
                    counts[s][t] += share / total
        table = {
            s: {t: value / total for t, value in targets.items()}
            for s, targets in counts.items()
            if (total := sum(targets.values()))
        }
    return table

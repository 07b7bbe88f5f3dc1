"""Candidates for one query: the listed names worth comparing, found in the postings.

A key that few names carry is worth more, so the sum over shared keys ranks names roughly as
the model will. What is certain to be worth a look (the same identifier, the same
address, the same words) is always among the candidates, whatever its rank.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.background import token_key
from matcher.comparison.lexicon import Lexicon
from matcher.comparison.party import Context
from matcher.index.keys import (
    address_keys,
    hearing_keys,
    identifier_keys,
    name_keys,
    native_key,
    stemmed_key,
    whole_address_key,
)
from matcher.index.person_keys import person_keys
from matcher.index.postings import Postings, Spans
from matcher.index.snapshot import Snapshot
from matcher.normalise.names import Name
from matcher.records import Cut

# Alias rows compared for one query name, half ranked by what they share, half by what they
# share for their length (docs/experiments.md says what fewer and more would find).
NAME_CANDIDATES = 64
ADDRESS_CANDIDATES = 12
# That share all words of a name, one identifier or one whole address. More than these are at
# the address of a thousand shell companies: all equally near, and near by nothing else. Where
# there is a name, it finds those of them that matter.
_EXACT_CANDIDATES = 500
_EXACT_CANDIDATES_BESIDE_NAME = 100
_MOST_KEYS = 400  # of a query name; an endless name is cut here
# Read for one query name: 5 ms. Of the keys that most names carry the commonest go first.
_MOST_POSTINGS = 2_000_000
_MOST_TRANSLATIONS = 3  # of one word
# A key's share of its rarity, by kind: three letters say less than a word, and a word says
# it once, not once in sound, once in consonants and once in letters.
_SHARES = {
    "=": 1.0,
    "w": 1.0,
    "n": 1.0,
    "c": 0.8,
    "g": 0.2,
    "l": 0.8,
    "o": 0.8,
    "A": 1.0,
    "a": 1.0,
    "m": 0.7,
    "p": 1.0,
}
# A word that is spelled alike is found by its consonants and letters too, a translated one by
# this key alone.
_TRANSLATED_SHARE = 2.0
# The model asks for the rarest word that agrees, so one rare key must outweigh many common
# ones: with plain sums 92% of the names to be found were among 64 candidates, with squares
# 96%, with cubes 97% (docs/experiments.md).
_RARITY_POWER = 3
_SCALE = 8  # weights are whole numbers, so that sums do not depend on their order
_LENGTH_OFFSET = 12.0


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows to compare.

    Args:
        alias_rows: For each name of the query the listed names to compare it with, each
            once, best first.
        entities: Entity rows to compare with all their names, each once: found by what
            stands beside.
        cuts: What was left out.
    """

    alias_rows: tuple[tuple[int, ...], ...]
    entities: tuple[int, ...]
    cuts: frozenset[Cut] = frozenset()


class CandidateFinder:
    """Finds candidates in one snapshot with one model's translations."""

    def __init__(self, snapshot: Snapshot, lexicon: Lexicon) -> None:
        self._snapshot = snapshot
        self._translations = _strongest(lexicon)
        self._shares_of_length = np.float32(1) / (
            snapshot.alias_weights + np.float32(_LENGTH_OFFSET)
        )
        self._greatest_share_of_length = self._shares_of_length.max(initial=0)

    def find(
        self,
        names: Sequence[Name],
        context: Context,
        allowed: NDArray[np.bool_] | None,
        parts: Sequence[str] = (),
    ) -> Candidates:
        """Candidates for a query.

        What may not be answered is left out before any cut, so that it never takes the
        place of what may.

        Args:
            names: The query's names.
            context: What stands beside them.
            allowed: Which entity rows may be answered; None if all may.
            parts: Of persons' names what each word is, as of `PersonName`; empty for others.
        """
        cuts: set[Cut] = set()
        alias_rows = tuple(
            self._by_name(name, theirs, allowed, cuts) if name.tokens else ()
            for name, theirs in zip(names, parts or [""] * len(names), strict=True)
        )
        most = _EXACT_CANDIDATES_BESIDE_NAME if any(alias_rows) else _EXACT_CANDIDATES
        entities = self._by_context(context, allowed, most, cuts)
        return Candidates(alias_rows, entities, frozenset(cuts))

    def _by_name(
        self, name: Name, parts: str, allowed: NDArray[np.bool_] | None, cuts: set[Cut]
    ) -> tuple[int, ...]:
        snapshot = self._snapshot
        keys = person_keys(name, parts, query=True) if parts else name_keys(name)
        spelled = len(keys)
        for token in name.tokens:
            keys.extend(self._translations.get(token_key(token), ()))
        translated = frozenset(keys[spelled:]).difference(keys[:spelled])
        keys = list(dict.fromkeys(keys + hearing_keys(name)))
        if len(keys) > _MOST_KEYS:
            cuts.add(Cut.LONG_NAME)
        spans, weights = _weighed(
            snapshot.names, keys[:_MOST_KEYS], snapshot.name_count, translated
        )
        exact = snapshot.names.span_rows(spans, 0)  # the first key is the whole name
        if int(spans.counts.sum()) > _MOST_POSTINGS:
            spans, weights = _rarest(spans, weights)
            cuts.add(Cut.COMMON_WORDS)
        rows, scores = snapshot.names.touched(spans, weights, snapshot.name_count)
        if allowed is not None:
            keep = allowed[snapshot.entities_of(rows)]
            rows, scores = rows[keep], scores[keep]
            exact = exact[allowed[snapshot.entities_of(exact)]]
        if len(exact) > _EXACT_CANDIDATES:
            cuts.add(Cut.EQUAL_NAMES)
        half = NAME_CANDIDATES // 2
        places = _best(scores, half)
        by_share = rows[places]
        if len(places):
            # A name that is not among the best for its length even if it were the shortest
            # there is need not be weighed: nine of ten.
            least = self._for_length(by_share, scores[places]).min()
            may = scores.astype(np.float32) * self._greatest_share_of_length >= least
            rows, scores = rows[may], scores[may]
        by_length = rows[_best(self._for_length(rows, scores), half)]
        found = (*exact[:_EXACT_CANDIDATES].tolist(), *by_length.tolist(), *by_share.tolist())
        return tuple(dict.fromkeys(found))

    def _for_length(
        self, rows: NDArray[np.uint32], scores: NDArray[np.int32]
    ) -> NDArray[np.float32]:
        """What names share for their length."""
        found: NDArray[np.float32] = scores.astype(np.float32) * self._shares_of_length[rows]
        return found

    def _by_context(
        self, context: Context, allowed: NDArray[np.bool_] | None, most: int, cuts: set[Cut]
    ) -> tuple[int, ...]:
        beside = self._snapshot.beside
        found: list[int] = []
        same = identifier_keys(context) + [whole_address_key(a) for a in context.addresses]
        for key in same:
            rows = beside.rows(key)
            if allowed is not None:
                rows = rows[allowed[rows]]
            if len(rows) > most:
                cuts.add(Cut.SHARED_EVIDENCE)
            found += rows[:most].tolist()
        keys = address_keys(context.addresses)
        if len(keys) > _MOST_KEYS:
            cuts.add(Cut.MANY_ADDRESSES)
        if keys := keys[:_MOST_KEYS]:
            size = self._snapshot.entity_count
            rows, scores = beside.touched(*_weighed(beside, keys, size), size)
            if allowed is not None:
                keep = allowed[rows]
                rows, scores = rows[keep], scores[keep]
            found += rows[_best(scores, ADDRESS_CANDIDATES)].tolist()
        return tuple(dict.fromkeys(found))


def _weighed(
    postings: Postings, keys: Sequence[str], size: int, translated: Container[str] = frozenset()
) -> tuple[Spans, NDArray[np.int32]]:
    """Where the keys' rows lie, and what each key is worth: its kind's share of its rarity cubed.

    At least 1: on a short list a word that every name carries is all there is to find by.
    """
    spans = postings.find(keys)
    shares = np.array([_TRANSLATED_SHARE if key in translated else _SHARES[key[0]] for key in keys])
    rarity = np.log2((size + 1) / np.maximum(spans.counts, 1))
    return spans, np.maximum(shares * rarity**_RARITY_POWER * _SCALE, 1.0).astype(np.int32)


def _rarest(spans: Spans, weights: NDArray[np.int32]) -> tuple[Spans, NDArray[np.int32]]:
    """The keys that the fewest names carry, as many as may be read."""
    rarest_first = np.argsort(spans.counts, kind="stable")
    read = np.cumsum(spans.counts[rarest_first]) <= _MOST_POSTINGS
    kept = np.sort(rarest_first[read])
    return Spans(starts=spans.starts[kept], ends=spans.ends[kept]), weights[kept]


def _best(scores: NDArray[np.number], count: int) -> NDArray[np.int64]:
    """Places of the greatest scores, greatest first; of equal ones the first."""
    if len(scores) > 4 * count:
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        places = np.flatnonzero(scores >= least)
    else:
        places = np.arange(len(scores))
    return places[np.argsort(-scores[places], kind="stable")][:count]


def _strongest(lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """Token key -> keys of the most probable translations."""
    return {
        word: tuple(
            _key_of(other)
            for other, _ in sorted(others.items(), key=lambda found: (-found[1], found[0]))
        )[:_MOST_TRANSLATIONS]
        for word, others in lexicon.probabilities.items()
    }


def _key_of(word: str) -> str:
    return stemmed_key(word) if word.isascii() else native_key(word)

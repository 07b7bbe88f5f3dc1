"""Labels that cannot all be true: two records are two companies, and other labels join them."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.labels.clusters import UnionFind
from models.labels.records import Pair, Record
from models.labels.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A pair that is none, and the shortest way by which matches join it all the same.

    Args:
        pair: Key of the pair.
        chain: Its left record, those between, its right record.
    """

    pair: str
    chain: tuple[Record, ...]


def contradictions(
    pairs: Mapping[str, Pair], standing: Mapping[str, Standing]
) -> Iterator[Contradiction]:
    """Every no match that other labels contradict.

    Args:
        pairs: By key.
        standing: What the pairs count as.
    """
    sets = UnionFind()
    matched: dict[str, dict[str, Record]] = defaultdict(dict)
    for key, found in standing.items():
        if found.same:
            left, right = pairs[key].left, pairs[key].right
            sets.union(left.key, right.key)
            matched[left.key][right.key] = right
            matched[right.key][left.key] = left
    for key, found in standing.items():
        left, right = pairs[key].left, pairs[key].right
        if found.same is False and sets.find(left.key) == sets.find(right.key):
            yield Contradiction(pair=key, chain=_chain(matched, left, right))


def _chain(
    matched: Mapping[str, Mapping[str, Record]], start: Record, end: Record
) -> tuple[Record, ...]:
    """The shortest chain of matches between two records that one joins."""
    chains: deque[tuple[Record, ...]] = deque([(start,)])
    seen = {start.key}
    while (chain := chains.popleft())[-1].key != end.key:
        for key, record in matched.get(chain[-1].key, {}).items():
            if key not in seen:
                seen.add(key)
                chains.append((*chain, record))
    return chain

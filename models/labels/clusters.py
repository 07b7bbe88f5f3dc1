"""Which company each record is of, as far as the labels tell: union-find over records.

What connects: a label that says match; the cluster that a file gives a record; the same id in
the same source. A record that no file places goes with the records of the same name, because
a model must not be measured on a name that taught it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from matcher.normalise.names import normalise_name
from models.labels.records import Origin, Pair, Record

# Names shorter than this, without spaces, belong to many companies: they connect nothing.
_SHORTEST_NAME = 10


class UnionFind:
    """Disjoint sets of texts; the smallest member names its set, whatever the order."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def find(self, member: str) -> str:
        """The name of a member's set."""
        root = member
        while (parent := self._parents.get(root, root)) != root:
            root = parent
        while member != root:
            self._parents[member], member = root, self._parents.get(member, member)
        return root

    def union(self, one: str, other: str) -> None:
        """Join two sets."""
        low, high = sorted((self.find(one), self.find(other)))
        self._parents[high] = low


def cluster_records(
    pairs: Mapping[str, Pair],
    origins: Mapping[str, Iterable[Origin]],
    matches: Iterable[str],
) -> dict[str, str]:
    """Record key -> the cluster of its company.

    A cluster that a file named keeps that name, the smallest where several were joined; so its
    fold stays what it was. Others are named by their smallest record.

    Args:
        pairs: By key.
        origins: Where each came from.
        matches: Keys of the pairs that are one company.
    """
    given: dict[str, set[str]] = defaultdict(set)
    for found in origins.values():
        for origin in found:
            for record, cluster in origin.clusters.items():
                given[record].add(cluster)
    records = {side.key: side for pair in pairs.values() for side in (pair.left, pair.right)}
    sets = UnionFind()
    # Given clusters sort before records ("c" < "r"), so that they name their set.
    for record, clusters in given.items():
        for cluster in clusters:
            sets.union(f"c{cluster}", f"r{record}")
    for key in matches:
        sets.union(f"r{pairs[key].left.key}", f"r{pairs[key].right.key}")
    for group in _of_one_entry(records):
        _join(sets, group)
    for group in _of_one_name(records, placed=given):
        _join(sets, group)
    return {record: sets.find(f"r{record}")[1:] for record in records}


def _join(sets: UnionFind, records: Iterable[str]) -> None:
    first, *others = records
    for other in others:
        sets.union(f"r{first}", f"r{other}")


def _of_one_entry(records: Mapping[str, Record]) -> Iterable[list[str]]:
    """Records of one source under one id: the names of one listed party."""
    entries: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, record in records.items():
        if record.source and record.id:
            entries[record.source, record.id].append(key)
    return entries.values()


def _of_one_name(
    records: Mapping[str, Record], *, placed: Mapping[str, object]
) -> Iterable[list[str]]:
    """Records of one name, of which one at least was not placed by a file."""
    if len(placed) == len(records):
        return []
    names: dict[str, list[str]] = defaultdict(list)
    for key, record in records.items():
        form = "".join(sorted(token.text for token in normalise_name(record.name).tokens))
        if len(form) >= _SHORTEST_NAME:
            names[form].append(key)
    return [keys for keys in names.values() if any(key not in placed for key in keys)]

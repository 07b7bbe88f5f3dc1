"""Ids of clusters that survive when parties are added."""

from collections import Counter
from collections.abc import Mapping, Sequence

_ID_CHARS = 16
_PREFIX = "p-"


def cluster_ids(
    clusters: Sequence[Sequence[bytes]], previous: Mapping[bytes, str] | None = None
) -> list[str]:
    """An id for each cluster.

    A cluster keeps the id that most of its parties had before; where two have that claim, the one
    with more of them. A new one is called after the least of its parties' keys, which
    follow from what is written of a party alone: the same parties get the same id on any
    machine.

    Args:
        clusters: Keys of the parties of each.
        previous: Key -> id of a run before.
    """
    known = previous or {}
    claims = []
    for place, keys in enumerate(clusters):
        had = Counter(known[key] for key in keys if key in known)
        claims += [(-count, min(keys), name, place) for name, count in had.items()]
    found: dict[int, str] = {}
    taken: set[str] = set()
    for _, _, name, place in sorted(claims):
        if place not in found and name not in taken:
            found[place] = name
            taken.add(name)
    taken |= set(known.values())  # of a party that is gone, say: an id is given once
    for place, keys in enumerate(clusters):
        if place not in found:
            found[place] = _new_id(sorted(keys), taken)
            taken.add(found[place])
    return [found[place] for place in range(len(clusters))]


def _new_id(keys: Sequence[bytes], taken: set[str]) -> str:
    """Called after the first key whose name is free: a cluster that was split leaves one taken."""
    names = (f"{_PREFIX}{key.hex()[:_ID_CHARS]}" for key in keys)
    free = next((name for name in names if name not in taken), None)
    return free or f"{_PREFIX}{keys[0].hex()}"

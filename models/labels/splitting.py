"""Split labels into a part to train on and a part to measure with, by company."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_PARTS = 1 << 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Rows of labelled pairs in two parts that have no company in common.

    Args:
        between: Pairs whose two companies fell into different parts; they are in neither.
    """

    train: tuple[Mapping[str, str], ...]
    test: tuple[Mapping[str, str], ...]
    between: int


def split_by_cluster(rows: Iterable[Mapping[str, str]], *, share: float, seed: int) -> Split:
    """Split rows; where a company falls depends on its cluster and the seed alone.

    Args:
        rows: With `cluster_left` and `cluster_right`.
        share: Of the companies, for the test part: between 0 and 1.
        seed: Another seed is another split.
    """
    parts: tuple[list[Mapping[str, str]], list[Mapping[str, str]]] = ([], [])
    between = 0
    for row in rows:
        left, right = (_is_test(row[f"cluster_{side}"], share, seed) for side in ("left", "right"))
        if left == right:
            parts[left].append(row)
        else:
            between += 1
    train, test = parts
    return Split(train=tuple(train), test=tuple(test), between=between)


def _is_test(cluster: str, share: float, seed: int) -> bool:
    digest = hashlib.sha256(f"split-{seed}|{cluster}".encode()).digest()
    return int.from_bytes(digest[:4]) < share * _PARTS

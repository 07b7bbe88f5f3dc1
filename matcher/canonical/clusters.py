"""Clusters grown along links, strongest first, past a guard that may refuse to join two.

Connected components would drag two companies into one along a chain of links, each of which
looks good; here each joining is looked at as a whole, and the weakest link of the chain is
the one that is cut.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Edge(Protocol):
    """Two rows that belong together."""

    @property
    def first(self) -> int:
        """A row."""
        ...

    @property
    def second(self) -> int:
        """Another one."""
        ...


E = TypeVar("E", bound=Edge)


@dataclass(frozen=True, slots=True)
class Cut(Generic[E]):
    """A link that was not followed, and why."""

    link: E
    reason: str


@dataclass(frozen=True, slots=True)
class Clusters(Generic[E]):
    """What became of the links.

    Args:
        members: The rows of each cluster of two or more, ascending; clusters by first row.
        kept: The links that lie inside a cluster.
        cuts: The others.
    """

    members: tuple[tuple[int, ...], ...]
    kept: tuple[E, ...]
    cuts: tuple[Cut[E], ...]


Guard = Callable[[Sequence[int], Sequence[int], E], str | None]


def grow(links: Iterable[E], guard: Guard[E]) -> Clusters[E]:
    """Join rows along links.

    Args:
        links: Strongest first; of equal strength in an order that is always the same.
        guard: Given the rows of two clusters and the link between them: why they must not
            be joined, or None.
    """
    members: dict[int, list[int]] = {}
    home: dict[int, int] = {}
    kept: list[E] = []
    refused: list[Cut[E]] = []
    for link in links:
        ours, theirs = home.get(link.first, link.first), home.get(link.second, link.second)
        if ours == theirs:
            kept.append(link)
            continue
        left, right = members.get(ours, [ours]), members.get(theirs, [theirs])
        if reason := guard(left, right, link):
            refused.append(Cut(link, reason))
            continue
        kept.append(link)
        if len(left) < len(right):
            ours, theirs, left, right = theirs, ours, right, left
        left.extend(right)
        members[ours] = left
        members.pop(theirs, None)
        home.update(dict.fromkeys(right, ours))
        home[ours] = ours
    # Two rows that a link could not join may have been joined by another since.
    cuts = [cut for cut in refused if not _together(cut.link, home)]
    kept += [cut.link for cut in refused if _together(cut.link, home)]
    return Clusters(
        members=tuple(sorted(tuple(sorted(rows)) for rows in members.values())),
        kept=tuple(kept),
        cuts=tuple(cuts),
    )


def _together(link: Edge, home: dict[int, int]) -> bool:
    ours, theirs = home.get(link.first), home.get(link.second)
    return ours is not None and ours == theirs

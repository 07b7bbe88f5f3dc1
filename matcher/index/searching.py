"""What searching the listed names for one name gives, and what does it.

The kernel searches (`compiled_search`), or Python where there is none and for names that the
kernel does not take (`reference_search`).
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.alignment import Alignment
from matcher.comparison.background import Background
from matcher.index.ranking import Allowed
from matcher.kernel.batch import Sieved
from matcher.kernel.reference import Compared
from matcher.normalise.names import Name
from matcher.normalise.persons import PersonName
from matcher.records import Cut

# Alias rows compared for one query name, half ranked by what they share, half by what they
# share for their length (docs/experiments.md says what fewer and more would find). A name with
# words of another script shares less with what it is in Latin letters, and ranks lower there; so
# does a misspelt name of a person or a vessel, which is short. A name of plain words shares as much
# with many.
NAME_CANDIDATES = 96
CANDIDATES_ACROSS = 320
PLAIN_CANDIDATES = 160
TELLING_BITS = 12.0  # of a word that is not plain
OTHER_CANDIDATES = 128
# That share all words of a name. More than these are equally near, and near by nothing else.
MOST_EXACT = 500
OwnKeys = Sequence[str] | None
NO_ROWS = np.empty(0, dtype=np.uint32)


class Interest(NamedTuple):
    """Which entities are of interest.

    Args:
        least: Weight of its names from which an entity is.
        slack: Bits that what stands beside the names may be worth more for one than for another.
        limit: How many are asked for; 0 for all.
    """

    least: float
    slack: float = 0.0
    limit: int = 0


EVERYTHING = Interest(float("-inf"))


class Searched(NamedTuple):
    """The listed names that one name was compared with.

    Args:
        rows: Shape (names,): alias rows.
        entities: Shape (names,): whose names they are.
        compared: Levels and weights.
        best: Places of the best name of each entity, the heaviest first; of entities that weigh
            enough.
        entity_count: How many entities there are, whatever they weigh; those of which no name is a
            candidate are none.
        cuts: What was left out.
    """

    rows: NDArray[np.uint32]
    entities: NDArray[np.uint32]
    compared: Compared
    best: NDArray[np.uint32]
    entity_count: int
    cuts: frozenset[Cut]


class Searcher(Protocol):
    """Searches one snapshot with one model. Safe to share between threads."""

    @property
    def compared_by(self) -> Literal["kernel", "python"]:
        """What compares names."""
        ...

    def search(
        self,
        name: Name,
        beside: NDArray[np.uint32],
        allowed: Allowed,
        interest: Interest,
        own: OwnKeys = None,
        /,
    ) -> Searched:
        """Search for one name.

        Args:
            name: What to search for; of one without words nothing is found.
            beside: Alias rows that are compared whatever is found, each once. Of the others, which
                may share no more than a run of letters, a name is a candidate if a word of it
                stands for a word of this one.
            allowed: Which entities may be answered.
            interest: In which entities. Others are counted, and their pairs may have no levels and
                more weight than they are due; they are not among the best.
            own: Keys of the name, where these are not those of an organisation.
        """
        ...

    def sieve(
        self,
        names: Sequence[Name],
        beside: Sequence[NDArray[np.uint32]],
        leasts: Sequence[float],
        allowed: Allowed,
        /,
    ) -> list[Sieved | None]:
        """Find the organisations that each of many names may be, for less than their searches.

        Args:
            names: What to search for.
            beside: Of each, as for `search`.
            leasts: Of each, the weight from which an entity is of interest.
            allowed: Which entities may be answered.

        Returns:
            For each name the entities of interest that `search` finds, and the names of persons
            and vessels; None where it has to be asked, because there are many.
        """
        ...

    def compare(
        self, names: Sequence[Name], beside: Sequence[NDArray[np.uint32]], /
    ) -> Compared | None:
        """Compare names with some listed ones each, as organisations, whatever they are.

        Args:
            names: Of queries.
            beside: Of each, the alias rows it is compared with.

        Returns:
            Levels and weights of all pairs, one name after the other; what cannot be compared
            weighs infinity. None where it costs as much as comparing them one by one.
        """
        ...

    def in_common(
        self,
        persons: Sequence[PersonName],
        queries: NDArray[np.intp],
        rows: NDArray[np.uint32],
        /,
    ) -> NDArray[np.int8] | None:
        """A bound of what persons' names have in common with listed names of persons.

        Args:
            persons: The names.
            queries: Shape (pairs,): places of the names; ascending.
            rows: Shape (pairs,): of the listed names.

        Returns:
            Shape (pairs, 4): as of `InCommon`; None where it costs as much as comparing them.
        """
        ...

    def align(self, name: Name, row: int, /) -> Alignment | None:
        """Which words of a name and of a listed one stand for each other.

        Args:
            name: That was searched for.
            row: Of a listed name it was compared with.

        Returns:
            None where a side has no words.
        """
        ...


def candidates_of(name: Name, own: OwnKeys, words: Background) -> int:
    """How many listed names a name is compared with, beside those of the very same words.

    Args:
        name: With a word at least.
        own: Keys of the name, where these are not those of an organisation.
        words: How rare words are.
    """
    if any(token.native for token in name.tokens):
        return CANDIDATES_ACROSS
    if own is not None:
        return OTHER_CANDIDATES
    rarest = max(map(words.bits, name.tokens))
    return PLAIN_CANDIDATES if rarest < TELLING_BITS else NAME_CANDIDATES


def cuts_of(many_exact: bool, many_postings: bool, *, is_long: bool = False) -> frozenset[Cut]:
    """What was left out."""
    met = (
        (many_exact, Cut.EQUAL_NAMES),
        (many_postings, Cut.COMMON_WORDS),
        (is_long, Cut.LONG_NAME),
    )
    return frozenset(cut for is_met, cut in met if is_met)


def ranked(
    rows: NDArray[np.uint32],
    entities: NDArray[np.uint32],
    compared: Compared,
    cuts: frozenset[Cut],
    least: float,
) -> Searched:
    """Find the best name of each entity; what weighs -inf is none."""
    order = np.argsort(-compared.weights, kind="stable")
    _, first = np.unique(entities[order], return_index=True)
    best = order[np.sort(first)].astype(np.uint32)
    weights = compared.weights[best]
    is_candidate = weights > float("-inf")
    enough = best[(weights >= least) & is_candidate]
    return Searched(rows, entities, compared, enough, int(is_candidate.sum()), cuts)

"""Which entries of all lists are one party: found in passes, so that most are never held.

Entries that share no id, reference, number or whole name with another are read, hashed and
let go; only the others are compared.
"""

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from matcher.canonical.clusters import Clusters, grow
from matcher.canonical.entity import merge, ranked
from matcher.canonical.links import (
    Link,
    Rule,
    conflict,
    name_link,
    number_link,
    reference_link,
    references,
)
from matcher.canonical.profile import Profile, name_key
from matcher.comparison.background import Background, token_key
from matcher.normalise.identifiers import normalise_identifiers
from matcher.normalise.names import Name, normalise_name
from matcher.records import Listed

# A number or a name that more entries carry tells none of them.
_MOST_SHARING = 50
_SAME_BITS = 6  # decimals; the words of one name may be added in another order
_REMEMBERED_NAMES = 1 << 16  # normalised, about 1.3 KB each
Read = Callable[[], Iterable[Listed]]
Pair = frozenset[str]  # two ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What people decided, by the ids of two entries.

    Args:
        joined: Pairs that are one party whatever the rules find.
        split: Pairs that are not.
    """

    joined: frozenset[Pair] = frozenset()
    split: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merges:
    """Which rows are one party.

    Args:
        clusters: Rows and the links between them.
        entries: The entries of all rows that are in a cluster or in a cut link.
    """

    clusters: Clusters[Link]
    entries: Mapping[int, Listed]

    def entity_id(self, rows: Sequence[int]) -> str:
        """The id of the party that these rows make."""
        return ranked(self.entries[row] for row in rows)[0].id

    def entities(self, entries: Iterable[Listed]) -> Iterator[tuple[Listed, tuple[Listed, ...]]]:
        """Each party once, in the place of its first entry, and the entries it is made of.

        Args:
            entries: All entries, in the order in which the merges were found.
        """
        rows_of = {rows[0]: rows for rows in self.clusters.members}
        merged = {row for rows in self.clusters.members for row in rows}
        for row, listed in enumerate(entries):
            if row in rows_of:
                listings = ranked(self.entries[member] for member in rows_of[row])
                yield merge(listings), listings
            elif row not in merged:
                yield listed, (listed,)


def find_merges(read: Read, decisions: Decisions) -> Merges:
    """Find which entries are one party.

    Args:
        read: Gives all entries, each time in the same order; a row is a place in it.
        decisions: What people said of some of them.
    """
    normalise = lru_cache(maxsize=_REMEMBERED_NAMES)(normalise_name)
    groups, words = _sharing(read(), decisions, normalise)
    wanted = {row for rows in groups for row in rows}
    profiles = {
        row: Profile(listed, words, normalise) for row, listed in enumerate(read()) if row in wanted
    }
    pairs = sorted({pair for rows in groups for pair in combinations(rows, 2)})
    guard = _Guard(profiles, decisions.split)
    certain = _ordered(_certain_links(pairs, profiles, decisions.joined), profiles)
    parties = grow(certain, guard.refuses)
    likely = _name_links(pairs, profiles, parties)
    clusters = grow(_ordered([*certain, *likely], profiles), guard.refuses)
    told = {row for rows in clusters.members for row in rows}
    told |= {row for cut in clusters.cuts for row in (cut.link.first, cut.link.second)}
    return Merges(clusters=clusters, entries={row: profiles[row].listed for row in sorted(told)})


def _sharing(
    entries: Iterable[Listed], decisions: Decisions, normalise: Callable[[str], Name]
) -> tuple[list[tuple[int, ...]], Background]:
    """Rows that share a key, and how common each word is."""
    hashes, rows = array("Q"), array("Q")
    decided = defaultdict(set)
    for pair in decisions.joined:
        for entry_id in pair:
            decided[entry_id].add(min(pair))
    counts: Counter[str] = Counter()
    total = 0
    for row, listed in enumerate(entries):
        total += 1
        words: set[str] = set()
        keys = {f"@{found}" for found in references(listed) | decided.get(listed.id, set())}
        keys.update(f"i{value}" for _, value in normalise_identifiers(listed.identifiers))
        for alias in listed.aliases:
            name = normalise(alias.name)
            words.update(token_key(token) for token in name.tokens)
            keys.add(f"={name_key(name)}")
        counts.update(words)
        hashes.extend(map(_hash, keys))
        rows.extend([row] * len(keys))
    return list(_groups(hashes, rows)), Background(counts=counts, names=total)


def _hash(key: str) -> int:
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def _groups(hashes: "array[int]", rows: "array[int]") -> Iterator[tuple[int, ...]]:
    """Rows of each key that two or more have, but not too many."""
    keys = np.frombuffer(hashes, dtype=np.uint64)
    order = np.argsort(keys, kind="stable")
    if not len(order):
        return
    starts = np.flatnonzero(np.concatenate(([True], np.diff(keys[order]) != 0, [True])))
    ordered = np.frombuffer(rows, dtype=np.uint64)[order]
    lengths = np.diff(starts)
    for place in np.flatnonzero((lengths > 1) & (lengths <= _MOST_SHARING)).tolist():
        yield tuple(ordered[starts[place] : starts[place + 1]].tolist())


def _certain_links(
    pairs: Sequence[tuple[int, int]], profiles: Mapping[int, Profile], joined: frozenset[Pair]
) -> Iterator[Link]:
    for pair in pairs:
        first, second = profiles[pair[0]], profiles[pair[1]]
        if {first.listed.id, second.listed.id} in joined:
            yield Link(*pair, Rule.DECISION, detail="somebody decided so")
        elif link := (reference_link(pair, first, second) or number_link(pair, first, second)):
            yield link


def _name_links(
    pairs: Sequence[tuple[int, int]], profiles: Mapping[int, Profile], parties: Clusters[Link]
) -> Iterator[Link]:
    """Links by name between parties that no certain link joins."""
    party = {row: rows[0] for rows in parties.members for row in rows}
    bearers: dict[str, list[int]] = defaultdict(list)
    for row, profile in profiles.items():
        for key in profile.names:
            bearers[key].append(row)

    def is_unique(key: str, lists: frozenset[tuple[str, str]]) -> bool:
        found: dict[tuple[str, str], set[int]] = defaultdict(set)
        for row in bearers[key]:
            for its_list in profiles[row].lists & lists:
                found[its_list].add(party.get(row, row))
        return all(len(parties) == 1 for parties in found.values())

    for pair in pairs:
        ours, theirs = (party.get(row, row) for row in pair)
        if ours != theirs:
            link = name_link(pair, profiles[pair[0]], profiles[pair[1]], is_unique)
            if link:
                yield link


def _ordered(links: Iterable[Link], profiles: Mapping[int, Profile]) -> list[Link]:
    """Strongest first; of equal strength by ids, so that the order of reading decides nothing."""

    def place(link: Link) -> tuple[Rule, float, list[str]]:
        ids = sorted((profiles[link.first].listed.id, profiles[link.second].listed.id))
        return link.rule, -round(link.bits, _SAME_BITS), ids

    return sorted(links, key=place)


class _Guard:
    """What must not be joined, whatever a link says."""

    def __init__(self, profiles: Mapping[int, Profile], split: frozenset[Pair]) -> None:
        self._profiles = profiles
        self._split = split

    def refuses(self, left: Sequence[int], right: Sequence[int], link: Link) -> str | None:
        """Why two clusters must not be joined by a link; None if they may."""
        ours = [self._profiles[row] for row in left]
        theirs = [self._profiles[row] for row in right]
        for first in ours:
            for second in theirs:
                if reason := self._parts(first, second, link.rule):
                    return reason
        return None

    def _parts(self, first: Profile, second: Profile, rule: Rule) -> str | None:
        pair = f"{first.listed.id} and {second.listed.id}"
        if rule is Rule.SAME_ID:
            return None
        if {first.listed.id, second.listed.id} in self._split:
            return f"somebody decided that {pair} are two"
        if rule is Rule.DECISION:
            return None
        if first.kind and second.kind and first.kind != second.kind:
            return f"{pair}: {first.kind} and {second.kind}"
        if rule > Rule.REFERENCE and (reason := conflict(first, second)):
            return f"{pair}: {reason}"
        if rule > Rule.IDENTIFIER and (shared := first.lists & second.lists):
            return f"{pair} are two entries of {min(shared)[1]}"
        return None

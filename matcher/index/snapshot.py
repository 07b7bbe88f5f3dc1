"""A snapshot, opened: memory-mapped, shared by every worker, never changed."""

from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import ArrayLike, NDArray

from matcher.comparison.party import Context
from matcher.comparison.words import SpelledWord
from matcher.errors import NoSnapshot, SnapshotError, UnknownEntity
from matcher.index.arrays import check_array, check_starts, open_array
from matcher.index.bitmaps import Bitmaps
from matcher.index.blobs import Blobs
from matcher.index.filters import Condition, Labels, find_allowed
from matcher.index.manifest import open_manifest
from matcher.index.packed import check_names, open_names
from matcher.index.parties import StoredAlias, decode_alias, decode_context, decode_word
from matcher.index.postings import Postings
from matcher.index.publish import current
from matcher.lists.ftm import listed_from_ftm, listings_from_json, provenance_from_json
from matcher.normalise.names import NORMALISER_VERSION
from matcher.normalise.persons import PERSON_NORMALISER_VERSION
from matcher.records import Filters, Listed, PartyKind

FORMAT = 13
MERGES = "merges.json"
_REMEMBERED_FILTERS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetSummary:
    """One list as it stands in a snapshot.

    Args:
        key: As in `/match/{dataset}`.
        as_of: ISO 8601 date of the list; None if not known.
        sha256: Hex digest of what was ingested.
        ingested_at: UTC, ISO 8601.
    """

    key: str
    title: str
    publisher: str
    as_of: str | None
    sha256: str
    entities: int
    names: int
    ingested_at: str


def snapshots_folder(home: Path) -> Path:
    """Where the snapshots of a home folder live."""
    return home / "snapshots"


def current_snapshot_id(home: Path) -> str | None:
    """The id of the snapshot that serves, from one small file; None before the first build."""
    return current(snapshots_folder(home))


def open_current(home: Path) -> "Snapshot":
    """Open the snapshot that serves.

    Raises:
        NoSnapshot: Nothing was built yet.
        SnapshotError: It cannot be read.
    """
    snapshot_id = current_snapshot_id(home)
    if snapshot_id is None:
        raise NoSnapshot(f"nothing is built in {home}")
    return open_snapshot(snapshots_folder(home) / snapshot_id)


def open_snapshot(path: Path) -> "Snapshot":
    """Open a snapshot directory.

    Raises:
        SnapshotError: A file is missing or of another size than recorded, or the snapshot
            was built by another version: build it anew.
    """
    manifest = open_manifest(path)
    for key, ours in (
        ("format", FORMAT),
        ("normaliser", NORMALISER_VERSION),
        ("persons", PERSON_NORMALISER_VERSION),
    ):
        if manifest.facts.get(key) != ours:
            raise SnapshotError(
                f"built with {key} {manifest.facts.get(key)}, this is {ours}: build it anew",
                path=path,
            )
    try:
        summaries = orjson.loads((path / "datasets.json").read_bytes())
        datasets = tuple(DatasetSummary(**summary) for summary in summaries)
    except (OSError, ValueError, TypeError) as error:
        raise SnapshotError(f"datasets.json cannot be read: {error}", path=path) from error
    return Snapshot(path, manifest.created_at, datasets)


def _read_entry(stored: dict[str, Any]) -> Listed:
    provenance = provenance_from_json(stored.pop("provenance"))
    listings = listings_from_json(stored.pop("listings", ()))
    return replace(listed_from_ftm(stored, provenance), listings=listings)


def _rows_of(ids: Postings, count: int, entity_ids: frozenset[str]) -> NDArray[np.bool_]:
    """Which of the entity rows have one of the ids; not to be written to."""
    chosen = np.zeros(count, dtype=bool)
    for entity_id in entity_ids:
        chosen[ids.rows(entity_id)] = True
    return chosen


class Snapshot:
    """The lists as they were at one build.

    Rows are of two kinds: an entity row for each listed party, and an alias row for each of
    its names; the alias rows of a party are neighbours.
    """

    def __init__(self, path: Path, built_at: str, datasets: tuple[DatasetSummary, ...]) -> None:
        self.id = path.name
        self.path = path
        self.built_at = built_at
        self.datasets = datasets
        self.names = Postings.open(path, "names")  # keys of names -> alias rows
        self.beside = Postings.open(path, "beside")  # identifiers, addresses -> entity rows
        self._ids = Postings.open(path, "ids")
        self._entities = Blobs.open(path, "entities")
        self._aliases = Blobs.open(path, "aliases")
        self._words = Blobs.open(path, "words")
        self._contexts = Blobs.open(path, "contexts")
        self._merged = Blobs.open(path, "merged")
        self._alias_starts: NDArray[np.uint32] = open_array(path, "alias_starts")
        self.alias_entities: NDArray[np.uint32] = open_array(path, "alias_entities")
        self.packed_names = open_names(path)
        self.alias_weights: NDArray[np.uint16] = open_array(path, "alias_weights")
        self.kinds: NDArray[np.uint8] = open_array(path, "kinds")  # `PartyKind` of entity rows
        # Whether any listed party is no organisation.
        self.has_others = bool(self.kinds.max(initial=0) >= PartyKind.PERSON)
        self.entity_count = len(self._entities)
        self.name_count = len(self._aliases)
        self._check_fit()
        self.common_names = Bitmaps(path, "names", self.name_count, len(self.names))
        labels = Labels(
            rows=Postings.open(path, "labels"),
            changed=open_array(path, "changed"),
            datasets=frozenset(summary.key for summary in datasets),
        )
        # Remembered without `self`: a cycle would keep a replaced snapshot's files mapped
        # until the garbage collector comes by.
        # Who screens again asks for the same thousands of ids each time; without `self`, which
        # would be a cycle.
        self._chosen = lru_cache(maxsize=1)(partial(_rows_of, self._ids, self.entity_count))
        self._find_allowed = lru_cache(maxsize=_REMEMBERED_FILTERS)(partial(find_allowed, labels))

    def _check_fit(self) -> None:
        """Compiled code follows the arrays without a look at their ends, so that is taken here."""
        names, entities = self.name_count, self.entity_count
        starts, owners = self._alias_starts, self.alias_entities
        check_starts(self.path, "alias_starts", starts, entities, names)
        check_array(self.path, "alias_entities", owners, np.uint32, names, below=entities)
        check_array(self.path, "alias_weights", self.alias_weights, np.uint16, names)
        check_array(self.path, "kinds", self.kinds, np.uint8, entities)
        check_names(self.path, self.packed_names, names)

    def entity(self, entity_id: str) -> Listed:
        """The entity of this id; if there is none, the first that has it as a referent.

        Raises:
            UnknownEntity: There is none.
        """
        found = [self.listed(row) for row in self._ids.rows(entity_id).tolist()]
        for listed in found:
            if listed.id == entity_id:
                return listed
        for listed in found:
            if entity_id in listed.referents:
                return listed
        raise UnknownEntity(entity_id)

    def listed(self, entity: int) -> Listed:
        """The listed party of an entity row."""
        return _read_entry(orjson.loads(self._entities[entity]))

    def listings(self, entity_id: str) -> tuple[Listed, ...]:
        """The entries that the entity of this id or referent is made of, as their lists have them.

        Raises:
            UnknownEntity: There is none.
        """
        listed = self.entity(entity_id)
        for row in self._ids.rows(listed.id).tolist():
            if self._merged[row] and self.listed(row).id == listed.id:
                return tuple(map(_read_entry, orjson.loads(self._merged[row])))
        return (listed,)

    def merges(self) -> dict[str, Any]:
        """Which entries are one party and why, as `matcher.canonical.report` wrote it.

        Raises:
            SnapshotError: It cannot be read.
        """
        path = self.path / MERGES
        try:
            document: dict[str, Any] = orjson.loads(path.read_bytes())
        except (OSError, ValueError) as error:
            raise SnapshotError(f"cannot be read: {error}", path=path) from error
        return document

    def alias(self, row: int) -> StoredAlias:
        """The name of an alias row."""
        return decode_alias(self._aliases[row])

    def word(self, number: int) -> SpelledWord:
        """A word of listed names, by its number in `StoredAlias.words`."""
        return decode_word(self._words[number])

    def context(self, entity: int) -> Context:
        """What stands beside the names of an entity row."""
        return decode_context(self._contexts[entity])

    def alias_rows(self, entity: int) -> range:
        """The alias rows of an entity row."""
        return range(int(self._alias_starts[entity]), int(self._alias_starts[entity + 1]))

    def entities_of(self, alias_rows: ArrayLike) -> NDArray[np.uint32]:
        """The entity row of each alias row."""
        found: NDArray[np.uint32] = self.alias_entities[np.asarray(alias_rows, dtype=np.uint32)]
        return found

    def allowed(self, filters: Filters, dataset: str | None) -> NDArray[np.bool_] | None:
        """Which entity rows may be answered; None if all may.

        Args:
            filters: What the caller asked for.
            dataset: Key of the list that is screened against; None for all.

        Raises:
            InvalidQuery: `changed_since` is neither a date nor a time.
        """
        if dataset is None and filters.allow_all:
            return None
        include = filters.include_datasets
        if dataset is not None:
            include = include & {dataset} if include else frozenset({dataset})
            if not include:
                return np.zeros(self.entity_count, dtype=bool)
        allowed = self._find_allowed(
            Condition(
                include_datasets=include,
                exclude_datasets=filters.exclude_datasets,
                exclude_schemata=filters.exclude_schemata,
                topics=filters.topics,
                changed_since=filters.changed_since,
            )
        )
        if filters.only_entity_ids is not None:
            chosen = self._chosen(filters.only_entity_ids)
            allowed = chosen if allowed is None else allowed & chosen
        if not filters.exclude_entity_ids:
            return allowed
        allowed = np.ones(self.entity_count, dtype=bool) if allowed is None else allowed.copy()
        for entity_id in filters.exclude_entity_ids:
            allowed[self._ids.rows(entity_id)] = False
        return allowed

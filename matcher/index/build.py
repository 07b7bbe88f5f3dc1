"""Build a snapshot from the lists that are ingested, and publish it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from matcher.canonical.decisions import DecisionStore
from matcher.canonical.merges import find_merges
from matcher.canonical.report import merges_json
from matcher.comparison.completion import opening_keys
from matcher.comparison.keys import address_keys, heard_keys, identifier_keys, name_keys
from matcher.comparison.party import Context, make_context
from matcher.comparison.person_keys import initial_keys, person_keys
from matcher.errors import NoSnapshot
from matcher.index.arrays import save_array
from matcher.index.bitmaps import write_bitmaps
from matcher.index.blobs import write_blobs
from matcher.index.filters import label_keys, moment_of_change
from matcher.index.packed import save_names
from matcher.index.parties import NOBODY, WordTable, encode_alias, encode_context
from matcher.index.postings import PostingsBuilder
from matcher.index.publish import prune, publish
from matcher.index.snapshot import FORMAT, MERGES, Snapshot, open_snapshot, snapshots_folder
from matcher.kernel.names import NamesPacker
from matcher.kernel.words import pack_words
from matcher.lists.ftm import listed_to_ftm, listings_to_json, provenance_to_json
from matcher.lists.sources import SOURCES
from matcher.lists.store import ListStore, Manifest
from matcher.normalise.names import NORMALISER_VERSION, Name, normalise_name
from matcher.normalise.persons import PERSON_NORMALISER_VERSION, normalise_person
from matcher.normalise.readings import names_within
from matcher.normalise.vessels import normalise_vessel
from matcher.records import Alias, Listed, PartyKind, is_other, kind_of

KEEP = 2  # snapshots beside the one that serves, to roll back to
_TIMES_READ = 3  # to find what entries share, to compare those that do, to write all
_REPORT_EVERY = 1000
_MOST_WEIGHT = np.iinfo(np.uint16).max  # keys of one name that its weight can count

Progress = Callable[[int, int], None]  # entries done, entries in all


def build(home: Path, *, progress: Progress | None = None, keep: int = KEEP) -> Snapshot:
    """Build a snapshot of all ingested lists and make it the one that serves.

    Entries that are one party (`matcher.canonical`) become one, which keeps each of its
    listings; people's decisions of the home folder go before the rules.

    Args:
        home: The folder that holds Tallyman's state.
        progress: Told how far it is, now and then.
        keep: How many snapshots stay beside the one that serves, the last ones.

    Raises:
        NoSnapshot: No list is ingested.
        ListError: A stored list is damaged.
        SnapshotError: It cannot be written.
    """
    store = ListStore(home)
    manifests = sorted(store.current(), key=lambda m: (m.source == "ftm", m.source))
    if not manifests:
        raise NoSnapshot(f"no list is ingested in {home}; ingest one first")
    read = _reading(store, manifests, progress)

    def write(directory: Path) -> Mapping[str, Any]:
        merges = find_merges(read, DecisionStore(home).decisions())
        (directory / MERGES).write_bytes(merges_json(merges))
        return _write(directory, merges.entities(read()), _DatasetCounts(manifests))

    root = snapshots_folder(home)
    path = publish(root, write)
    prune(root, keep=keep)
    return open_snapshot(path)


def _reading(
    store: ListStore, manifests: Sequence[Manifest], progress: Progress | None
) -> Callable[[], Iterator[Listed]]:
    """What reads all entries, as often as a build does, and tells how far that is."""
    total = _TIMES_READ * sum(manifest.report.entries for manifest in manifests)
    done = count(1)

    def read() -> Iterator[Listed]:
        for manifest in manifests:
            for listed in store.entries(manifest):
                now = next(done)
                if progress and (now % _REPORT_EVERY == 0 or now == total):
                    progress(now, total)
                yield listed

    return read


def _write(
    directory: Path,
    entities: Iterator[tuple[Listed, tuple[Listed, ...]]],
    datasets: "_DatasetCounts",
) -> Mapping[str, Any]:
    """Write every file of a snapshot in one pass over the entries."""
    names, beside = PostingsBuilder(), PostingsBuilder()
    ids, labels = PostingsBuilder(), PostingsBuilder()
    words = WordTable()
    packer = NamesPacker()
    aliases: list[bytes] = []
    contexts: list[bytes] = []
    starts, weights = [0], []
    kinds: list[PartyKind] = []
    changed: list[bytes] = []
    merged: list[bytes] = []

    def stored() -> Iterator[bytes]:
        for row, (listed, listings) in enumerate(entities):
            kind = _kind(listed)
            kinds.append(kind)
            context = make_context(
                listed.countries,
                listed.addresses,
                listed.identifiers,
                listed.properties.get("birthDate", ()),
                kind,
            )
            for alias, name, parts in _comparable(listed, kind):
                keys, more = _name_keys(name, parts, kind)
                names.add_many(keys + more, len(aliases))
                weights.append(min(len(keys), _MOST_WEIGHT))
                stored_alias = words.store(alias, name, parts) if alias else NOBODY
                packer.add(stored_alias.words, stored_alias.joins, stored_alias.legal_forms)
                aliases.append(encode_alias(stored_alias))
            starts.append(len(aliases))
            contexts.append(encode_context(context))
            beside.add_many(_context_keys(context), row)
            ids.add_many([listed.id, *listed.referents], row)
            labels.add_many(label_keys(listed), row)
            changed.append(moment_of_change(listed))
            datasets.add(listings)
            alone = len(listings) == 1
            merged.append(b"" if alone else orjson.dumps(list(map(_stored, listings))))
            yield orjson.dumps(_stored(listed))

    entity_count = write_blobs(directory, "entities", stored())
    write_blobs(directory, "aliases", aliases)
    write_blobs(directory, "words", words.encoded())
    write_blobs(directory, "contexts", contexts)
    write_blobs(directory, "merged", merged)
    save_array(directory, "alias_starts", np.asarray(starts, dtype=np.uint32))
    rows = np.arange(entity_count, dtype=np.uint32)
    save_array(directory, "alias_entities", np.repeat(rows, np.diff(starts)))
    save_names(directory, packer.packed(pack_words(words.spelled())))
    save_array(directory, "alias_weights", np.asarray(weights, dtype=np.uint16))
    save_array(directory, "kinds", np.asarray(kinds, dtype=np.uint8))
    save_array(directory, "changed", np.asarray(changed, dtype=np.bytes_))
    names.write(directory, "names")
    write_bitmaps(directory, "names", len(aliases))
    beside.write(directory, "beside")
    ids.write(directory, "ids")
    labels.write(directory, "labels")
    (directory / "datasets.json").write_bytes(orjson.dumps(datasets.summaries()))
    return {
        "format": FORMAT,
        "normaliser": NORMALISER_VERSION,
        "persons": PERSON_NORMALISER_VERSION,
        "entities": entity_count,
        "names": len(aliases),
    }


def _kind(listed: Listed) -> PartyKind:
    """What is listed: an address alone is a place, whatever the publisher files it under."""
    return kind_of(listed.schema) if listed.aliases or not listed.addresses else PartyKind.PLACE


def _comparable(listed: Listed, kind: PartyKind) -> list[tuple[Alias | None, Name, str]]:
    """One row an alias that can be compared; one row for a party that has none.

    A name that holds two (`Dormelan, formerly Veltran`) has a row for each besides. A name
    without a word (`АО`, `***`) is not known. Compared beside the party's other names it would
    hide that those differ, and an address in common would look like a match.

    Returns:
        The alias, its normal form, and of a person's what each word is.
    """
    aliases = listed.aliases
    if not is_other(kind):
        within = {name: alias for alias in aliases for name in names_within(alias.name)}
        known = {alias.name for alias in aliases}
        aliases += tuple(
            replace(alias, name=name) for name, alias in within.items() if name not in known
        )
    rows = [(alias, *_normal_form(alias.name, kind)) for alias in aliases]
    comparable = [row for row in rows if row[1].tokens]
    return [*(comparable or rows[:1])] or [(None, Name(()), "")]


def _normal_form(text: str, kind: PartyKind) -> tuple[Name, str]:
    if kind is PartyKind.PERSON:
        person = normalise_person(text)
        return person.name, person.parts
    return (normalise_vessel(text) if kind is PartyKind.VESSEL else normalise_name(text)), ""


def _name_keys(name: Name, parts: str, kind: PartyKind) -> tuple[list[str], list[str]]:
    """The keys of a name that count its weight, and those that it is found by besides."""
    if parts:
        return person_keys(name, parts), initial_keys(name, parts) + heard_keys(name)
    openings = [] if is_other(kind) else opening_keys(name)
    return name_keys(name), openings + heard_keys(name)


def _stored(listed: Listed) -> dict[str, Any]:
    """An entry as JSON, with where it was read."""
    stored = listed_to_ftm(listed) | {"provenance": provenance_to_json(listed.provenance)}
    if listed.listings:
        stored["listings"] = listings_to_json(listed.listings)
    return stored


def _context_keys(context: Context) -> list[str]:
    return identifier_keys(context) + address_keys(context.addresses)


class _DatasetCounts:
    """What the catalogue says of each list, gathered while parties pass."""

    def __init__(self, manifests: Sequence[Manifest]) -> None:
        self._entities: Counter[str] = Counter()
        self._names: Counter[str] = Counter()
        # The publisher's own file speaks for its list before a conversion of it does.
        self._order = {manifest.source: place for place, manifest in enumerate(manifests)}
        self._read = {manifest.source: manifest for manifest in manifests}
        self._manifests: dict[str, Manifest] = {}

    def add(self, listings: Sequence[Listed]) -> None:
        names: dict[str, set[str]] = {}
        for listed in listings:
            manifest = self._read[listed.provenance.source]
            for dataset in listed.datasets:
                names.setdefault(dataset, set()).update(alias.name for alias in listed.aliases)
                known = self._manifests.setdefault(dataset, manifest)
                if self._order[manifest.source] < self._order[known.source]:
                    self._manifests[dataset] = manifest
        for dataset, found in names.items():
            self._entities[dataset] += 1
            self._names[dataset] += len(found)

    def summaries(self) -> list[dict[str, Any]]:
        described = {source.key: source for source in SOURCES}
        return [
            {
                "key": key,
                "title": described[key].title if key in described else key,
                "publisher": described[key].publisher if key in described else "",
                "as_of": manifest.as_of.isoformat() if manifest.as_of else None,
                "sha256": manifest.sha256,
                "entities": self._entities[key],
                "names": self._names[key],
                "ingested_at": manifest.ingested_at,
            }
            for key, manifest in sorted(self._manifests.items())
        ]

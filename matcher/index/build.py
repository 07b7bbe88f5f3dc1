"""Build a snapshot from the lists that are ingested, and publish it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from matcher.comparison.party import Context, make_context
from matcher.errors import NoSnapshot
from matcher.index.arrays import save_array
from matcher.index.blobs import write_blobs
from matcher.index.filters import label_keys, moment_of_change
from matcher.index.keys import address_keys, identifier_keys, name_keys
from matcher.index.parties import NOBODY, WordTable, encode_alias, encode_context
from matcher.index.postings import PostingsBuilder
from matcher.index.publish import prune, publish
from matcher.index.snapshot import FORMAT, Snapshot, open_snapshot, snapshots_folder
from matcher.lists.ftm import listed_to_ftm, provenance_to_json
from matcher.lists.sources import SOURCES
from matcher.lists.store import ListStore, Manifest
from matcher.normalise.names import NORMALISER_VERSION, Name, normalise_name
from matcher.records import Alias, Listed

_KEEP = 2  # snapshots beside the one that serves, to roll back to
_REPORT_EVERY = 1000
_MOST_WEIGHT = np.iinfo(np.uint16).max  # keys of one name that its weight can count

Progress = Callable[[int, int], None]  # entries done, entries in all


def build(home: Path, *, progress: Progress | None = None) -> Snapshot:
    """Build a snapshot of all ingested lists and make it the one that serves.

    An entry that two lists carry under one id (a publisher's own file and a conversion of
    it) is taken from the publisher's own.

    Args:
        home: The folder that holds Tallyman's state.
        progress: Told how far it is, now and then.

    Raises:
        NoSnapshot: No list is ingested.
        ListError: A stored list is damaged.
        SnapshotError: It cannot be written.
    """
    store = ListStore(home)
    manifests = sorted(store.current(), key=lambda m: (m.source == "ftm", m.source))
    if not manifests:
        raise NoSnapshot(f"no list is ingested in {home}; ingest one first")
    total = sum(manifest.report.entries for manifest in manifests)

    def write(directory: Path) -> Mapping[str, Any]:
        return _write(directory, _tell(_entries(store, manifests), total, progress))

    root = snapshots_folder(home)
    path = publish(root, write)
    prune(root, keep=_KEEP)
    return open_snapshot(path)


def _entries(store: ListStore, manifests: Iterable[Manifest]) -> Iterator[tuple[Manifest, Listed]]:
    """Each entry once, with the list it was taken from."""
    seen: set[str] = set()
    for manifest in manifests:
        for listed in store.entries(manifest):
            if listed.id not in seen:
                seen.add(listed.id)
                yield manifest, listed


def _tell(
    entries: Iterator[tuple[Manifest, Listed]], total: int, progress: Progress | None
) -> Iterator[tuple[Manifest, Listed]]:
    for done, entry in enumerate(entries, start=1):
        if progress and done % _REPORT_EVERY == 0:
            progress(done, total)
        yield entry
    if progress:
        progress(total, total)


def _write(directory: Path, entries: Iterator[tuple[Manifest, Listed]]) -> Mapping[str, Any]:
    """Write every file of a snapshot in one pass over the entries."""
    names, beside = PostingsBuilder(), PostingsBuilder()
    ids, labels = PostingsBuilder(), PostingsBuilder()
    words = WordTable()
    aliases: list[bytes] = []
    contexts: list[bytes] = []
    starts, weights = [0], []
    changed: list[bytes] = []
    datasets = _DatasetCounts()

    def stored() -> Iterator[bytes]:
        for row, (manifest, listed) in enumerate(entries):
            context = make_context(listed.countries, listed.addresses, listed.identifiers)
            for alias, name in _comparable(listed):
                keys = name_keys(name)
                names.add_many(keys, len(aliases))
                weights.append(min(len(keys), _MOST_WEIGHT))
                aliases.append(encode_alias(words.store(alias, name) if alias else NOBODY))
            starts.append(len(aliases))
            contexts.append(encode_context(context))
            beside.add_many(_context_keys(context), row)
            ids.add_many([listed.id, *listed.referents], row)
            labels.add_many(label_keys(listed), row)
            changed.append(moment_of_change(listed))
            datasets.add(manifest, listed)
            yield orjson.dumps(
                listed_to_ftm(listed) | {"provenance": provenance_to_json(listed.provenance)}
            )

    count = write_blobs(directory, "entities", stored())
    write_blobs(directory, "aliases", aliases)
    write_blobs(directory, "words", words.encoded())
    write_blobs(directory, "contexts", contexts)
    save_array(directory, "alias_starts", np.asarray(starts, dtype=np.uint32))
    save_array(directory, "alias_weights", np.asarray(weights, dtype=np.uint16))
    save_array(directory, "changed", np.asarray(changed, dtype=np.bytes_))
    names.write(directory, "names")
    beside.write(directory, "beside")
    ids.write(directory, "ids")
    labels.write(directory, "labels")
    (directory / "datasets.json").write_bytes(orjson.dumps(datasets.summaries()))
    return {
        "format": FORMAT,
        "normaliser": NORMALISER_VERSION,
        "entities": count,
        "names": len(aliases),
    }


def _comparable(listed: Listed) -> list[tuple[Alias | None, Name]]:
    """One row an alias that can be compared; one row for a party that has none.

    A name without a word (`АО`, `***`) is not known. Compared beside the party's other
    names it would hide that those differ, and an address in common would look like a match.
    """
    rows = [(alias, normalise_name(alias.name)) for alias in listed.aliases]
    comparable = [(alias, name) for alias, name in rows if name.tokens]
    return [*(comparable or rows[:1])] or [(None, Name(()))]


def _context_keys(context: Context) -> list[str]:
    return identifier_keys(context) + address_keys(context.addresses)


class _DatasetCounts:
    """What the catalogue says of each list, gathered while entries pass."""

    def __init__(self) -> None:
        self._entities: Counter[str] = Counter()
        self._names: Counter[str] = Counter()
        self._manifests: dict[str, Manifest] = {}

    def add(self, manifest: Manifest, listed: Listed) -> None:
        for dataset in listed.datasets:
            self._entities[dataset] += 1
            self._names[dataset] += len(listed.aliases)
            self._manifests.setdefault(dataset, manifest)

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

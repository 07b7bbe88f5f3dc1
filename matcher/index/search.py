"""Search for words: the listed parties that carry each of them in a name or an address.

For a person at a search box. Who screens wants `matcher.screening`, which tolerates what
differs and says how likely a match is; here a party is found or it is not.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.keys import exact_key, identifier_keys, native_key, trigram_keys, word_key
from matcher.comparison.party import make_context
from matcher.index.ranking import LENGTH_OFFSET
from matcher.index.snapshot import Snapshot
from matcher.lists.vocabulary import ADDRESS_SCHEMA, PARTY_SCHEMATA
from matcher.normalise.names import normalise_name
from matcher.normalise.tokens import Token
from matcher.records import Filters, Identifier, Listed

# Countries and facets are read from each entry found, some 10 microseconds each: past these
# numbers the answer says that it counted no further.
_MOST_READ_FOR_COUNTRY = 20_000
MOST_COUNTED = 2_000
_MOST_WORDS = 20
_FUZZY_SHARE = 0.6  # of a word's trigrams that a name must have
_WEIGHT_SCALE = 8

_COMPANIES = frozenset(("Company", "Organization", "PublicBody"))
_VEHICLES = frozenset(("Vehicle", "Vessel", "Airplane"))
# A schema stands for those that extend it; what is not here stands for itself.
_EXTENDED_BY = {
    "Thing": PARTY_SCHEMATA | {ADDRESS_SCHEMA},
    "LegalEntity": _COMPANIES | {"LegalEntity", "Person"},
    "Organization": _COMPANIES,
    "Asset": _VEHICLES | {"Asset", "Company", "Security", "CryptoWallet"},
    "Vehicle": _VEHICLES,
}
SCHEMATA = tuple(sorted(PARTY_SCHEMATA | {ADDRESS_SCHEMA, "Thing"}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What to search for.

    Args:
        text: Words, an identifier or an id; blank finds all.
        filters: Which parties may be found; its limit is how many are returned.
        dataset: Key of the list; None for all.
        schema: Only this and those that extend it; None for any.
        countries: ISO 3166-1 alpha-2; empty for any.
        offset: How many to pass over.
        is_fuzzy: Whether a word may be misspelt.
        facets: Of `FACETS`, what to count.
    """

    text: str
    filters: Filters = field(default_factory=Filters)
    dataset: str | None = None
    schema: str | None = None
    countries: frozenset[str] = frozenset()
    offset: int = 0
    is_fuzzy: bool = False
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found.

    Args:
        listed: The page asked for, nearest first.
        total: How many there are; at least so many if `is_total_exact` is false.
        facets: Facet -> value -> how many of the first `MOST_COUNTED` have it.
    """

    listed: tuple[Listed, ...]
    total: int
    is_total_exact: bool
    facets: Mapping[str, Mapping[str, int]]


FACETS: Mapping[str, Callable[[Listed], tuple[str, ...]]] = {
    "datasets": lambda listed: listed.datasets,
    "schema": lambda listed: (listed.schema,),
    "countries": lambda listed: listed.countries,
    "topics": lambda listed: listed.topics,
}
"""What can be counted, and where an entry has it."""


def search(snapshot: Snapshot, asked: Search) -> Found:
    """The parties that carry every word, an identifier or an id.

    Raises:
        InvalidQuery: `changed_since` is neither a date nor a time.
    """
    rows = _ranked(snapshot, asked)
    allowed = snapshot.allowed(_with_schema(asked), asked.dataset)
    if allowed is not None:
        rows = rows[allowed[rows]]
    is_exact = True
    if asked.countries:
        is_exact = len(rows) <= _MOST_READ_FOR_COUNTRY
        rows = _in_countries(snapshot, rows[:_MOST_READ_FOR_COUNTRY], asked.countries)
    page = rows[asked.offset : asked.offset + asked.filters.limit].tolist()
    return Found(
        listed=tuple(snapshot.listed(row) for row in page),
        total=len(rows),
        is_total_exact=is_exact,
        facets=_count(snapshot, rows[:MOST_COUNTED], asked.facets),
    )


def _ranked(snapshot: Snapshot, asked: Search) -> NDArray[np.int64]:
    """Entity rows: by id, then by identifier, then by words, nearest first."""
    text = asked.text.strip()
    if not text:
        return np.arange(snapshot.entity_count)
    by_id = snapshot.allowed(Filters(exclude_entity_ids=frozenset((text,))), None)
    number = Identifier(kind="registrationNumber", value=text)
    first = [np.flatnonzero(~by_id)] if by_id is not None else []
    same = identifier_keys(make_context((), (), (number,)))
    first += [snapshot.beside.rows(key).astype(np.int64) for key in same]
    rows = np.concatenate([*first, _by_words(snapshot, text, is_fuzzy=asked.is_fuzzy)])
    _, places = np.unique(rows, return_index=True)
    return rows[np.sort(places)]


def _by_words(snapshot: Snapshot, text: str, *, is_fuzzy: bool) -> NDArray[np.int64]:
    name = normalise_name(text)
    tokens = name.tokens[:_MOST_WORDS]
    if not tokens:
        return np.empty(0, dtype=np.int64)
    found: NDArray[np.int64] | None = None
    for token in tokens:
        rows = _with_word(snapshot, token, is_fuzzy=is_fuzzy)
        found = rows if found is None else np.intersect1d(found, rows, assume_unique=True)
    assert found is not None
    # Nearest is who has the rare words, and few besides, in one name.
    keys = [exact_key(name), *(key for token in tokens for key in _word_keys(token))]
    spans = snapshot.names.find(keys)
    rarity = np.log2((snapshot.name_count + 1) / np.maximum(spans.counts, 1))
    weights = np.maximum(rarity * _WEIGHT_SCALE, 1.0).astype(np.int32)
    aliases, scores = snapshot.names.touched(spans, weights, snapshot.name_count)
    nearness = np.zeros(snapshot.entity_count)
    lengths = snapshot.alias_weights[aliases] + LENGTH_OFFSET
    np.maximum.at(nearness, snapshot.entities_of(aliases), scores / lengths)
    return found[np.argsort(-nearness[found], kind="stable")]


def _with_word(snapshot: Snapshot, token: Token, *, is_fuzzy: bool) -> NDArray[np.int64]:
    """Entity rows that carry a word in a name or an address, ascending."""
    aliases = [snapshot.names.rows(key) for key in _word_keys(token)]
    if is_fuzzy and not token.number:
        trigrams = trigram_keys(token.text)
        rows, shared = snapshot.names.touched(
            trigrams, np.ones(len(trigrams), dtype=np.int32), snapshot.name_count
        )
        aliases.append(rows[shared >= _FUZZY_SHARE * len(trigrams)])
    kind = "m" if token.number else "a"
    beside = snapshot.beside.rows(kind + token.text).astype(np.int64)
    return np.unique(np.concatenate([snapshot.entities_of(np.concatenate(aliases)), beside]))


def _word_keys(token: Token) -> list[str]:
    return [word_key(token.text), *([native_key(token.native)] if token.native else [])]


def _with_schema(asked: Search) -> Filters:
    """The filters, narrowed to the schema that is asked for."""
    filters = asked.filters
    if asked.schema is None:
        return filters
    wanted = _EXTENDED_BY.get(asked.schema, frozenset((asked.schema,)))
    others = _EXTENDED_BY["Thing"] - wanted
    return Filters(
        include_datasets=filters.include_datasets,
        exclude_datasets=filters.exclude_datasets,
        exclude_schemata=filters.exclude_schemata | others,
        exclude_entity_ids=filters.exclude_entity_ids,
        topics=filters.topics,
        changed_since=filters.changed_since,
    )


def _in_countries(
    snapshot: Snapshot, rows: NDArray[np.int64], countries: frozenset[str]
) -> NDArray[np.int64]:
    keep = [not countries.isdisjoint(snapshot.context(row).countries) for row in rows.tolist()]
    kept: NDArray[np.int64] = rows[np.array(keep, dtype=bool)]
    return kept


def _count(
    snapshot: Snapshot, rows: NDArray[np.int64], facets: Iterable[str]
) -> Mapping[str, Mapping[str, int]]:
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in facets}
    if counts:
        for row in rows.tolist():
            listed = snapshot.listed(row)
            for facet, counter in counts.items():
                counter.update(set(FACETS[facet](listed)))
    return {
        facet: dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
        for facet, counter in counts.items()
    }

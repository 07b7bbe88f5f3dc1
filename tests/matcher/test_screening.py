import csv
import gc
import random
import sys
import weakref
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from operator import add
from pathlib import Path

import pytest

from matcher.comparison.party import make_context, make_party
from matcher.comparison.specification import compare
from matcher.errors import InvalidQuery, NoSnapshot
from matcher.index.snapshot import Snapshot
from matcher.normalise.names import normalise_name
from matcher.records import (
    Filters,
    Identifier,
    Listed,
    PartyKind,
    Query,
    Screening,
    kind_of,
)
from matcher.sample import SampleFiles
from matcher.scoring.model import Model
from matcher.screening import Screener, open_screener
from models.live import open_live_screener
from tests.matcher.index.homes import entity, snapshot_of

WIDE = Filters(limit=500)
NO_ORGANISATIONS = frozenset(("Person", "Vessel"))
ADDRESS = "Unit 7, 12 Sadovaya street, Dormelansk 119261"


def ids(screening: Screening) -> list[str]:
    return [hit.listed.id for hit in screening.hits]


def full_query(listed: Listed) -> Query:
    """Everything that is known of a party."""
    return Query(
        schema=listed.schema,
        names=tuple(alias.name for alias in listed.aliases),
        countries=listed.countries,
        addresses=listed.addresses,
        identifiers=listed.identifiers,
    )


def is_organisation(listed: Listed) -> bool:
    """Whether it is compared as an organisation; of persons and vessels see test_pairing."""
    return kind_of(listed.schema) < PartyKind.PERSON


@pytest.fixture(scope="module")
def queries(parties: list[Listed]) -> list[Query]:
    """Names alone, and with some or all of what stands beside them."""
    rng = random.Random(4)
    found = []
    for listed in rng.sample(parties, 40):
        found.append(full_query(listed))
        found.append(Query(names=(listed.caption,)))
        found.append(Query(names=(listed.caption[: rng.randrange(4, 30)],), countries=("ru",)))
    return found


def test_bits_sum_to_the_weight_and_hits_are_sorted(
    screener: Screener, queries: list[Query]
) -> None:
    for query in queries:
        screening = screener.screen(query, WIDE)
        organisations = [hit for hit in screening.hits if is_organisation(hit.listed)]
        # Weights that differ by rounding are equal, and then likeness decides.
        weights = [round(hit.match_weight, 6) for hit in organisations]
        scores = [round(hit.score, 9) for hit in screening.hits]
        if kind_of(query.schema) < PartyKind.PERSON:
            assert weights == sorted(weights, reverse=True)
        assert scores == sorted(scores, reverse=True)
        for hit in screening.hits:
            assert reduce(add, [evidence.bits for evidence in hit.evidence]) == hit.match_weight
            assert 0.0 < hit.score < 1.0


def test_an_entity_is_answered_once(screener: Screener, queries: list[Query]) -> None:
    for query in queries:
        screening = screener.screen(query, WIDE)
        assert max(Counter(ids(screening)).values(), default=1) == 1


def test_its_best_name_speaks_for_an_entity(screener: Screener, parties: list[Listed]) -> None:
    for listed in random.Random(4).sample(list(filter(is_organisation, parties)), 60):
        query = full_query(listed)
        for hit in screener.screen(query, Filters(exclude_schemata=NO_ORGANISATIONS)).hits:
            assert hit.matched_name in {alias.name for alias in hit.listed.aliases}
            best = best_weight(screener.model, query, hit.listed)
            # Of another party, names that share next to nothing are not all compared.
            is_asked_for = hit.listed.id == listed.id
            assert hit.match_weight == best if is_asked_for else hit.match_weight <= best


def best_weight(model: Model, query: Query, listed: Listed) -> float:
    """The weight of the best pair of names, every pair compared as a batch would."""
    ours, theirs = (
        make_context(side.countries, side.addresses, side.identifiers) for side in (query, listed)
    )
    return max(
        model.weights.match_weight(
            compare(
                make_party(name, ours, model.knowledge),
                make_party(alias.name, theirs, model.knowledge),
                model.knowledge,
            )
        )
        for name in query.names
        for alias in listed.aliases
    )


def test_the_name_that_matched_is_the_listed_one(screener: Screener, parties: list[Listed]) -> None:
    """Each name asked for alone is answered by itself, or by one that is written alike."""
    for listed in parties[::5]:
        for alias in listed.aliases:
            screening = screener.screen(Query(names=(alias.name,)), WIDE)
            [hit] = [hit for hit in screening.hits if hit.listed.id == listed.id]
            name = next(found for found in hit.evidence if found.comparison.endswith("name"))
            assert (name.query, name.listed) == (alias.name, hit.matched_name)


@pytest.mark.parametrize("limit", [0, 1, 3, 50])
def test_limit_cuts_hits_and_not_the_total(
    screener: Screener, queries: list[Query], limit: int
) -> None:
    for query in queries[:30]:
        everything = screener.screen(query, WIDE)
        cut = screener.screen(query, Filters(limit=limit))
        assert cut.hits == everything.hits[:limit]
        assert cut.total == everything.total == len(everything.hits)
        assert cut.scored == everything.scored >= everything.total


def test_cutoff_leaves_out_what_scores_lower(screener: Screener, queries: list[Query]) -> None:
    for query in queries[:30]:
        everything = screener.screen(query, WIDE)
        for cutoff in (0.0, 0.2, everything.hits[0].score, 1.0):
            cut = screener.screen(query, Filters(limit=500, cutoff=cutoff))
            assert cut.hits == tuple(hit for hit in everything.hits if hit.score >= cutoff)
            assert cut.total == len(cut.hits)


@pytest.mark.parametrize(
    "filters",
    [
        pytest.param(Filters(cutoff=0.7), id="cutoff"),
        pytest.param(Filters(cutoff=0.2, base_rate=1e-3), id="base-rate"),
        pytest.param(Filters(cutoff=0.5, topics=frozenset({"sanction"})), id="topic"),
        pytest.param(Filters(), id="no-cutoff"),
    ],
)
def test_the_sieve_keeps_what_has_an_answer(
    screener: Screener, queries: list[Query], filters: Filters
) -> None:
    asked = [
        *queries,
        *(Query(names=(query.names[0],), countries=("sg",)) for query in queries),
        *(Query(names=("Zyqxo Wervo", *query.names)) for query in queries),
        *(Query(schema="Vessel", names=query.names) for query in queries),
        *(replace(query, identifiers=()) for query in queries),
        *(replace(query, identifiers=(), names=("Zyqxo Wervo",)) for query in queries),
        Query(names=("Zyqxo Wervo",)),
        Query(names=("Ltd.",), countries=("ru",)),
        Query(names=(), countries=("ru",)),
    ]
    kept = screener.sieve(asked, filters)
    answered = [bool(screener.screen(query, filters).hits) for query in asked]
    assert len(kept) == len(asked)
    assert not [query for query, k, a in zip(asked, kept, answered, strict=True) if a and not k]
    if filters.cutoff and screener.compared_by == "kernel":
        assert sum(kept) < len(asked)


def test_threshold_decides_what_is_a_match_and_nothing_else(
    screener: Screener, queries: list[Query]
) -> None:
    for query in queries[:30]:
        usual = screener.screen(query, WIDE)
        assert usual.threshold == screener.model.threshold
        assert all(hit.match == (hit.score >= usual.threshold) for hit in usual.hits)
        for threshold in (0.0, usual.hits[0].score, 1.0):
            other = screener.screen(query, Filters(limit=500, threshold=threshold))
            assert other.threshold == threshold
            assert [hit.match for hit in other.hits] == [
                hit.score >= threshold for hit in usual.hits
            ]
            assert ids(other) == ids(usual)


def test_an_answer_names_what_made_it(screener: Screener) -> None:
    screening = screener.screen(Query(names=("Dormelan",)), Filters())
    assert screening.model_id == screener.model.id
    assert screening.snapshot_id == screener.snapshot.id


def test_the_same_query_has_the_same_answer(
    snapshot: Snapshot, model: Model, queries: list[Query]
) -> None:
    first, second = Screener(snapshot, model), Screener(snapshot, model)
    answers = [first.screen(query, Filters()) for query in queries]
    # In another order, so that what is remembered differs.
    again = [second.screen(query, Filters()) for query in reversed(queries)]
    assert answers == list(reversed(again))
    assert answers == [first.screen(query, Filters()) for query in queries]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(str.upper, id="upper"),
        pytest.param(str.lower, id="lower"),
        pytest.param(lambda name: f"  {name}\t", id="blanks"),
        pytest.param(lambda name: name.replace(" ", "  "), id="wide"),
        pytest.param(lambda name: f"«{name}»", id="quotes"),
    ],
)
def test_how_a_name_is_typed_changes_no_score(  # type: ignore[no-untyped-def]
    screener: Screener, parties: list[Listed], change
) -> None:
    for listed in parties[::9]:
        usual = screener.screen(Query(names=(listed.caption,)), Filters())
        typed = screener.screen(Query(names=(change(listed.caption),)), Filters())
        assert [(hit.listed.id, hit.match_weight) for hit in typed.hits] == [
            (hit.listed.id, hit.match_weight) for hit in usual.hits
        ]


def test_the_order_of_words_changes_no_score(screener: Screener, parties: list[Listed]) -> None:
    """Of words that are not part of a legal form, which has its order."""
    rng = random.Random(2)
    for listed in parties[::5]:
        words = [token.text for token in normalise_name(listed.caption).tokens]
        usual, shuffled = (
            by_party(screener.screen(Query(names=(" ".join(order),)), WIDE))
            for order in (words, rng.sample(words, len(words)))
        )
        assert shuffled[listed.id] == usual[listed.id]


def test_an_identifier_alone_is_enough(screener: Screener, parties: list[Listed]) -> None:
    for listed in parties:
        for identifier in listed.identifiers:
            screening = screener.screen(Query(identifiers=(identifier,)), Filters(limit=20))
            assert listed.id in ids(screening)
            assert screening.hits[0].evidence[-1].level is not None


def test_an_address_alone_is_enough(screener: Screener, parties: list[Listed]) -> None:
    for listed in parties:
        for address in listed.addresses:
            screening = screener.screen(Query(addresses=(address,)), Filters(limit=50))
            assert listed.id in ids(screening)


def test_everything_known_of_a_party_finds_it_first(
    screener: Screener, parties: list[Listed]
) -> None:
    """First, or level with another entry of it, such as another list's."""
    for listed in parties[::3]:
        screening = screener.screen(full_query(listed), Filters(limit=50))
        best = screening.hits[0].match_weight
        assert listed.id in {hit.listed.id for hit in screening.hits if hit.match_weight > best - 3}


def by_party(screening: Screening) -> dict[str, float]:
    return {hit.listed.id: hit.match_weight for hit in screening.hits}


def test_several_names_score_as_the_best_of_them(screener: Screener, parties: list[Listed]) -> None:
    rng = random.Random(9)
    for _ in range(15):
        names = [rng.choice(parties).caption for _ in range(rng.randrange(2, 16))]
        together = by_party(screener.screen(Query(names=tuple(names)), WIDE))
        best: dict[str, float] = {}
        for name in names:
            for party, weight in by_party(screener.screen(Query(names=(name,)), WIDE)).items():
                best[party] = max(weight, best.get(party, weight))
        assert together == best


def test_a_repeated_name_changes_nothing(screener: Screener, parties: list[Listed]) -> None:
    name = parties[0].caption
    once = screener.screen(Query(names=(name,)), WIDE)
    assert screener.screen(Query(names=(name, name.upper(), name)), WIDE) == once


def test_a_name_after_the_tenth_counts(screener: Screener, parties: list[Listed]) -> None:
    others = tuple(f"Zqx{number}wv" for number in range(60))
    screening = screener.screen(Query(names=(*others, parties[3].caption)), Filters())
    assert parties[3].id in ids(screening)


def test_a_further_listed_name_lowers_no_score(tmp_path: Path, model: Model) -> None:
    names = ("Dormelan Optika", "Saron Velt Trading", "Дормелан", "DOV", "Mikra Lunet")
    query = Query(names=("Dormelan Optik",), addresses=(ADDRESS,))
    before = float("-inf")
    for count in range(1, len(names) + 1):
        small = snapshot_of(
            tmp_path, entity("x-1", *names[:count], address=ADDRESS), entity("x-2", "Oskol")
        )
        weight = by_party(Screener(small, model).screen(query, WIDE))["x-1"]
        assert weight >= before
        before = weight


@pytest.mark.parametrize("nameless", ["", "Ltd.", "***", "🚢"])
def test_a_name_without_a_word_does_not_hide_that_names_differ(
    tmp_path: Path, model: Model, nameless: str
) -> None:
    """On either side: what is not known must not stand in for what is known to differ."""
    plain = entity("x-1", "Dormelan Optika", address=ADDRESS)
    also = entity("x-2", "Dormelan Optika", *filter(None, [nameless]), address=ADDRESS)
    screener = Screener(snapshot_of(tmp_path, plain, also, entity("x-3", "Oskol")), model)
    differs = by_party(screener.screen(Query(names=("Mikra Lunet",), addresses=(ADDRESS,)), WIDE))
    assert differs["x-1"] == differs["x-2"]
    asked = Query(names=(nameless, "Mikra Lunet"), addresses=(ADDRESS,))
    assert by_party(screener.screen(asked, WIDE)) == differs
    alone = by_party(screener.screen(Query(addresses=(ADDRESS,)), WIDE))
    assert by_party(screener.screen(Query(names=(nameless,), addresses=(ADDRESS,)), WIDE)) == alone
    assert alone["x-1"] > differs["x-1"]


def test_a_party_that_is_an_address_alone(tmp_path: Path, model: Model) -> None:
    listed = entity("x-1", schema="Address", full=ADDRESS, topics="export.control")
    screener = Screener(snapshot_of(tmp_path, listed, entity("x-2", "Oskol")), model)
    for query in (
        Query(addresses=(ADDRESS.upper(),)),
        Query(names=("Dormelan Optika",), addresses=(ADDRESS,)),
    ):
        [hit] = screener.screen(query, WIDE).hits
        assert hit.listed.id == "x-1"
        assert hit.matched_name is None


def test_filters_hold(screener: Screener, parties: list[Listed]) -> None:
    rng = random.Random(6)
    datasets = [summary.key for summary in screener.snapshot.datasets]
    for listed in rng.sample(parties, 25):
        query = full_query(listed)
        first, second = rng.sample(datasets, 2)
        only = screener.screen(query, Filters(limit=500, include_datasets=frozenset({first})))
        assert all(first in hit.listed.datasets for hit in only.hits)
        assert screener.screen(query, WIDE, first) == only
        without = screener.screen(query, Filters(limit=500, exclude_datasets=frozenset({second})))
        assert all(set(hit.listed.datasets) - {second} for hit in without.hits)
        schema = screener.screen(query, Filters(exclude_schemata=frozenset({listed.schema})))
        assert all(hit.listed.schema != listed.schema for hit in schema.hits)
        hidden = screener.screen(query, Filters(exclude_entity_ids=frozenset({listed.id})))
        assert listed.id not in ids(hidden)


def test_a_filter_changes_no_score(screener: Screener, queries: list[Query]) -> None:
    for query in queries[:30]:
        everything = by_party(screener.screen(query, WIDE))
        for summary in screener.snapshot.datasets:
            narrowed = by_party(screener.screen(query, WIDE, summary.key))
            shared = narrowed.keys() & everything.keys()
            assert all(narrowed[party] >= everything[party] for party in shared)


def test_an_unreadable_date_is_refused(screener: Screener) -> None:
    with pytest.raises(InvalidQuery):
        screener.screen(Query(names=("Dormelan",)), Filters(changed_since="yesterday"))


def test_an_empty_query_finds_nobody(screener: Screener) -> None:
    screening = screener.screen(Query(), Filters())
    assert (screening.hits, screening.total, screening.scored) == ((), 0, 0)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("a" * 10_000, id="endless-word"),
        pytest.param("ab " * 3_400, id="repeated-word"),
        pytest.param(" ".join(f"dormelan{number}x" for number in range(300)), id="300-words"),
        pytest.param("华光" * 2_000, id="endless-han"),
        pytest.param("7 " * 5_000, id="endless-numbers"),
        pytest.param("7" * 5_000, id="endless-number"),
        pytest.param("🚢🛢️👩‍👩‍👧", id="emoji"),
        pytest.param("Dorme\x00lan\x1b[31m\u202e", id="control-characters"),
        pytest.param("((((" * 500, id="brackets"),
        pytest.param("e\u0301" * 5_000, id="combining"),
    ],
)
def test_hostile_names_are_answered(screener: Screener, name: str) -> None:
    screening = screener.screen(Query(names=(name,), addresses=(name,)), WIDE)
    for hit in screening.hits:
        assert reduce(add, [evidence.bits for evidence in hit.evidence]) == hit.match_weight


def test_hostile_everything_else(screener: Screener) -> None:
    noise = tuple(f"{number} \x00🚢 Sadovaya" for number in range(200))
    screener.screen(
        Query(
            names=noise[:30],
            countries=("zz", "", "ru"),
            addresses=noise,
            identifiers=tuple(Identifier(kind=value, value=value) for value in noise),
        ),
        WIDE,
    )


def mentions(
    files: SampleFiles, parties: list[Listed]
) -> Iterator[tuple[str, frozenset[str], bool]]:
    """Name as typed, ids of the entries that are meant, and whether any is listed."""
    known = {name: listed.id for listed in parties for name in (listed.id, *listed.referents)}
    entries: dict[str, set[str]] = {}
    prefix = {"sample_ofac": "us_ofac_sdn", "sample_un": "un_sc"}
    with files.entries.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            source = prefix.get(row["source"], row["source"])
            entry = known[f"{source}-{row['entry_id']}"]
            entries.setdefault(row["party_id"], set()).add(entry)
    with files.trade.open(encoding="utf-8", newline="") as file:
        shipments = {row["shipment_id"]: row for row in csv.DictReader(file)}
    with files.trade_truth.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["variation"] != "reference":
                text = shipments[row["shipment_id"]][row["role"]]
                meant = frozenset(entries.get(row["party_id"], ()))
                assert bool(meant) == (row["listed"] == "yes")
                yield text, meant, bool(meant)


def test_listed_parties_are_recognised_in_trade_records(
    screener: Screener, listed_sample: SampleFiles, parties: list[Listed]
) -> None:
    """Floors, well under what is measured: nine tenths of the mentions come first."""
    total = first = alerted = 0
    for text, meant, is_listed in mentions(listed_sample, parties):
        if not is_listed:
            continue
        total += 1
        hits = screener.screen(Query(names=(text,)), Filters()).hits
        first += bool(hits) and hits[0].listed.id in meant
        alerted += any(hit.match and hit.listed.id in meant for hit in hits)
    assert total > 100
    assert first / total > 0.75
    assert alerted / total > 0.6


def test_ordinary_parties_seldom_alert(
    screener: Screener, listed_sample: SampleFiles, parties: list[Listed]
) -> None:
    texts = [text for text, _, listed in mentions(listed_sample, parties) if not listed]
    texts = random.Random(8).sample(texts, 500)
    alerts = sum(
        any(hit.match for hit in screener.screen(Query(names=(text,)), Filters(limit=1)).hits)
        for text in texts
    )
    assert alerts / len(texts) < 0.25


def test_a_home_without_a_snapshot(tmp_path: Path, model: Model) -> None:
    with pytest.raises(NoSnapshot):
        open_screener(tmp_path, model)
    with pytest.raises(NoSnapshot):
        open_live_screener(tmp_path)


def test_a_screener_is_freed_with_its_last_user(tmp_path: Path, model: Model) -> None:
    """Not by the garbage collector: until then its names and files would stay in memory."""
    screener = Screener(snapshot_of(tmp_path, entity("x-1", "Dormelan")), model)
    screener.screen(Query(names=("Dormelan",)), Filters(topics=frozenset({"sanction"})))
    gone = weakref.ref(screener), weakref.ref(screener.snapshot)
    gc.disable()
    try:
        del screener
        assert [reference() for reference in gone] == [None, None]
    finally:
        gc.enable()


def test_threads_that_screen_at_once_answer_as_one_alone(
    screener: Screener, queries: list[Query]
) -> None:
    """Each searches in a room of its own, whatever the others are at."""
    asked = queries[::3] + [
        Query(names=(*one.names, *other.names)) for one, other in pairwise(queries[:20])
    ]
    alone = [screener.screen(query, Filters(limit=5)) for query in asked]
    assert any(answer.hits for answer in alone)
    together = Screener(screener.snapshot, screener.model)

    def screen_all(seed: int) -> list[Screening]:
        order = random.Random(seed).sample(range(len(asked)), len(asked))
        found = {place: together.screen(asked[place], Filters(limit=5)) for place in order}
        return [found[place] for place in range(len(asked))]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as threads:
            answers = list(threads.map(screen_all, range(4)))
    finally:
        sys.setswitchinterval(interval)
    assert all(answer == alone for answer in answers)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(
            "PUBLIC JOINT STOCK COMPANY VELTRORM",
            "PUBLIC JOINT STOCK COMPANY VELTRORM[anneftegaz]",
            id="in-a-word",
        ),
        pytest.param(
            "TO THE ORDER OF VELTRORM SARONTEK OSKO",
            "VELTRORM SARONTEK OSKO[lin mikravod]",
            id="behind-what-frames-it",
        ),
    ],
)
def test_a_name_that_was_cut_off_is_asked_in_full(
    tmp_path: Path, model: Model, text: str, shown: str
) -> None:
    listed = snapshot_of(
        tmp_path,
        entity("x-1", "Veltrormanneftegaz JSC"),
        entity("x-2", "Veltrorm Sarontek Oskolin Mikravod LLC"),
        entity("x-3", "Saron Trading LLC"),
    )

    hit, *_ = Screener(listed, model).screen(Query(names=(text,)), WIDE).hits

    assert hit.match
    (found,) = [found for found in hit.evidence if found.comparison == "name"]
    assert found.query == shown

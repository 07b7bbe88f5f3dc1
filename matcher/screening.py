"""Screen one party against the lists: the whole path on one page.

normalise the query → find candidates → compare each name → add the bits → keep the best
name of each entity → calibrate → decide → explain what is answered.

Longer than 300 lines because the pairs of persons and vessels part from the others here, and
meet them again (`_families`, `_best_of_families`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz

from matcher.comparison.alignment import Alignment
from matcher.comparison.context import MOST_ADDRESSES
from matcher.comparison.counterparts import Counterparts
from matcher.comparison.kinds import Family, family_of
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.name import compare_names
from matcher.comparison.party import Context, make_context, weigh_name
from matcher.comparison.person_alignment import WeighedPerson, weigh_person_word
from matcher.comparison.specification import Vector, compare_contexts
from matcher.comparison.words import WeighedName, Word, of_words, weigh_word
from matcher.index.candidates import CandidateFinder, Candidates
from matcher.index.snapshot import Snapshot, open_current
from matcher.normalise.names import Name, normalise_name
from matcher.normalise.persons import MOST_WORDS, normalise_person
from matcher.normalise.vessels import normalise_vessel
from matcher.pairing import Form, Pairing, person_form
from matcher.records import Alias, Cut, Filters, Hit, PartyKind, Query, Screening, kind_of
from matcher.scoring.explain import Compared, explain
from matcher.scoring.model import Model

_REMEMBERED_NAMES = 20_000  # listed names kept decoded, about .6 KB each
_REMEMBERED_WORDS = 50_000  # their words, weighed and shared by the names, about 1 KB each
_REMEMBERED_CONTEXTS = 5_000  # of listed parties, about 2 KB each
_MOST_NAMES_OF_ENTITY = 20  # of an entity that was found by address or identifier
# Names compared for one query: .2 s. A query of 200 names keeps the best 50 candidates of each.
_MOST_PAIRS = 10_000


@dataclass(frozen=True, slots=True)
class _QueryName:
    """A name of the query, as written and as compared; None if there is none."""

    text: str | None
    weighed: WeighedName | None
    counterparts: Counterparts | None


@dataclass(frozen=True, slots=True)
class _ListedName:
    """A listed name, decoded; of a person in the form of persons."""

    alias: Alias | None
    name: WeighedName | None
    person: WeighedPerson | None = None


class _Scored(NamedTuple):  # made for every pair of names: a third of a dataclass's time
    """The best that one query name and one listed name of an entity made."""

    entity: int
    match_weight: float
    query: _QueryName
    listed: _ListedName
    vector: Vector
    alignment: Alignment | None
    family: Family = Family.ORGANISATIONS
    # Of other families the names in their own forms; the query's and the listed one's else.
    forms: tuple[WeighedName | None, WeighedName | None] | None = None

    @property
    def names(self) -> tuple[WeighedName | None, WeighedName | None]:
        """The query's and the listed name, as they were compared."""
        return self.forms or (self.query.weighed, self.listed.name)


def open_screener(home: Path, model: Model) -> "Screener":
    """Screen with a model against the snapshot that serves.

    Raises:
        NoSnapshot: Nothing was built yet.
        SnapshotError: It cannot be read.
    """
    return Screener(open_current(home), model)


class Screener:
    """One model on one snapshot. Safe to share between threads.

    Args:
        snapshot: To search.
        model: To score with.
        remembered_names: Listed names kept decoded; who screens a million parties keeps more.
    """

    def __init__(
        self, snapshot: Snapshot, model: Model, *, remembered_names: int = _REMEMBERED_NAMES
    ) -> None:
        self.snapshot = snapshot
        self.model = model
        self._finder = CandidateFinder(snapshot, model.knowledge.lexicon)
        # Remembered without `self`: a cycle would keep a replaced snapshot in memory until
        # the garbage collector comes by.
        word = lru_cache(maxsize=_REMEMBERED_WORDS)(partial(_read_word, snapshot, model))
        person_word = lru_cache(maxsize=_REMEMBERED_WORDS)(partial(_read_person_word, snapshot))
        self._listed_name = lru_cache(maxsize=remembered_names)(
            partial(_read_name, snapshot, word, person_word)
        )
        self._pairing = Pairing(model)
        self._context = lru_cache(maxsize=_REMEMBERED_CONTEXTS)(snapshot.context)

    def screen(self, query: Query, filters: Filters, dataset: str | None = None) -> Screening:
        """The listed parties that the query may be, best first.

        Args:
            query: What to look for.
            filters: Which listed parties may be answered, and how many.
            dataset: Key of the list to screen against; None for all.

        Raises:
            InvalidQuery: `changed_since` is neither a date nor a time.
        """
        kind = kind_of(query.schema)
        context = make_context(
            query.countries, query.addresses, query.identifiers, query.births, kind
        )
        names = _normalise(query.names, kind)
        candidates = self._finder.find(
            [name for name, _ in names],
            context,
            self.snapshot.allowed(filters, dataset),
            [parts for _, parts in names],
        )
        queries = [
            _query_name(text, name, kind, self.model.knowledge) for (name, _), text in names.items()
        ]
        cuts = set(candidates.cuts)
        if any(len(parts) == MOST_WORDS for _, parts in names):
            cuts.add(Cut.LONG_NAME)
        if len(context.addresses) > MOST_ADDRESSES:
            cuts.add(Cut.MANY_ADDRESSES)
        pairs = self._pairs(queries, candidates, cuts)
        families = self._families(pairs, kind)
        ordinary = (
            {r: names for r, names in pairs.items() if r not in families} if families else pairs
        )
        best = [*self._best(ordinary, context), *self._best_of_families(pairs, families, context)]
        organisation_score = self.model.score_at(filters.base_rate)
        family_score = self._pairing.scorer(filters.base_rate)

        def score_of(one: _Scored) -> float:
            if one.family is Family.ORGANISATIONS:
                return organisation_score(one.match_weight)
            return family_score(one.family, one.match_weight)

        threshold = self.model.threshold if filters.threshold is None else filters.threshold
        if filters.cutoff > 0.0:
            reached = [one for one in best if score_of(one) >= filters.cutoff]
        else:
            reached = list(best)  # every score is above it
        # Bits of one family are no bits of another: where there are several, scores rank.
        standing = score_of if families else _weight
        return Screening(
            hits=tuple(
                self._hit(scored, context, score_of(scored), threshold)
                for scored in _first(reached, filters.limit, standing)
            ),
            total=len(reached),
            scored=len(pairs),
            threshold=threshold,
            model_id=self.model.id,
            snapshot_id=self.snapshot.id,
            base_rate=filters.base_rate or self.model.base_rate,
            cuts=tuple(sorted(cuts)),
        )

    def _pairs(
        self, names: Sequence[_QueryName], candidates: Candidates, cuts: set[Cut]
    ) -> dict[int, list[_QueryName]]:
        """Alias row of every candidate -> the query's names to compare it with.

        A listed name is compared with the query names that found it, so that a query of
        fifty names costs fifty times one name; a party found by what stands beside, with
        all of them.
        """
        pairs: dict[int, list[_QueryName]] = {}
        share = _MOST_PAIRS // max(1, len(names))
        for name, rows in zip(names, candidates.alias_rows, strict=True):
            if len(rows) > share:
                cuts.add(Cut.MANY_PAIRS)
            for row in rows[:share]:
                pairs.setdefault(row, []).append(name)
        # Where the query has no name, one row of a party says as much as all of them.
        most = _MOST_NAMES_OF_ENTITY if any(name.weighed for name in names) else 1
        every = list(names) or [_QueryName(None, None, None)]
        left = _MOST_PAIRS
        for entity in candidates.entities:
            theirs = self.snapshot.alias_rows(entity)
            left -= len(theirs[:most]) * len(every)
            if left < 0:  # an identifier or an address in common is not passed over even then
                cuts.add(Cut.MANY_PAIRS)
                pairs.setdefault(theirs[0], every[:1])
                continue
            if len(theirs) > most > 1:
                cuts.add(Cut.MANY_ALIASES)
            for row in theirs[:most]:
                pairs[row] = every
        return pairs

    def _best(
        self, pairs: Mapping[int, Sequence[_QueryName]], context: Context
    ) -> Iterable[_Scored]:
        """The best pair of names of each entity.

        What stands beside the names is compared once an entity.
        """
        knowledge = self.model.knowledge
        match_weight = self.model.weights.match_weight
        beside = self._beside(context)
        best: dict[int, _Scored] = {}
        entities = self.snapshot.entities_of(list(pairs)).tolist()
        for entity, (row, queries) in zip(entities, pairs.items(), strict=True):
            listed = self._listed_name(row)
            levels_beside = beside(entity)
            for query in queries:
                levels, alignment = compare_names(
                    query.weighed, listed.name, knowledge, query.counterparts
                )
                vector = levels + levels_beside
                weight = match_weight(vector)
                rival = best.get(entity)
                if rival is None or weight >= rival.match_weight:
                    scored = _Scored(entity, weight, query, listed, vector, alignment)
                    if (
                        rival is None
                        or weight > rival.match_weight
                        or _alike(scored) > _alike(rival)
                    ):
                        best[entity] = scored
        return best.values()

    def _families(
        self, pairs: Mapping[int, Sequence[_QueryName]], kind: PartyKind
    ) -> dict[int, Family]:
        """The family of each alias row that is not compared as an organisation's."""
        rows = list(pairs)
        if not rows:
            return {}
        kinds = self.snapshot.kinds[self.snapshot.entities_of(rows)].tolist()
        if kind not in (PartyKind.PERSON, PartyKind.VESSEL) and max(kinds) < PartyKind.PERSON:
            return {}
        found = {
            row: family_of(kind, PartyKind(listed)) for row, listed in zip(rows, kinds, strict=True)
        }
        return {row: fam for row, fam in found.items() if fam is not Family.ORGANISATIONS}

    def _best_of_families(
        self,
        pairs: Mapping[int, Sequence[_QueryName]],
        families: Mapping[int, Family],
        context: Context,
    ) -> Iterable[_Scored]:
        """The best pair of names of each person, vessel, and entity of another kind than asked."""
        beside = cache(
            lambda entity, family: self._pairing.levels_beside(
                family, context, self._context(entity)
            )
        )
        query_form = cache(self._pairing.query_form)
        best: dict[int, _Scored] = {}
        entities = self.snapshot.entities_of(list(families)).tolist()
        for entity, (row, family) in zip(entities, families.items(), strict=True):
            listed, queries = self._listed_name(row), pairs[row]
            theirs = _stored_form(family, listed) or self._pairing.listed_form(
                family, listed.alias.name if listed.alias else None
            )
            for query in queries:
                paired = self._pairing.compare(
                    family, query_form(family, query.text), theirs, beside(entity, family)
                )
                scored = _Scored(
                    entity,
                    paired.match_weight,
                    query,
                    listed,
                    paired.vector,
                    paired.alignment,
                    family,
                    (paired.query, paired.listed),
                )
                rival = best.get(entity)
                if rival is None or (scored.match_weight, _alike(scored)) > (
                    rival.match_weight,
                    _alike(rival),
                ):
                    best[entity] = scored
        return best.values()

    def _beside(self, context: Context) -> Callable[[int], Vector]:
        """Levels of what stands beside an entity's names; computed once an entity."""
        knowledge = self.model.knowledge
        if context.is_empty:  # a name alone: nothing to decode the other side for
            nothing = compare_contexts(context, context, knowledge)
            return lambda _: nothing
        return cache(lambda entity: compare_contexts(context, self._context(entity), knowledge))

    def _hit(self, scored: _Scored, context: Context, score: float, threshold: float) -> Hit:
        query, listed = scored.query, scored.listed
        ours, theirs = scored.names
        is_ordinary = scored.family is Family.ORGANISATIONS
        matched_name = listed.alias.name if listed.alias else None
        return Hit(
            listed=self.snapshot.listed(scored.entity),
            matched_name=matched_name,
            match_weight=scored.match_weight,
            score=score,
            match=score >= threshold,
            evidence=explain(
                self.model,
                scored.vector,
                Compared(text=query.text, name=ours, context=context),
                Compared(
                    text=matched_name,
                    name=theirs,
                    context=self._context(scored.entity),
                ),
                scored.alignment,
                scheme=None if is_ordinary else self._pairing.schemes[scored.family],
            ),
        )


def _weight(scored: _Scored) -> float:
    return scored.match_weight


def _first(
    scored: Sequence[_Scored], limit: int, standing: Callable[[_Scored], float] = _weight
) -> list[_Scored]:
    """Best first; of equal standing, as levels make them, the one spelled more alike."""
    ranked = [(standing(one), one) for one in scored]
    standings = sorted([place for place, _ in ranked], reverse=True)
    times = Counter(standings)
    least = standings[min(limit, len(standings)) - 1] if standings else 0.0
    first = sorted(
        [(place, one) for place, one in ranked if place >= least],
        key=lambda found: (
            -found[0],
            -_alike(found[1]) if times[found[0]] > 1 else 0.0,
            found[1].entity,
        ),
    )
    return [one for _, one in first[:limit]]


def _alike(scored: _Scored) -> float:
    """How alike the two names are spelled, 0 to 100."""
    query, listed = scored.names
    return fuzz.ratio(_spelled(query), _spelled(listed)) if query and listed else 0.0


def _spelled(name: WeighedName) -> str:
    """Every word of a name, bracketed ones too, and its legal forms."""
    return " ".join(sorted(word.text for word in name.words) + sorted(name.name.legal_forms))


def _normalise(texts: Sequence[str], kind: PartyKind) -> dict[tuple[Name, str], str]:
    """Each name to compare once, with the first way in which it was written.

    A name without a word (`Ltd.`) is not known, so it counts only where there is no other:
    beside others it would hide that those differ.

    Returns:
        By normal form, with what the words of a person's name are.
    """
    names: dict[tuple[Name, str], str] = {}
    for text in texts:
        names.setdefault(_normal_form(text, kind), text)
    comparable = {form: text for form, text in names.items() if form[0].tokens}
    return comparable or dict(list(names.items())[:1])


def _normal_form(text: str, kind: PartyKind) -> tuple[Name, str]:
    if kind is PartyKind.PERSON:
        person = normalise_person(text)
        return person.name, person.parts
    return (normalise_vessel(text) if kind is PartyKind.VESSEL else normalise_name(text)), ""


def _query_name(text: str, name: Name, kind: PartyKind, knowledge: Knowledge) -> _QueryName:
    if kind is PartyKind.PERSON:  # compared with whom is no person, it is any other name
        name = normalise_name(text)
    weighed = weigh_name(name, knowledge)
    return _QueryName(text, weighed, Counterparts(weighed, knowledge) if weighed else None)


def _stored_form(family: Family, listed: _ListedName) -> Form | None:
    """The listed name as the snapshot has it, where that is the form of the family."""
    if family is Family.PERSONS:
        return person_form(listed.person) if listed.person else None
    return Form(listed.name) if listed.name else None


def _read_word(snapshot: Snapshot, model: Model, number: int) -> Word:
    return weigh_word(snapshot.word(number), model.knowledge.words)


def _read_person_word(snapshot: Snapshot, number: int) -> Word:
    return weigh_person_word(snapshot.word(number))


def _read_name(
    snapshot: Snapshot, word: Callable[[int], Word], person_word: Callable[[int], Word], row: int
) -> _ListedName:
    stored = snapshot.alias(row)
    if stored.parts:
        name = of_words(tuple([person_word(number) for number in stored.words]), (), ())
        return _ListedName(stored.alias, name, WeighedPerson(name, stored.parts))
    words = tuple([word(number) for number in stored.words])
    name_ = of_words(words, stored.legal_forms, stored.joins) if words else None
    return _ListedName(stored.alias, name_)

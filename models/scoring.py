"""Score a table of pairs with a model: the `score-pairs` command."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from matcher.comparison.completion import beginning_of, completions
from matcher.comparison.name import compare_names
from matcher.comparison.party import Party, make_context, make_party, weigh_name
from matcher.comparison.specification import Vector, compare, compare_contexts
from matcher.errors import TableError
from matcher.normalise.names import Name
from matcher.normalise.readings import readings
from matcher.records import Evidence, Side
from matcher.scoring.explain import Compared, as_line, explain
from matcher.scoring.model import Model
from models.pairs import open_table, read_rows, side_of

ADDED = ("score", "match_weight", "explanation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A pair, as a model sees it.

    Args:
        vector: Levels, in the order of `COMPARISONS`.
        match_weight: Bits for the match.
        score: Calibrated probability, 0 to 1.
        evidence: The prior first, then each comparison; bits sum to `match_weight`.
    """

    vector: Vector
    match_weight: float
    score: float
    evidence: tuple[Evidence, ...]


def score_pairs(
    model: Model,
    path: Path,
    out: Path,
    *,
    mask: frozenset[str] = frozenset(),
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Score each pair of a CSV and write the CSV with the columns of `ADDED`.

    Args:
        model: The model that scores.
        path: Pairs; plain or gzipped, by its name.
        out: Where the table goes. It appears whole or not at all.
        mask: Fields to leave out of the comparison on both sides.
        progress: Called with the rows done so far, now and then.

    Returns:
        Rows scored.

    Raises:
        TableError: As `read_rows`; or a column to be added is already there.
    """
    with open_table(path) as file:
        header = next(csv.reader(file), [])
    for column in ADDED:
        if column in header:
            raise TableError("the column is there already", file=path, row=1, column=column)
    rows = 0
    unfinished = out.with_name(out.name + ".part")
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=[*header, *ADDED])
        writer.writeheader()
        for _, row in read_rows(path, required=["left_name", "right_name"]):
            score, weight, explanation = score_pair(
                model, side_of(row, "left", mask), side_of(row, "right", mask)
            )
            writer.writerow(
                {
                    **row,
                    "score": f"{score:.9f}",
                    "match_weight": f"{weight:.9f}",
                    "explanation": explanation,
                }
            )
            rows += 1
            if rows % 500 == 0:
                progress(rows)
    unfinished.replace(out)
    return rows


def score_pair(model: Model, query: Side, listed: Side) -> tuple[float, float, str]:
    """Score, match weight in bits and one line of explanation for a pair.

    As in a screening, whatever name the query's text may hold counts, the best one.
    """
    listed_party = _party(model, listed)
    judged = max(
        (
            _judge(model, text, party, listed.name, listed_party)
            for text, party in _asked(model, query, listed_party)
        ),
        key=lambda judged: judged.match_weight,
    )
    return judged.score, judged.match_weight, as_line(judged.evidence)


def _asked(model: Model, query: Side, listed: Party) -> Iterator[tuple[str | None, Party]]:
    """The query by each name that its text may hold, or be the beginning of, and how that is shown."""
    for text in readings(query.name) if query.name else (None,):
        party = _party(model, replace(query, name=text))
        yield text, party
        if text and party.name and listed.name:
            for whole, shown in _completed(model, text, party.name.name, listed.name.name).items():
                yield shown, replace(party, name=weigh_name(whole, model.knowledge))


def _completed(model: Model, text: str, query: Name, listed: Name) -> dict[Name, str]:
    beginning = beginning_of(text, query, model.knowledge.words)
    return completions(beginning, (listed,), model.knowledge.words) if beginning else {}


def match_weight(model: Model, query: Side, listed: Side) -> float:
    """The match weight of a pair in bits, without its reasons: in half the time."""
    vector = compare(_party(model, query), _party(model, listed), model.knowledge)
    return model.weights.match_weight(vector)


def judge_pair(model: Model, query: Side, listed: Side) -> Judged:
    """What a model makes of a pair, and why."""
    return _judge(model, query.name, _party(model, query), listed.name, _party(model, listed))


def _judge(
    model: Model, our_text: str | None, ours: Party, their_text: str | None, theirs: Party
) -> Judged:
    levels, alignment = compare_names(ours.name, theirs.name, model.knowledge)
    vector: Vector = levels + compare_contexts(ours.context, theirs.context, model.knowledge)
    weight = model.weights.match_weight(vector)
    return Judged(
        vector=vector,
        match_weight=weight,
        score=model.score(weight),
        evidence=explain(
            model,
            vector,
            Compared(text=our_text, name=_normalised(ours), context=ours.context),
            Compared(text=their_text, name=_normalised(theirs), context=theirs.context),
            alignment,
        ),
    )


def _party(model: Model, side: Side) -> Party:
    context = make_context(side.countries, side.addresses, side.identifiers)
    return make_party(side.name, context, model.knowledge)


def _normalised(party: Party) -> Name | None:
    return party.name.name if party.name else None

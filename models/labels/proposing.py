"""What surrounds the choice of pairs: what is labelled already, and where the chosen ones go."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from matcher.comparison.specification import Vector
from matcher.scoring.model import Model
from models.labels.records import RECORD_CELLS, REVIEWED, Origin, Pair, Proposal
from models.labels.store import Entry, LabelStore
from models.labels.suggestion import Suggestion, pattern_of
from models.labels.teaching import Labels
from models.scoring import judge_pair

COLUMNS = (
    "label", "reason", *(f"left_{name}" for name in RECORD_CELLS),
    *(f"right_{name}" for name in RECORD_CELLS), "kind", "use", "cause", "proposed",
)  # fmt: skip


def without_known(
    pairs: Iterable[Pair], labels: Labels, proposals: Iterable[Proposal]
) -> list[Pair]:
    """Each pair once, without those that were decided on or wait for it."""
    known = {*labels.standing, *(one.pair for one in proposals)}
    return list({pair.key: pair for pair in pairs if pair.key not in known}.values())


def labelled_patterns(
    labels: Labels, model: Model, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Mapping[Vector, int]:
    """How many of the pairs that may teach show each pattern.

    Args:
        labels: What the store holds.
        model: With whose words the names are compared.
        progress: Called with the pairs done, and how many there are.
    """
    taught = [
        labels.pairs[key]
        for key, standing in labels.standing.items()
        if standing.same is not None and labels.uses[key] == "train"
    ]
    found: Counter[Vector] = Counter()
    for done, pair in enumerate(taught, start=1):
        found[pattern_of(judge_pair(model, pair.left.side(), pair.right.side()).vector)] += 1
        if done % 100 == 0:
            progress(done, len(taught))
    return found


def put_in_queue(
    store: LabelStore, chosen: Sequence[Suggestion], *, queue: str, use: str, model: str
) -> None:
    """Let the chosen pairs wait for review, behind those that do already.

    Args:
        store: Where.
        chosen: The pairs.
        queue: Name of the queue.
        use: Whether their labels may shape a model, of `USES`.
        model: Id of the model that judged them.
    """
    entries, proposals = [], []
    for rank, one in enumerate(chosen, start=len(store.proposals(queue))):
        pair = one.candidate.pair
        entries.append(Entry(pair=pair, origin=Origin(pair=pair.key, use=use, clusters={})))
        proposals.append(
            Proposal(
                pair=pair.key,
                queue=queue,
                rank=rank,
                cause=one.cause,
                why=one.why,
                model=model,
                score=one.candidate.judged.score,
            )
        )
    store.propose(entries, proposals)


def write_suggestions(chosen: Iterable[Suggestion], out: Path, *, use: str) -> None:
    """Write the chosen pairs as a CSV whose column `label` waits to be filled in."""
    unfinished = out.with_name(out.name + ".part")
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for one in chosen:
            pair = one.candidate.pair
            cells = {
                f"{name}_{cell}": value
                for name, side in (("left", pair.left), ("right", pair.right))
                for cell, value in asdict(side).items()
            }
            facts = {"kind": REVIEWED, "use": use, "cause": one.cause.value, "proposed": one.why}
            writer.writerow({**cells, **facts})
    unfinished.replace(out)

"""Whether the online scorer gives a pair the match weight that Splink's predict gives it."""

import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from matcher.linkage.duckdb_engine import DuckDBEngine
from matcher.linkage.functions import Record
from matcher.linkage.training import RecordPair, Session
from matcher.sample import write_sample
from matcher.scoring.model import Model
from models.metrics import SEED
from models.pairs import LabelledPair, read_labels
from models.scoring import match_weight


def weight_differences(
    model: Model, pairs: Sequence[LabelledPair], *, most_pairs: int
) -> list[float]:
    """Distances of the two match weights, in bits.

    Args:
        model: Whose weights.
        pairs: Any pairs, all that is known of both sides compared.
        most_pairs: How many of them are drawn, always the same.
    """
    drawn = random.Random(SEED).sample(pairs, min(most_pairs, len(pairs)))  # noqa: S311
    records = [
        RecordPair(query=Record(side=pair.left), listed=Record(side=pair.right)) for pair in drawn
    ]
    session = Session(DuckDBEngine({"": model.knowledge}))
    predicted = session.match_weights(records, model.splink_settings)
    return [
        abs(match_weight(model, pair.left, pair.right) - weight)
        for pair, weight in zip(drawn, predicted, strict=True)
    ]


def sample_pairs() -> list[LabelledPair]:
    """The pairs of the embedded sample: every script, address and kind of identifier."""
    with TemporaryDirectory() as folder:
        return list(read_labels(write_sample(Path(folder), size=300).pairs))

"""Measure the name model on labelled pairs, held out by company, beside two baselines.

    python -m tests.bench.quality --labels PAIRS.csv.gz --names NAMES.csv.gz --list LIST.ftm.json.gz

Trains as `tallyman train` does and takes the scores that each pair got from the folds that
have not seen its companies. Intervals are the middle 95% of a bootstrap that draws clusters,
never pairs. Baselines: rapidfuzz's token_sort_ratio, and logic-v2 where `--logic-v2` names the
Python of an environment that has nomenklatura (`make bench-quality` makes one).
"""

import argparse
import csv
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from rapidfuzz import fuzz

from matcher.lists import read
from models.metrics import GROUPS, Ranking, bootstrap, calibration_error
from models.pairs import LabelledPair, read_labels, read_names
from models.training import Scored, train

# Openly licensed lists: what a model that ships may learn words from.
_OPEN = frozenset(
    "us_ofac_sdn us_bis_el ca_sema uk_fcdo un_sc us_bis_uvl us_1260h us_bis_meu "
    "us_ofac_nscmic jp_meti".split()
)

Scores = Mapping[str, float]  # by pair id


def main() -> None:
    """Train, score, and print the table of bars."""
    options = _options()
    labels = list(read_labels(options.labels))
    listed = [entry for entry in read("ftm", options.list) if _OPEN.issuperset(entry.datasets)]
    trained = train(labels, read_names(options.names), listed, progress=_progress)
    systems: dict[str, Scores] = {
        "tallyman by name": {s.pair.id: s.score for s in trained.held_out},
        "tallyman with context": {s.pair.id: s.score_with_context for s in trained.held_out},
        "token_sort_ratio by name": {pair.id: _token_sort(pair) for pair in labels},
    }
    if options.logic_v2:
        systems |= _logic_v2(options.logic_v2, options.labels)
    print(f"{'':26}{'group':14}{'AUC':>20}{'recall at 1% FP':>22}{'recall at 5% FP':>22}")
    for system, scores in systems.items():
        for group, (same, different) in GROUPS.items():
            print(f"{system:26}{group:14}" + _row(labels, scores, same, different))
    _print_calibration(trained.held_out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--list", type=Path, required=True)
    parser.add_argument("--logic-v2", type=Path, help="Python that has nomenklatura")
    return parser.parse_args()


def _progress(step: str) -> None:
    print(step, file=sys.stderr)


def _token_sort(pair: LabelledPair) -> float:
    ours, theirs = (side.name or "" for side in (pair.left, pair.right))
    return fuzz.token_sort_ratio(ours.upper(), theirs.upper())


def _logic_v2(python: Path, labels: Path) -> dict[str, Scores]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "scores.csv"
        script = Path(__file__).with_name("logic_v2.py")
        subprocess.run([python, script, labels, out], check=True)
        with out.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    return {
        "logic-v2 by name": {row["pair_id"]: float(row["by_name"]) for row in rows},
        "logic-v2 with context": {row["pair_id"]: float(row["with_context"]) for row in rows},
    }


def _row(
    labels: Sequence[LabelledPair],
    scores: Scores,
    same: Sequence[str],
    different: Sequence[str],
) -> str:
    """The figures of one group, each with the interval of the bootstrap."""
    pairs = [pair for pair in labels if pair.kind in same or pair.kind in different]
    values = [scores[pair.id] for pair in pairs]
    positive = [pair.kind in same for pair in pairs]
    clusters = [pair.left_cluster for pair in pairs]
    ranking = Ranking(values, positive)
    estimates = bootstrap(lambda weights: ranking.figures((0.01, 0.05), weights), clusters)
    return "".join(f"{e.value:.3f} ({e.low:.3f}-{e.high:.3f})".rjust(22) for e in estimates)


def _print_calibration(held_out: Sequence[Scored]) -> None:
    for title, scores in (
        ("by name", {s.pair.id: s.score for s in held_out}),
        ("with context", {s.pair.id: s.score_with_context for s in held_out}),
    ):
        same, different = GROUPS["cross_list"]
        positives = [scores[s.pair.id] for s in held_out if s.pair.kind in same]
        negatives = [scores[s.pair.id] for s in held_out if s.pair.kind in different]
        everyone = [*positives, *negatives]
        ones = sum(score >= 0.9999999 for score in everyone) / len(everyone)
        print(
            f"calibration error {title}, cross_list: {calibration_error(positives, negatives):.3f}; "
            f"share of scores at exactly 1: {ones:.1%}"
        )


if __name__ == "__main__":
    main()

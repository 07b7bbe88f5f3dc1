"""Measure the name model against the bars, beside two baselines.

    python -m tests.bench.quality --labels PAIRS.csv.gz --names NAMES.csv.gz --list LIST.ftm.json.gz

Trains as `tallyman train` does and takes the scores that each pair got from the folds that
have not seen its companies. Intervals are the middle 95% of a bootstrap that draws clusters,
never pairs. Baselines: rapidfuzz's token_sort_ratio, and logic-v2 where `--logic-v2` names the
Python of an environment that has nomenklatura (`make bench-quality` makes one).

Parts, all unless `--only` names some: `pairs` (the labelled pairs), `alerts` (false alerts on
ordinary names where recall is the same), `candidates` (against a full scan, and of every
party), `framed` (names as trade records have them), `unseen` (aliases
never seen, and typos, with `--ofac` and `--later`), `ablation` (what each mechanism adds).
"""

import argparse
import csv
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz

from matcher.lists.reading import read
from matcher.records import Listed, Query
from matcher.screening import Screener
from models.evaluation.blocking import measure_scan
from models.evaluation.clean_names import draw, read_clean_names, screen_names
from models.metrics import CROSS_LIST, GROUPS, Ranking, bootstrap, calibration_error
from models.ordinary import ordinary_pairs
from models.pairs import LabelledPair, read_labels, read_names
from models.training import Scored, Trained, train
from tests.bench.ablation import GROUP_NAMES, ablation
from tests.bench.alerts import RECALLS, alerts_at, kinds, token_sort_scores
from tests.bench.found import measure_found, tasks
from tests.bench.framed import CUT_OFF, FRAMES, draw_parties, draw_wide, measure_framed
from tests.bench.homes import model_of, snapshot_of
from tests.bench.unseen import make_task, measure, tallyman, token_sort, without

_CLEAN = 1500  # full names, and Chinese short names as many
_FRAMED = 400  # listed organisations
_SEED = 2026
# Openly licensed lists: what a model that ships may learn words from.
_OPEN = frozenset(
    "us_ofac_sdn us_bis_el ca_sema uk_fcdo un_sc us_bis_uvl us_bis_meu us_ofac_nscmic".split()
)

Scores = Mapping[str, float]  # by pair id


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What every part needs: the data, and the model trained on it."""

    labels: Sequence[LabelledPair]
    names: Sequence[str]
    listed: Sequence[Listed]  # openly licensed
    trained: Trained
    options: argparse.Namespace


def main() -> None:
    """Train, and print every part."""
    options = _options()
    labels, names = list(read_labels(options.labels)), list(read_names(options.names))
    listed = [entry for entry in read("ftm", options.list) if _OPEN.issuperset(entry.datasets)]
    trained = train(labels, names, listed, progress=_progress)
    measured = Measured(labels=labels, names=names, listed=listed, trained=trained, options=options)
    for part in options.only or _PARTS:
        _progress(part)
        print(f"\n== {part}")
        _PARTS[part](measured)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--list", type=Path, required=True)
    parser.add_argument("--logic-v2", type=Path, help="Python that has nomenklatura")
    parser.add_argument("--ofac", type=Path, help="folder of OFAC's files of one day, gzipped")
    parser.add_argument("--later", type=Path, help="OFAC's entries of a later day, JSON")
    parser.add_argument("--scans", type=int, default=60, help="names of each full scan")
    parser.add_argument("--only", nargs="+", choices=tuple(_PARTS))
    return parser.parse_args()


def _progress(step: str) -> None:
    print(step, file=sys.stderr)


def _pairs(measured: Measured) -> None:
    labels, trained = measured.labels, measured.trained
    systems: dict[str, Scores] = {
        "tallyman by name": {s.pair.id: s.score for s in trained.held_out},
        "tallyman with context": {s.pair.id: s.score_with_context for s in trained.held_out},
        "token_sort_ratio by name": {pair.id: _token_sort(pair) for pair in labels},
    }
    if measured.options.logic_v2:
        systems |= _logic_v2(measured.options.logic_v2, measured.options.labels)
    print(f"{'':26}{'group':14}{'AUC':>20}{'recall at 1% FP':>22}{'recall at 5% FP':>22}")
    for system, scores in systems.items():
        for group, (same, different) in GROUPS.items():
            print(f"{system:26}{group:14}" + _row(labels, scores, same, different))
    _print_calibration(trained.held_out)


def _alerts(measured: Measured) -> None:
    """Alerts on names that taught nothing, screened with their country."""
    options, trained = measured.options, measured.trained
    sounds = trained.knowledge.sounds
    taught = {pair.left.name for pair in ordinary_pairs(measured.names, measured.listed, sounds)}
    clean = [one for one in read_clean_names(options.names) if one.name not in taught]
    full = [one for one in clean if not one.sort.startswith("short")]
    short = [one for one in clean if one.sort.startswith("short")]
    drawn = [*draw(full, _CLEAN, _SEED), *draw(short, _CLEAN, _SEED)]
    with tempfile.TemporaryDirectory() as folder:
        snapshot = snapshot_of(read("ftm", options.list), Path(folder) / "home")
        screened = screen_names(Screener(snapshot, model_of(trained)), drawn)
        ratios = token_sort_scores(snapshot, drawn)
    matches = [s for s in trained.held_out if s.pair.kind in CROSS_LIST]
    rows: dict[str, tuple[list[float], Callable[[int], float]]] = {
        "tallyman by name": ([s.score for s in matches], lambda place: screened[place].score),
        "tallyman with context": (
            [s.score_with_context for s in matches],
            lambda place: screened[place].score,
        ),
        "token_sort_ratio": ([_token_sort(s.pair) for s in matches], ratios.__getitem__),
    }
    print("False alerts of 1,000 ordinary names, where recall across lists is:")
    print(f"{'':48}" + "".join(f"{recall:>9.0%}" for recall in RECALLS))
    for system, (scores, score) in rows.items():
        for sort, alerts in alerts_at(scores, kinds(screened, score), RECALLS).items():
            print(f"{system:26}{sort:22}" + "".join(f"{one:>9.1f}" for one in alerts))
    line = trained.threshold
    reached = sum(s.score >= line for s in matches) / len(matches)
    print(f"At the threshold of the model, {line}: recall {reached:.3f};", end="")
    for sort, best in kinds(screened, lambda place: screened[place].score).items():
        print(f" {sort} {1000 * sum(one >= line for one in best) / len(best):.1f}", end="")
    print()


def _candidates(measured: Measured) -> None:
    """Names of listed companies as others write them, asked of two snapshots."""
    options = measured.options
    model = model_of(measured.trained)
    everything = list(read("ftm", options.list))
    matches = [p for p in measured.labels if p.same and p.kind in CROSS_LIST and p.left.name]
    asked = matches[:: max(1, len(matches) // options.scans)][: options.scans]
    by_name = [Query(names=(pair.left.name or "",)) for pair in asked]
    with_context = [
        Query(
            names=(pair.left.name or "",),
            countries=pair.left.countries,
            addresses=pair.left.addresses,
        )
        for pair in asked
    ]
    aliases = [Query(names=(alias.name,)) for entry in everything for alias in entry.aliases[1:]]
    never_indexed = aliases[:: max(1, len(aliases) // options.scans)][: options.scans]
    primary = [replace(entry, aliases=entry.aliases[:1]) for entry in everything]
    print("Of what a full scan alerts on (best: the best hit of a name; all: every party):")
    with tempfile.TemporaryDirectory() as folder:
        for title, entries, queries in (
            ("by name", everything, by_name),
            ("with country and address", everything, with_context),
            ("by an alias that is not indexed", primary, never_indexed),
        ):
            snapshot = snapshot_of(entries, Path(folder) / title)
            found = measure_scan(Screener(snapshot, model), queries)
            print(
                f"  {title:34} best {found.best_answered} of {found.best} "
                f"({_share(found.best_answered, found.best)}), all {found.answered:,} of "
                f"{found.alerts:,} ({_share(found.answered, found.alerts)}); "
                f"scan {found.scan_ms:.0f} ms, service {found.screen_ms:.1f} ms"
            )
            for name, listed in found.lost[:5]:
                print(f"      lost: {name} ~ {listed}")
    print(
        "Of names that alert on their party by themselves, while others of its names are indexed:"
    )
    with tempfile.TemporaryDirectory() as folder:
        for number, task in enumerate(tasks(everything)):
            measured_task = measure_found(task, model, Path(folder) / str(number))
            print(
                f"  {task.title:34} {measured_task.share:.4f} of {measured_task.alerting:,} "
                f"({len(task.asked):,} asked)"
            )
            for name, other in measured_task.lost[:5]:
                print(f"      lost: {name} ~ {other}")


def _framed(measured: Measured) -> None:
    """Names as trade records have them, by name alone."""
    parties = draw_parties(measured.listed, _FRAMED)
    with tempfile.TemporaryDirectory() as folder:
        snapshot = snapshot_of(read("ftm", measured.options.list), Path(folder) / "home")
        screener = Screener(snapshot, model_of(measured.trained))
        print(f"Of {len(parties)} listed organisations those that alert, and as one name:")
        drawn = [(title, title, parties) for title in FRAMES]
        drawn.append((f"{CUT_OFF}, if longer", CUT_OFF, draw_wide(measured.listed, _FRAMED)))
        for title, frame, asked in drawn:
            framed = measure_framed(screener, asked, FRAMES[frame])
            print(f"  {title:40}{framed.found:>8.3f}{framed.as_one_name:>10.3f}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def _unseen(measured: Measured) -> None:
    options = measured.options
    if not (options.ofac and options.later):
        print("left out: --ofac and --later are not given")
        return
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / "unpacked"
        scratch.mkdir()
        task = make_task(options.ofac, options.later, scratch, measured.trained.knowledge.words)
        labels, listed = without(task, measured.labels, measured.listed)
        _progress(f"training on {len(labels):,} pairs without a name of the list")
        model = model_of(train(labels, measured.names, listed, progress=_progress))
        snapshot = snapshot_of(task.listed, Path(folder) / "home")
        print(f"{len(task.listed):,} organisations, {len(task.aliases):,} aliases, typos as many,")
        print(f"{len(task.negatives):,} later designations; at 1% of those alerting:")
        print(
            f"{'':20}{'alias top-1':>12}{'top-10':>9}{'recall':>9}{'typo top-1':>14}{'recall':>9}"
        )
        for system, search in (
            ("tallyman", tallyman(snapshot, model)),
            ("token_sort_ratio", token_sort(task.listed)),
        ):
            aliases, typos = measure(task, search)
            print(
                f"{system:20}{aliases.top_1:>12.3f}{aliases.top_10:>9.3f}"
                f"{aliases.recall_at_1:>9.3f}{typos.top_1:>14.3f}{typos.recall_at_1:>9.3f}"
            )


def _ablation(measured: Measured) -> None:
    print("By name, nothing fitted anew: AUC and recall at 1% false positives")
    print(f"{'':24}" + "".join(f"{group:>20}" for group in GROUP_NAMES))
    for mechanism, table in ablation(measured.trained, measured.labels):
        cells = (f"{area:.3f} {recall:.3f}" for area, recall in table.values())
        print(f"{mechanism:24}" + "".join(f"{cell:>20}" for cell in cells))


_PARTS = {
    "pairs": _pairs,
    "alerts": _alerts,
    "candidates": _candidates,
    "framed": _framed,
    "unseen": _unseen,
    "ablation": _ablation,
}


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

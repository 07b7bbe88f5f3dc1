"""What a trained model is judged by, as data (`report.json`) and as a card (`card.md`)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from models.folds import FOLDS
from models.metrics import GroupMetrics, measure
from models.training import BASE_RATE, THRESHOLD_RECALL, Trained

_DIGITS = 4


def report_of(trained: Trained) -> dict[str, Any]:
    """Held-out figures by group of pairs, and how many pairs of each kind taught."""
    kinds = Counter(
        (scored.pair.kind, scored.pair.same) for scored in trained.held_out if scored.pair.trainable
    )
    return {
        "folds": FOLDS,
        "by_name": _table((s.pair.kind, s.score) for s in trained.held_out),
        "with_context": _table((s.pair.kind, s.score_with_context) for s in trained.held_out),
        "taught_by": [
            {"kind": kind, "same": same, "pairs": pairs}
            for (kind, same), pairs in sorted(kinds.items())
        ],
        "warnings": [asdict(finding) for finding in trained.findings],
        "words": len(trained.knowledge.words.counts),
        "translations": sum(map(len, trained.knowledge.lexicon.probabilities.values())),
    }


def _table(scored: Iterable[tuple[str, float]]) -> dict[str, dict[str, float]]:
    return {group: _rounded(row) for group, row in measure(scored).items()}


def _rounded(row: GroupMetrics) -> dict[str, float]:
    return {name: round(value, _DIGITS) for name, value in asdict(row).items()}


def card_of(model: str, document: Mapping[str, Any], report: Mapping[str, Any]) -> str:
    """The model's card, in Markdown.

    Args:
        model: The model's id.
        document: Its `model.json`.
        report: Its `report.json`.
    """
    rows = [
        f"| {group} | {evidence} | {row['positives']:,} | {row['negatives']:,} | {row['auc']:.3f} "
        f"| {row['recall_at_1']:.3f} | {row['recall_at_5']:.3f} | {row['ece']:.3f} |"
        for evidence, table in (
            ("name", report["by_name"]),
            ("name, country, address", report["with_context"]),
        )
        for group, row in table.items()
    ]
    data = [f"| {name} | `{digest}` |" for name, digest in sorted(document["trained_on"].items())]
    taught = [
        f"| {row['kind']} | {'one company' if row['same'] else 'two companies'} | {row['pairs']:,} |"
        for row in report["taught_by"]
    ]
    return "\n".join(
        [
            f"# Model {model}",
            "",
            "## Purpose",
            "How likely it is that a company named in trade data is an entry of a sanctions or",
            "export-control list, for people who then look. It does not decide, and it says nothing",
            "of ownership, routes or goods. Persons and vessels are compared by the same rules, but",
            "nothing was measured on them.",
            "",
            "## What it is",
            f"Fellegi-Sunter with Splink {document['versions']['splink']}: u counted on look-alikes, the bits",
            "of the name comparisons fitted together, so that they add up; addresses by m and u counted;",
            "countries and identifiers judged. Words carry their rarity "
            f"({report['words']:,} words), and {report['translations']:,} pairs of words",
            "translate each other. The score is calibrated for a share of matches of",
            f"{BASE_RATE:.0%} among pairs that resemble each other.",
            "",
            "## Threshold",
            f"An alert from {document['threshold']['score']}: {document['threshold']['evidence']}",
            f"(wanted: {THRESHOLD_RECALL:.0%}).",
            "",
            f"## Held out, by {report['folds']} folds of companies",
            "| Pairs | Evidence | Same | Different | AUC | Recall at 1% FP | at 5% | Calibration error |",
            "|---|---|---|---|---|---|---|---|",
            *rows,
            "",
            "## Taught by",
            "| Kind | Label | Pairs |",
            "|---|---|---|",
            *taught,
            "",
            "## Data",
            "| What | SHA-256 |",
            "|---|---|",
            *data,
            "",
            "## Limits",
            "- Names of one company that share no word are found only where a translation was learned.",
            "- Generic names and short Chinese names alert on namesakes; see docs/experiments.md.",
            "- Negatives were chosen by likeness: rates here are rates among look-alikes.",
            "",
        ]
    )

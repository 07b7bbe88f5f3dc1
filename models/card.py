"""A model's card: what a reviewer must know before it decides on anybody, in Markdown.

In the spirit of the Federal Reserve's guidance on model risk (SR 26-2) and of the Wolfsberg
Group's on sanctions screening: what it is for and not for, what it learned from, what it
assumes, how it does by segment, why the threshold is where it is, and what it follows.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models.training import BASE_RATE

_SEGMENT_TITLES = {
    "kind": "kind of pair",
    "variation": "how the names differ",
    "script": "writing system",
    "list": "list (a pair of two lists counts in both)",
}
_MISSING = "–"
_FEWEST_PAIRS = 100  # of a source that is named

_PURPOSE = """\
How likely it is that a company named in trade data is an entry of a sanctions or
export-control list, for people who then look. Meant for screening names of companies and other
organisations, with country, address and identifiers where they are known.

Not meant for: deciding without a person; persons and vessels, whose names have comparisons and
weights of their own beside the model (it lends them its countries, addresses and identifiers);
ownership (a company that a listed one owns has its own name), routes or goods."""

_ASSUMPTIONS = """\
- A pair's evidence adds up in bits, comparison by comparison (Fellegi and Sunter 1969). The name
  comparisons repeat one another, so their bits are fitted together; country, address and
  identifier are taken to be independent of the name.
- Countries and identifiers are weighed by judgement, not counted: labels are made with them.
- Among pairs that resemble each other {base_rate:.0%} match: scores are stated for that share. Where
  fewer do, as in most trade data, a score overstates; `matcher.scoring.calibration.shift` moves it.
- Two publishers' ways to write one company stand for the way a shipper writes a listed one.
- A listed party is written by one of its names: the best of them speaks for it."""

_LIMITS = """\
- Names of one company that share no word are found only where a translation was learned.
- Generic names and short Chinese names alert on namesakes; see docs/experiments.md.
- Labelled look-alikes were chosen by likeness: false-positive rates are rates among look-alikes,
  not among shipments. Clean names say more: `tallyman evaluate --names`.
- Where a segment above has few pairs, its interval is wide and says so; what is not in it was not
  measured at all.
- Labels hold errors, which weigh most among the highest-scoring negatives, where recall at 1% is
  read: docs/evaluation.md says what is known of the project's own.
- Names change: measure again when lists, sources or trade lanes do, and once a year."""

_CHALLENGE = """\
    tallyman evaluate {model} --pairs PAIRS --names NAMES --since DATE
    tallyman models show {model}

The first measures it anew on pairs whose companies it has not seen, and draws a sample below the
line; the second says who trained and promoted it, when and why."""


def card_of(
    model: str,
    document: Mapping[str, Any],
    report: Mapping[str, Any],
    *,
    parent: str | None = None,
) -> str:
    """The card.

    Args:
        model: The model's id.
        document: Its `model.json`.
        report: Its `report.json`.
        parent: Id of the model that answered when it was trained; None if it is not known.
    """
    sections = {
        f"# Model {model}": [],
        "## Purpose": [_PURPOSE],
        "## What it is": [_what_it_is(document, report)],
        "## Data and licences": [_data(document, report)],
        "## Assumptions": [_ASSUMPTIONS.format(base_rate=BASE_RATE)],
        f"## Held out, by {report['folds']} folds of companies": [_groups(report)],
        "## By segment": [_segments(report)],
        "## Warnings of the training": [_warnings(report)],
        "## Threshold": [_threshold(document, report)],
        "## Limits": [_LIMITS],
        "## Change history": [_history(document, parent)],
        "## To challenge it": [_CHALLENGE.format(model=model)],
    }
    return "\n\n".join(part for title, body in sections.items() for part in (title, *body)) + "\n"


def _what_it_is(document: Mapping[str, Any], report: Mapping[str, Any]) -> str:
    return (
        f"Fellegi-Sunter with Splink {document['versions']['splink']}: u counted on look-alikes, the "
        "bits\nof the name comparisons fitted together, so that they add up; addresses by m and u "
        "counted;\ncountries and identifiers judged. Words carry their rarity "
        f"({report['words']:,} words), and {report['translations']:,} pairs of words\n"
        "translate each other. A map with few knots, fitted on pairs scored without their companies, "
        "turns bits\ninto a score."
    )


def _data(document: Mapping[str, Any], report: Mapping[str, Any]) -> str:
    taught = sum(row["pairs"] for row in report["taught_by"])
    return "\n\n".join(
        [
            f"{taught:,} labelled pairs taught it: those marked `use = train`, whose both sides are "
            "from openly\nlicensed sources (the publishers' lists, stock exchanges, registers). "
            f"{report['measured_only']:,} others were scored and\nnever learned from.",
            _table(
                ("Learned from", "SHA-256"),
                ((name, f"`{digest}`") for name, digest in sorted(document["trained_on"].items())),
            ),
            _table(
                ("Source of labelled pairs", "Pairs that taught"),
                _sources(report["sources"]),
            ),
            _table(
                ("Kind", "Label", "Pairs that taught"),
                (
                    (
                        row["kind"],
                        "one company" if row["same"] else "two companies",
                        f"{row['pairs']:,}",
                    )
                    for row in report["taught_by"]
                ),
            ),
        ]
    )


def _sources(sources: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    """The sources of most pairs; the others together."""
    large = {source: pairs for source, pairs in sources.items() if pairs >= _FEWEST_PAIRS}
    yield from ((source, f"{pairs:,}") for source, pairs in large.items())
    if len(large) < len(sources):
        rest = sum(sources.values()) - sum(large.values())
        yield f"{len(sources) - len(large)} others", f"{rest:,}"


def _groups(report: Mapping[str, Any]) -> str:
    rows = [
        (
            group,
            title,
            f"{row['positives']:,}",
            f"{row['negatives']:,}",
            *(
                _with_interval(row[name], report["intervals"][evidence][group][name])
                for name in ("auc", "recall_at_1", "recall_at_5")
            ),
            f"{row['ece']:.3f}",
        )
        for title, evidence in (("name", "by_name"), ("name, country, address", "with_context"))
        for group, row in report[evidence].items()
    ]
    return (
        "In brackets the middle 95% of a bootstrap over companies. Identifiers are left out: labels "
        "are made\nwith them.\n\n"
        + _table(
            (
                *("Pairs", "Evidence", "Same", "Different", "AUC", "Recall at 1% FP"),
                *("at 5%", "Calibration error"),
            ),
            rows,
        )
    )


def _segments(report: Mapping[str, Any]) -> str:
    parts = ["By name alone, at the threshold; segments of fewer than 30 pairs are left out."]
    for dimension, table in report["segments"].items():
        rows = (
            (
                segment,
                f"{row['same']:,}",
                f"{row['different']:,}",
                *map(_estimate, (row["recall"], row["false_positive_rate"], row["auc"])),
            )
            for segment, row in table.items()
        )
        title = _SEGMENT_TITLES[dimension].capitalize()
        parts.append(_table((title, "Same", "Different", "Recall", "False positives", "AUC"), rows))
    return "\n\n".join(parts)


def _threshold(document: Mapping[str, Any], report: Mapping[str, Any]) -> str:
    own, evidence = document["threshold"]["score"], document["threshold"]["evidence"]
    found = report["threshold"]
    rows = (
        (
            f"**{row['threshold']}**" if row["threshold"] == own else f"{row['threshold']}",
            _MISSING if row["chosen_for"] is None else f"{row['chosen_for']:.1%}",
            *(
                _estimate(row[name])
                for name in ("recall", "recall_with_context", "recall_where_names_differ")
            ),
            f"{row['look_alikes']:.3f}",
        )
        for row in found["rows"]
    )
    return "\n\n".join(
        [
            f"An alert from **{own}**: {evidence}.\nWhat other thresholds would find, over all "
            f"{found['matches']:,} held-out matches ({found['reference']});\nalerts on clean names "
            "depend on the lists: `tallyman evaluate --names` adds them.",
            _table(
                (
                    *("Threshold", "Chosen for", "Recall by name", "with context"),
                    *("where names differ", "Look-alikes that alert"),
                ),
                rows,
            ),
        ]
    )


def _warnings(report: Mapping[str, Any]) -> str:
    if "warnings" not in report:
        return "It was trained before training checked its levels."
    lines = [
        f"- {found['check']}: {found['subject']}"
        + (f", {found['level']}" if found["level"] else "")
        + f": {found['message']}"
        for found in report["warnings"]
    ]
    return "\n".join(lines) or "None."


def _history(document: Mapping[str, Any], parent: str | None) -> str:
    made_with = ", ".join(f"{name} {version}" for name, version in document["versions"].items())
    follows = f"Follows model `{parent}`." if parent else "Follows no model that is known."
    return (
        f"{follows} Made with {made_with};\n"
        + (f"estimated by {document['estimation']}; " if "estimation" in document else "")
        + f"names normalised by version {document['normaliser']}, compared by specification "
        f"{document['specification']}.\n{_made_by(document)}What was tried on the way: "
        "docs/experiments.md."
    )


def _made_by(document: Mapping[str, Any]) -> str:
    """Seed and code: with the data above and the libraries, what makes the same bytes again."""
    if not {"seed", "code"} <= document.keys():
        return "Seed and code were not recorded.\n"
    code = document["code"]
    return (
        f"Seed `{document['seed']}`; code: Tallyman {code['tallyman']}, SHA-256 of the source "
        f"of `matcher` and `models`\n`{code['sha256']}`.\n"
    )


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _with_interval(value: float, ends: Sequence[float | None]) -> str:
    return _estimate([value, *ends])


def _estimate(values: Sequence[float | None]) -> str:
    value, low, high = values
    if value is None:
        return _MISSING
    return f"{value:.3f} ({low:.3f}-{high:.3f})"

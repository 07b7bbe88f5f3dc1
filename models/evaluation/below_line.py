"""Below the line: a sample of what almost alerted, for a person to review.

If reviewers find matches in it, the threshold is too high. The table is that of labelled
pairs, with the label left blank, so that what was decided can be imported as labels.
"""

import csv
from collections.abc import Sequence
from hashlib import blake2b
from math import log2
from pathlib import Path

from models.evaluation.clean_names import Screened

BAND_BITS = 2.0  # how far below the threshold, in bits of odds
COLUMNS = (
    "pair_id",
    "label",
    "kind",
    "left_source",
    "left_id",
    "left_name",
    "left_country",
    "left_address",
    "left_identifiers",
    "right_source",
    "right_id",
    "right_name",
    "right_country",
    "right_address",
    "right_identifiers",
    "reason",
    "score",
    "match_weight",
)
_KIND = "below_the_line"


def below_the_line(
    screened: Sequence[Screened], threshold: float, count: int, seed: int
) -> tuple[list[Screened], int]:
    """A sample of the names whose best hit lies within `BAND_BITS` below the threshold.

    Returns:
        The sample, the highest score first, and how many names lie in the band.
    """
    lowest = _odds_bits(threshold) - BAND_BITS
    band = [
        one for one in screened if 0.0 < one.score < threshold and _odds_bits(one.score) >= lowest
    ]
    drawn = sorted(band, key=lambda one: _digest(f"{seed}|{one.clean.name}|{one.clean.country}"))
    return sorted(drawn[:count], key=lambda one: (-one.score, one.clean.name)), len(band)


def write_below_the_line(sample: Sequence[Screened], path: Path) -> None:
    """Write the sample for review: `label` is to be filled in with 1 or 0, `reason` with why."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_row(one) for one in sample)


def _row(one: Screened) -> tuple[str, ...]:
    assert one.best is not None
    listed, clean = one.best.listed, one.clean
    matched = one.best.matched_name or ""
    return (
        _digest(f"{_KIND}|{clean.name}|{clean.country}|{listed.id}|{matched}"),
        "",
        _KIND,
        "names",
        "",
        clean.name,
        (clean.country or "").upper(),
        "",
        "",
        listed.provenance.source,
        listed.id,
        matched,
        ";".join(listed.countries).upper(),
        ";".join(address.replace(";", ",") for address in listed.addresses),
        "",  # a name was screened alone: there was no number to agree with
        "",
        f"{one.score:.4f}",
        f"{one.best.match_weight:.2f}",
    )


def _odds_bits(score: float) -> float:
    return log2(score / (1 - score)) if 0.0 < score < 1.0 else float("inf") * (score - 0.5)


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()

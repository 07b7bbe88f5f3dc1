"""False alerts on ordinary names, at thresholds that find the same share of matches."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from matcher.index.snapshot import Snapshot
from models.evaluation.clean_names import CleanName, Screened

RECALLS = (0.9, 0.8, 0.7, 0.6)


def alerts_at(
    matches: Sequence[float], clean: Mapping[str, Sequence[float]], recalls: Sequence[float]
) -> dict[str, list[float]]:
    """By sort of name, alerts of 1,000 names at the score that reaches each recall.

    Args:
        matches: Scores of matches across lists.
        clean: By sort, the best score of each clean name.
        recalls: Of the matches.
    """
    ranked = np.sort(matches)[::-1]
    lines = [float(ranked[int(np.ceil(recall * len(ranked))) - 1]) for recall in recalls]
    return {
        sort: [1000 * float((np.asarray(scores) >= line).mean()) for line in lines]
        for sort, scores in clean.items()
    }


def token_sort_scores(snapshot: Snapshot, names: Sequence[CleanName]) -> list[float]:
    """The best token_sort_ratio of each name over all listed names."""
    aliases = (snapshot.alias(row).alias for row in range(snapshot.name_count))
    listed = [alias.name.upper() for alias in aliases if alias]
    found = (
        process.extractOne(clean.name.upper(), listed, scorer=fuzz.token_sort_ratio)
        for clean in names
    )
    return [one[1] if one else 0.0 for one in found]


def kinds(screened: Sequence[Screened], score: Callable[[int], float]) -> dict[str, list[float]]:
    """Full names and Chinese short names apart."""
    sorts: dict[str, list[float]] = {"full names": [], "Chinese short names": []}
    for place, one in enumerate(screened):
        short = one.clean.sort.startswith("short")
        sorts["Chinese short names" if short else "full names"].append(score(place))
    return sorts

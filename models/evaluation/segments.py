"""Break labelled pairs down: by list, script, country, kind, variation and origin."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from models.evaluation.judging import Judged
from models.evaluation.variation import variation, writing_system

FEWEST_PAIRS = 30  # of a segment; of fewer, a figure says little
_UNKNOWN = "not known"


def _lists(judged: Judged) -> set[str]:
    return {judged.pair.left_source, judged.pair.right_source} - {""} or {_UNKNOWN}


def _scripts(judged: Judged) -> set[str]:
    names = (judged.pair.left.name or "", judged.pair.right.name or "")
    return {" ~ ".join(sorted(map(writing_system, names)))}


def _countries(judged: Judged) -> set[str]:
    return {*judged.pair.left.countries, *judged.pair.right.countries} or {_UNKNOWN}


def _variation(judged: Judged) -> set[str]:
    return {variation(judged.pair.left.name or "", judged.pair.right.name or "").value}


DIMENSIONS: Mapping[str, Callable[[Judged], set[str]]] = {
    "kind": lambda judged: {judged.pair.kind},
    "variation": _variation,
    "script": _scripts,
    "list": _lists,
    "country": _countries,
    "origin": lambda judged: {judged.origin.value},
}
"""What pairs are broken down by, and which segments a pair is in: of two lists, in both."""


def segments(judged: Iterable[Judged], dimension: str) -> dict[str, list[Judged]]:
    """Segments of at least `FEWEST_PAIRS` pairs, the largest first."""
    found: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        for segment in DIMENSIONS[dimension](one):
            found[segment].append(one)
    return {
        segment: members
        for segment, members in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        if len(members) >= FEWEST_PAIRS
    }

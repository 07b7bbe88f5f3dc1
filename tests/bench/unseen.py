"""Aliases never seen, and typos, against one list of which only primary names are known.

OFAC's organisations of 2019: 1,000 of their published aliases, 1,000 of their primary names
with one letter of the rarest word changed, and as negatives 800 organisations that were
listed later. The model learns from nothing that carries a name of the list of 2019.
"""

import gzip
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from random import Random

import numpy as np
import orjson
from rapidfuzz import fuzz, process

from matcher.comparison.background import Background
from matcher.comparison.words import weigh
from matcher.index.snapshot import Snapshot
from matcher.lists.reading import read
from matcher.normalise.names import normalise_name
from matcher.records import AliasKind, Filters, Listed, Query
from matcher.scoring.model import Model
from matcher.screening import Screener
from models.pairs import LabelledPair

_ALIASES, _TYPOS, _NEGATIVES = 1000, 1000, 800
_SEED = 2019
_FALSE_ALERTS = 0.01
_RANKS = 10
_OTHERS = frozenset(("Person", "Vessel", "Airplane"))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

Ranked = Sequence[tuple[str, float]]  # ids and scores, best first
System = Callable[[str], Ranked]


@dataclass(frozen=True, slots=True)
class Task:
    """The list with primary names only, and what is asked of it.

    Args:
        aliases, typos: A name and the id of the entry that it is of.
        negatives: Names of organisations that are not on the list.
        forms: Every name of the list, in a form that does not depend on writing.
    """

    listed: tuple[Listed, ...]
    aliases: tuple[tuple[str, str], ...]
    typos: tuple[tuple[str, str], ...]
    negatives: tuple[str, ...]
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """Shares of the names asked: entry first, among ten, over the score of false alerts."""

    top_1: float
    top_10: float
    recall_at_1: float


def make_task(ofac: Path, later: Path, scratch: Path, words: Background) -> Task:
    """Draw the names.

    Args:
        ofac: Folder of `sdn.csv.gz`, `alt.csv.gz`, `add.csv.gz` of one day.
        later: OFAC's organisations of a later day: `entries` with `uid`, `name`, `type`.
        scratch: An empty folder to unpack into.
        words: Says which word of a name is the rarest.
    """
    for path in sorted(ofac.glob("*.csv.gz")):
        with gzip.open(path) as packed, (scratch / path.stem).open("wb") as plain:
            shutil.copyfileobj(packed, plain)
    whole = [
        entry
        for entry in read("us_ofac_sdn", scratch)
        if entry.schema not in _OTHERS and entry.aliases
    ]
    random = Random(_SEED)
    aliases = [
        (alias.name, entry.id)
        for entry in whole
        for alias in entry.aliases[1:]
        if alias.kind is not AliasKind.WEAK and alias.name != entry.aliases[0].name
    ]
    forms = frozenset(_form(alias.name) for entry in whole for alias in entry.aliases)
    known = {entry.id.rpartition("-")[2] for entry in whole}
    new = {
        entry["uid"]: entry["name"]
        for entry in orjson.loads(gzip.decompress(later.read_bytes()))["entries"]
        if entry["type"] not in ("individual", "vessel", "aircraft")
        and entry["uid"] not in known
        and _form(entry["name"]) not in forms
    }
    return Task(
        listed=tuple(replace(entry, aliases=entry.aliases[:1]) for entry in whole),
        aliases=tuple(random.sample(aliases, min(_ALIASES, len(aliases)))),
        typos=tuple(
            (_with_typo(entry.aliases[0].name, words, Random(f"{_SEED} {entry.id}")), entry.id)
            for entry in random.sample(whole, min(_TYPOS, len(whole)))
        ),
        # Not drawn from the list of them: what else is known of the names would draw others.
        negatives=tuple(new[uid] for uid in sorted(new, key=_lot)[:_NEGATIVES]),
        forms=forms,
    )


def without(
    task: Task, labels: Iterable[LabelledPair], listed: Iterable[Listed]
) -> tuple[list[LabelledPair], list[Listed]]:
    """Labels and entries that carry no name of the task's list."""
    return (
        [
            pair
            for pair in labels
            if task.forms.isdisjoint((_form(pair.left.name or ""), _form(pair.right.name or "")))
        ],
        [
            entry
            for entry in listed
            if task.forms.isdisjoint(_form(alias.name) for alias in entry.aliases)
        ],
    )


def tallyman(snapshot: Snapshot, model: Model) -> System:
    """The service's own search."""
    screener = Screener(snapshot, model)

    def search(name: str) -> Ranked:
        hits = screener.screen(Query(names=(name,)), Filters(limit=_RANKS)).hits
        return [(hit.listed.id, hit.match_weight) for hit in hits]

    return search


def token_sort(listed: Sequence[Listed]) -> System:
    """A scan with rapidfuzz's token_sort_ratio."""
    names = [entry.aliases[0].name.upper() for entry in listed]

    def search(name: str) -> Ranked:
        found = process.extract(name.upper(), names, scorer=fuzz.token_sort_ratio, limit=_RANKS)
        return [(listed[row].id, score) for _, score, row in found]

    return search


def measure(task: Task, search: System) -> tuple[Found, Found]:
    """Aliases, and typos, at the score that one negative in a hundred exceeds."""
    scores = sorted((_best(search(name)) for name in task.negatives), reverse=True)
    line = scores[int(len(scores) * _FALSE_ALERTS)]
    aliases, typos = (
        _found([(search(name), entry) for name, entry in asked], line)
        for asked in (task.aliases, task.typos)
    )
    return aliases, typos


def _found(answers: Sequence[tuple[Ranked, str]], line: float) -> Found:
    """An entry of which the listed name is another's too counts where its score is shared."""
    top_1 = top_10 = recalled = 0
    for ranked, entry in answers:
        score = dict(reversed(ranked)).get(entry)
        top_10 += score is not None
        top_1 += bool(ranked) and ranked[0][0] == entry
        recalled += score is not None and score > line
    return Found(*(float(np.round(n / len(answers), 4)) for n in (top_1, top_10, recalled)))


def _best(ranked: Ranked) -> float:
    return ranked[0][1] if ranked else -np.inf


def _with_typo(name: str, words: Background, random: Random) -> str:
    """One letter of the rarest word of at least four changed, dropped, doubled or swapped."""
    weighed = weigh(normalise_name(name), words)
    spelled = [word for word in name.split() if sum(c.isalpha() for c in word) >= 4]
    rarity = {word.text: word.bits for word in weighed.words}
    target = max(
        spelled or [max(name.split(), key=len)],
        key=lambda word: rarity.get("".join(filter(str.isalnum, word)).lower(), 0.0),
    )
    places = [at for at in range(1, len(target)) if target[at].isalpha()] or [0]
    at = random.choice(places)
    letter = random.choice([c for c in _LETTERS if c != target[at].lower()]).upper()
    changed = random.choice(
        (
            target[:at] + letter + target[at + 1 :],
            target[:at] + target[at + 1 :],
            target[:at] + target[at] + target[at:],
            target[: at - 1] + target[at] + target[at - 1] + target[at + 1 :],
        )
    )
    return name.replace(target, changed, 1)


def _lot(uid: str) -> bytes:
    return sha256(f"{_SEED} {uid}".encode()).digest()


def _form(name: str) -> str:
    return " ".join(sorted(token.text for token in normalise_name(name).tokens))

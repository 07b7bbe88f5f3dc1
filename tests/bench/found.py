"""Whether a party that alerts is found at all: asked by a name of its own that is not indexed.

Of each party one part of its names is indexed and the first of the others is asked: names in
another script, in Latin letters, or another name in the same letters. Counted are those whose
pair with an indexed name of the party reaches the threshold by itself; found are those that the
service answers with the party.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from matcher.normalise.scripts import Script, script_of
from matcher.records import Filters, Listed, Query, Side
from matcher.scoring.model import Model
from matcher.screening import Screener
from models.scoring import score_pair
from tests.bench.homes import snapshot_of

_MOST_HITS = 500


@dataclass(frozen=True, slots=True)
class Task:
    """Parties as they are indexed, and the names that are asked.

    Args:
        title: How the names that are asked differ from those that are indexed.
        listed: With the names that are indexed, one at least.
        asked: A name, and the party that has it.
    """

    title: str
    listed: tuple[Listed, ...]
    asked: tuple[tuple[str, Listed], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a task.

    Args:
        alerting: Names that alert on their party by themselves.
        lost: Those of them that the service does not answer with it, and the name listed first.
    """

    alerting: int
    lost: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float:
        """Of the names that alert."""
        return 1 - len(self.lost) / max(1, self.alerting)


def tasks(entries: Sequence[Listed]) -> Iterator[Task]:
    """The three of them."""
    for title, is_indexed in (
        ("asked in another script", lambda place, name: is_latin(name)),
        ("asked in Latin letters", lambda place, name: not is_latin(name)),
    ):
        yield _task(title, entries, is_indexed, lambda name, first: True)
    yield _task(
        "another Latin name",
        entries,
        lambda place, name: place == 0 and is_latin(name),
        lambda name, first: is_latin(name) and name.casefold() != first.casefold(),
    )


def _task(
    title: str,
    entries: Sequence[Listed],
    is_indexed: Callable[[int, str], bool],
    may_be_asked: Callable[[str, str], bool],
) -> Task:
    listed, asked = [], []
    for entry in entries:
        numbered = list(enumerate(entry.aliases))
        indexed = [alias for place, alias in numbered if is_indexed(place, alias.name)]
        if not indexed:
            continue
        kept = replace(entry, aliases=tuple(indexed))
        listed.append(kept)
        others = (alias.name for place, alias in numbered if not is_indexed(place, alias.name))
        name = next((name for name in others if may_be_asked(name, indexed[0].name)), None)
        if name is not None:
            asked.append((name, kept))
    return Task(title, tuple(listed), tuple(asked))


def is_latin(name: str) -> bool:
    """Whether every letter of a name is a Latin one."""
    return all(script_of(letter) in (None, Script.LATIN) for letter in name)


def measure_found(task: Task, model: Model, folder: Path) -> Found:
    """Ask every name of a task.

    Args:
        task: What is indexed and asked.
        model: That compares.
        folder: For a home of its own; does not exist.
    """
    screener = Screener(snapshot_of(task.listed, folder), model)
    filters = Filters(limit=_MOST_HITS, cutoff=model.threshold)
    alerting, lost = 0, []
    for name, party in task.asked:
        if not _alerts(model, name, party):
            continue
        alerting += 1
        hits = screener.screen(Query(names=(name,)), filters).hits
        if not any(party.id in (hit.listed.id, *hit.listed.referents) for hit in hits):
            lost.append((name, party.aliases[0].name))
    return Found(alerting, tuple(lost))


def _alerts(model: Model, name: str, party: Listed) -> bool:
    ours = Side(name=name)
    return any(
        score_pair(model, ours, Side(name=alias.name))[0] >= model.threshold
        for alias in party.aliases
    )

"""False alerts: ordinary company names, screened as a shipment would be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from matcher.normalise.countries import country_code
from matcher.records import Filters, Hit, Query
from matcher.screening import Screener
from models.evaluation.variation import writing_system
from models.pairs import read_rows

_ALL = "all"
_REPORT_EVERY = 50
# The hit that decides, whatever its score.
_BEST = Filters(limit=1, threshold=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanName:
    """An ordinary company's name, which is on no list.

    Args:
        country: ISO 3166-1 alpha-2, lower case; None if not known.
        sort: The file's `kind` and the script: names of different sorts alert differently.
    """

    name: str
    country: str | None
    sort: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """A clean name with the listed party that comes nearest; None if nothing does."""

    clean: CleanName
    best: Hit | None

    @property
    def score(self) -> float:
        """The score of the nearest; 0.0 if there is none."""
        return self.best.score if self.best else 0.0


def read_clean_names(path: Path) -> list[CleanName]:
    """Read ordinary names: `name`, and `country` and `kind` where the file has them.

    Raises:
        TableError: As `models.pairs.read_rows`.
    """
    return [
        CleanName(
            name=row["name"],
            country=country_code(row.get("country", "")),
            sort=" ".join(filter(None, [row.get("kind", ""), writing_system(row["name"])])),
        )
        for _, row in read_rows(path, required=["name"])
        if row["name"].strip()
    ]


def draw(names: Sequence[CleanName], count: int, seed: int) -> list[CleanName]:
    """A sample that depends on the names and the seed alone, not on their order."""

    def lot(clean: CleanName) -> bytes:
        text = f"{seed}|{clean.name}|{clean.country}"
        return blake2b(text.encode(), digest_size=8).digest()

    return sorted(names, key=lot)[:count]


def screen_names(
    screener: Screener,
    names: Sequence[CleanName],
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[Screened]:
    """Screen each name, with its country, against all lists."""
    screened = []
    for done, clean in enumerate(names, start=1):
        countries = (clean.country,) if clean.country else ()
        found = screener.screen(Query(names=(clean.name,), countries=countries), _BEST)
        screened.append(Screened(clean=clean, best=found.hits[0] if found.hits else None))
        if done % _REPORT_EVERY == 0 or done == len(names):
            progress(done, len(names))
    return screened


def by_sort(screened: Sequence[Screened]) -> dict[str, list[Screened]]:
    """The names by sort, the most frequent first; `all` before them."""
    sorts: dict[str, list[Screened]] = {_ALL: list(screened)}
    for one in screened:
        sorts.setdefault(one.clean.sort, []).append(one)
    return dict(sorted(sorts.items(), key=lambda item: (-len(item[1]), item[0] != _ALL, item[0])))

"""How common words are among persons: in national name lists, and on the lists themselves.

`python -m models.persons` writes what is counted here into the package.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from matcher.comparison.background import Background, token_key
from matcher.normalise.persons import normalise_person
from matcher.normalise.tokens import Token
from matcher.records import Listed

_NAMES = 100_000  # of the background: a count is a share of so many persons
_FEWEST = 6  # of them; what is rarer is as good as unseen, and not shipped


def count_person_words(populations: Path, listed: Iterable[Listed]) -> Background:
    """One background from many populations: a word's share is the largest of its shares.

    A name that one Russian in a hundred has says little, however rare it is elsewhere. The
    first listed person to carry a word does not make it common, only the others do.

    Args:
        populations: Lines of a population (`US given`, `US surname`), a name in it and the
            share of its persons who have it, with tabs between.
        listed: Persons.
    """
    shares: dict[str, float] = {}
    for population in (*_read(populations), _of_listed(listed)):
        for key, share in population.items():
            shares[key] = max(shares.get(key, 0.0), share)
    counts = {key: round(share * _NAMES) for key, share in shares.items()}
    return Background(
        counts={key: count for key, count in sorted(counts.items()) if count >= _FEWEST},
        names=_NAMES,
    )


def ordinary_persons(path: Path, count: int, random: Random) -> list[str]:
    """Names made of a given name and a surname of one country, as often as people have them.

    Args:
        path: Populations, as of `count_person_words`.
        count: How many; as many of each country.
        random: Draws them.
    """
    populations = _populations(path)
    countries = sorted({p.rpartition(" ")[0] for p in populations})
    whole = [c for c in countries if {f"{c} given", f"{c} surname"} <= populations.keys()]
    made = []
    for country in whole:
        drawn = [
            random.choices(list(shares), list(shares.values()), k=count // len(whole) + 1)
            for shares in (populations[f"{country} given"], populations[f"{country} surname"])
        ]
        made += [f"{given} {surname}" for given, surname in zip(*drawn, strict=True)]
    return made


def _populations(path: Path) -> dict[str, dict[str, float]]:
    populations: dict[str, dict[str, float]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        population, name, share = line.split("\t")
        populations.setdefault(population, {})[name] = float(share)
    return populations


def _read(path: Path) -> Iterator[dict[str, float]]:
    for names in _populations(path).values():
        shares: dict[str, float] = {}
        for name, share in names.items():
            for token in normalise_person(name).name.tokens:
                # Of a Chinese name the sound is as common as the characters.
                for key in {token_key(token), token_key(Token(token.text))}:
                    shares[key] = shares.get(key, 0.0) + share
        yield shares


def _of_listed(listed: Iterable[Listed]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    total = 0
    for entry in listed:
        total += 1
        counts.update(
            {
                token_key(token)
                for alias in entry.aliases
                for token in normalise_person(alias.name).name.tokens
            }
        )
    return {key: (count - 1) / max(total, 1) for key, count in counts.items()}

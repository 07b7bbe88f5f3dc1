"""How common names are in each country, as `models.person_words` reads it.

    python -m models.populations --census FOLDER --faker FOLDER --out FILE

reads the US Census of 1990 (`dist.all.last`, `dist.male.first`, `dist.female.first`: public domain,
shares in percent) and the name lists of Faker (MIT; the folder that holds its package), and writes
lines of a population, a name and the share of its persons who have it.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

Populations = dict[str, dict[str, float]]

_CENSUS = (
    ("dist.all.last", "US surname", 1.0),
    ("dist.male.first", "US given", 0.5),
    ("dist.female.first", "US given", 0.5),
)
_LISTS = {
    "given": ("first_names", "first_names_male", "first_names_female", "first_romanized_names"),
    "surname": ("last_names", "last_names_male", "last_names_female", "last_romanized_names"),
}
# Japanese lists hold tuples of spellings; English ones are the census again.
_LEFT_OUT = ("ja", "en_US", "en")


def read_census(folder: Path) -> Populations:
    """Surnames and given names of the census; a given name of both sexes has both shares."""
    found: Populations = {}
    for file, population, share_of_all in _CENSUS:
        shares = found.setdefault(population, {})
        for line in (folder / file).read_text(encoding="ascii").splitlines():
            name, percent, *_ = line.lower().split()
            shares[name] = shares.get(name, 0.0) + float(percent) / 100 * share_of_all
    return found


def read_faker(package: object) -> Populations:
    """Name lists of every country: of several lists with a name its largest share.

    Args:
        package: `faker.providers.person`.
    """
    found: Populations = {}
    path: list[str] = package.__path__  # type: ignore[attr-defined]  # it is a package
    for module in iter_modules(path):
        country = module.name
        if country in _LEFT_OUT or country.startswith("ja_"):
            continue
        provider = getattr(import_module(f"faker.providers.person.{country}"), "Provider", None)
        for kind, attributes in _LISTS.items():
            for attribute in attributes:
                shares = found.setdefault(f"{country} {kind}", {})
                for name, share in _shares(vars(provider or object).get(attribute)):
                    shares[name] = max(shares.get(name, 0.0), share)
    return {population: shares for population, shares in found.items() if shares}


def _shares(names: object) -> Iterator[tuple[str, float]]:
    """Each name of a list, or of a mapping to its weight, and its share."""
    if isinstance(names, Mapping):
        total = sum(names.values())
        yield from ((name, weight / total) for name, weight in names.items())
    elif isinstance(names, tuple | list):
        counts = Counter(name for name in names if isinstance(name, str))
        total = sum(counts.values())
        yield from ((name, count / total) for name, count in counts.items())


def main(argv: Sequence[str] | None = None) -> None:
    """Write what both say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--census", type=Path, required=True, help="folder of the three files")
    parser.add_argument("--faker", type=Path, required=True, help="folder that holds the package")
    parser.add_argument("--out", type=Path, required=True)
    told = parser.parse_args(argv)
    sys.path.insert(0, str(told.faker))
    populations = read_census(told.census) | read_faker(import_module("faker.providers.person"))
    lines = [
        f"{population}\t{name}\t{share:.8f}"
        for population, shares in populations.items()
        for name, share in shares.items()
    ]
    told.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

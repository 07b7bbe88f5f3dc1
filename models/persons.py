"""Learn what the levels of persons' names weigh: from the persons of openly licensed lists.

One person: two published names of one entry, and its name as clerks write it (other order,
initials, without the father's name, a slip of the finger). Two persons: a name and the
names of other persons that share most with it, and names made of one person's given name and
another's surname. The bits of all levels are fitted together (`models.joint`), and the map from
bits to scores with them, so that persons' scores are probabilities as those of companies are.

    python -m models.persons --model FOLDER --populations FILE --ofac FILE --known FOLDER --un FILE

writes `matcher/comparison/data/persons.tsv` (how common words are) and
`matcher/scoring/data/persons.tsv` (the bits). The figures that ship were learned without the
persons that `tests/bench/persons.py` asks for.
"""

import argparse
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
import orjson

from matcher.comparison.background import write_background
from matcher.comparison.person_alignment import WeighedPerson, person_words, weigh_person
from matcher.comparison.persons import (
    FIRST_WITH_A_WORD,
    PERSON_NAME_COMPARISONS,
    compare_persons,
)
from matcher.comparison.sounds import Sounds
from matcher.lists.reading import read
from matcher.normalise.persons import Part, normalise_person
from matcher.normalise.scripts import consonant_key, sound_key
from matcher.records import Alias, AliasKind, Listed, Provenance
from matcher.sample.misspell import keyboard
from matcher.scoring.model import load_model
from models.joint import fit_bits
from models.logistic import fit_logistic
from models.person_words import count_person_words, ordinary_persons

BASE_RATE = 0.15  # as the calibration of companies
# Two aliases of one entry are often two names (a nom de guerre); what is asked seldom is.
_ALIAS_WEIGHT = 0.5
_LOOK_ALIKES = 3  # of each name
_CROSSED_WEIGHT = 0.5
_ORDINARY, _ORDINARY_WEIGHT = 10_000, 0.5
_SEED = "persons-1"

Vector = tuple[int | None, ...]
_PACKAGE = Path(__file__).parents[1] / "matcher"


class Example(NamedTuple):
    """Levels of two names, whether they are one person's, and how much they count."""

    vector: Vector
    same: bool
    weight: float


def examples(persons: Sequence[Listed], ordinary: Sequence[str], sounds: Sounds) -> list[Example]:
    """Every pair of names to learn from; the same entries give the same pairs.

    Args:
        persons: Listed.
        ordinary: Names of persons who are not.
        sounds: Of a model.
    """
    names = [list(filter(None, map(_weighed, _texts(entry)))) for entry in persons]
    neighbours = _Neighbours(names)
    pairs: list[tuple[WeighedPerson, WeighedPerson, bool, float]] = []
    for row, entry in enumerate(persons):
        if not names[row]:
            continue
        random = Random(f"{_SEED} {entry.id}")  # noqa: S311  # reproducible, and no secret
        primary, *others = names[row]
        varied = list(filter(None, map(_weighed, variants(entry.caption, random))))
        asked = [primary, *varied]
        pairs += [(other, primary, True, _ALIAS_WEIGHT / len(others)) for other in others]
        pairs += [(other, primary, True, 1.0 / len(varied)) for other in varied]
        pairs += [
            (query, other, False, 1.0 / len(asked))
            for query in asked
            for other in neighbours.of(query, row)[:_LOOK_ALIKES]
        ]
        other = random.choice(persons)
        crossed = _weighed(_crossed(entry.caption, other.caption))
        if other is not entry and crossed:
            both = filter(None, (primary, _weighed(other.caption)))
            pairs += [(crossed, name, False, _CROSSED_WEIGHT) for name in both]
    for text in ordinary:
        given, _, surname = text.partition(" ")
        for query in filter(None, map(_weighed, (text, f"{given[0]}. {surname}"))):
            nearest = neighbours.of(query, -1)[:1]
            pairs += [(query, other, False, _ORDINARY_WEIGHT) for other in nearest]
    return [
        Example(compare_persons(query, listed, sounds)[0], same, weight)
        for query, listed, same, weight in pairs
    ]


def variants(caption: str, random: Random) -> list[str]:
    """A name `SURNAME, Given` as others write it."""
    surname, _, given = caption.partition(", ")
    first, *rest = given.split() or [""]
    shown = f"{given} {surname}".strip()
    made = [shown, f"{surname} {given}", keyboard(random, shown) if shown.isascii() else shown]
    if first:
        letters = [word[0] for word in given.replace("-", " ").split() if word[0].isalpha()]
        made.append(f"{'. '.join(letters)}. {surname}")
        made.append(f"{letters[0]}. {surname}" if letters else shown)
    if rest and len(first) > 2:  # letters: not an article
        made.append(f"{first} {surname}")
    return made


def _texts(entry: Listed) -> list[str]:
    kinds = (AliasKind.PRIMARY, AliasKind.ALIAS, AliasKind.FORMER)
    return list(dict.fromkeys(alias.name for alias in entry.aliases if alias.kind in kinds))


def _weighed(text: str) -> WeighedPerson | None:
    return weigh_person(normalise_person(text))


def _crossed(one: str, other: str) -> str:
    """The given names of one person before the surname of another."""
    _, _, given = one.partition(", ")
    return f"{given} {other.partition(', ')[0]}"


class _Neighbours:
    """The names of other persons that share most with a name."""

    def __init__(self, names: Sequence[Sequence[WeighedPerson]]) -> None:
        self._names = names
        self._carriers: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row, theirs in enumerate(names):
            for place, name in enumerate(theirs):
                for key in self._keys(name):
                    self._carriers[key].append((row, place))

    def of(self, name: WeighedPerson, row: int) -> list[WeighedPerson]:
        """The nearest name of each of the persons nearest to a name, but for one."""
        shared: Counter[tuple[int, int]] = Counter()
        for key, bits in self._keys(name).items():
            for found in self._carriers[key]:
                if found[0] != row:
                    shared[found] += bits
        nearest: dict[int, WeighedPerson] = {}
        for (other, place), _ in shared.most_common(20 * _LOOK_ALIKES):
            if other not in nearest and len(nearest) < _LOOK_ALIKES:
                nearest[other] = self._names[other][place]
        return list(nearest.values())

    @staticmethod
    def _keys(name: WeighedPerson) -> dict[str, int]:
        keys = {}
        for word, part in zip(name.weighed.words, name.parts, strict=True):
            if part in (Part.WORD, Part.PATRONYMIC):
                keys[sound_key(word.text)] = round(word.bits * 60)
                keys[f"c{consonant_key(word.text)}"] = round(word.bits * 40)
        return keys


def fit(found: Sequence[Example]) -> list[tuple[float, ...]]:
    """Bits of each level, which prove what they say: no calibration stands behind them.

    They are scaled so that the odds of the base rate times two to the bits are the odds of a
    match, and moved so that words that agree letter for letter are worth nothing beside what
    their agreement says.
    """
    total = {same: sum(e.weight for e in found if e.same is same) for same in (True, False)}
    scale = {True: BASE_RATE / total[True], False: (1 - BASE_RATE) / total[False]}
    weights = [len(found) * scale[example.same] * example.weight for example in found]
    vectors, same = [e.vector for e in found], [e.same for e in found]
    name, manner = fit_bits(PERSON_NAME_COMPARISONS, vectors, same, weights)
    evidence = np.array(
        [
            sum(0.0 if at is None else each[at] for at, each in zip(v, (name, manner), strict=True))
            for v in vectors
        ]
    )
    columns = np.column_stack([np.ones(len(evidence)), evidence])
    start, slope = fit_logistic(
        columns, np.asarray(same, dtype=float), np.asarray(weights), 1e-6 * np.eye(2)
    )
    stretch = float(slope) / log(2)
    offset = (float(start) - log(BASE_RATE / (1 - BASE_RATE))) / log(2)
    return [
        tuple(
            stretch * (bits + (manner[-1] if level >= FIRST_WITH_A_WORD else 0.0)) + offset
            for level, bits in enumerate(name)
        ),
        tuple(stretch * (bits - manner[-1]) for bits in manner),
    ]


def write_weights(
    found: Sequence[Example],
    bits: Sequence[Sequence[float]],
    path: Path,
) -> None:
    """A line a level: comparison, level, bits, and the pairs that reached it."""
    lines = ["# comparison\tlevel\tbits\tof one person\tof two"]
    for place, (comparison, each) in enumerate(zip(PERSON_NAME_COMPARISONS, bits, strict=True)):
        for level, value in enumerate(each):
            reached = Counter(e.same for e in found if e.vector[place] == level)
            lines.append(
                f"{comparison.name}\t{level}\t{value:.3f}\t{reached[True]}\t{reached[False]}"
            )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_later(path: Path, known: frozenset[str]) -> Iterator[Listed]:
    """Persons of OFAC's JSON that are not known, of even numbers; the bench asks for the odd."""
    for entry in orjson.loads(gzip.decompress(path.read_bytes()))["entries"]:
        if (
            entry["type"] == "individual"
            and entry["uid"] not in known
            and int(entry["uid"]) % 2 == 0
        ):
            yield Listed(
                id=f"ofac-{entry['uid']}",
                schema="Person",
                aliases=tuple(
                    Alias(name=name, kind=AliasKind.ALIAS if place else AliasKind.PRIMARY)
                    for place, name in enumerate([entry["name"], *entry["aliases"]])
                ),
                provenance=Provenance(source="us_ofac_sdn", entry_id=entry["uid"], file_sha256=""),
            )


def main(argv: Sequence[str] | None = None) -> None:
    """Count the words, fit the bits, and write both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--populations", type=Path, required=True, help="how common names are; see person_words"
    )
    parser.add_argument("--ofac", type=Path, required=True, help="OFAC's list as JSON, gzipped")
    parser.add_argument("--known", type=Path, required=True, help="folder of an earlier OFAC list")
    parser.add_argument("--un", type=Path, required=True, help="the UN's list as XML")
    parser.add_argument("--model", type=Path, required=True, help="whose sounds are heard")
    told = parser.parse_args(argv)
    earlier = list(read("us_ofac_sdn", told.known))
    taken = frozenset(_form(alias.name) for entry in earlier for alias in entry.aliases)
    persons = list(read_later(told.ofac, frozenset(e.id.rpartition("-")[2] for e in earlier)))
    # Who stands on both lists would be two persons who look alike.
    taken |= {_form(alias.name) for entry in persons for alias in entry.aliases}
    persons += [
        entry
        for entry in read("un_sc", told.un)
        if entry.schema == "Person"
        and entry.aliases
        and taken.isdisjoint(_form(alias.name) for alias in entry.aliases)
    ]
    background = count_person_words(told.populations, persons)
    write_background(background, _PACKAGE / "comparison/data/persons.tsv")
    person_words.cache_clear()
    random = Random(_SEED)  # noqa: S311  # reproducible, and no secret
    ordinary = ordinary_persons(told.populations, _ORDINARY, random)
    found = examples(persons, ordinary, load_model(told.model).knowledge.sounds)
    write_weights(found, fit(found), _PACKAGE / "scoring/data/persons.tsv")


def _form(name: str) -> str:
    return " ".join(sorted(token.text for token in normalise_person(name).name.tokens))


if __name__ == "__main__":
    main()

"""Persons and vessels: aliases never seen, ways of writing a name, and who is somebody else.

OFAC's list of 2019 with its organisations; of persons only the primary names are indexed, of
vessels all names. Persons and vessels that were listed later are the negatives: half of the
later persons teach the weights of persons (`models/persons.py`), the other half is asked here.

Longer than 300 lines because every way to write a name stands beside how it is drawn.
"""

import argparse
import gzip
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import orjson
from rapidfuzz import fuzz, process

from matcher.index.snapshot import Snapshot
from matcher.lists.reading import read
from matcher.records import AliasKind, Filters, Identifier, Listed, Query
from matcher.scoring.model import Model, load_model
from matcher.screening import Screener
from tests.bench.homes import snapshot_of

_SEED = 2019
_ASKED, _NEGATIVES = 300, 800
_RANKS = 10
_SHIPPED = Path(__file__).parents[2] / "models" / "trained"
_TITLES = ("Dr.", "Gen.", "Mr.", "Sheikh", "Colonel", "Prof.")
_VESSEL_PREFIXES = ("M/V", "MV", "MT", "M.T.", "F/V", "M.V.", "SS")
_PATRONYMIC = re.compile(r"(?:ovich|evich|ovna|evna|ichna)$", re.IGNORECASE)
_LETTERS, _LATIN = re.compile(r"[^\W\d_]"), re.compile(r"[a-zA-ZÀ-ɏ]")
_PARTICLE = re.compile(
    r"\b(al|el|bin|ibn|abd al|van der|van|de la|de los|del|de|von|da|dos)[ -]", re.IGNORECASE
)
# One sound, two conventions: what passports, newspapers and lists differ in.
_CONVENTIONS = (
    ("iy", "y"), ("ey", "ei"), ("ya", "ia"), ("yu", "iu"), ("kh", "h"), ("zh", "j"),
    ("sh", "ch"), ("ou", "u"), ("ee", "i"), ("oo", "u"), ("q", "k"), ("dh", "d"),
    ("muhammad", "mohamed"), ("mohammed", "muhammad"), ("hussein", "husayn"), ("ahmad", "ahmed"),
    ("abdul", "abdel"), ("ss", "s"), ("dd", "d"), ("w", "v"), ("aw", "au"), ("ph", "f"),
)  # fmt: skip

Ranked = Sequence[tuple[str, float]]  # ids and scores, best first
System = Callable[[Query], Ranked]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is listed and asked.

    Args:
        positives: Sort of question -> questions, each with the id of its entry.
        negatives: Sort of question -> questions about somebody who is not listed.
    """

    listed: tuple[Listed, ...]
    positives: Mapping[str, Sequence[tuple[Query, str]]]
    negatives: Mapping[str, Sequence[Query]]


def read_ofac(folder: Path, scratch: Path) -> list[Listed]:
    """The entries of one day of which the three CSV are gzipped."""
    for path in sorted(folder.glob("*.csv.gz")):
        with gzip.open(path) as packed, (scratch / path.stem).open("wb") as plain:
            shutil.copyfileobj(packed, plain)
    return [entry for entry in read("us_ofac_sdn", scratch) if entry.aliases]


def later_names(path: Path, known: frozenset[str], kind: str, half: int | None) -> list[str]:
    """Primary names listed after a day, by OFAC's own kind (`individual`, `vessel`).

    Args:
        path: OFAC's list of a later day: `entries` with `uid`, `name`, `type`.
        known: Numbers of the entries of the day.
        kind: As OFAC writes it.
        half: 0 or 1 for every other entry; None for all.
    """
    return [
        entry["name"]
        for entry in orjson.loads(gzip.decompress(path.read_bytes()))["entries"]
        if entry["type"] == kind
        and entry["uid"] not in known
        and (half is None or int(entry["uid"]) % 2 == half)
    ]


def make_task(ofac: Path, later: Path, scratch: Path) -> Task:
    """Draw the questions.

    Args:
        ofac: Folder of `sdn.csv.gz`, `alt.csv.gz`, `add.csv.gz` of one day.
        later: OFAC's list of a later day.
        scratch: An empty folder to unpack into.
    """
    whole = read_ofac(ofac, scratch)
    random = Random(_SEED)
    persons = [entry for entry in whole if entry.schema == "Person"]
    vessels = [entry for entry in whole if entry.schema == "Vessel"]
    known = frozenset(entry.id.rpartition("-")[2] for entry in whole)
    forms = frozenset(_form(alias.name) for entry in whole for alias in entry.aliases)
    strangers = [n for n in later_names(later, known, "individual", 1) if _form(n) not in forms]
    ships = [n for n in later_names(later, known, "vessel", None) if _form(n) not in forms]
    return Task(
        listed=tuple(
            replace(entry, aliases=entry.aliases[:1]) if entry.schema == "Person" else entry
            for entry in whole
        ),
        positives=_persons(persons, random) | _vessels(vessels, ships, random),
        negatives=_other_persons(persons, strangers, forms, random)
        | _other_vessels(vessels, ships, forms, random),
    )


def _persons(persons: Sequence[Listed], random: Random) -> dict[str, Sequence[tuple[Query, str]]]:
    aliases = [
        (alias.name, entry)
        for entry in persons
        for alias in entry.aliases[1:]
        if alias.kind is not AliasKind.WEAK and alias.name != entry.aliases[0].name
    ]
    asked = {"alias": random.sample(aliases, 3 * _ASKED)}
    asked["alias with birth date"] = [
        (name, entry) for name, entry in asked["alias"] if "birthDate" in entry.properties
    ]
    for sort, vary in _VARIANTS.items():
        varied = [(vary(*_parts(entry.caption), random), entry) for entry in persons]
        changed = [(name, entry) for name, entry in varied if name]
        asked[sort] = random.sample(changed, min(_ASKED, len(changed)))
    return {
        f"person: {sort}": [
            (_person(name, entry if sort.endswith("birth date") else None), entry.id)
            for name, entry in pairs
        ]
        for sort, pairs in asked.items()
    }


def _person(name: str, entry: Listed | None = None) -> Query:
    births = entry.properties["birthDate"] if entry else ()
    return Query(schema="Person", names=(name,), births=births)


def _parts(caption: str) -> tuple[str, str]:
    """Surname and given names of `SURNAME, Given`."""
    surname, _, given = caption.partition(", ")
    return surname, given


def _shown(surname: str, given: str) -> str:
    return f"{given} {surname}".strip()


def _typo(word: str, random: Random) -> str:
    at = random.randrange(1, len(word))
    letter = random.choice([c for c in "abcdefghijklmnopqrstuvwxyz" if c != word[at].lower()])
    return random.choice(
        (
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        )
    )


def _with_typo(name: str, random: Random) -> str:
    words = [word for word in re.findall(r"\w+", name) if len(word) >= 5]
    if not words:
        return ""
    word = random.choice(words)
    return name.replace(word, _typo(word, random), 1)


def _romanised(name: str, random: Random) -> str:
    found = [(a, b) for a, b in _CONVENTIONS if re.search(a, name, re.IGNORECASE)]
    if not found:
        return ""
    a, b = random.choice(found)
    return re.sub(a, b, name, flags=re.IGNORECASE)


def _initials(surname: str, given: str) -> str:
    return " ".join(f"{word[0]}." for word in re.findall(r"\w+", given) if word[0].isalpha())


# By sort of question: surname, given names -> another way to write them; empty if there is none.
_VARIANTS: dict[str, Callable[[str, str, Random], str]] = {
    "surname first": lambda s, g, _: f"{s} {g}" if g else "",
    "given first": lambda s, g, _: _shown(s, g) if g else "",
    "initials": lambda s, g, _: f"{_initials(s, g)} {s}" if g else "",
    "initials after": lambda s, g, _: f"{s} {_initials(s, g).replace(' ', '')}" if g else "",
    "patronymic dropped": lambda s, g, _: (
        _shown(s, " ".join(w for w in g.split() if not _PATRONYMIC.search(w)))
        if len(g.split()) > 1 and any(map(_PATRONYMIC.search, g.split()))
        else ""
    ),
    "second given name dropped": lambda s, g, _: (
        _shown(s, g.split()[0]) if len(g.split()) > 1 and len(g.split()[0]) > 2 else ""
    ),
    "particle dropped": lambda s, g, _: (
        _PARTICLE.sub("", _shown(s, g)) if _PARTICLE.search(_shown(s, g)) else ""
    ),
    "particle joined": lambda s, g, _: (
        _PARTICLE.sub(lambda m: m[1].replace(" ", ""), _shown(s, g))
        if _PARTICLE.search(_shown(s, g))
        and not re.search(r"\b(?:bin|ibn)\b", _shown(s, g), re.IGNORECASE)
        else ""
    ),
    "one letter": lambda s, g, random: _with_typo(_shown(s, g), random),
    "other romanisation": lambda s, g, random: _romanised(_shown(s, g), random),
    "title": lambda s, g, random: f"{random.choice(_TITLES)} {_shown(s, g)}" if g else "",
}


def _other_persons(
    persons: Sequence[Listed], strangers: Sequence[str], forms: frozenset[str], random: Random
) -> dict[str, Sequence[Query]]:
    full = [_parts(entry.caption) for entry in persons if ", " in entry.caption]
    new = [_parts(name) for name in strangers if ", " in name]

    def crossed(listed_given: bool) -> list[str]:
        made = []
        for _ in range(_ASKED):
            (surname, given), (other, given_other) = random.choice(full), random.choice(new)
            made.append(_shown(other, given) if listed_given else _shown(surname, given_other))
        return [name for name in made if _form(name) not in forms]

    asked = {
        "listed later": random.sample(strangers, min(_NEGATIVES, len(strangers))),
        "given name of a listed person": crossed(listed_given=True),
        "surname of a listed person": crossed(listed_given=False),
        "initials of one listed later": [
            f"{_initials('', given)} {surname}" for surname, given in random.sample(new, _ASKED)
        ],
        "given name alone": [given.split()[0] for _, given in random.sample(full, _ASKED)],
    }
    return {f"person: {sort}": [_person(name) for name in names] for sort, names in asked.items()}


def _vessels(
    vessels: Sequence[Listed], ships: Sequence[str], random: Random
) -> dict[str, Sequence[tuple[Query, str]]]:
    former = [(alias.name, e) for e in vessels for alias in e.aliases[1:]]
    primary = [(entry.caption, entry) for entry in vessels]
    asked = {
        "former name": random.sample(former, min(_ASKED, len(former))),
        "prefix": [(f"{random.choice(_VESSEL_PREFIXES)} {name}", e) for name, e in primary],
        "one letter": [(typo, e) for name, e in primary if (typo := _with_typo(name, random))],
    }
    found: dict[str, Sequence[tuple[Query, str]]] = {
        f"vessel: {sort}": [(Query(schema="Vessel", names=(name,)), e.id) for name, e in pairs]
        for sort, pairs in asked.items()
    }
    for kind in ("imoNumber", "mmsi"):
        found[f"vessel: {kind}, another name"] = [
            (_numbered(random.choice(ships), number), entry.id)
            for entry in vessels
            for number in entry.identifiers
            if number.kind == kind
        ]
    return found


def _numbered(name: str, number: Identifier) -> Query:
    return Query(schema="Vessel", names=(name,), identifiers=(number,))


def _other_vessels(
    vessels: Sequence[Listed], ships: Sequence[str], forms: frozenset[str], random: Random
) -> dict[str, Sequence[Query]]:
    fleet = []
    for entry in vessels:
        name = entry.caption
        if numbers := re.findall(r"\d+", name):
            name = name.replace(numbers[-1], str(int(numbers[-1]) + random.randint(1, 8)))
        else:
            name = f"{name} {random.randint(2, 9)}"
        if _form(name) not in forms:
            fleet.append(name)
    asked = {"listed later": random.sample(ships, min(_ASKED, len(ships))), "of one fleet": fleet}
    return {
        f"vessel: {sort}": [Query(schema="Vessel", names=(name,)) for name in names]
        for sort, names in asked.items()
    }


def _form(name: str) -> str:
    return " ".join(sorted(re.findall(r"\w+", name.casefold())))


def tallyman(snapshot: Snapshot, model: Model) -> System:
    """The service's own search."""
    screener = Screener(snapshot, model)

    def search(query: Query) -> Ranked:
        hits = screener.screen(query, Filters(limit=_RANKS)).hits
        return [(hit.listed.id, hit.score) for hit in hits]

    return search


def token_sort(listed: Sequence[Listed]) -> System:
    """A scan with rapidfuzz's token_sort_ratio; it reads names alone."""
    names = [(re.sub(r"\W+", " ", a.name.upper()), e.id) for e in listed for a in e.aliases]
    written = [name for name, _ in names]

    def search(query: Query) -> Ranked:
        name = re.sub(r"\W+", " ", query.names[0].upper())
        found = process.extract(name, written, scorer=fuzz.token_sort_ratio, limit=_RANKS)
        return [(names[row][1], score) for _, score, row in found]

    return search


def measure(
    task: Task, search: System, threshold: float | None, false_alerts: float | None = None
) -> dict[str, dict[str, float]]:
    """Shares of the questions of each sort.

    Args:
        task: What is asked.
        search: Of the system.
        threshold: Score from which it alerts; None for the one that
            `false_alerts` of the persons who were listed later exceed.
        false_alerts: A share.
    """
    strangers = {
        sort: [ranked[0][1] if (ranked := search(query)) else 0.0 for query in queries]
        for sort, queries in task.negatives.items()
    }
    if threshold is None:
        worst = sorted(strangers["person: listed later"], reverse=True)
        threshold = worst[int(len(worst) * (false_alerts or 0.0))] + 1e-9
    figures: dict[str, dict[str, float]] = {}
    for sort, asked in task.positives.items():
        answers = [(search(query), entry) for query, entry in asked]
        figures[sort] = {
            "asked": len(asked),
            "top 1": _share([ranked[:1] and ranked[0][0] == e for ranked, e in answers]),
            "top 10": _share([e in dict(ranked) for ranked, e in answers]),
            "recall": _share([_score(ranked, e) >= threshold for ranked, e in answers]),
        }
    for sort, scores in strangers.items():
        alerts = _share([score >= threshold for score in scores])
        figures[sort] = {"asked": len(scores), "false alerts": alerts}
    return figures


def _score(ranked: Ranked, entry: str) -> float:
    return max((score for found, score in ranked if found == entry), default=-1.0)


def _share(answers: Sequence[object]) -> float:
    return round(sum(map(bool, answers)) / max(1, len(answers)), 3)


def other_script(un: Path, folder: Path, model: Model) -> dict[str, float]:
    """The UN's persons by their names in Latin letters, asked in Arabic, Cyrillic or Chinese."""
    persons = [entry for entry in read("un_sc", un) if entry.schema == "Person"]
    listed, asked = [], []
    for entry in persons:
        latin = tuple(alias for alias in entry.aliases if _is_latin(alias.name))
        if latin:
            listed.append(replace(entry, aliases=latin))
            names = [alias.name for alias in entry.aliases if _LETTERS.search(alias.name)]
            asked += [(_person(name), entry.id) for name in names if not _LATIN.search(name)]
    search = tallyman(snapshot_of(listed, folder), model)
    answers = [(search(query), entry) for query, entry in asked]
    return {
        "asked": len(asked),
        "top 1": _share([ranked[:1] and ranked[0][0] == entry for ranked, entry in answers]),
        "top 10": _share([entry in dict(ranked) for ranked, entry in answers]),
        "recall": _share([_score(ranked, entry) >= model.threshold for ranked, entry in answers]),
    }


def _is_latin(name: str) -> bool:
    return bool(_LATIN.search(name)) and not re.search(r"[^\W\d_a-zA-ZÀ-ɏ]", name)


def main(argv: Sequence[str] | None = None) -> None:
    """Measure the shipped model, and token_sort_ratio where as many strangers alert."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ofac", type=Path, required=True, help="folder of one day's CSV")
    parser.add_argument("--later", type=Path, required=True, help="OFAC's list of a later day")
    parser.add_argument("--un", type=Path, help="the UN's list as XML: persons in other scripts")
    parser.add_argument("--model", type=Path, help="directory of a model (default: as shipped)")
    parser.add_argument("--alone", action="store_true", help="without token_sort_ratio")
    told = parser.parse_args(argv)
    model = load_model(told.model or _SHIPPED / (_SHIPPED / "default").read_text().strip())
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / "ofac"
        scratch.mkdir()
        task = make_task(told.ofac, told.later, scratch)
        snapshot = snapshot_of(task.listed, Path(folder) / "home")
        ours = measure(task, tallyman(snapshot, model), model.threshold)
        alerts = ours["person: listed later"]["false alerts"]
        if told.un:
            ours["person: in another script"] = other_script(told.un, Path(folder) / "un", model)
        theirs = {} if told.alone else measure(task, token_sort(task.listed), None, alerts)
    print(json.dumps({"tallyman": ours, "token_sort_ratio": theirs}, indent=1))
    for sort, figures in ours.items():
        row = " ".join(f"{name} {value}" for name, value in figures.items())
        other = " ".join(f"{n} {v}" for n, v in theirs.get(sort, {}).items() if n != "asked")
        print(f"{sort:40} {row:50} | {other}")


if __name__ == "__main__":
    main()

from pathlib import Path
from random import Random

import pytest

from matcher.comparison.background import token_key
from matcher.comparison.persons import FIRST_WITH_A_WORD, PERSON_NAME_COMPARISONS
from matcher.normalise.tokens import Token
from matcher.records import Alias, AliasKind, Listed, Provenance
from models.person_words import count_person_words, ordinary_persons
from models.persons import examples, fit, variants, write_weights
from models.registry import shipped_model

SOURCE = Provenance(source="made-up", entry_id="1", file_sha256="")
GIVEN = ("Edrik", "Gustav", "Tarek", "Osgood", "Lotte", "Velna", "Mirko", "Sarel")
SURNAMES = ("VORLIN", "QUELLMAR", "PELLOW", "DRAMETH", "OSTIVAR", "KENDRAL", "BRUNOSK")


def person(number: int) -> Listed:
    given, surname = GIVEN[number % len(GIVEN)], SURNAMES[number // len(GIVEN) % len(SURNAMES)]
    return Listed(
        id=f"p{number}",
        schema="Person",
        aliases=(
            Alias(name=f"{surname}, {given} {GIVEN[(number + 3) % len(GIVEN)]}"),
            Alias(name=f"{surname}, {given}", kind=AliasKind.ALIAS),
        ),
        provenance=SOURCE,
    )


PERSONS = [person(number) for number in range(56)]


def key(word: str) -> str:
    return token_key(Token(word))


@pytest.fixture
def populations(tmp_path: Path) -> Path:
    path = tmp_path / "populations.tsv"
    lines = [f"XX given\t{name}\t0.1" for name in GIVEN]
    lines += [f"XX surname\t{name}\t0.0005" for name in SURNAMES] + ["YY given\tPia\t0.5"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_word_is_as_common_as_where_it_is_commonest(populations: Path) -> None:
    words = count_person_words(populations, [])
    assert words.counts[key("edrik")] == 10_000
    assert words.counts[key("quellmar")] == 50
    listed = count_person_words(populations, PERSONS)
    assert listed.counts[key("quellmar")] == round(7 / 56 * words.names)


def test_ordinary_persons_have_both_names_of_one_country(populations: Path) -> None:
    made = ordinary_persons(populations, 20, Random(1))
    assert len(made) >= 20
    assert all(name.split()[0] in GIVEN and name.split()[1] in SURNAMES for name in made)


def test_variants_are_the_ways_clerks_write() -> None:
    made = variants("VORLIN, Edrik Tamovich", Random(1))
    assert {"Edrik Tamovich VORLIN", "E. T. VORLIN", "E. VORLIN", "Edrik VORLIN"} <= set(made)
    assert variants("VORLIN", Random(1))


def test_what_is_learned_tells_persons_apart(tmp_path: Path) -> None:
    sounds = shipped_model().knowledge.sounds
    found = examples(PERSONS, ["Osgood Pellow", "Pia Tamberlane"], sounds)
    assert found == examples(PERSONS, ["Osgood Pellow", "Pia Tamberlane"], sounds)
    assert {example.same for example in found} == {True, False}
    name, manner = fit(found)
    assert (len(name), len(manner)) == tuple(len(c.levels) for c in PERSON_NAME_COMPARISONS)
    assert name[-1] > 0.0 > name[FIRST_WITH_A_WORD]
    assert manner[-1] == 0.0
    write_weights(found, (name, manner), tmp_path / "persons.tsv")
    lines = (tmp_path / "persons.tsv").read_text().splitlines()
    assert len(lines) == 1 + len(name) + len(manner)

from matcher.comparison.person_keys import initial_keys, person_keys
from matcher.normalise.persons import normalise_person


def filed(text: str) -> set[str]:
    person = normalise_person(text)
    return set(person_keys(person.name, person.parts) + initial_keys(person.name, person.parts))


def asked(text: str) -> set[str]:
    person = normalise_person(text)
    return set(person_keys(person.name, person.parts, query=True))


def test_the_whole_name_has_no_order_particles_or_title() -> None:
    ways = ("AL-BOSRI, Tarek", "Tarek al-Bosri", "Dr. Tarek Bosri")
    firsts = [person_keys(p.name, p.parts)[0] for p in map(normalise_person, ways)]
    assert len(set(firsts)) == 1


def test_a_surname_is_found_beside_an_initial() -> None:
    shared = asked("E. Vorlin") & filed("VORLIN, Edrik Tamovich")
    assert any(key.startswith("p") for key in shared)
    assert not any(key.startswith("p") for key in asked("O. Vorlin") & filed("VORLIN, Edrik"))


def test_a_particle_is_found_together_with_its_word() -> None:
    assert "wbosri" in filed("AL-BOSRI, Tarek") & asked("Tarek Albosri")


def test_initials_are_no_words() -> None:
    assert "we" not in asked("E. Vorlin")


def test_an_endless_name_has_few_keys_of_initials() -> None:
    person = normalise_person(" ".join(f"vor{letter}lin" for letter in "abcdefghijklmnop" * 3))
    assert len(initial_keys(person.name, person.parts)) <= 64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalise.persons import Part, normalise_person


@pytest.mark.parametrize(
    ("text", "words", "parts"),
    [
        pytest.param("VORLIN, Edrik Tamovich", "vorlin edrik tamovich", "wwp", id="patronymic"),
        pytest.param("Edrik Tamovich Vorlin", "edrik tamovich vorlin", "wpw", id="in-the-middle"),
        pytest.param("Tamovich Edrik Osipovich", "tamovich edrik osipovich", "wwp", id="surname"),
        pytest.param("Edrik Tamovich", "edrik tamovich", "ww", id="two-words-are-a-whole-name"),
        pytest.param("E. T. Vorlin", "e t vorlin", "iiw", id="initials"),
        pytest.param("Vorlin E.T.", "vorlin e t", "wii", id="initials-without-spaces"),
        pytest.param("Yu. A. Vorlin", "yu a vorlin", "iiw", id="one-letter-that-is-two-in-latin"),
        pytest.param("Dr. Gen. Edrik Vorlin", "dr gen edrik vorlin", "ooww", id="titles"),
        pytest.param("Edrik Vorlin Jr.", "edrik vorlin jr", "wwo", id="suffix"),
        pytest.param("Haji Vorlin", "haji vorlin", "ow", id="title-and-one-word"),
        pytest.param("VORLIN, Haji", "vorlin haji", "ww", id="a-title-may-be-the-given-name"),
        pytest.param("Tarek al-Bosri", "tarek al bosri", "waw", id="article"),
        pytest.param("Tarek ad-Dosri", "tarek al dosri", "waw", id="article-before-sun-letter"),
        pytest.param("Abd al-Rahim Bosri", "abdul rahim bosri", "aww", id="abd-al"),
        pytest.param("Abdelrahim Bosri", "abdul rahim bosri", "aww", id="abdel-together"),
        pytest.param("Abd-alRahim Bosri", "abdul rahim bosri", "aww", id="article-together"),
        pytest.param("Abdullah Bosri", "abdullah bosri", "ww", id="abdullah-is-one-word"),
        pytest.param("Lotte van der Brun", "lotte van der brun", "waaw", id="van-der"),
        pytest.param("BRUN, Lotte de la", "de la brun lotte", "aaww", id="particles-put-back"),
        pytest.param("Le Van Do", "le van do", "www", id="a-name-of-particles-has-none"),
        pytest.param('Edrik "Fox" Vorlin', "edrik vorlin fox", "wwo", id="nickname"),
        pytest.param("Mohd. Bosri", "mohamad bosri", "ww", id="abbreviated"),
        pytest.param("Эдрик Вориан", "edrik vorian", "ww", id="cyrillic"),
        pytest.param("Вориан Э. Т.", "vorian e t", "wii", id="cyrillic-initials"),
        pytest.param("طارق البصري", "tarq al bsri", "waw", id="arabic-article"),
        pytest.param("عبد الرحيم بن طارق", "abdul al rhim bin tarq", "aawaw", id="arabic-abd-al"),
        pytest.param("عبدالرحيم", "abdul rhim", "ww", id="arabic-abd-together"),
        pytest.param("عبد الله", "abdallh", "w", id="arabic-abdullah"),
        pytest.param("欧阳明月", "ouyang mingyue", "ww", id="surname-of-two-characters"),
        pytest.param("李明", "li ming", "ww", id="surname-and-given-name"),
        pytest.param("", "", "", id="nothing"),
        pytest.param("***", "", "", id="no-letter"),
    ],
)
def test_words_and_what_they_are(text: str, words: str, parts: str) -> None:
    person = normalise_person(text)
    assert " ".join(token.text for token in person.name.tokens) == words
    assert person.parts == parts


@given(st.text())
def test_any_text_gives_a_part_for_each_word(text: str) -> None:
    person = normalise_person(text)
    assert len(person.parts) == len(person.name.tokens)
    assert all(token.text.isascii() and token.text.isalpha() for token in person.name.tokens)
    assert not person.parts or set(person.parts) - {Part.PARTICLE.value, Part.ASIDE.value}


@given(st.text(alphabet="abc é'-.,(вж李ال", max_size=30))
def test_spaces_and_case_do_not_matter(text: str) -> None:
    assert normalise_person(f"  {text.upper()} ") == normalise_person(text.upper().lower())

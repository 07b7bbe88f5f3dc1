import pytest

from matcher.normalise.vocabulary import latin_vocabulary, vocabulary


def test_every_entry_is_a_word_and_its_translation() -> None:
    assert len(vocabulary()) > 1500
    for word, translation in vocabulary():
        assert word == word.strip()
        assert not word.isascii()
        assert translation.isascii()
        assert translation == translation.lower().strip() != ""


def test_no_entry_stands_twice() -> None:
    assert len(set(vocabulary())) == len(vocabulary())


def test_latin_entries_are_words_in_plain_letters() -> None:
    assert len(latin_vocabulary()) > 700
    for language, word, translation in latin_vocabulary():
        assert len(language) == 2
        assert word.isascii()
        assert word.isalpha()
        assert word == word.lower()
        assert translation.isascii()
        assert word != translation


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("es", "acero"),
        ("de", "stahl"),
        ("fr", "usine"),
        ("tr", "celik"),
        ("fa", "niru"),
        ("ar", "lajnat"),
    ],
)
def test_latin_written_languages_are_there(language: str, word: str) -> None:
    assert (language, word) in {(found, entry) for found, entry, _ in latin_vocabulary()}


@pytest.mark.parametrize("word", ["半导体", "研究所", "завод", "بانک", "은행", "テクノロジー"])
def test_each_language_is_there(word: str) -> None:
    assert word in {entry for entry, _ in vocabulary()}

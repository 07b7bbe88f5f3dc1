import pytest

from matcher.normalise.vocabulary import vocabulary


def test_every_entry_is_a_word_and_its_translation() -> None:
    assert len(vocabulary()) > 1500
    for word, translation in vocabulary():
        assert word == word.strip()
        assert not word.isascii()
        assert translation.isascii()
        assert translation == translation.lower().strip() != ""


def test_no_entry_stands_twice() -> None:
    assert len(set(vocabulary())) == len(vocabulary())


@pytest.mark.parametrize("word", ["半导体", "研究所", "завод", "بانک", "은행", "テクノロジー"])
def test_each_language_is_there(word: str) -> None:
    assert word in {entry for entry, _ in vocabulary()}

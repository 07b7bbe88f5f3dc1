"""Plain Russian words in their dictionary form, whatever case stands in a name.

`городу` is `город`, `Москве` is `Москва`: lists translate one form of a word, and its others
would be rare words that nobody has translated. Names are left as they are written: only a word
that has the stem of one in the vocabulary is read as that.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import snowballstemmer
from rapidfuzz.distance import Prefix

from matcher.normalise.scripts import Script, fold_native, script_of
from matcher.normalise.vocabulary import vocabulary

_SHORTEST_STEM = 3  # letters
# Казаков is somebody's name before it is many Cossacks, and Краснов before it is red.
_LIKE_A_SURNAME = re.compile("(?:[ое]в|ин)(?:а|у|ым)?$")
_ADJECTIVE = re.compile("[ыио]й$")
_SHORTEST_NOUN = 6  # letters of a word whose forms are no surname: материалов
_REMEMBERED_WORDS = 1 << 15


@lru_cache(maxsize=_REMEMBERED_WORDS)
def dictionary_form(word: str) -> str:
    """The word of the vocabulary that a word is a form of; the word itself if it is of none.

    Of several (вооружение, вооруженный) the one that begins most like it.

    Args:
        word: Cyrillic, as `fold_native` returned it.
    """
    terms: Sequence[str] = _terms().get(_stem(word), ())
    if terms and _LIKE_A_SURNAME.search(word):
        terms = [term for term in terms if _is_long_noun(term) or term == word]
    return max(terms, key=lambda term: Prefix.similarity(term, word), default=word)


def _is_long_noun(term: str) -> bool:
    return len(term) >= _SHORTEST_NOUN and not _ADJECTIVE.search(term)


@cache
def _terms() -> dict[str, tuple[str, ...]]:
    """Stem -> the words of the vocabulary that have it."""
    terms: dict[str, tuple[str, ...]] = {}
    for term, _ in vocabulary():
        word = fold_native(term)
        if all(script_of(letter) is Script.CYRILLIC for letter in word):
            stem = _stem(word)
            if len(stem) >= _SHORTEST_STEM:
                terms[stem] = tuple(dict.fromkeys((*terms.get(stem, ()), word)))
    return terms


def _stem(word: str) -> str:
    stem: str = snowballstemmer.stemmer("russian").stemWord(word)
    return stem

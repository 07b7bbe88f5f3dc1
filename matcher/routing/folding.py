"""Names and addresses folded so that two rows of one file can be told to mean the same."""

import re
from functools import lru_cache

from matcher.normalise.addresses import normalise_address
from matcher.normalise.names import normalise_name

AddressKey = tuple[frozenset[str], frozenset[str]]

_WORD = re.compile(r"[^\W_]+")
_HAS_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# A town or a street alone is shared by everyone.
_FEWEST_WORDS = 2
_FEWEST_NUMBERS = 1
_SHARED_WORDS = 0.75  # "Kowloon" or a building's name may be left out


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """The words of a name as they are compared, sorted, without legal forms."""
    tokens = normalise_name(name).tokens
    return " ".join(sorted(token.text for token in tokens)) or " ".join(words_of(name))


def words_of(text: str) -> list[str]:
    """Its words in lower case."""
    return _WORD.findall(text.casefold())


def finds(words: frozenset[str], text: str) -> str | None:
    """The first of some words that a text has: whole, or any part where there are no blanks."""
    whole, parts = _sorted_out(words)
    found = whole.intersection(words_of(text))
    if found:
        return min(found)
    folded = text.casefold()
    return next((part for part in parts if part in folded), None)


@lru_cache(maxsize=16)
def _sorted_out(words: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words that stand alone, and those of scripts without blanks."""
    parts = tuple(sorted(word for word in words if _HAS_CJK.search(word)))
    return words.difference(parts), parts


def is_same_place(left: AddressKey, right: AddressKey) -> bool:
    """Whether two addresses have the same numbers and, of the shorter one, most words."""
    if left[1] != right[1]:
        return False
    shared = len(left[0] & right[0])
    return shared >= _FEWEST_WORDS and shared >= _SHARED_WORDS * min(len(left[0]), len(right[0]))


@lru_cache(maxsize=20_000)
def address_key(address: str) -> AddressKey | None:
    """What tells an address from others; None if it says too little for that."""
    parts = normalise_address(address)
    if parts is None or len(parts.words) < _FEWEST_WORDS or len(parts.numbers) < _FEWEST_NUMBERS:
        return None
    return parts.words, parts.numbers

"""The keys under which a listed party is found, and a query looks.

A key is a kind and a value; whatever shares a rare key with the query is worth comparing.
Keys depend on the normaliser alone, never on a model, so that one snapshot serves any
model; what a model knows (translations) widens the query's keys instead.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from matcher.comparison.party import Context
from matcher.normalise.addresses import Address
from matcher.normalise.mandarin import mandarin_key
from matcher.normalise.names import Name
from matcher.normalise.scripts import consonant_key, sound_key, stem_key
from matcher.normalise.skeletons import skeletons
from matcher.normalise.tokens import Token, is_han

_SHORTEST_CONSONANTS = 3
_SWAPPED_WORD = 4  # letters of a word that shares no three with itself if two inner ones swap
_CHINESE = "~"  # before the key of a Chinese word, which no skeleton begins with
_CHINESE_WORD = 2  # characters of most names, and syllables
_LONGEST_CHINESE, _LONGEST_SYLLABLE = 12, 6  # letters
_VOWELS = re.compile("[aeiouy]+")
_LATIN, _OTHER = "l", "o"  # kinds of the keys of words written by ear
_FEWEST_INITIALS, _MOST_INITIALS = 2, 7


def name_keys(name: Name) -> list[str]:
    """Every key of a name, the whole name first; without repetition. None of an empty name."""
    if not name.tokens:
        return []
    words = (key for token in name.tokens for key in token_keys(token))
    return list(dict.fromkeys([*spanning_keys(name), *words]))


def spanning_keys(name: Name) -> list[str]:
    """Keys of more than one word: the whole name, two words run together, the initials."""
    keys = [exact_key(name)]
    words = [token.text for token in name.proper]
    for first, second in pairwise(words):
        keys.append(word_key(first + second))
    if _FEWEST_INITIALS <= len(words) <= _MOST_INITIALS:
        keys.append(word_key("".join([word[0] for word in words])))
    return keys


def exact_key(name: Name) -> str:
    """The whole name, whatever the order of its words."""
    return "=" + " ".join(sorted([token.text for token in name.tokens]))


def token_keys(token: Token) -> list[str]:
    """Keys of one word: its sound, its stem, its consonants, its native form, its trigrams, its letters."""
    keys = [word_key(token.text)]
    if token.number:
        return keys
    keys.append(stemmed_key(stem_key(token.text)))
    if token.native:
        keys.append(native_key(token.native))
    consonants = consonant_key(token.text)
    if len(consonants) >= _SHORTEST_CONSONANTS:
        keys.append("c" + consonants)
    keys.extend(trigram_keys(token.text))
    if len(token.text) == _SWAPPED_WORD:
        keys.append("g" + "".join(sorted(token.text)))
    return keys


_Heard = tuple[bool, str]  # whether a word is Latin, and its skeleton


def heard_keys(name: Name) -> list[str]:
    """Where a name is filed for those who write its words by ear in another script."""
    return list(dict.fromkeys(_filed_under(latin) + key for latin, key in _heard(name)))


def filed_elsewhere(heard: Iterable[_Heard]) -> list[str]:
    """Where to look for those whose words these may write by ear: in the other scripts."""
    return [_filed_under(not latin) + key for latin, key in heard]


def _filed_under(latin: bool) -> str:
    return _LATIN if latin else _OTHER


def _heard(name: Name) -> Iterator[_Heard]:
    """Of each word, and of each two that may be one."""
    words = [token for token in name.tokens if not token.number]
    for token in words:
        yield from heard_in(token)
    for first, second in pairwise(words):
        yield from heard_together(first, second)


def heard_in(token: Token) -> Iterator[_Heard]:
    """The skeletons of one word; a number has none. How it is written if it is a Chinese one."""
    if not token.number:
        for skeleton in skeletons(token.text, token.native):
            yield not token.native, skeleton
        if _may_be_chinese(token):
            yield not token.native, _CHINESE + mandarin_key(token.text)


def heard_together(first: Token, second: Token) -> Iterator[_Heard]:
    """The skeletons of two words that may be one."""
    if bool(first.native) == bool(second.native):
        for skeleton in skeletons(first.text + second.text, first.native + second.native):
            yield not first.native, skeleton
    if _is_latin_syllable(first) and _is_latin_syllable(second):
        yield True, _CHINESE + mandarin_key(first.text + second.text)


def word_key(text: str) -> str:
    """A romanised word, however it was romanised."""
    return "w" + sound_key(text)


def stemmed_key(stem: str) -> str:
    """A word without its ending, under which translations are known; most have none to lose."""
    return "w" + stem


def native_key(native: str) -> str:
    """A word in its own script."""
    return "n" + native


def _may_be_chinese(token: Token) -> bool:
    """Whether a word is Chinese and of two characters, or Latin and has two syllables."""
    if token.native:
        return is_han(token) and len(token.native) == _CHINESE_WORD and token.text.isalpha()
    return (
        token.text.isalpha()
        and len(token.text) <= _LONGEST_CHINESE
        and len(_VOWELS.findall(token.text)) == _CHINESE_WORD
    )


def _is_latin_syllable(token: Token) -> bool:
    return (
        not token.native
        and token.text.isalpha()
        and len(token.text) <= _LONGEST_SYLLABLE
        and len(_VOWELS.findall(token.text)) == 1
    )


def trigram_keys(text: str) -> list[str]:
    """Runs of three letters, the ends of the word marked."""
    padded = f"^{text}$"
    return ["g" + padded[start : start + 3] for start in range(len(padded) - 2)]


def identifier_keys(context: Context) -> list[str]:
    """An identifier, whatever kind it is filed under."""
    return sorted({"i" + value for _, value in context.identifiers})


def address_keys(addresses: Iterable[Address]) -> list[str]:
    """Words and numbers of addresses, and each whole address."""
    keys: dict[str, None] = {}
    for address in addresses:
        keys[whole_address_key(address)] = None
        keys.update(dict.fromkeys("a" + word for word in sorted(address.words)))
        keys.update(dict.fromkeys("m" + number for number in sorted(address.numbers)))
    return list(keys)


def whole_address_key(address: Address) -> str:
    """An address whatever the order of its parts."""
    return "A" + " ".join(sorted(address.words) + sorted(address.numbers))

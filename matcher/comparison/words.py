"""The words of a name, with what comparing them needs.

Serving compares every query with dozens of listed names, so what depends on one word or on
one name is computed once and kept: in `SpelledWord` what needs no model, which the snapshot
stores, in `Word` and `WeighedName` what does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.comparison.background import Background, token_key
from matcher.comparison.resemblance import Writing, writing_of
from matcher.normalise.letters import native_letters
from matcher.normalise.names import Name
from matcher.normalise.places import is_place
from matcher.normalise.scripts import consonant_key, sound_key, stem_key
from matcher.normalise.tokens import Token, is_han

# What a bracketed word counts of a name: `Huawei (Bolivia)` is less `Huawei` than `Huawei` is.
_OPTIONAL_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class SpelledWord:
    """A token with the keys under which it resembles others. They depend on no model.

    Args:
        sound: `sound_key`; `stem` and `consonants` are the keys of their names too.
    """

    token: Token
    sound: str
    stem: str
    consonants: str


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A token with what alignment needs of it. Two words are one if they are one object.

    Args:
        text: The romanised word, or the digits of a number.
        key: `token_key`.
        form: Two words of one form are the same word.
        place: `is_place`.
        letters: `native_letters`.
        sound: As of `SpelledWord`, like `stem` and `consonants`.
    """

    token: Token
    text: str
    bits: float
    key: str
    form: str
    han: bool
    place: bool
    writing: Writing
    letters: bytes
    sound: str
    stem: str
    consonants: str


@dataclass(frozen=True, slots=True)
class WeighedName:
    """A name whose words carry their information.

    Args:
        bits: Of all words, of optional ones a share.
        joins: What `joined_sounds` says of the words.
        numbers: The digits of its numbers.
        bracketed: Whether a word of it is optional.
    """

    name: Name
    words: tuple[Word, ...]
    bits: float
    joins: tuple[str, ...]
    numbers: frozenset[str]
    bracketed: bool


_NO_NUMBERS: frozenset[str] = frozenset()


def weigh(name: Name, background: Background) -> WeighedName:
    """Attach to each word of a name its information."""
    words = tuple([weigh_word(spell(token), background) for token in name.tokens])
    return of_words(words, name.legal_forms, joined_sounds(name.tokens))


def of_words(
    words: tuple[Word, ...], legal_forms: tuple[str, ...], joins: tuple[str, ...]
) -> WeighedName:
    """The name of words that were weighed before.

    Args:
        words: In order.
        legal_forms: As `Name` has them.
        joins: `joined_sounds` of the words' tokens.
    """
    return WeighedName(
        name=Name(tuple([word.token for word in words]), legal_forms),
        words=words,
        bits=sum([word.bits * (_OPTIONAL_SHARE if word.token.optional else 1.0) for word in words]),
        joins=joins,
        numbers=frozenset([word.text for word in words if word.token.number]) or _NO_NUMBERS,
        bracketed=any(word.token.optional for word in words),
    )


def joined_sounds(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Each run of three neighbours, then each of two, as it sounds when written as one word."""
    return tuple(
        sound_key("".join([token.text for token in tokens[start : start + length]]))
        for length in (3, 2)
        for start in range(len(tokens) - length + 1)
    )


def joined_places(words: int) -> list[tuple[int, ...]]:
    """The places that are joined, in the order of `joined_sounds`."""
    return [
        tuple(range(start, start + length))
        for length in (3, 2)
        for start in range(words - length + 1)
    ]


def spell(token: Token) -> SpelledWord:
    """A token with its keys."""
    text = token.text
    return SpelledWord(token, sound_key(text), stem_key(text), consonant_key(text))


def form_of(token: Token) -> str:
    """Two words of one form are the same word."""
    if is_han(token):
        return token.native
    return f"#{token.text}" if token.number else token.text


def weigh_word(spelled: SpelledWord, background: Background) -> Word:
    """A word with its information."""
    token = spelled.token
    han = is_han(token)
    return Word(
        token=token,
        text=token.text,
        bits=background.bits(token),
        key=token_key(token),
        form=form_of(token),
        han=han,
        place=is_place(token),
        writing=writing_of(token),
        letters=native_letters(token.native) if token.native else b"",
        sound=spelled.sound,
        stem=spelled.stem,
        consonants=spelled.consonants,
    )

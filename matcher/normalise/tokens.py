"""The words of a text as a name compares them: split, read in Latin letters, numbers in digits."""

import re
from functools import lru_cache
from typing import NamedTuple

from matcher.normalise.numbers import han_numbers_as_digits, joined_numbers, number_in
from matcher.normalise.pinyin import is_pinyin
from matcher.normalise.scripts import Script, romanise, runs, unread
from matcher.normalise.segment import segment_han, segment_hangul

_REMEMBERED_WORDS = 1 << 16
_UNSPACED = frozenset({Script.HAN, Script.HANGUL})  # written without spaces, and segmented
# Article, and what is written together with it: and, for, in.
_ARABIC_PREFIX = re.compile(r"^(?:[وبف]?ال(?!له$)|لل)(?=..)")
# The article as it sounds before some letters (`ash-Sharq`), and what joins words of Persian and
# Arabic names (`Melli-ye`, `Abd-ul-Rahman`).
_ASSIMILATED = re.compile(r"\b[ae](sh|th|dh|[tdrzsn])[-\s](?=\1)")
_JOINTS = re.compile(r"-y?e\b|-[aeiou][ldrnszt]-(?=\w)")
# `E.C.A. S.A.` are two of them: in one they are spaced alike.
_DOTTED = re.compile(r"\b[^\W\d_](?:(?:\.[^\W\d_]\b)+|(?:\.\s[^\W\d_]\b)+)\.?")
_NUMBER_SIGN = re.compile(r"\b(?:no|nr|n[°º]|(?<=\w )n)[\s.:]*(?=\d)")
# Initials with spaces between them, at the beginning of a name: `N P O Dormelan`.
_SPACED = re.compile(r"^[^\W\d_](?:\s[^\W\d_]\b){2,}(?=\s)")
# Articles and prepositions that French and Italian write together with a word: `Banque de l'Industrie`.
_ELIDED = re.compile(r"(?<=\w\s)(?:[dl]|qu|(?:d|n|s|a|da)e?ll)'(?=[aeiouhy])")
_INNER_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
# `AO` and `AT` are too many other things in Latin letters; in Cyrillic they are legal forms anywhere.
_CYRILLIC_FORMS = {
    "ао": "jsc", "ат": "jsc", "нао": "cjsc", "зат": "cjsc", "ват": "ojsc", "одо": "llc", "сооо": "llc",
    "жшс": "llc",
}  # fmt: skip
# Vowel signs of Thai, Lao, Devanagari, Myanmar and Khmer stand inside words; to `re` they
# are no letters.
_WORD = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    r"\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3])*"
)
# Digits that a scanner reads for letters, inside a word: `TECHN0L0GY`.
_MISREAD = re.compile(r"(?<=[a-z])[0158](?=[a-z])")
_READ_AS = {"0": "o", "1": "i", "5": "s", "8": "b"}
_FEWEST_LETTERS_MISREAD = 4
_PINYIN_V = re.compile("(?<=[ln])v(?![aeiou])")  # typed for ü


class Token(NamedTuple):
    """One word of a name.

    Args:
        text: Lower case ASCII: the romanised word, the digits of a number, or, where nobody
            knows how a word is read, what `unread` says.
        native: The folded word in its own script; empty if that is ASCII too.
        number: Whether the word is a number.
        optional: Whether it stood in brackets.
    """

    text: str
    native: str = ""
    number: bool = False
    optional: bool = False


def is_han(token: Token) -> bool:
    """Whether the token is a Chinese term, whose sound is shared by many others."""
    return bool(token.native) and "\u3400" <= token.native[0] < "\uac00"


def split_words(native: str, *, japanese: bool) -> list[Token]:
    """Split a text into words and romanise each; numbers become digits.

    Args:
        native: What `fold_native` returned.
        japanese: Whether its Chinese characters are Japanese, which nobody reads.
    """
    if not native.strip():
        return []
    tokens: list[Token] = []
    for word in _WORD.findall(_spaced_as_words(native)):
        if word.isascii():
            tokens.append(_ascii_token(word))
        else:
            for part, script in _parts(word):
                if form := _CYRILLIC_FORMS.get(part):
                    tokens.append(Token(form))
                elif script is Script.HAN:
                    tokens.append(_han_token(part, japanese=japanese))
                else:
                    tokens.append(token_of(romanise(part, script), part))
    return [token for token in tokens if token.text]


def _spaced_as_words(native: str) -> str:
    """A text in which each word stands for itself: initials together, signs and joints apart."""
    if "." in native:
        native = _DOTTED.sub(lambda dotted: re.sub(r"[.\s]", "", dotted[0]) + " ", native)
    native = joined_numbers(_NUMBER_SIGN.sub(" ", native))
    if native[1:2] == " ":
        native = _SPACED.sub(lambda spaced: re.sub(r"\s", "", spaced[0]), native)
    if not native.isascii():
        native = han_numbers_as_digits(native)
    if "-" in native:
        native = _JOINTS.sub(" ", native)
    if native.startswith(("a", "e")) or "-" in native:
        native = _ASSIMILATED.sub("", native)
    if "'" in native:
        native = _ELIDED.sub("", native)
        native = _INNER_APOSTROPHE.sub("", native)
    return native


def _parts(word: str) -> list[tuple[str, Script | None]]:
    """Runs of one script in a word, Chinese segmented, the Arabic article dropped."""
    parts: list[tuple[str, Script | None]] = []
    found = runs(word)
    if len({script for script, _ in found if script}) == 1 and found[0][0] not in _UNSPACED:
        found = [(found[0][0] or found[-1][0], word)]  # letters and digits of one word
    for script, run in found:
        if script is Script.HAN:
            parts.extend((term, script) for term in segment_han(run))
        elif script is Script.HANGUL:
            parts.extend((term, script) for term in segment_hangul(run))
        elif script is Script.ARABIC:
            parts.append((_ARABIC_PREFIX.sub("", run), script))
        else:
            parts.append((run, script))
    return parts


def token_of(romanised: str, native: str) -> Token:
    """A word that was romanised, as a number if it is one.

    Args:
        romanised: In lower case; what is no ASCII letter or digit is dropped.
        native: The same in its own script.
    """
    text = _letters(romanised)
    number = number_in(text)
    if number is not None:
        return Token(number, "", number=True)
    return Token(text, "" if native.isascii() else native)


def _han_token(term: str, *, japanese: bool) -> Token:
    """How a term is read makes no number of it: 西 (xi) is no eleven."""
    return Token(unread(term) if japanese else _letters(romanise(term, Script.HAN)), term)


def _letters(romanised: str) -> str:
    return "".join(c for c in romanised if c.isalnum() and c.isascii())


@lru_cache(maxsize=_REMEMBERED_WORDS)
def _ascii_token(word: str) -> Token:
    """Words recur (`trading`, `company`)."""
    if _MISREAD.search(word) and sum(map(str.isalpha, word)) >= _FEWEST_LETTERS_MISREAD:
        word = _MISREAD.sub(lambda digit: _READ_AS[digit[0]], word)
    if "v" in word and is_pinyin(umlauted := _PINYIN_V.sub("u", word)):
        word = umlauted
    return token_of(word, "")

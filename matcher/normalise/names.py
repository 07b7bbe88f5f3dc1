"""A name as it is compared: its words, numbers and legal form. One door for both sides.

`normalise_name` does, in order:

1. fold the native text (case, width, accents, simplified Chinese);
2. take out legal forms that are glued to CJK names;
3. split into words: dotted initials joined (`S.A.` is `sa`), the sign of a number dropped
   (`No. 5`), hyphens and punctuation apart, runs of different scripts apart, Chinese segmented,
   the Arabic article dropped;
4. romanise each word; numbers become digits; Chinese characters in a Japanese name are read
   neither in Mandarin nor, without a dictionary, at all (`unread`);
5. take out the remaining legal forms, connecting words and what only says `company`;
6. mark the words in brackets, and those of a second name (`a.k.a.`, `formerly`, `or`), as
   optional: they may agree, but are not missed; so are somebody's initials (`im. A.B. Petrova`).
"""

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from matcher.normalise.abbreviations import abbreviations
from matcher.normalise.inflections import dictionary_form
from matcher.normalise.legal_forms import acronym_among, mended, take_glued, take_spaced
from matcher.normalise.numbers import han_numbers_as_digits, joined_numbers, number_in
from matcher.normalise.pinyin import is_pinyin, pinyin_syllables
from matcher.normalise.scripts import Script, fold_native, romanise, runs, script_of, unread
from matcher.normalise.segment import segment_han, segment_hangul

_REMEMBERED_WORDS = 1 << 16
NORMALISER_VERSION = "14"  # part of a snapshot's identity: a change here means a rebuild


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


class Name(NamedTuple):
    """A name, normalised. `tokens` may be empty: `Co., Ltd.` is no name."""

    tokens: tuple[Token, ...]
    legal_forms: tuple[str, ...] = ()


# They join the words of a name and are dropped or translated at will.
_CONNECTING = frozenset(
    "and & und et y e i ve und och og en the of for de del della dei di da do dos la le les las "
    "los el al du des den der die das van von fur pour para im imeni named after na academician akademika akademik".split()
)
# What a company is called, in the middle of its name: at either end it is a legal form, and as
# good as unsaid (`Dormelan Company for Trade`, `Dormelan Co. for Trade`).
_COMPANY = frozenset(
    "company co corporation corp limited ltd inc kompaniya kompania korporatsiya compania companhia "
    "compagnie".split()
)
# Connecting words of other scripts, where they are words of their own.
_NATIVE_CONNECTING = frozenset(
    "и в во по для при на с из от имени им та і й з у و في فی من على علی از در به که برای と の 及び び 及 第 名称 제".split()
)
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
# Somebody's initials beside the surname, after whom a plant is called: given or left out at will.
_PERSONS_INITIALS = re.compile(
    r"(?<![\w.])(?:[^\W\d_]|y[aeu]|[kzsc]h)\.\s?(?:[^\W\d_]|y[aeu]|[kzsc]h)\.[\s-]?(?=[^\W\d_]{4})"
)
_INNER_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
# What comes after them is another name of the same company.
SECOND_NAME = re.compile(
    r"[\s,;(]{1,3}(?:(?:also|formerly|previously|otherwise) (?:known|called) as|known as|formerly|"
    r"a\.?k\.?a\.?|f\.?k\.?a\.?|n\.?k\.?a\.?|d\.?b\.?a\.?|a/k/a|f/k/a|n/k/a|d/b/a|"
    r"doing business as|trading as|t/a|or|или|ранее|бывш\w*)[\s:]|\s?/\s",
    re.IGNORECASE,
)
# `AO` and `AT` are too many other things in Latin letters; in Cyrillic they are legal forms anywhere.
_CYRILLIC_FORMS = {
    "ао": "jsc", "ат": "jsc", "нао": "cjsc", "зат": "cjsc", "ват": "ojsc", "одо": "llc", "сооо": "llc",
    "жшс": "llc",
}  # fmt: skip
# What a stock exchange writes beside a Chinese name: of a company in trouble, of a class of shares.
_LISTING_MARK = re.compile(r"^\*?st(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])-?(?:uw|[abuw])$")
# Kana, but for the one that Chinese shops like in their names, or the Japanese word for company.
_JAPANESE = re.compile("[\u3041-\u306d\u306f-\u3096\u30a1-\u30fa]|会社")
_CHINESE_COMPANY = "公司"
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
_BRACKETED = re.compile(r"[(\[{（【〔「『]([^()\[\]{}（）【】〔〕「」『』]*)[)\]}）】〕」』]")


def normalise_name(text: str) -> Name:
    """Normalise one name, as written by anybody.

    Args:
        text: Any Unicode string; one without a letter or digit gives an empty name.

    Returns:
        The name; the same text gives the same name on either side of a comparison.
    """
    text = " ".join(text.split())
    folded = fold_native(unescape(text) if "&" in text and ";" in text else text)
    if not folded.isascii():
        folded = _LISTING_MARK.sub("", folded)
    japanese, japanese_inside = _in_japanese(folded)
    native, glued_forms = take_glued(folded)
    outside, inside = _split_optional(native)
    outside, initials = _without_initials(outside)
    tokens, forms = _without_legal_forms(_words(outside, japanese=japanese))
    extra, extra_forms = (
        _without_legal_forms(_words(inside, japanese=japanese_inside), inside=bool(tokens))
        if inside
        else ([], ())
    )
    if initials:
        extra += _words(initials, japanese=False)
    if tokens:
        extra = [Token(t.text, t.native, t.number, optional=True) for t in extra]
    seen = {token.text for token in tokens}
    tokens += [token for token in dict.fromkeys(extra) if token.text not in seen]
    return Name(
        tokens=tuple(tokens),
        legal_forms=tuple(dict.fromkeys((*glued_forms, *forms, *extra_forms))),
    )


def _split_optional(native: str) -> tuple[str, str]:
    """The name proper, and what stands in brackets or is a second name."""
    native, *second = SECOND_NAME.split(native)
    inside = [*_BRACKETED.findall(native), *second]
    return (_BRACKETED.sub(" ", native), " ".join(inside)) if inside else (native, "")


def _without_initials(native: str) -> tuple[str, str]:
    """The name without somebody's initials, and these."""
    if "." not in native or not (initials := _PERSONS_INITIALS.findall(native)):
        return native, ""
    return _PERSONS_INITIALS.sub(" ", native), " ".join(initials)


def _in_japanese(folded: str) -> tuple[bool, bool]:
    """Whether the name proper is Japanese, and what stands in brackets."""
    if folded.isascii() or not _JAPANESE.search(folded):
        return False, False
    outside, inside = _split_optional(folded)
    return _CHINESE_COMPANY not in outside, _CHINESE_COMPANY not in inside


def _words(native: str, *, japanese: bool) -> list[Token]:
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
                    tokens.append(_token(romanise(part, script), part))
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


def _spelled_out(tokens: list[Token], texts: list[str]) -> list[Token]:
    """The tokens, with the words of an abbreviation in its place."""
    known = abbreviations()
    if known.keys().isdisjoint(texts):
        return tokens
    spelled: list[Token] = []
    for token in tokens:
        short = known.get(_as_written(token))
        if short and short.holds_beside(texts):
            spelled += map(Token, short.words)
        else:
            spelled.append(token)
    return spelled


def _token(romanised: str, native: str) -> Token:
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
    return _token(word, "")


def _without_legal_forms(
    words: list[Token], *, inside: bool = False
) -> tuple[list[Token], tuple[str, ...]]:
    texts = [mended(_as_written(word)) for word in words]
    kept, forms = take_spaced(texts, [place for place, word in enumerate(words) if word.native])
    if not kept and not inside and (acronym := acronym_among(texts)) is not None:
        kept, (_, forms) = (acronym,), take_spaced(texts[:acronym] + texts[acronym + 1 :])
    remaining = _spelled_out([words[place] for place in kept], texts)
    # A name of connecting words alone ("The") keeps them: they are all it has.
    plain = [
        token
        for place, token in enumerate(remaining)
        if not _is_left_out(token) or _is_chinese(remaining, place)
    ] or remaining
    return [_in_dictionary_form(token) for token in plain], forms


def _in_dictionary_form(token: Token) -> Token:
    if not token.native or script_of(token.native[0]) is not Script.CYRILLIC:
        return token
    form = dictionary_form(token.native)
    return token if form == token.native else _token(romanise(form, Script.CYRILLIC), form)


def _as_written(token: Token) -> str:
    """The word as tables of Latin spellings know it; a Chinese term is itself, however it is read.

    医药 (yiyao) is medicine, not the legal form that it sounds like.
    """
    return token.native if is_han(token) else token.text


def _is_left_out(token: Token) -> bool:
    written = _as_written(token)
    return written in _COMPANY or is_connecting(written) or is_connecting(token.native)


def _is_chinese(tokens: list[Token], place: int) -> bool:
    """Whether what looks like a connecting word is a syllable of a Chinese name: `Hong Da`."""
    beside = tokens[place - 1] if place else tokens[1] if len(tokens) > 1 else tokens[0]
    ours, theirs = tokens[place].text, beside.text
    is_name = len(ours) > 1 and ours != theirs and not _is_left_out(beside)
    return is_name and pinyin_syllables() >= {ours, theirs}


def is_connecting(word: str) -> bool:
    """Whether a word, folded, joins the words of a name, which may leave it out."""
    return word in _CONNECTING or word in _NATIVE_CONNECTING

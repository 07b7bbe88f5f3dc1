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
from html import unescape
from typing import NamedTuple

from matcher.normalise.abbreviations import abbreviations
from matcher.normalise.inflections import dictionary_form
from matcher.normalise.legal_form_search import acronym_among, take_glued, take_spaced
from matcher.normalise.legal_forms import mended
from matcher.normalise.pinyin import pinyin_syllables
from matcher.normalise.scripts import Script, fold_native, romanise, script_of
from matcher.normalise.tokens import Token, is_han, split_words, token_of

NORMALISER_VERSION = "14"  # part of a snapshot's identity: a change here means a rebuild


class Name(NamedTuple):
    """A name, normalised. `tokens` may be empty: `Co., Ltd.` is no name."""

    tokens: tuple[Token, ...]
    legal_forms: tuple[str, ...] = ()

    @property
    def proper(self) -> list[Token]:
        """The words that do not stand in brackets, nor in a second name."""
        return [token for token in self.tokens if not token.optional]


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
# Somebody's initials beside the surname, after whom a plant is called: given or left out at will.
_PERSONS_INITIALS = re.compile(
    r"(?<![\w.])(?:[^\W\d_]|y[aeu]|[kzsc]h)\.\s?(?:[^\W\d_]|y[aeu]|[kzsc]h)\.[\s-]?(?=[^\W\d_]{4})"
)
# What comes after them is another name of the same company.
SECOND_NAME = re.compile(
    r"[\s,;(]{1,3}(?:(?:also|formerly|previously|otherwise) (?:known|called) as|known as|formerly|"
    r"a\.?k\.?a\.?|f\.?k\.?a\.?|n\.?k\.?a\.?|d\.?b\.?a\.?|a/k/a|f/k/a|n/k/a|d/b/a|"
    r"doing business as|trading as|t/a|or|или|ранее|бывш\w*)[\s:]|\s?/\s",
    re.IGNORECASE,
)
# What a stock exchange writes beside a Chinese name: of a company in trouble, of a class of shares.
_LISTING_MARK = re.compile(r"^\*?st(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])-?(?:uw|[abuw])$")
# Kana, but for the one that Chinese shops like in their names, or the Japanese word for company.
_JAPANESE = re.compile("[\u3041-\u306d\u306f-\u3096\u30a1-\u30fa]|会社")
_CHINESE_COMPANY = "公司"
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
    tokens, forms = _without_legal_forms(split_words(outside, japanese=japanese))
    extra, extra_forms = (
        _without_legal_forms(split_words(inside, japanese=japanese_inside), inside=bool(tokens))
        if inside
        else ([], ())
    )
    if initials:
        extra += split_words(initials, japanese=False)
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
    return token if form == token.native else token_of(romanise(form, Script.CYRILLIC), form)


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

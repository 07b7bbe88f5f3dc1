"""Which words of two names stand for each other, and how surely.

Every word carries information (`background`). Aligning two names takes the surest pairs
first and leaves what has no counterpart. The result says how many bits agree, how surely,
and which words each side has that the other lacks: the comparisons of names are built on
that alone, and an explanation can name every pair.

Serving aligns every query with dozens of listed names, so what depends on one name is in
`WeighedName`, and what depends on the query and one word in `Counterparts`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import OSA

from matcher.comparison.background import Background, is_han, token_key
from matcher.comparison.lexicon import Lexicon
from matcher.comparison.resemblance import (
    MOST_EDITS,
    SHORTEST_PREFIX,
    Kind,
    Writing,
    han_resemblance,
    resemblance,
    writing_of,
)
from matcher.normalise.names import Name, Token
from matcher.normalise.scripts import consonant_key, sound_key, stem_key

# Share of the information that agrees, by kind.
_CREDIT = {
    Kind.SAME: 1.0,
    Kind.ROMANISED: 0.95,
    Kind.JOINED: 0.95,
    Kind.INFLECTED: 0.9,
    Kind.TYPO: 0.7,
    Kind.TRANSLATED: 0.8,
    Kind.SOUNDS: 0.5,
    Kind.PART: 0.9,
    Kind.SHORTENED: 0.5,
}
# What a bracketed word counts of a name: `Huawei (Bolivia)` is less `Huawei` than `Huawei` is.
_OPTIONAL_SHARE = 0.5
_ACRONYM_LETTERS = (3, 7)  # two letters are the initials of anybody
_LETTERS_LOST_IN_JOINING = 2  # a doubled letter or a soft sign where two words meet
# From this probability on, a word left over is part of what translates its neighbour
# (`scientific research` for one Russian word) and is not missed.
_PART_OF_TRANSLATION = 0.1


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
        sound: As of `SpelledWord`, like `stem` and `consonants`.
    """

    token: Token
    text: str
    bits: float
    key: str
    form: str
    han: bool
    writing: Writing
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


class Pair(NamedTuple):  # made for every pair of names: a third of a dataclass's time
    """Words of the query that stand for words of the listed name."""

    query: tuple[int, ...]
    listed: tuple[int, ...]
    kind: Kind
    bits: float


class Alignment(NamedTuple):
    """What agrees and what is left.

    Args:
        pairs: Surest first.
        agreed: Bits that agree, discounted by kind.
        query_left: Places of the query's words without counterpart.
        listed_left: The same on the listed side.
    """

    pairs: tuple[Pair, ...]
    agreed: float
    query_left: tuple[int, ...]
    listed_left: tuple[int, ...]


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


def _joined_places(words: int) -> list[tuple[int, ...]]:
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


def weigh_word(spelled: SpelledWord, background: Background) -> Word:
    """A word with its information."""
    token = spelled.token
    han = is_han(token)
    return Word(
        token=token,
        text=token.text,
        bits=background.bits(token),
        key=token_key(token),
        form=token.native if han else f"#{token.text}" if token.number else token.text,
        han=han,
        writing=writing_of(token),
        sound=spelled.sound,
        stem=spelled.stem,
        consonants=spelled.consonants,
    )


# Kind's rank, -bits, place in the query, kind, share of credit: sorts with the surest first.
_Counterpart = tuple[int, float, int, Kind, float]


class Counterparts:
    """Which words of a query each word of the listed names may stand for.

    Dozens of listed names are compared with one query, and most of their words are in several
    of them: each word is looked at once.
    """

    __slots__ = ("_found", "_keys", "_translated", "_words", "join_sounds", "query", "sounds")

    def __init__(self, query: WeighedName, lexicon: Lexicon) -> None:
        self.query = query
        self.sounds = {word.sound for word in query.words}
        self.join_sounds = frozenset(query.joins)
        self._words = [
            (place, word, lexicon.translations(word.key))
            for place, word in enumerate(query.words)
            if not word.token.number
        ]
        self._translated = frozenset().union(*(known for _, _, known in self._words))
        self._found: dict[Word, list[_Counterpart]] = {}

    def of(self, word: Word) -> list[_Counterpart]:
        """The words of the query that a word of a listed name resembles or translates."""
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = [] if word.token.number else self._find(word)
        return found

    def _find(self, theirs: Word) -> list[_Counterpart]:
        found: list[_Counterpart] = []
        is_translated = theirs.key in self._translated
        for q, ours, translations in self._words:
            kind = _kind(ours, theirs)
            if kind is None and not is_translated:
                continue
            share = 1.0
            if is_translated and (kind is None or kind > Kind.TRANSLATED):
                p = translations.get(theirs.key, 0.0)
                if p:
                    kind, share = Kind.TRANSLATED, 0.5 + p / 2
            if kind is not None:
                found.append((int(kind), -(share * min(ours.bits, theirs.bits)), q, kind, share))
        return found


def align(
    query: WeighedName,
    listed: WeighedName,
    lexicon: Lexicon,
    counterparts: Counterparts | None = None,
) -> Alignment:
    """Align the words of two names, the surest pairs first.

    Symmetric in its figures: swapping the sides swaps `query_left` and `listed_left`.

    Args:
        query: One name.
        listed: The other.
        lexicon: Translations.
        counterparts: Of the query, where it is aligned with many names; None for one alone.
    """
    search = _Search(query, listed)
    search.take_same()
    if search.open:
        search.take_resembling(lexicon, counterparts or Counterparts(query, lexicon))
    return search.alignment()


class _Search:
    """The words still without counterpart, and the pairs found so far."""

    __slots__ = ("_joins", "_listed", "_listed_left", "_pairs", "_query", "_query_left")

    def __init__(self, query: WeighedName, listed: WeighedName) -> None:
        self._query = query.words
        self._listed = listed.words
        self._joins = (query.joins, listed.joins)
        self._query_left = list(range(len(query.words)))
        self._listed_left = list(range(len(listed.words)))
        self._pairs: list[Pair] = []

    @property
    def open(self) -> bool:
        return bool(self._query_left) and bool(self._listed_left)

    def take_same(self) -> None:
        forms = [word.form for word in self._listed]
        for q, word in enumerate(self._query):
            if word.form in forms:
                place = forms.index(word.form)
                forms[place] = ""
                theirs = self._listed[place].token
                alike = bool(word.token.native) == bool(theirs.native)
                self._pair((q,), (place,), Kind.SAME if alike else Kind.ROMANISED)

    def take_resembling(self, lexicon: Lexicon, counterparts: Counterparts) -> None:
        found = self._resembling(counterparts)
        for _, _, q, place, kind, share in found:
            if kind is not Kind.ROMANISED:
                break
            self._pair_if_open(q, place, kind, share)
        if len(self._query_left) > 1 or len(self._listed_left) > 1:
            self.take_joined(counterparts)
        for _, _, q, place, kind, share in found:
            self._pair_if_open(q, place, kind, share)
        if self._query_left or self._listed_left:
            self._extend_translations(lexicon)
        if self.open and (len(self._query_left) > 1 or len(self._listed_left) > 1):
            self.take_acronyms()

    def _resembling(
        self, counterparts: Counterparts
    ) -> list[tuple[int, float, int, int, Kind, float]]:
        """(kind's rank, -bits, query place, listed place, kind, share of credit), surest first."""
        found = [
            (rank, less_bits, q, place, kind, share)
            for place in self._listed_left
            for rank, less_bits, q, kind, share in counterparts.of(self._listed[place])
            if q in self._query_left
        ]
        found.sort()
        return found

    def _pair_if_open(self, q: int, place: int, kind: Kind, share: float) -> None:
        if q in self._query_left and place in self._listed_left:
            self._pair((q,), (place,), kind, share)

    def take_joined(self, counterparts: Counterparts) -> None:
        query_joins, listed_joins = self._joins
        if not counterparts.sounds.isdisjoint(listed_joins):
            for q, places in _joined(
                self._query, self._query_left, listed_joins, self._listed, self._listed_left
            ):
                if q in self._query_left and all(p in self._listed_left for p in places):
                    self._pair((q,), places, Kind.JOINED)
        if not counterparts.join_sounds.isdisjoint([word.sound for word in self._listed]):
            for place, qs in _joined(
                self._listed, self._listed_left, query_joins, self._query, self._query_left
            ):
                if place in self._listed_left and all(q in self._query_left for q in qs):
                    self._pair(qs, (place,), Kind.JOINED)

    def _extend_translations(self, lexicon: Lexicon) -> None:
        """Let a word that is left join the pair whose other side it helps to translate."""
        for number, pair in enumerate(self._pairs):
            if pair.kind is Kind.TRANSLATED:
                qs = tuple(
                    q
                    for q in self._query_left
                    if _translates(self._query[q], self._listed, pair.listed, lexicon)
                )
                places = tuple(
                    place
                    for place in self._listed_left
                    if _translates(self._listed[place], self._query, pair.query, lexicon)
                )
                if qs or places:
                    self._pairs[number] = Pair(
                        pair.query + qs, pair.listed + places, pair.kind, pair.bits
                    )
                    self._leave(qs, places)

    def take_acronyms(self) -> None:
        fewest, _ = _ACRONYM_LETTERS
        if len(self._listed_left) >= fewest:
            for q in tuple(self._query_left):
                if places := _spelled_out(self._query[q], self._listed, self._listed_left):
                    self._pair((q,), places, Kind.SHORTENED)
        if len(self._query_left) >= fewest:
            for place in tuple(self._listed_left):
                if qs := _spelled_out(self._listed[place], self._query, self._query_left):
                    self._pair(qs, (place,), Kind.SHORTENED)

    def _pair(
        self, qs: tuple[int, ...], places: tuple[int, ...], kind: Kind, share: float = 1.0
    ) -> None:
        query_bits = sum([self._query[q].bits for q in qs])
        listed_bits = sum([self._listed[place].bits for place in places])
        bits = _CREDIT[kind] * share * min(query_bits, listed_bits)
        self._pairs.append(Pair(qs, places, kind, bits))
        self._leave(qs, places)

    def _leave(self, qs: Iterable[int], places: Iterable[int]) -> None:
        for q in qs:
            self._query_left.remove(q)
        for place in places:
            self._listed_left.remove(place)

    def alignment(self) -> Alignment:
        return Alignment(
            pairs=tuple(self._pairs),
            agreed=sum([pair.bits for pair in self._pairs]),
            query_left=tuple(self._query_left),
            listed_left=tuple(self._listed_left),
        )


def _kind(ours: Word, theirs: Word) -> Kind | None:
    if ours.han and theirs.han:
        return han_resemblance(ours.token.native, theirs.token.native)
    if may_resemble(ours, theirs):
        return resemblance(ours.text, theirs.text, max(ours.writing, theirs.writing))
    return None


def may_resemble(ours: Word, theirs: Word) -> bool:
    """Whether it is worth asking `resemblance`: a no is always right, and ten times cheaper."""
    return (
        ours.sound == theirs.sound
        or ours.stem == theirs.stem
        or ours.consonants == theirs.consonants
        or ours.text[:SHORTEST_PREFIX] == theirs.text[:SHORTEST_PREFIX]
        or ours.writing is not Writing.LATIN
        or theirs.writing is not Writing.LATIN
        or OSA.distance(ours.text, theirs.text, score_cutoff=MOST_EDITS) <= MOST_EDITS
    )


def _translates(word: Word, others: Sequence[Word], places: tuple[int, ...], lex: Lexicon) -> bool:
    translations = lex.translations(word.key)
    return any(translations.get(others[place].key, 0.0) >= _PART_OF_TRANSLATION for place in places)


def _joined(
    whole: Sequence[Word],
    whole_left: Sequence[int],
    joins: Sequence[str],
    parts: Sequence[Word],
    left: Sequence[int],
) -> list[tuple[int, tuple[int, ...]]]:
    """Words on one side that are two or three neighbours run together on the other."""
    if len(left) < 2:
        return []
    sounds = {whole[place].sound: place for place in reversed(whole_left)}
    return [
        (sounds[sound], places)
        for sound, places in zip(joins, _joined_places(len(parts)), strict=True)
        if sound in sounds and all(place in left for place in places)
    ]


def _spelled_out(short: Word, words: Sequence[Word], left: Sequence[int]) -> tuple[int, ...] | None:
    """Neighbouring words whose initials are the letters of `short`."""
    fewest, most = _ACRONYM_LETTERS
    letters = short.text
    if not fewest <= len(letters) <= most or len(letters) > len(left) or short.token.number:
        return None
    initials = "".join([words[place].text[0] for place in left])
    start = initials.find(letters)
    return tuple(left[start : start + len(letters)]) if start >= 0 else None

"""Which words of two names stand for each other, and how surely.

Every word carries information (`background`). Aligning two names takes the surest pairs
first and leaves what has no counterpart. The result says how many bits agree, how surely,
and which words each side has that the other lacks: the comparisons of names are built on
that alone, and an explanation can name every pair.

Serving aligns every query with dozens of listed names, so what depends on one name is in
`WeighedName`, and what depends on two words is remembered in `resemblance`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matcher.comparison.background import Background, is_han, token_key
from matcher.comparison.lexicon import Lexicon
from matcher.comparison.resemblance import Kind, Writing, han_resemblance, resemblance, writing_of
from matcher.normalise.names import Name, Token
from matcher.normalise.scripts import sound_key

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
class Word:
    """A token with what alignment needs of it."""

    token: Token
    bits: float
    key: str  # `token_key`
    form: str  # two words of one form are the same word
    han: bool
    writing: Writing

    @property
    def text(self) -> str:
        """The romanised word, or the digits of a number."""
        return self.token.text


@dataclass(frozen=True, slots=True)
class WeighedName:
    """A name whose words carry their information."""

    name: Name
    words: tuple[Word, ...]
    bits: float  # of all words, of optional ones a share
    joins: tuple[tuple[str, tuple[int, ...]], ...]  # sound of neighbours run together, places


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of the query that stand for words of the listed name."""

    query: tuple[int, ...]
    listed: tuple[int, ...]
    kind: Kind
    bits: float


@dataclass(frozen=True, slots=True)
class Alignment:
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


def weigh(name: Name, background: Background) -> WeighedName:
    """Attach to each word of a name its information."""
    words = tuple(_word(token, background) for token in name.tokens)
    bits = sum(word.bits * (_OPTIONAL_SHARE if word.token.optional else 1.0) for word in words)
    return WeighedName(name, words, bits, _joins(words))


def _joins(words: Sequence[Word]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Each run of three neighbours, then each of two, as it sounds when written as one word."""
    return tuple(
        (
            sound_key("".join([word.text for word in words[start : start + length]])),
            tuple(range(start, start + length)),
        )
        for length in (3, 2)
        for start in range(len(words) - length + 1)
    )


def _word(token: Token, background: Background) -> Word:
    han = is_han(token)
    form = token.native if han else f"#{token.text}" if token.number else token.text
    return Word(token, background.bits(token), token_key(token), form, han, writing_of(token))


def align(query: WeighedName, listed: WeighedName, lexicon: Lexicon) -> Alignment:
    """Align the words of two names, the surest pairs first.

    Symmetric in its figures: swapping the sides swaps `query_left` and `listed_left`.
    """
    search = _Search(query, listed)
    search.take_same()
    if search.open:
        search.take_resembling(lexicon)
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

    def take_resembling(self, lexicon: Lexicon) -> None:
        found = self._resembling(lexicon)
        for _, _, q, place, kind, share in found:
            if kind is not Kind.ROMANISED:
                break
            self._pair_if_open(q, place, kind, share)
        if len(self._query_left) > 1 or len(self._listed_left) > 1:
            self.take_joined()
        for _, _, q, place, kind, share in found:
            self._pair_if_open(q, place, kind, share)
        if self._query_left or self._listed_left:
            self._extend_translations(lexicon)
        if self.open and (len(self._query_left) > 1 or len(self._listed_left) > 1):
            self.take_acronyms()

    def _resembling(self, lexicon: Lexicon) -> list[tuple[int, float, int, int, Kind, float]]:
        """(kind's rank, -bits, query place, listed place, kind, share of credit), surest first."""
        found = []
        for q in self._query_left:
            ours = self._query[q]
            if ours.token.number:
                continue
            translations = lexicon.translations(ours.key)
            for place in self._listed_left:
                theirs = self._listed[place]
                if theirs.token.number:
                    continue
                kind = _kind(ours, theirs)
                share = 1.0
                if kind is None or kind > Kind.TRANSLATED:
                    p = translations.get(theirs.key, 0.0)
                    if p:
                        kind, share = Kind.TRANSLATED, 0.5 + p / 2
                if kind is not None:
                    bits = share * min(ours.bits, theirs.bits)
                    found.append((int(kind), -bits, q, place, kind, share))
        found.sort()
        return found

    def _pair_if_open(self, q: int, place: int, kind: Kind, share: float) -> None:
        if q in self._query_left and place in self._listed_left:
            self._pair((q,), (place,), kind, share)

    def take_joined(self) -> None:
        query_joins, listed_joins = self._joins
        for q, places in _joined(self._query, self._query_left, listed_joins, self._listed_left):
            if q in self._query_left and all(p in self._listed_left for p in places):
                self._pair((q,), places, Kind.JOINED)
        for place, qs in _joined(self._listed, self._listed_left, query_joins, self._query_left):
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
        for q in tuple(self._query_left):
            if places := _spelled_out(self._query[q], self._listed, self._listed_left):
                self._pair((q,), places, Kind.SHORTENED)
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
    return resemblance(ours.token.text, theirs.token.text, max(ours.writing, theirs.writing))


def _translates(word: Word, others: Sequence[Word], places: tuple[int, ...], lex: Lexicon) -> bool:
    translations = lex.translations(word.key)
    return any(translations.get(others[place].key, 0.0) >= _PART_OF_TRANSLATION for place in places)


def _joined(
    whole: Sequence[Word],
    whole_left: Sequence[int],
    joins: Sequence[tuple[str, tuple[int, ...]]],
    left: Sequence[int],
) -> list[tuple[int, tuple[int, ...]]]:
    """Words on one side that are two or three neighbours run together on the other."""
    if len(left) < 2:
        return []
    sounds = {sound_key(whole[place].text): place for place in reversed(whole_left)}
    return [
        (sounds[sound], places)
        for sound, places in joins
        if sound in sounds and all(place in left for place in places)
    ]


def _spelled_out(short: Word, words: Sequence[Word], left: Sequence[int]) -> tuple[int, ...] | None:
    """Neighbouring words whose initials are the letters of `short`."""
    fewest, most = _ACRONYM_LETTERS
    letters = short.token.text
    if not fewest <= len(letters) <= most or len(letters) > len(left) or short.token.number:
        return None
    initials = "".join([words[place].token.text[0] for place in left])
    start = initials.find(letters)
    return tuple(left[start : start + len(letters)]) if start >= 0 else None

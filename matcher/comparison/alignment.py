"""Which words of two names stand for each other, and how surely.

Every word carries information (`background`). Aligning two names takes the surest pairs
first and leaves what has no counterpart. The result says how many bits agree, how surely,
and which words each side has that the other lacks: the comparisons of names are built on
that alone, and an explanation can name every pair.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from matcher.comparison.acronyms import spelled_out
from matcher.comparison.background import in_units
from matcher.comparison.counterparts import Counterparts
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.lexicon import Lexicon
from matcher.comparison.resemblance import Kind, Writing
from matcher.comparison.words import WeighedName, Word, joined_places
from matcher.normalise.letters import writes
from matcher.normalise.mandarin import writes_in_latin

# Share of the information that agrees, by kind.
CREDIT = {
    Kind.SAME: 1.0,
    Kind.ROMANISED: 0.95,
    Kind.JOINED: 0.95,
    Kind.INFLECTED: 0.9,
    Kind.TYPO: 0.7,
    Kind.TRANSLATED: 0.8,
    Kind.SOUNDS: 0.8,
    Kind.PART: 0.9,
    Kind.SHORTENED: 0.5,
}
# From this probability on, a word left over is part of what translates its neighbour
# (`scientific research` for one Russian word) and is not missed.
_PART_OF_TRANSLATION = 0.1
_MOST_APART = 4  # Latin words that may be one of Chinese characters


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


def align(
    query: WeighedName,
    listed: WeighedName,
    knowledge: Knowledge,
    counterparts: Counterparts | None = None,
) -> Alignment:
    """Align the words of two names, the surest pairs first.

    Symmetric in its figures: swapping the sides swaps `query_left` and `listed_left`.

    Args:
        query: One name.
        listed: The other.
        knowledge: Of the model.
        counterparts: Of the query, where it is aligned with many names; None for one alone.
    """
    counterparts = counterparts or Counterparts(query, knowledge)
    search = _Search(query, listed)
    search.take(knowledge.lexicon, counterparts)
    if (query.bracketed or listed.bracketed) and search.admit_optional():
        search.take(knowledge.lexicon, counterparts)
    return search.alignment()


class _Search:
    """The words still without counterpart, and the pairs found so far."""

    __slots__ = ("_joins", "_listed", "_listed_left", "_pairs", "_query", "_query_left")

    def __init__(self, query: WeighedName, listed: WeighedName) -> None:
        self._query = query.words
        self._listed = listed.words
        self._joins = (query.joins, listed.joins)
        self._query_left = _places(query.words, optional=False)
        self._listed_left = _places(listed.words, optional=False)
        self._pairs: list[Pair] = []

    def admit_optional(self) -> bool:
        """Let the words in brackets find what the words proper left; whether any may."""
        self._query_left += _places(self._query, optional=True)
        self._listed_left += _places(self._listed, optional=True)
        return self.open

    def take(self, lexicon: Lexicon, counterparts: Counterparts) -> None:
        self.take_same()
        if self.open:
            self.take_resembling(lexicon, counterparts)

    @property
    def open(self) -> bool:
        return bool(self._query_left) and bool(self._listed_left)

    def take_same(self) -> None:
        listed = [(place, self._listed[place]) for place in self._listed_left]
        for q in tuple(self._query_left):
            ours = self._query[q]
            for place, theirs in listed:
                if theirs.form == ours.form and place in self._listed_left:
                    alike = bool(ours.token.native) == bool(theirs.token.native)
                    self._pair((q,), (place,), Kind.SAME if alike else Kind.ROMANISED)
                    break

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
            self.take_acronyms(lexicon)

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
        query, listed = self._query, self._listed
        query_joins, listed_joins = self._joins
        if not counterparts.sounds.isdisjoint(listed_joins):
            self._pair_query_words(
                _joined(query, self._query_left, listed_joins, listed, self._listed_left)
            )
        if not counterparts.join_sounds.isdisjoint([word.sound for word in listed]):
            self._pair_listed_words(
                _joined(listed, self._listed_left, query_joins, query, self._query_left)
            )
        self._pair_query_words(_written_apart(query, self._query_left, listed, self._listed_left))
        self._pair_listed_words(_written_apart(listed, self._listed_left, query, self._query_left))

    def _pair_query_words(self, found: Iterable[tuple[int, tuple[int, ...]]]) -> None:
        """Pair each word of the query with the listed ones that it is, if all are open."""
        for q, places in found:
            if q in self._query_left and all(place in self._listed_left for place in places):
                self._pair((q,), places, Kind.JOINED)

    def _pair_listed_words(self, found: Iterable[tuple[int, tuple[int, ...]]]) -> None:
        for place, qs in found:
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

    def take_acronyms(self, lexicon: Lexicon) -> None:
        for q in tuple(self._query_left):
            if places := spelled_out(self._query[q], self._listed, self._listed_left, lexicon):
                self._pair((q,), places, Kind.SHORTENED)
        for place in tuple(self._listed_left):
            if qs := spelled_out(self._listed[place], self._query, self._query_left, lexicon):
                self._pair(qs, (place,), Kind.SHORTENED)

    def _pair(
        self, qs: tuple[int, ...], places: tuple[int, ...], kind: Kind, share: float = 1.0
    ) -> None:
        query_bits = sum([self._query[q].bits for q in qs])
        listed_bits = sum([self._listed[place].bits for place in places])
        bits = in_units(CREDIT[kind] * share * min(query_bits, listed_bits))
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


def _places(words: Sequence[Word], *, optional: bool) -> list[int]:
    return [place for place, word in enumerate(words) if word.token.optional is optional]


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
        for sound, places in zip(joins, joined_places(len(parts)), strict=True)
        if sound in sounds and all(place in left for place in places)
    ]


def _written_apart(
    whole: Sequence[Word], whole_left: Sequence[int], parts: Sequence[Word], left: Sequence[int]
) -> list[tuple[int, tuple[int, ...]]]:
    """Words on one side that the other writes in several Latin ones.

    `Hung Chou` for 宏洲: pinyin would be one word, other romanisations seldom are. And kana seldom
    have spaces.
    """
    whole_left = [place for place in whole_left if whole[place].han or whole[place].letters]
    if len(left) < 2 or not whole_left:
        return []
    return [
        (place, places)
        for places in _neighbours(parts, left)
        for place in whole_left
        if _is_written_as("".join([parts[part].text for part in places]), whole[place])
    ]


def _is_written_as(latin: str, word: Word) -> bool:
    return writes_in_latin(latin, word.text) if word.han else writes(latin, word.letters)


def _neighbours(words: Sequence[Word], left: Sequence[int]) -> Iterable[tuple[int, ...]]:
    """Runs of four neighbouring Latin words without counterpart, then of three, then of two."""
    for length in range(_MOST_APART, 1, -1):
        for start in range(len(words) - length + 1):
            places = tuple(range(start, start + length))
            if all(
                place in left
                and words[place].writing is Writing.LATIN
                and not words[place].token.number
                for place in places
            ):
                yield places

"""Which words of two names stand for each other, and how surely.

Every word carries information (`background`). Aligning two names takes the surest pairs
first and leaves what has no counterpart. The result says how many bits agree, how surely,
and how many bits each side has that the other lacks: the comparison of names is built on
those figures alone, and an explanation can name every pair.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from matcher.comparison.background import Background
from matcher.comparison.lexicon import Lexicon
from matcher.normalise.names import Name, Token
from matcher.normalise.scripts import consonant_key, sound_key


class Kind(IntEnum):
    """Why two words are taken for each other, the surest first."""

    SAME = 0
    ROMANISED = 1  # written alike in Latin letters, or by another convention
    JOINED = 2  # one word here, two or three there
    TYPO = 3
    TRANSLATED = 4
    SHORTENED = 5  # `Tech` for Technology, `IMT` for the initials


# Share of the information that agrees, by kind.
_CREDIT = {
    Kind.SAME: 1.0,
    Kind.ROMANISED: 0.95,
    Kind.JOINED: 0.95,
    Kind.TYPO: 0.8,
    Kind.TRANSLATED: 0.8,
    Kind.SHORTENED: 0.5,
}
_SHORTEST_TYPO = 4  # letters; in a shorter word one other letter makes another word
_SECOND_EDIT_FROM = 8  # letters
_SHORTEST_CONSONANTS = 3
_SHORTEST_PREFIX = 3
_ACRONYM_LETTERS = (2, 7)


@dataclass(frozen=True, slots=True)
class Word:
    """A token with what alignment needs of it."""

    token: Token
    bits: float
    sound: str

    @property
    def text(self) -> str:
        return self.token.text


@dataclass(frozen=True, slots=True)
class WeighedName:
    """A name whose words carry their information."""

    name: Name
    words: tuple[Word, ...]
    bits: float  # of all words that are not optional


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
        query_left: Bits of the query's words without counterpart (numbers, which have a
            comparison of their own, and optional words left out).
        listed_left: The same on the listed side.
    """

    pairs: tuple[Pair, ...]
    agreed: float
    query_left: float
    listed_left: float


def weigh(name: Name, background: Background) -> WeighedName:
    """Attach to each word of a name its information."""
    words = tuple(
        Word(token, background.bits(token), token.text if token.number else sound_key(token.text))
        for token in name.tokens
    )
    return WeighedName(name, words, sum(w.bits for w in words if not w.token.optional))


def align(query: WeighedName, listed: WeighedName, lexicon: Lexicon) -> Alignment:
    """Align the words of two names, the surest pairs first.

    Symmetric in its figures: swapping the sides swaps `query_left` and `listed_left`.
    """
    search = _Search(query.words, listed.words)
    search.take(_same)
    if search.open:
        search.take(_romanised)
    if search.open:
        search.take_joined()
    if search.open:
        search.take(_typo)
        search.take_best_translations(lexicon)
        search.take_acronyms()
        search.take(_shortened)
    return search.alignment()


class _Search:
    """The words still without counterpart, and the pairs found so far."""

    def __init__(self, query: Sequence[Word], listed: Sequence[Word]) -> None:
        self._query = query
        self._listed = listed
        self._query_left = list(range(len(query)))
        self._listed_left = list(range(len(listed)))
        self._pairs: list[Pair] = []

    @property
    def open(self) -> bool:
        return bool(self._query_left) and bool(self._listed_left)

    def take(self, kind_of: Callable[[Word, Word], Kind | None]) -> None:
        for q in tuple(self._query_left):
            for place in self._listed_left:
                kind = kind_of(self._query[q], self._listed[place])
                if kind is not None:
                    self._pair((q,), (place,), kind)
                    break

    def take_joined(self) -> None:
        for q, places in tuple(
            _joined(self._query, self._query_left, self._listed, self._listed_left)
        ):
            if q in self._query_left and all(p in self._listed_left for p in places):
                self._pair((q,), places, Kind.JOINED)
        for place, qs in tuple(
            _joined(self._listed, self._listed_left, self._query, self._query_left)
        ):
            if place in self._listed_left and all(q in self._query_left for q in qs):
                self._pair(qs, (place,), Kind.JOINED)

    def take_best_translations(self, lexicon: Lexicon) -> None:
        found = []
        for q in self._query_left:
            for place in self._listed_left:
                p = lexicon.probability(self._query[q].token, self._listed[place].token)
                if p:
                    found.append((-p, abs(q - place), q, place))
        for negative, _, q, place in sorted(found):
            if q in self._query_left and place in self._listed_left:
                self._pair((q,), (place,), Kind.TRANSLATED, share=-negative)

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
        query_bits = sum(self._query[q].bits for q in qs)
        listed_bits = sum(self._listed[place].bits for place in places)
        credit = _CREDIT[kind] * (0.5 + share / 2)
        self._pairs.append(Pair(qs, places, kind, credit * min(query_bits, listed_bits)))
        for q in qs:
            self._query_left.remove(q)
        for place in places:
            self._listed_left.remove(place)

    def alignment(self) -> Alignment:
        return Alignment(
            pairs=tuple(self._pairs),
            agreed=sum(pair.bits for pair in self._pairs),
            query_left=_missed(self._query, self._query_left),
            listed_left=_missed(self._listed, self._listed_left),
        )


def _missed(words: Sequence[Word], left: Sequence[int]) -> float:
    return sum(
        words[place].bits
        for place in left
        if not words[place].token.optional and not words[place].token.number
    )


# One rule each: the kind of a pair of words, None if they are not taken for each other.


def _same(query: Word, listed: Word) -> Kind | None:
    a, b = query.token, listed.token
    if a.text != b.text:
        return None
    if a.native == b.native:
        return Kind.SAME
    # Homophones of one script are different words; of two, one is the other's romanisation.
    return None if a.native and b.native else Kind.ROMANISED


def _romanised(query: Word, listed: Word) -> Kind | None:
    if query.token.number or listed.token.number:
        return None
    if query.sound == listed.sound and not (query.token.native and listed.token.native):
        return Kind.ROMANISED
    return None


def _typo(query: Word, listed: Word) -> Kind | None:
    if query.token.number or listed.token.number:
        return None
    return Kind.TYPO if is_typo(query.text, listed.text) else None


@lru_cache(maxsize=65536)
def is_typo(a: str, b: str) -> bool:
    """Whether one word is a misspelling of the other.

    One edit (a swap of neighbours counts as one) from four letters, two from eight; or the
    same consonants in order, as where vowels are not written or are written at will.
    """
    shorter = min(len(a), len(b))
    if shorter < _SHORTEST_TYPO:
        return False
    allowed = 2 if shorter >= _SECOND_EDIT_FROM else 1
    if abs(len(a) - len(b)) <= allowed and OSA.distance(a, b, score_cutoff=allowed) <= allowed:
        return True
    consonants = consonant_key(a)
    return len(consonants) >= _SHORTEST_CONSONANTS and consonants == consonant_key(b)


def _shortened(query: Word, listed: Word) -> Kind | None:
    a, b = sorted((query.text, listed.text), key=len)
    if query.token.number or listed.token.number or len(a) < _SHORTEST_PREFIX:
        return None
    return Kind.SHORTENED if len(a) < len(b) and b.startswith(a) else None


def _joined(
    whole: Sequence[Word], whole_left: Sequence[int], parts: Sequence[Word], left: Sequence[int]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Words on one side that are two or three neighbours run together on the other."""
    if len(left) < 2:
        return
    wanted = {whole[place].text: place for place in reversed(whole_left)}
    sounds = {whole[place].sound: place for place in reversed(whole_left)}
    for length in (3, 2):
        for start in range(len(left) - length + 1):
            places = tuple(left[start : start + length])
            if places[-1] - places[0] != length - 1:
                continue
            run = "".join(parts[place].text for place in places)
            place = wanted.get(run)
            if place is None:
                place = sounds.get(sound_key(run))
            if place is not None:
                yield place, places


def _spelled_out(short: Word, words: Sequence[Word], left: Sequence[int]) -> tuple[int, ...] | None:
    """Neighbouring words whose initials are the letters of `short`."""
    fewest, most = _ACRONYM_LETTERS
    if short.token.number or not fewest <= len(short.text) <= most:
        return None
    initials = "".join(words[place].text[0] for place in left)
    start = initials.find(short.text)
    return tuple(left[start : start + len(short.text)]) if start >= 0 else None

"""Which words of two names may stand for each other, and how surely."""

from rapidfuzz.distance import OSA

from matcher.comparison.knowledge import Knowledge
from matcher.comparison.resemblance import (
    MOST_EDITS,
    SHORTEST_PREFIX,
    Kind,
    Writing,
    han_resemblance,
    resemblance,
)
from matcher.comparison.sounds import Sounds
from matcher.comparison.words import WeighedName, Word
from matcher.normalise.letters import writes
from matcher.normalise.pinyin import is_pinyin
from matcher.normalise.scripts import script_name

# Bits of evidence from which a word is taken to write down one of another script: among the
# words of a dozen names a chance likeness of four or five bits is nothing rare.
FEWEST_HEARD = 7.0
# From here on a word that is also spelled alike is one, by a convention that nobody told us:
# `Beltechexport` is Белтехэкспорт. Of a million words one sounds so by chance; at fifteen bits
# `Kendo` was カント.
SURELY_HEARD = 20.0
_ALIKE = frozenset({Kind.TYPO, Kind.SOUNDS})  # not by parts: `Uraldronzavod` is no Уралвагонзавод
_SURER_THAN_LETTERS = frozenset({Kind.ROMANISED, Kind.INFLECTED})
_SURER_THAN_HEARD = frozenset({Kind.ROMANISED, Kind.INFLECTED, Kind.TRANSLATED})

# Kind's rank, -bits, place in the query, kind, share of credit: sorts with the surest first.
Counterpart = tuple[int, float, int, Kind, float]


class Counterparts:
    """Which words of a query each word of the listed names may stand for.

    Dozens of listed names are compared with one query, and most of their words are in several
    of them: each word is looked at once.
    """

    __slots__ = ("_found", "_hearing", "_translated", "_words", "join_sounds", "query", "sounds")

    def __init__(self, query: WeighedName, knowledge: Knowledge) -> None:
        self.query = query
        self.sounds = {word.sound for word in query.words}
        self.join_sounds = frozenset(query.joins)
        self._words = [
            (place, word, knowledge.lexicon.translations(word.key))
            for place, word in enumerate(query.words)
            if not word.token.number
        ]
        self._translated = frozenset().union(*(known for _, _, known in self._words))
        self._hearing = knowledge.sounds
        self._found: dict[Word, list[Counterpart]] = {}

    def of(self, word: Word) -> list[Counterpart]:
        """The words of the query that a word of a listed name resembles or translates."""
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = [] if word.token.number else self._find(word)
        return found

    def _find(self, theirs: Word) -> list[Counterpart]:
        found: list[Counterpart] = []
        is_translated = theirs.key in self._translated
        for q, ours, translations in self._words:
            p = translations.get(theirs.key, 0.0) if is_translated else 0.0
            kind, share = _surest(ours, theirs, p, self._hearing)
            if kind is not None:
                found.append((int(kind), -(share * min(ours.bits, theirs.bits)), q, kind, share))
        return found


def _surest(ours: Word, theirs: Word, p: float, sounds: Sounds) -> tuple[Kind | None, float]:
    """The kind of resemblance that is surest, and the share of its credit.

    Between two scripts a likeness of letters proves less than a translation or the ear.
    """
    kind, share = _kind(ours, theirs), 1.0
    if kind is Kind.PART:
        ours_length, theirs_length = len(ours.text), len(theirs.text)
        share = min(ours_length, theirs_length) / max(ours_length, theirs_length)
    across = bool(ours.writing) != bool(theirs.writing)
    if (
        across
        and kind not in _SURER_THAN_LETTERS
        and (
            written_alike(ours, theirs)
            or (kind in _ALIKE and _is_surely_heard(ours, theirs, sounds))
        )
    ):
        return Kind.ROMANISED, 1.0
    if p and (kind is None or kind > Kind.TRANSLATED or (across and kind > Kind.INFLECTED)):
        kind, share = Kind.TRANSLATED, 0.5 + p / 2
    if across and kind not in _SURER_THAN_HEARD:
        heard, least = _heard(ours, theirs, sounds), min(ours.bits, theirs.bits)
        if heard >= FEWEST_HEARD:
            kind, share = Kind.SOUNDS, heard / least if heard < least else 1.0
    return kind, share


def written_alike(ours: Word, theirs: Word) -> bool:
    """Whether one of two words writes down the other, letter for letter."""
    return writes(ours.text, theirs.letters) or writes(theirs.text, ours.letters)


def _is_surely_heard(ours: Word, theirs: Word, sounds: Sounds) -> bool:
    return not (ours.han or theirs.han) and _heard(ours, theirs, sounds) >= SURELY_HEARD


def _heard(ours: Word, theirs: Word, sounds: Sounds) -> float:
    """Bits of evidence that one word writes down the other, which is of another script."""
    native, latin = (ours, theirs) if ours.writing else (theirs, ours)
    if native.writing is Writing.HAN and is_pinyin(latin.text):
        return 0.0  # good pinyin is written from its own characters, not heard from others
    return sounds.bits(script_name(native.token.native), native.text, latin.text)


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

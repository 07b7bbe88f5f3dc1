"""Listed names, decoded and weighed by a model; what was read lately is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from matcher.comparison.background import Background
from matcher.comparison.words import WeighedName, Word, of_words, weigh_word
from matcher.index.snapshot import Snapshot
from matcher.records import Alias

REMEMBERED_NAMES = 20_000  # about .6 KB each
_REMEMBERED_WORDS = 50_000  # shared by the names, about 1 KB each


@dataclass(frozen=True, slots=True)
class ListedName:
    """A listed name.

    Args:
        alias: As published; None for a party without a name.
        name: As it is compared; None if nothing of it can be.
    """

    alias: Alias | None
    name: WeighedName | None


def weighed_names(
    snapshot: Snapshot, background: Background, *, remembered: int = REMEMBERED_NAMES
) -> Callable[[int], ListedName]:
    """What reads the name of an alias row.

    Args:
        snapshot: Whose names.
        background: That weighs their words.
        remembered: Names kept decoded.
    """
    # Remembered without an object that holds them: a cycle would keep a replaced snapshot in
    # memory until the garbage collector comes by.
    word = lru_cache(maxsize=_REMEMBERED_WORDS)(partial(_read_word, snapshot, background))
    return lru_cache(maxsize=remembered)(partial(_read_name, snapshot, word))


def _read_word(snapshot: Snapshot, background: Background, number: int) -> Word:
    return weigh_word(snapshot.word(number), background)


def _read_name(snapshot: Snapshot, word: Callable[[int], Word], row: int) -> ListedName:
    stored = snapshot.alias(row)
    words = tuple([word(number) for number in stored.words])
    name = of_words(words, stored.legal_forms, stored.joins) if words else None
    return ListedName(stored.alias, name)

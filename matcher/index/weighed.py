"""Listed names, decoded; what was read lately is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from matcher.comparison.background import Background
from matcher.comparison.words import WeighedName, Word, of_words, weigh_word
from matcher.index.snapshot import Snapshot
from matcher.normalise.names import Name
from matcher.records import Alias

_REMEMBERED_NAMES = 8_000  # about .6 KB each
_REMEMBERED_WORDS = 16_000  # shared by the names, about 1 KB each


@dataclass(frozen=True, slots=True)
class ListedName:
    """A listed name.

    Args:
        alias: As published; None for a party without a name.
        name: As it was normalised; None if nothing of it can be compared.
    """

    alias: Alias | None
    name: Name | None


# Remembered without an object that holds them: a cycle would keep a replaced snapshot in memory
# until the garbage collector comes by.
def listed_names(snapshot: Snapshot) -> Callable[[int], ListedName]:
    """What reads the name of an alias row."""
    return lru_cache(maxsize=_REMEMBERED_NAMES)(partial(_read_name, snapshot))


def _read_name(snapshot: Snapshot, row: int) -> ListedName:
    stored = snapshot.alias(row)
    tokens = tuple([snapshot.word(number).token for number in stored.words])
    return ListedName(stored.alias, Name(tokens, stored.legal_forms) if tokens else None)


def weighed_names(
    snapshot: Snapshot, background: Background
) -> Callable[[int], WeighedName | None]:
    """What reads the name of an alias row with the information of its words; None without words.

    Args:
        snapshot: Whose names.
        background: That weighs their words.
    """
    word = lru_cache(maxsize=_REMEMBERED_WORDS)(partial(_read_word, snapshot, background))
    return lru_cache(maxsize=_REMEMBERED_NAMES)(partial(_weigh_name, snapshot, word))


def _read_word(snapshot: Snapshot, background: Background, number: int) -> Word:
    return weigh_word(snapshot.word(number), background)


def _weigh_name(snapshot: Snapshot, word: Callable[[int], Word], row: int) -> WeighedName | None:
    stored = snapshot.alias(row)
    words = tuple([word(number) for number in stored.words])
    return of_words(words, stored.legal_forms, stored.joins) if words else None

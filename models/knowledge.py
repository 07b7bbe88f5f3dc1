"""Learn what a model knows of words: how rare they are, their translations and their sounds."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from matcher.comparison.background import Background, combine, count_tokens
from matcher.comparison.knowledge import Knowledge
from matcher.normalise.addresses import normalise_address
from matcher.normalise.names import Name, normalise_name
from matcher.normalise.tokens import Token
from matcher.normalise.vocabulary import latin_vocabulary, vocabulary
from matcher.records import Listed
from models.folds import FOLDS, fold_of
from models.lexicon import learn_lexicon, with_known, with_vocabulary
from models.pairs import LabelledPair
from models.rarity import level_across_translations
from models.sounds import learn_sounds
from models.transcription import Reals

_VOCABULARY_TIMES = 3  # name pairs that an entry of the vocabulary counts for
_MOST_ALIASES = 6  # of one entry, that teach translations
_FEW_ALIASES = 3  # up to this many, each is paired with each; of more, all with the first


def count_words(
    ordinary_names: Iterable[str], listed: Sequence[Listed]
) -> tuple[Background, Background]:
    """The information of words in names, and of words in addresses."""
    ordinary = count_tokens([normalise_name(name)] for name in ordinary_names)
    words = combine(
        ordinary,
        count_tokens([normalise_name(alias.name) for alias in entry.aliases] for entry in listed),
    )
    addresses = [normalise_address(text) for entry in listed for text in entry.addresses]
    counted, total = count_tokens(
        [Name(tuple(Token(word) for word in address.words))] for address in addresses if address
    )
    return words, Background(counts=counted, names=total)


def learn_knowledge(
    teaching: Sequence[LabelledPair],
    listed: Sequence[Listed],
    labels: Sequence[LabelledPair],
    words: Background,
    places: Background,
    *,
    letters: Reals,
) -> dict[str, Knowledge]:
    """Knowledge from all pairs of names (key `""`) and without each fold (key: the fold).

    Args:
        teaching: Labelled pairs that may shape the model.
        listed: Entries of openly licensed lists.
        labels: All labelled pairs, to know the folds of the listed companies.
        words: What `count_words` returned.
        places: The same.
        letters: What `latin_letters` returned.
    """
    named = [
        (
            folds_of(pair),
            normalise_name(pair.left.name or ""),
            normalise_name(pair.right.name or ""),
        )
        for pair in teaching
        if pair.same
    ]
    named += alias_pairs(listed, labels)
    known = vocabulary_pairs()
    told = [
        (language, normalise_name(word), normalise_name(english))
        for language, word, english in latin_vocabulary()
    ]
    knowledges = {}
    for fold in (None, *range(FOLDS)):
        pairs = [(a, b) for folds, a, b in named if fold not in folds]
        lexicon = with_known(learn_lexicon(pairs, known), told)
        read = Knowledge(
            words=level_across_translations(words, lexicon),
            places=places,
            lexicon=with_vocabulary(lexicon, known),
        )
        sounds = learn_sounds([*pairs, *known], read, letters)
        knowledges["" if fold is None else str(fold)] = replace(read, sounds=sounds)
    return knowledges


def alias_pairs(
    listed: Sequence[Listed], labels: Sequence[LabelledPair]
) -> list[tuple[set[int | None], Name, Name]]:
    """Names of one listed entry, in pairs, with the folds that they must not teach.

    An entry may stand in the labelled pairs under an id of its own; it is known there by any
    of its names.
    """
    folds: dict[tuple[str, ...], set[int | None]] = {}
    for pair in labels:
        for side, cluster in ((pair.left, pair.left_cluster), (pair.right, pair.right_cluster)):
            form = _form(normalise_name(side.name or ""))
            folds.setdefault(form, set()).add(fold_of(cluster))
    found = []
    for entry in listed:
        names = [normalise_name(alias.name) for alias in entry.aliases[:_MOST_ALIASES]]
        shut: set[int | None] = set()
        for name in names:
            shut |= folds.get(_form(name), set())
        first = names[:1] if len(names) > _FEW_ALIASES else names
        found += [
            (shut, name, other) for place, name in enumerate(first) for other in names[place + 1 :]
        ]
    return found


def vocabulary_pairs() -> list[tuple[Name, Name]]:
    """Words and their translations, as names that every fold may learn from."""
    pairs = [(normalise_name(word), normalise_name(other)) for word, other in vocabulary()]
    return pairs * _VOCABULARY_TIMES


def _form(name: Name) -> tuple[str, ...]:
    return tuple(sorted(token.text for token in name.tokens))


def folds_of(pair: LabelledPair) -> set[int | None]:
    """The folds of both companies of a pair; it may teach none of them."""
    return {fold_of(pair.left_cluster), fold_of(pair.right_cluster)}

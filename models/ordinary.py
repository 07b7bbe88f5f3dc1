"""Ordinary names beside the listed names that resemble them most: pairs of two companies.

Labelled look-alikes resemble each other as whole names. What a service is asked day by day
are ordinary names, of which a word or a syllable agrees with something listed, or sounds like
something listed, or is spelled by its initials; without such pairs the model takes that for evidence.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log2

import numpy as np

from matcher.comparison.keys import name_keys
from matcher.comparison.sounds import NO_SOUNDS, Sounds
from matcher.normalise.names import Name, normalise_name
from matcher.records import Listed
from models.chance import overheard
from models.pairs import LabelledPair, generated_pair

KIND = "ordinary"
_NAMES = 3000
_LISTED_EACH = 2
_LIKE_EACH_STRANGER = 2  # names beside something like them, for each beside anything
_MOST_NAMES = 300  # a key of more listed names finds nobody
_SHORTEST_ACRONYM = 3  # letters
_LONGEST_ACRONYM = 5
_ACRONYMS = 600
_SEED = 2026
_KEYS = "=wnc"  # whole names, words, native words, consonants; letters in threes find noise


def ordinary_pairs(
    names: Sequence[str], listed: Sequence[Listed], sounds: Sounds = NO_SOUNDS
) -> list[LabelledPair]:
    """Pairs of an ordinary name and a listed one that resembles it; none is a match.

    They share a rare key; the ear takes a word for a listed one of another script; the initials are
    a listed acronym; or nothing connects them.

    Args:
        names: Ordinary company names, none of them on a list.
        listed: Entries of the lists.
        sounds: By which words of another script are heard.
    """
    aliases = [alias.name for entry in listed for alias in entry.aliases]
    read = [(alias, normalise_name(alias)) for alias in aliases]
    rows: dict[str, list[int]] = defaultdict(list)
    for row, (_, name) in enumerate(read):
        for key in _keys(name):
            rows[key].append(row)
    pairs = []
    places = range(0, len(names), max(1, len(names) // _NAMES))
    for place in places:
        shared: dict[int, float] = defaultdict(float)
        for key in _keys(normalise_name(names[place])):
            if len(found := rows.get(key, ())) <= _MOST_NAMES:
                for row in found:
                    shared[row] += log2(len(aliases) / len(found)) ** 3
        best = sorted(shared, key=lambda row: (-shared[row] / (len(aliases[row]) + 12), row))
        pairs += [_pair(place, names[place], aliases[row]) for row in best[:_LISTED_EACH]]
    chosen = [(place, names[place]) for place in places]
    others = [
        *(_pair(*found) for found in overheard(chosen, read, sounds)),
        *_initialled(enumerate(names), read),
        *_unlike(chosen[::_LIKE_EACH_STRANGER], aliases),
    ]
    known = {pair.id for pair in pairs}
    return pairs + [pair for pair in others if pair.id not in known]


def _initialled(
    names: Iterable[tuple[int, str]], aliases: Sequence[tuple[str, Name]]
) -> list[LabelledPair]:
    """Ordinary names beside the listed acronyms that their initials spell by chance."""
    carriers: dict[str, str] = {}
    for alias, read in aliases:
        tokens = read.tokens
        if len(tokens) == 1 and not tokens[0].native:
            carriers.setdefault(tokens[0].text, alias)
    found = []
    for place, name in names:
        initials = "".join([word[0] for word in name.lower().split() if word[0].isalpha()])
        found += [
            _pair(place, name, carriers[initials[:end]])
            for end in range(_SHORTEST_ACRONYM, min(len(initials), _LONGEST_ACRONYM) + 1)
            if initials[:end] in carriers
        ]
    step = max(1, len(found) // _ACRONYMS)
    return found[::step]


def _unlike(names: Sequence[tuple[int, str]], aliases: Sequence[str]) -> list[LabelledPair]:
    """Ordinary names beside any listed name: that no word agrees must not pass for evidence.

    Labelled look-alikes all agree in something, and some matches (a name and its translation)
    in nothing; of those alone a model would learn that to agree in nothing is a good sign.
    """
    if not aliases:
        return []
    drawn = np.random.default_rng(_SEED).integers(len(aliases), size=len(names)).tolist()
    return [_pair(*named, aliases[row]) for named, row in zip(names, drawn, strict=True)]


def _keys(name: Name) -> list[str]:
    return [key for key in name_keys(name) if key[0] in _KEYS]


def _pair(place: int, name: str, alias: str) -> LabelledPair:
    return generated_pair(
        name, alias, same=False, kind=KIND, number=f"{place}-{alias}", company=name
    )

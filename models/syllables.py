"""Count how often Chinese company names use each syllable, for what a romanised word says."""

from collections import Counter
from collections.abc import Iterable

from matcher.normalise.names import normalise_name
from matcher.normalise.scripts import Script, romanise, script_of

_WORD = (2, 3)  # characters of a word that a company calls itself by


def count_syllables(names: Iterable[str]) -> dict[str, int]:
    """Syllables of pinyin and how often they were used, most frequent first.

    Args:
        names: Ordinary company names, as written; anything but Chinese is passed over.
    """
    counts = Counter(
        romanise(character, Script.HAN)
        for name in names
        for token in normalise_name(name).tokens
        if len(token.native) in _WORD and script_of(token.native[0]) is Script.HAN
        for character in token.native
    )
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

"""How much a word says: its information in bits, from how many names carry it.

A word that one company in a hundred thousand carries is worth 16.6 bits when it agrees;
`trading` is worth three. Counts come from ordinary company names and from the lists
themselves; a word counts as common if it is common in either.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import floor, log2, sqrt
from pathlib import Path

from matcher.errors import ModelError
from matcher.normalise.names import Name
from matcher.normalise.pinyin import pinyin_bits
from matcher.normalise.scripts import stem_key
from matcher.normalise.tokens import Token, is_han

# A short word is a coincidence more often than its rarity says: two letters cannot carry
# more than two letters' worth. 4.7 bits a letter would be a random one.
BITS_PER_LETTER = 3.6
# Bits are multiples of 1/1024, so that a sum of them is exact and does not depend on its order, on
# the version of Python or on which implementation adds.
UNITS_PER_BIT = 1024.0
# Words seen once are as good as unseen; they are not shipped.
_FEWEST_NAMES = 2
_HEADER = "# names"


@dataclass(frozen=True, slots=True)
class Background:
    """Token counts and the information they give.

    Args:
        counts: Token key (`token_key`) -> names that carry it.
        names: Names counted.
    """

    counts: Mapping[str, int]
    names: int
    _rarity: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    def rarity(self, carried: int) -> float:
        """Information of a word that so many names carry: -log2 of their share, smoothed by one."""
        return -log2((carried + 1) / (self.names + 1))

    def bits(self, token: Token) -> float:
        """Information of a token: its rarity, at most `BITS_PER_LETTER` times its length.

        A word in pinyin says at most what its syllables say.
        """
        key = token_key(token)
        han = is_han(token)
        asked = key + token.text if han else key  # in a Japanese name a term is read otherwise
        rarity = self._rarity.get(asked)
        if rarity is None:
            carried = self.counts.get(key, 0)
            if han:
                # A Chinese name abroad is as common as it is in Latin letters.
                carried = max(carried, self.counts.get(stem_key(token.text), 0))
            rarity = self._rarity[asked] = self.rarity(carried)
        # Outside of what is remembered: words of one key are not of one length.
        most = BITS_PER_LETTER * len(token.text)
        if not token.native and (spoken := pinyin_bits(token.text)) is not None:
            most = min(most, spoken)
        return in_units(min(rarity, most))


def in_units(bits: float) -> float:
    """Bits, rounded to the nearest multiple of 1/1024."""
    return floor(bits * UNITS_PER_BIT + 0.5) / UNITS_PER_BIT


def token_key(token: Token) -> str:
    """What a token is counted and translated under.

    The Chinese term itself, the digits of a number, else the stem of the romanised word.
    """
    if token.number:
        return token.text
    return token.native if is_han(token) else stem_key(token.text)


def count_tokens(parties: Iterable[Iterable[Name]]) -> tuple[Counter[str], int]:
    """Parties that carry each token in any of their names, and parties in all."""
    counts: Counter[str] = Counter()
    total = 0
    for names in parties:
        counts.update({token_key(token) for name in names for token in name.tokens})
        total += 1
    return counts, total


def combine(ordinary: tuple[Counter[str], int], listed: tuple[Counter[str], int]) -> Background:
    """One background from two populations: a token counts what it counts for in either, the more.

    The first listed party to carry a word does not make it common, only the others do. And these do
    so by less than their share: half of a list are families, whose brand is not as common in the
    world as it is there. The geometric mean of how many they are and of their share measured best
    (docs/experiments.md).
    """
    (a, a_names), (b, b_names) = ordinary, listed
    names = max(a_names, 1)
    scale = sqrt(names / max(b_names, 1))
    counts = {key: max(a[key], round((b[key] - 1) * scale)) for key in a.keys() | b.keys()}
    kept = {key: count for key, count in sorted(counts.items()) if count >= _FEWEST_NAMES}
    return Background(counts=kept, names=names)


def write_background(background: Background, path: Path) -> None:
    """Write `token<TAB>count` lines, most frequent first; the same counts give the same bytes."""
    ranked = sorted(background.counts.items(), key=lambda item: (-item[1], item[0]))
    lines = [f"{_HEADER}\t{background.names}"] + [f"{key}\t{count}" for key, count in ranked]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_background(path: Path) -> Background:
    """Read what `write_background` wrote.

    Raises:
        ModelError: The file is missing or a line of it is malformed.
    """
    try:
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        title, names = header.split("\t")
        if title != _HEADER:
            raise ModelError(f"starts with {title!r}, not {_HEADER!r}", path=path)
        pairs = (line.split("\t") for line in lines)
        return Background(counts={key: int(count) for key, count in pairs}, names=int(names))
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot be read as token counts: {error}", path=path) from error

"""Listed names as somebody mistyped them: generated matches, to teach what a slip is worth.

Two publishers seldom mistype the one name that they share, while clerks do all day. Labelled
pairs hold few slips of the pen, and many pairs of companies that are a letter apart; a model
that learned from them alone takes a slip for another company.
"""

from collections.abc import Sequence
from random import Random

from matcher.records import Listed
from matcher.sample.misspell import keyboard
from models.pairs import LabelledPair, generated_pair

KIND = "variant_typo"
_NAMES = 2000


def mistyped_pairs(listed: Sequence[Listed]) -> list[LabelledPair]:
    """Pairs of a listed Latin name and itself with one slip of the finger.

    The same entries give the same pairs: the slip is drawn from the name.

    Args:
        listed: Entries of openly licensed lists.
    """
    names = sorted({entry.aliases[0].name for entry in listed if entry.aliases})
    pairs = []
    for name in names[:: max(1, len(names) // _NAMES)]:
        random = Random(name)  # noqa: S311  # reproducible, and no secret
        slipped = keyboard(random, name) if name.isascii() and name.strip() else name
        if slipped != name:
            pairs.append(
                generated_pair(slipped, name, same=True, kind=KIND, number=name, company=name)
            )
    return pairs

"""Chinese words in Latin letters, whichever romanisation wrote them.

Taiwan writes in Wade-Giles without its marks, in half a dozen official schemes of later, and as
each company likes it: 宏洲 is `Hung Chou`, 新光 `Hsin Kuang` or `Shinkong`, where pinyin has `hongzhou`
and `xinguang`. What follows is a fold of spellings, not of sounds: it keeps apart what each of
them keeps apart, but for `en` and `eng`, `in` and `ing`, which Taiwanese speakers mix up.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from matcher.normalise.pinyin import is_pinyin


class _Rule(NamedTuple):
    """Letters that are written otherwise, where the letters beside them are as said.

    Args:
        before: One of these stands before; empty for anything.
        after: One of these stands after; empty for anything.
        not_after: None of these does.
    """

    letters: str
    written: str
    before: str = ""
    after: str = ""
    not_after: str = ""

    def pattern(self) -> re.Pattern[str]:
        """What it replaces."""
        before = f"(?<=[{self.before}])" if self.before else ""
        after = f"(?=[{self.after}])" if self.after else ""
        not_after = f"(?![{self.not_after}])" if self.not_after else ""
        return re.compile(before + self.letters + after + not_after)


_VOWELS = "aeiou"
# In this order, each after the one before it. C stands for the sounds of ch. The kernel has the same.
RULES = (
    # Beginnings of syllables: Wade-Giles without its apostrophes, and `x` by ear.
    _Rule("szu", "si"),
    _Rule("ssu", "si"),
    _Rule("tzu", "ci"),
    _Rule("hsh", "s"),
    _Rule("hs", "s"),
    _Rule("sh", "s"),
    _Rule("x", "s"),
    _Rule("zh", "C"),
    _Rule("ch", "C"),
    _Rule("j", "C"),
    _Rule("q", "C"),
    _Rule("tz", "c"),
    _Rule("ts", "c"),
    _Rule("z", "c"),
    _Rule("b", "p"),
    _Rule("d", "t"),
    _Rule("g", "k", after=_VOWELS + "w"),  # not that of `ng`
    # Their ends.
    _Rule("w", "u", before="hkC", after="a"),  # `hwa`
    _Rule("yieh", "ye"),
    _Rule("yuen", "yuan"),
    _Rule("yen", "yan"),
    _Rule("uen", "un"),
    _Rule("uei", "ui"),
    _Rule("iou", "iu"),
    _Rule("eh", "e", before="iuy", not_after=_VOWELS),  # `hsieh`
    _Rule("ih", "i", not_after=_VOWELS),  # `shih`
    _Rule("ung", "ong"),
    _Rule("ien", "ian"),
    _Rule("you", "yu"),
    _Rule("yi", "i"),
    _Rule("uo", "o"),
    _Rule("er", "o", before="h", not_after=_VOWELS),  # `Chia Her`
    _Rule("e", "o", before="hk", not_after="inr"),  # `ko`, `ho`
    _Rule("ong", "en", before="pmf"),
    _Rule("eng", "en"),
    _Rule("ing", "in"),
    _Rule("ao", "au"),
)
# What other romanisations do not write, or write for other sounds: `Zhong Cheng` is in pinyin.
_OF_PINYIN = re.compile("[bdqrxz]|g[aeiou]|ji")
_FEWEST_LETTERS = 4
_REPLACED = tuple((rule.pattern(), rule.written) for rule in RULES)


@lru_cache(maxsize=65536)
def mandarin_key(text: str) -> str:
    """What the romanisations of one Chinese word have in common.

    `hsinkuang` and `xinguang` share it, `chunghsing` and `zhongxing`, `kaohsiung` and `gaoxiong`.

    Args:
        text: Lower case ASCII letters; several words run together.
    """
    for pattern, written in _REPLACED:
        text = pattern.sub(written, text)
    return text


def writes_in_latin(latin: str, pinyin: str) -> bool:
    """Whether Latin words write down a Chinese one in another romanisation than pinyin.

    Args:
        latin: Lower case ASCII letters, the words run together.
        pinyin: The Chinese word in pinyin.
    """
    return (
        min(len(latin), len(pinyin)) >= _FEWEST_LETTERS
        and not (_OF_PINYIN.search(latin) and is_pinyin(latin))
        and mandarin_key(latin) == mandarin_key(pinyin)
    )

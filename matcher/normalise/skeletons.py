"""What is left of a word's sound when it is written in another script by ear.

`Intercyclone` is インターサイクロン, `Drake` is Дрейк, `Cinda` is 信达: no spelling that the
two have in common, but the same few classes of consonants in the same order. A letter that
may sound in two ways gives two skeletons. Good for finding words that may be heard in one
another; whether they are is for `matcher.comparison.sounds` to say.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby, product

from matcher.normalise.scripts import Script, script_name

_FEWEST_SOUNDS = 2
_MOST_WAYS = 3  # letters of one word that are tried both ways

_Ways = Mapping[str, tuple[str, ...]]  # letters -> what they may sound like

# Classes: k stops at the back, t stops at the front, s hisses, b lips, r liquids, n nasals.
_SOUNDS = {"b": "b", "p": "b", "f": "b", "v": "b", "k": "k", "g": "k", "q": "k", "t": "t",
           "d": "t", "s": "s", "z": "s", "j": "s", "c": "s", "m": "n", "n": "n", "l": "r",
           "r": "r", "x": "ks", "ph": "b", "ck": "k", "sh": "s", "zh": "s", "ch": "s",
           "kh": "", "gh": "", "h": "", "ts": "s", "dz": "s", "dj": "s", "dzh": "s", "ng": "nk"}  # fmt: skip
# What Latin letters write differs from language to language: each way that is common.
_LATIN: _Ways = {"w": ("b", ""), "th": ("t", "s"), "ch": ("s", "k"), "j": ("s", ""), "x": ("ks", "s"),
          "soft g": ("k", "s"), "hard c": ("k",), "late r": ("r", ""), "ng": ("n", "nk"),
          "kh": ("", "k"), "gh": ("", "k")}  # fmt: skip
# Pinyin's own letters, and the other scripts' where they say other than Latin ones.
_NATIVE: Mapping[Script, _Ways] = {
    Script.HAN: {"x": ("s",), "q": ("s",), "w": ("b", ""), "ng": ("n",)},
    Script.ARABIC: {"w": ("", "b"), "kh": ("", "k"), "gh": ("k", ""), "th": ("t", "s")},
    Script.HANGUL: {"ng": ("n",), "w": ("", "b")},
    Script.KANA: {"early t": ("",)},
    Script.CYRILLIC: {"kh": ("", "k"), "j": ("",)},
}
_PARTS = re.compile(r"dzh|ck|sh|zh|ch|kh|gh|th|ph|ts|dz|dj|ng|(?<=[aeiouy])r(?![aeiouy])|[a-z]")
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=65536)
def skeletons(text: str, native: str) -> tuple[str, ...]:
    """The skeletons of one word; none of a word too short to be told by its sounds.

    Args:
        text: The romanised word, lower case ASCII.
        native: The word in its own script; empty if that is Latin.
    """
    script = Script(script_name(native) or Script.OTHER) if native else Script.LATIN
    ways = _LATIN if script is Script.LATIN else _NATIVE.get(script, {})
    heard: list[tuple[str, ...]] = []
    both = 0
    for part in _PARTS.finditer(text):
        sounds = ways.get(_kind(part, text, script)) or (_SOUNDS.get(part[0], ""),)
        both += len(sounds) > 1
        heard.append(sounds if both <= _MOST_WAYS else sounds[:1])
    found = ("".join(sound for sound, _ in groupby("".join(way))) for way in product(*heard))
    return tuple(dict.fromkeys(way for way in found if len(way) >= _FEWEST_SOUNDS))


def _kind(part: re.Match[str], text: str, script: Script) -> str:
    """The letters, or what they are where they stand."""
    following = text[part.end() : part.end() + 1]
    if script is Script.LATIN:
        if part[0] == "g" and following and following in "eiy":
            return "soft g"
        if part[0] == "c" and (not following or following not in "eiy"):
            return "hard c"
        if (
            part[0] == "r"
            and part.start()
            and text[part.start() - 1] in _VOWELS
            and (not following or following not in _VOWELS)
        ):
            return "late r"
    if script is Script.KANA and part[0] == "t" and following and following not in _VOWELS:
        return "early t"  # ッ, which doubles what follows
    return part[0]

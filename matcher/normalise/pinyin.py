"""Latin words that are spelled in syllables of pinyin, and how much such a word says."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from math import log2

from pypinyin.contrib.tone_convert import to_normal
from pypinyin.pinyin_dict import pinyin_dict

_LONGEST_SYLLABLE = 6  # letters, `zhuang`
_UNITS_PER_BIT = 1024  # so that a sum is exact, whoever adds
# Interjections and dialect, which no name is read by: with `ng` a syllable, `chung` was pinyin.
_IN_NO_NAME = frozenset(
    "m n hm ng hng ê ei eng yo lo wong biang bong cei chua dia din fiao kei len nia nun rua shei tei zhei".split()
)


@lru_cache(maxsize=16384)
def is_pinyin(text: str) -> bool:
    """Whether a Latin word is spelled in syllables of pinyin, and so is a name of its own.

    Args:
        text: Lower case ASCII letters.
    """
    return bool(_pinyin_word().fullmatch(text))


@lru_cache(maxsize=16384)
def syllables(text: str) -> tuple[str, ...]:
    """The syllables of a word in pinyin, each as long as may be; empty if it is none.

    Args:
        text: Lower case ASCII letters.
    """
    known = pinyin_syllables()
    # From the end: where the longest syllable ends after which the rest is syllables too.
    ends = {len(text): len(text)}
    for start in reversed(range(len(text))):
        for end in range(min(len(text), start + _LONGEST_SYLLABLE), start, -1):
            if end in ends and text[start:end] in known:
                ends[start] = end
                break
    found, start = [], 0
    while start < len(text) and start in ends:
        found.append(text[start : ends[start]])
        start = ends[start]
    return tuple(found)


@cache
def pinyin_syllables() -> frozenset[str]:
    """The syllables of pinyin, without tones."""
    readings = {reading for readings in pinyin_dict.values() for reading in readings.split(",")}
    return frozenset(to_normal(reading) for reading in readings) - _IN_NO_NAME


@cache
def _pinyin_word() -> re.Pattern[str]:
    longest_first = sorted(pinyin_syllables(), key=lambda syllable: (-len(syllable), syllable))
    return re.compile(f"(?:{'|'.join(longest_first)})+")


@cache
def syllable_bits() -> dict[str, float]:
    """Information of each syllable in bits: -log2 of its share, smoothed by one.

    The counts (`data/syllables.tsv`) are of ordinary Chinese company names (`models.syllables`).
    """
    text = files("matcher.normalise").joinpath("data/syllables.tsv").read_text("utf-8")
    read = dict(line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    counts = {syllable: int(read.get(syllable, 0)) + 1 for syllable in sorted(pinyin_syllables())}
    total = sum(counts.values())
    return {
        syllable: round(-log2(count / total) * _UNITS_PER_BIT) / _UNITS_PER_BIT
        for syllable, count in counts.items()
    }


@lru_cache(maxsize=16384)
def pinyin_bits(text: str) -> float | None:
    """The most that a word in pinyin says, however few carry it; None of a word that is none.

    Each syllable is written with dozens of characters: `hongsheng` is many names that nobody
    counted.

    Args:
        text: Lower case ASCII letters.
    """
    found = syllables(text)
    return sum([syllable_bits()[syllable] for syllable in found]) if found else None

"""How the compiled kernel lays out its data: `source/kernel.h` and `source/find.c` in Python."""

from ctypes import (
    Structure,
    c_char_p,
    c_double,
    c_float,
    c_int32,
    c_int64,
    c_uint8,
    c_uint32,
    c_uint64,
    c_void_p,
)
from enum import IntFlag

import numpy as np

VERSION = 20  # of the layouts and functions; a library of another version is not used
MOST_WORDS = 64  # of a name; a longer one is compared in Python
LONGEST_WORD = 255  # letters; a name with a longer one is compared in Python
MOST_KEYS = 400  # of a name that is asked for
MOST_TRANSLATIONS = 10  # of a word, that are looked for
REMEMBERED_BYTES = 32 << 12  # pairs of words that one thread remembers
NAME_COMPARISONS = 10
NULL_LEVEL = -1
NOT_COMPARED = -2
DAMAGED = -3
MOST_SIEVED = 8  # entities that are told of a name among many
MOST_WORDS_OF_PERSON = 32
IN_COMMON = 4  # numbers that bound what two persons' names have in common
MOST_OTHERS = 96  # persons' and vessels' names that are compared with one name: 6 ms in Python
SEARCH = -1


class WordFlag(IntFlag):
    """What is true of a word."""

    NUMBER = 1
    OPTIONAL = 2
    HAN = 4
    NATIVE = 8
    PINYIN = 16
    PLACE = 32
    LETTERED = 64
    DIGITS = 128


WORD = np.dtype(
    [
        *((name, np.uint64) for name in ("form", "key", "sound", "stem", "consonants", "loose")),
        *((name, np.uint32) for name in ("text", "native", "loose_text", "symbols")),
        *(
            (name, np.uint16)
            for name in ("text_length", "native_length", "loose_length", "symbols_length")
        ),
        *((name, np.uint8) for name in ("consonants_length", "writing", "script", "flags")),
        ("letter_set", np.uint32),
    ]
)


class Words(Structure):
    """Words, and the information of each."""

    _fields_ = [
        (name, c_void_p) for name in ("words", "letters", "natives", "bits", "has_translations")
    ]


class Names(Structure):
    """Listed names, by the numbers of their words."""

    _fields_ = [
        ("words", Words),
        *(
            (name, c_void_p)
            for name in ("word_starts", "word_numbers", "join_starts", "joins", "form_sets")
        ),
    ]


class Asked(Structure):
    """A name that is asked for."""

    _fields_ = [
        ("words", c_uint8 * (MOST_WORDS * WORD.itemsize)),
        ("bits", c_double * MOST_WORDS),
        ("joins", c_uint64 * (2 * MOST_WORDS)),
        ("keys", c_uint64 * MOST_KEYS),
        ("most_bits", c_float * MOST_KEYS),
        ("natives", c_uint32 * 1024),
        ("count", c_uint32),
        ("key_count", c_uint32),
        ("has_translations", c_uint8 * MOST_WORDS),
        ("kinds", c_uint8 * MOST_KEYS),
        ("letters", c_uint8 * 4096),
        ("has_own_keys", c_uint8),
    ]


class Table(Structure):
    """A hash table with open addresses."""

    _fields_ = [("mask", c_uint64), ("keys", c_void_p), ("values", c_void_p)]


class Knowledge(Structure):
    """What a model knows of words."""

    _fields_ = [
        *(
            (name, Table)
            for name in ("rarities", "translated", "translations", "initials", "syllables")
        ),
        ("transducers", c_void_p),
        ("transducer_of_script", c_void_p),
        ("translated_keys", c_void_p),
        ("spellings_of", c_void_p),
        ("spellings", c_void_p),
        ("letter_count", c_uint64),
        ("rarest", c_double),
        ("bits_per_letter", c_double),
    ]


class Weights(Structure):
    """What the levels of the name comparisons are worth."""

    _fields_ = [
        ("bits", c_void_p * NAME_COMPARISONS),
        ("prior_bits", c_double),
        *(
            (f"most_of_{name}", c_void_p)
            for name in ("name", "extra", "spelling", "coverage", "missed")
        ),
        ("most_of_remainder", c_double),
        ("most_of_places", c_double),
    ]


class Interest(Structure):
    """Which pairs are of interest."""

    _fields_ = [("least", c_double), ("slack", c_double), ("limit", c_int32)]


class Postings(Structure):
    """Keys of names, and what ranks the names that carry them."""

    _fields_ = [
        ("keys", c_void_p),
        ("buckets", c_void_p),
        ("offsets", c_void_p),
        ("rows", c_void_p),
        ("key_count", c_int64),
        ("posting_count", c_int64),
        ("shares_of_length", c_void_p),
        ("entities", c_void_p),
        ("shares", c_void_p),
        ("kinds", c_void_p),
        ("common", c_void_p),
        ("bitmaps", c_void_p),
        ("common_count", c_uint32),
        ("row_count", c_uint32),
        ("bucket_shift", c_uint32),
        ("greatest_share_of_length", c_float),
    ]


class Scratch(Structure):
    """Room for a search."""

    _fields_ = [("scores", c_void_p), ("touched", c_void_p)]


class Lists(Structure):
    """What is screened against, and how much of it at most."""

    _fields_ = [
        *((name, c_void_p) for name in ("knowledge", "weights", "names", "postings")),
        ("most_postings", c_int64),
        *(
            (name, c_int32)
            for name in ("most_exact", "half", "half_across", "half_own", "half_plain")
        ),
    ]


class Room(Structure):
    """Room of one thread."""

    _fields_ = [("search", Scratch), ("remembered", c_void_p)]


class Found(Structure):
    """What was found."""

    _fields_ = [
        *((name, c_void_p) for name in ("rows", "entities", "levels", "weights", "best")),
        ("least", c_double),
        *(
            (name, c_int32)
            for name in ("count", "entity_count", "best_count", "compared_count", "cuts")
        ),
    ]


class Tokens(Structure):
    """The words of names that are asked for one after the other."""

    _fields_ = [
        ("tokens", c_char_p),
        ("starts", c_void_p),
        ("texts", c_char_p),
        ("natives", c_char_p),
        ("count", c_int32),
    ]


class Batch(Structure):
    """Names that are searched for one after the other."""

    _fields_ = [
        ("names", Tokens),
        *((name, c_void_p) for name in ("form_levels", "leasts", "beside_starts", "beside")),
    ]


class Sieved(Structure):
    """What is left of each of many names."""

    _fields_ = [
        (name, c_void_p) for name in ("counts", "entities", "weights", "other_counts", "others")
    ]


class AlignedPair(Structure):
    """A pair of an alignment."""

    _fields_ = [
        ("bits", c_double),
        *((name, c_uint64) for name in ("query", "listed", "kind")),
    ]

"""How the compiled kernel lays out its data: `source/kernel.h` and `source/find.c` in Python."""

from ctypes import POINTER, Structure, c_double, c_int8, c_int64, c_uint32, c_uint64, c_void_p
from enum import IntFlag

import numpy as np

VERSION = 1  # of the layouts and functions; a library of another version is not used
MOST_WORDS = 32  # of a name; a longer one is compared in Python
LONGEST_WORD = 255  # letters; a name with a longer one is compared in Python
NAME_COMPARISONS = 7
NULL_LEVEL = -1
NOT_COMPARED = -2


class WordFlag(IntFlag):
    """What is true of a word."""

    NUMBER = 1
    OPTIONAL = 2
    HAN = 4
    NATIVE = 8
    PINYIN = 16


WORD = np.dtype(
    [
        *((name, np.uint64) for name in ("form", "key", "sound", "stem", "consonants", "loose")),
        *((name, np.uint32) for name in ("text", "native", "loose_text", "symbols")),
        *(
            (name, np.uint16)
            for name in ("text_length", "native_length", "loose_length", "symbols_length")
        ),
        *((name, np.uint8) for name in ("consonants_length", "writing", "script", "flags")),
        ("unused", np.uint32),
    ]
)
TRANSDUCER_SYMBOLS = 32


class Words(Structure):
    """Words, and the information of each."""

    _fields_ = [(name, c_void_p) for name in ("words", "letters", "natives", "bits")]


class Names(Structure):
    """Listed names, by the numbers of their words."""

    _fields_ = [
        ("words", Words),
        *(
            (name, c_void_p)
            for name in ("word_starts", "word_numbers", "join_starts", "joins", "form_sets")
        ),
    ]


class Query(Structure):
    """A name that is compared with listed ones."""

    _fields_ = [
        ("words", Words),
        ("word_numbers", c_void_p),
        ("joins", c_void_p),
        ("form_levels", c_void_p),
        ("count", c_uint32),
        ("join_count", c_uint32),
    ]


class Table(Structure):
    """A hash table with open addresses."""

    _fields_ = [("mask", c_uint64), ("keys", c_void_p), ("values", c_void_p)]


class Model(Structure):
    """Weights, and what is known of words."""

    _fields_ = [
        ("translations", Table),
        ("initials", Table),
        ("syllables", Table),
        ("transducers", c_void_p),
        ("transducer_of_script", POINTER(c_int8)),
        ("weights", c_void_p * NAME_COMPARISONS),
        ("prior_bits", c_double),
    ]


class Postings(Structure):
    """Keys of names, and what ranks the names that carry them."""

    _fields_ = [
        ("keys", c_void_p),
        ("offsets", c_void_p),
        ("rows", c_void_p),
        ("key_count", c_int64),
        ("shares_of_length", c_void_p),
        ("entities", c_void_p),
        ("row_count", c_uint32),
    ]


class Scratch(Structure):
    """Room for a search."""

    _fields_ = [("scores", c_void_p), ("touched", c_void_p)]

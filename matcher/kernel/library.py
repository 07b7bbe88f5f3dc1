"""The compiled library, if there is one."""

import ctypes
import sys
from ctypes import c_char_p, c_int, c_int64, c_uint32, c_void_p
from functools import cache
from pathlib import Path

from matcher.kernel import layout

LIBRARY = Path(__file__).with_name("_kernel.so")


@cache
def library() -> ctypes.CDLL | None:
    """The library that was compiled when Tallyman was installed; None if there is none that fits.

    Names are laid out in little-endian order: on another machine Python compares them.
    """
    if sys.byteorder != "little":
        return None
    try:
        found = ctypes.CDLL(str(LIBRARY))
        found.tallyman_version.restype = c_int
        if found.tallyman_version() != layout.VERSION:
            return None
        _declare(found)
    except (OSError, AttributeError):
        return None
    return found


def _declare(found: ctypes.CDLL) -> None:
    found.tallyman_hash.argtypes = [c_char_p, c_int64, c_void_p]
    found.tallyman_hash.restype = c_int64
    # Structures and arrays go by reference or address.
    found.tallyman_ask.argtypes = [c_void_p, c_char_p, c_int, c_char_p, c_char_p, c_void_p]
    found.tallyman_screen.argtypes = [
        *(c_void_p,) * 3,
        c_char_p,
        c_void_p,
        layout.Interest,
        c_void_p,
    ]
    found.tallyman_sieve.argtypes = [c_void_p] * 7
    found.tallyman_compare.argtypes = [c_void_p] * 6
    found.tallyman_compare_persons.argtypes = [c_void_p] * 9
    found.tallyman_align.argtypes = [*(c_void_p,) * 3, c_uint32, c_void_p]
    found.tallyman_spell.argtypes = [c_char_p, c_int, c_int, c_void_p]
    for name in ("ask", "screen", "sieve", "compare", "compare_persons", "align", "spell"):
        getattr(found, f"tallyman_{name}").restype = c_int

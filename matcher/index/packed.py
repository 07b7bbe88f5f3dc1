"""Listed names as arrays of a snapshot, for the compiled kernel: see `matcher.kernel.names`."""

from pathlib import Path

import numpy as np
import orjson

from matcher.errors import SnapshotError
from matcher.index.arrays import check_array, check_starts, open_array, save_array
from matcher.index.durable import replacing
from matcher.kernel.layout import LONGEST_WORD, WORD, WordFlag
from matcher.kernel.names import PackedNames
from matcher.kernel.words import SCRIPTS, PackedWords

_FORMS = "legal_forms.json"
_WORDS = ("records", "letters", "natives")
_NAMES = ("word_starts", "word_numbers", "join_starts", "joins", "form_sets")


def save_names(directory: Path, names: PackedNames) -> None:
    """Write what `open_names` reads.

    Args:
        directory: An existing directory.
        names: To be written.
    """
    for field in _WORDS:
        save_array(directory, f"packed.{field}", getattr(names.words, field))
    for field in _NAMES:
        save_array(directory, f"packed.{field}", getattr(names, field))
    with replacing(directory / _FORMS) as stream:
        stream.write(orjson.dumps(names.legal_forms))


def open_names(directory: Path) -> PackedNames:
    """Map what `save_names` wrote.

    Raises:
        SnapshotError: A file is missing or damaged.
    """
    path = directory / _FORMS
    try:
        legal_forms = tuple(map(tuple, orjson.loads(path.read_bytes())))
    except (OSError, ValueError, TypeError) as error:
        raise SnapshotError(f"cannot be read: {error}", path=path) from error
    records, letters, natives = (open_array(directory, f"packed.{field}") for field in _WORDS)
    if records.dtype != WORD:
        raise SnapshotError("packed words are laid out otherwise: build it anew", path=directory)
    return PackedNames(
        words=PackedWords(records, letters, natives),
        legal_forms=legal_forms,
        **{field: open_array(directory, f"packed.{field}") for field in _NAMES},
    )


def check_names(directory: Path, names: PackedNames, count: int) -> None:
    """Check that names, words and letters point at what is there: a pass over each array.

    Args:
        directory: They were opened in.
        names: To be checked.
        count: How many names there are.

    Raises:
        SnapshotError: They do not.
    """
    words, numbers, joins = names.words, names.word_numbers, names.joins
    known = len(words.records)
    check_starts(directory, "packed.word_starts", names.word_starts, count, len(numbers))
    check_starts(directory, "packed.join_starts", names.join_starts, count, len(joins))
    check_array(directory, "packed.word_numbers", numbers, np.uint32, len(numbers), below=known)
    check_array(directory, "packed.joins", joins, np.uint64, len(joins))
    sets = len(names.legal_forms)
    check_array(directory, "packed.form_sets", names.form_sets, np.uint32, count, below=sets)
    check_array(directory, "packed.letters", words.letters, np.uint8, len(words.letters))
    check_array(directory, "packed.natives", words.natives, np.uint32, len(words.natives))
    of_name = np.diff(names.word_starts).astype(np.int64)
    joined = np.maximum(of_name - 1, 0) + np.maximum(of_name - 2, 0)
    if (np.diff(names.join_starts) != joined).any():
        raise SnapshotError("packed names lack joined words", path=directory)
    _check_words(directory, words)


def _check_words(directory: Path, words: PackedWords) -> None:
    records = words.records
    for start, length, there in (
        ("text", "text_length", words.letters),
        ("loose_text", "loose_length", words.letters),
        ("symbols", "symbols_length", words.letters),
        ("native", "native_length", words.natives),
    ):
        ends = records[start].astype(np.int64) + records[length]
        if ends.max(initial=0) > len(there):
            raise SnapshotError(f"packed words have {start} past its end", path=directory)
    _check_letters(directory, words)
    # What a word of a length that the kernel takes cannot have: its buffers have no room for it.
    taken = records["text_length"] <= LONGEST_WORD
    if (
        (records["text_length"] == 0).any()
        or (records["loose_length"][taken] > 2 * LONGEST_WORD).any()
        or records["script"].max(initial=0) >= len(SCRIPTS)
    ):
        raise SnapshotError("packed words are none", path=directory)


def _check_letters(directory: Path, words: PackedWords) -> None:
    """Behind the native form of a lettered word stands how many letters follow."""
    lettered = words.records[(words.records["flags"] & WordFlag.LETTERED) != 0]
    counts = lettered["native"].astype(np.int64) + lettered["native_length"]
    within = counts < len(words.natives)
    if not within.all() or (counts + words.natives[counts] >= len(words.natives)).any():
        raise SnapshotError("packed words have letters past their end", path=directory)

"""Listed names as arrays of a snapshot, for the compiled kernel: see `matcher.kernel.names`."""

from pathlib import Path

import orjson

from matcher.errors import SnapshotError
from matcher.index.arrays import open_array, save_array
from matcher.index.durable import replacing
from matcher.kernel.layout import WORD
from matcher.kernel.names import PackedNames
from matcher.kernel.words import PackedWords

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

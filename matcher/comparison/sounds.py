"""How likely one word is another as an ear, or a clerk, wrote it down in Latin letters.

`Cinda` is 信达 (xinda), `Drake` is Дрейк (dreyk), `Subaru` is スバル. No fold of spelling
conventions covers them all, so the chances of each letter are learned from names of one
company (`models.sounds`): a memoryless stochastic transducer (Ristad and Yianilos 1998, IEEE
Transactions on Pattern Analysis and Machine Intelligence 20(5), 522-532). What it says is a
likelihood ratio: how much likelier the Latin word is when it writes down the other one than
as a word by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log2
from pathlib import Path

from matcher.errors import ModelError

_HEADER = "# sounds"
# Letters that write one sound together; the longer first.
_DIGRAPHS = (("sh", "S"), ("ch", "C"), ("zh", "Z"), ("kh", "H"), ("th", "T"), ("ph", "f"),
             ("ng", "N"), ("ck", "k"))  # fmt: skip
SYMBOLS = "abcdefghijklmnopqrstuvwxyzSCZHTN"
_PLACE = {symbol: place for place, symbol in enumerate(SYMBOLS)}
_NO_EVIDENCE = -99.0
_MOST_SYMBOLS = 24  # a longer word is no word
_REMEMBERED = 1 << 17


def encode(text: str) -> tuple[int, ...]:
    """A romanised word as places in `SYMBOLS`; digits and whatever else is no letter are dropped."""
    for letters, symbol in _DIGRAPHS:
        text = text.replace(letters, symbol)
    return tuple([_PLACE[letter] for letter in text if letter in _PLACE])


@dataclass(frozen=True, slots=True)
class Transducer:
    """Chances of one writing, as likelihood ratios against a Latin word by itself.

    Args:
        written: Shape (symbols, symbols): of a sound (row) being written as a letter (column).
        dropped: Shape (symbols,): of a sound not being written.
        added: Shape (symbols,): of a letter that writes no sound.
        ended: Of the word ending where the sounds end.
    """

    written: tuple[tuple[float, ...], ...]
    dropped: tuple[float, ...]
    added: tuple[float, ...]
    ended: float

    def bits(self, sounds: tuple[int, ...], letters: tuple[int, ...]) -> float:
        """Log2 of the likelihood ratio, all alignments summed."""
        added = self.added
        row = [1.0]
        for letter in letters:
            row.append(row[-1] * added[letter])
        for sound in sounds:
            written = self.written[sound]
            dropped = self.dropped[sound]
            before = row[0]
            cell = before * dropped
            row[0] = cell
            for place, letter in enumerate(letters, 1):
                above = row[place]
                cell = above * dropped + before * written[letter] + cell * added[letter]
                before = above
                row[place] = cell
        total = row[-1] * self.ended
        return log2(total) if total > 0 else _NO_EVIDENCE


@dataclass(frozen=True, slots=True)
class Sounds:
    """A transducer for each script (`script_name`); without one, nothing is heard."""

    transducers: Mapping[str, Transducer]
    _bits: dict[tuple[str, str, str], float] = field(
        default_factory=dict, repr=False, compare=False
    )

    def bits(self, script: str, sounds: str, letters: str) -> float:
        """Evidence that a Latin word writes down a word of another script, in bits.

        Args:
            script: Name of the other script.
            sounds: That script's word, romanised.
            letters: The Latin word.
        """
        transducer = self.transducers.get(script)
        if transducer is None:
            return _NO_EVIDENCE
        key = (script, sounds, letters)
        bits = self._bits.get(key)
        if bits is None:
            if len(self._bits) > _REMEMBERED:
                self._bits.clear()
            ours, theirs = encode(sounds), encode(letters)
            fits = 0 < len(ours) <= _MOST_SYMBOLS and 0 < len(theirs) <= _MOST_SYMBOLS
            bits = self._bits[key] = transducer.bits(ours, theirs) if fits else _NO_EVIDENCE
        return bits


NO_SOUNDS = Sounds({})


def write_sounds(sounds: Sounds, path: Path) -> None:
    """Write `script<TAB>sound<TAB>letter<TAB>ratio` lines.

    No sound: the letter is added. No letter: the sound is dropped. Neither: the word ends.
    """
    lines = [_HEADER]
    for script, transducer in sorted(sounds.transducers.items()):
        for sound, row, dropped in zip(
            SYMBOLS, transducer.written, transducer.dropped, strict=True
        ):
            lines += [
                f"{script}\t{sound}\t{letter}\t{ratio:.4f}"
                for letter, ratio in zip(SYMBOLS, row, strict=True)
            ]
            lines.append(f"{script}\t{sound}\t\t{dropped:.4f}")
        lines += [
            f"{script}\t\t{letter}\t{ratio:.4f}"
            for letter, ratio in zip(SYMBOLS, transducer.added, strict=True)
        ]
        lines.append(f"{script}\t\t\t{transducer.ended:.4f}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_sounds(path: Path) -> Sounds:
    """Read what `write_sounds` wrote.

    Raises:
        ModelError: The file is missing, or a line of it is malformed or missing.
    """
    try:
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        if header != _HEADER:
            raise ModelError(f"starts with {header!r}, not {_HEADER!r}", path=path)
        ratios: dict[str, dict[tuple[str, str], float]] = {}
        for line in lines:
            script, sound, letter, ratio = line.split("\t")
            ratios.setdefault(script, {})[sound, letter] = float(ratio)
        return Sounds({script: _transducer(found) for script, found in ratios.items()})
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"cannot be read as sounds: {error!r}", path=path) from error


def _transducer(ratios: Mapping[tuple[str, str], float]) -> Transducer:
    return Transducer(
        written=tuple(tuple(ratios[sound, letter] for letter in SYMBOLS) for sound in SYMBOLS),
        dropped=tuple(ratios[sound, ""] for sound in SYMBOLS),
        added=tuple(ratios["", letter] for letter in SYMBOLS),
        ended=ratios["", ""],
    )

"""Writes names as trade records do: cut off, mistyped, glued to the address, in capitals."""

from collections.abc import Callable
from random import Random

from matcher.sample.coinage import without_marks
from matcher.sample.parties import NameKind, Party

FIELD_WIDTH = 35  # of a name on many a bill of lading and in EDI messages

_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_OCR = (
    ("rn", "m"),
    ("m", "rn"),
    ("l", "1"),
    ("o", "0"),
    ("i", "l"),
    ("cl", "d"),
    ("e", "c"),
    ("s", "5"),
)
_FORMS = (
    ("Limited Liability Company", ("LLC", "L.L.C.", "OOO", "Ltd")),
    ("Joint Stock Company", ("JSC", "J.S.C.", "AO")),
    ("Co., Ltd.", ("CO.,LTD", "Co Ltd", "Company Limited", "CO., LIMITED")),
    ("Private Limited", ("PVT LTD", "Pvt. Ltd.", "(P) Ltd")),
    ("Limited", ("Ltd", "LTD.", "Ltd. Co")),
    ("L.L.C", ("LLC", "L L C")),
    ("GmbH & Co. KG", ("GmbH", "GMBH+CO KG")),
    ("S.A. de C.V.", ("SA DE CV", "S A De C V")),
    ("Ltd", ("Limited", "LTD.")),
    ("LLC", ("L.L.C.", "Llc")),
    ("JSC", ("AO", "J.S.C")),
)  # fmt: skip

_MOVABLE = frozenset(
    "LLC JSC PJSC OJSC CJSC PrJSC LLP FSUE OOO AO PAO ZAO OAO TOO TAA TOV PrAT OsOO FGUP FZE FZCO "
    "DMCC GmbH Inc Ltd AG ShPS SS SPY PBY".split()
)


def _letters(text: str) -> list[int]:
    """Places of letters in the longest word: there a slip is likeliest and hurts most."""
    word = max(text.split(), key=len)
    start = text.index(word)
    return [at for at in range(start + 1, start + len(word)) if text[at].isalpha()]


def keyboard(rng: Random, text: str) -> str:
    """One letter hit beside its key, doubled, left out, or two swapped."""
    places = _letters(text)
    if len(places) < 4:
        return text
    at = rng.choice(places[:-1])
    slip = rng.randrange(4)
    if slip == 0:
        row = next((row for row in _KEYBOARD if text[at].lower() in row), "xx")
        key = row.find(text[at].lower())
        return text[:at] + row[max(0, key - 1) if key else 1] + text[at + 1 :]
    if slip == 1:
        return text[:at] + text[at] + text[at:]
    if slip == 2:
        return text[:at] + text[at + 1 :]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def ocr(rng: Random, text: str) -> str:
    """One letter read as another that looks like it."""
    possible = [(old, new) for old, new in _OCR if old in text[1:]]
    if not possible:
        return text
    old, new = rng.choice(possible)
    at = text.index(old, 1)
    return text[:at] + new + text[at + len(old) :]


def vowels(rng: Random, text: str) -> str:
    """Two vowels of the longest word dropped."""
    for _ in range(2):
        places = [at for at in _letters(text) if text[at].lower() in "aeiou"]
        if len(places) > 1:
            at = rng.choice(places)
            text = text[:at] + text[at + 1 :]
    return text


def spaces(rng: Random, text: str) -> str:
    """Two words joined, or the longest one split."""
    gaps = [at for at, char in enumerate(text) if char == " "]
    if gaps and rng.randrange(3):
        at = gaps[0]
        return text[:at] + text[at + 1 :]
    places = _letters(text)
    if len(places) < 5:
        return text
    at = places[len(places) // 2]
    return f"{text[:at]} {text[at:]}"


def form(rng: Random, text: str) -> str:
    """The legal form written another way, or left out."""
    for written, others in _FORMS:
        if written in text:
            other = rng.choice((*others, ""))
            return " ".join(text.replace(written, other, 1).split())
    return text


def order(_rng: Random, text: str) -> str:
    """The legal form at the other end: `LLC Zormet` for `Zormet LLC`, `Zormet, OOO` for `OOO Zormet`."""
    first, *rest = text.split()
    if rest and rest[-1].strip(".") in _MOVABLE:
        return " ".join((rest[-1], first, *rest[:-1]))
    if rest and first in _MOVABLE:
        return f"{' '.join(rest)}, {first}"
    return text


def capitals(_rng: Random, text: str) -> str:
    """Capitals without punctuation."""
    kept = "".join(
        char if char.isalnum() or char in " &-" else " " for char in text.replace(".", "")
    )
    return " ".join(kept.upper().split())


def truncated(_rng: Random, text: str) -> str:
    """Cut off where the field ends."""
    return text[:FIELD_WIDTH].rstrip()


_SLIPS: tuple[tuple[str, Callable[[Random, str], str]], ...] = (
    ("keyboard", keyboard), ("keyboard", keyboard), ("ocr", ocr), ("vowels", vowels),
    ("spaces", spaces), ("form", form), ("form", form), ("order", order),
)  # fmt: skip


def as_typed(rng: Random, party: Party) -> tuple[str, str]:
    """A name of the party as somebody typed it.

    Args:
        rng: Decides what happens to it.
        party: Any.

    Returns:
        The text, and what was done, joined by `+` (`romanised+keyboard+capitals`); `exact`
        where nothing was.
    """
    kinds = (NameKind.ENGLISH,) if rng.randrange(4) else (NameKind.ROMANISED, NameKind.SHORT)
    if rng.randrange(25) == 0:
        kinds = (NameKind.NATIVE,)
    names = party.named(*kinds) or party.named(NameKind.ENGLISH)
    text = rng.choice(names)
    done = [] if text in party.named(NameKind.ENGLISH) else [_kind_of(party, text)]
    latin = without_marks(text).isascii()
    if latin:
        text = without_marks(text)
        if rng.randrange(2):
            label, slip = rng.choice(_SLIPS)
            changed = slip(rng, text)
            done += [label] if changed != text else []
            text = changed
        if party.addresses and rng.randrange(12) == 0:
            text = f"{text} {rng.choice(party.addresses).line(2)}"
            done.append("address")
        if rng.randrange(10) < 7:
            changed = capitals(rng, text)
            done += ["capitals"] if changed != text else []
            text = changed
        if len(text) > FIELD_WIDTH and rng.randrange(3) == 0:
            text = truncated(rng, text)
            done.append("truncated")
    return text, "+".join(done) or "exact"


def _kind_of(party: Party, text: str) -> str:
    return next(name.kind.value for name in party.names if name.text == text)

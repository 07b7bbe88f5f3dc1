"""Ways in which a listed name is written by somebody else: one slip each."""

import re
from collections.abc import Callable, Mapping
from random import Random

from matcher.normalise.scripts import Script, fold_native, romanise, runs
from matcher.sample.misspell import form, keyboard, spaces

# Letters that romanisations of one sound differ by; the first that the name has is exchanged.
_RESPELLED = (
    ("shch", "sch"), ("kh", "h"), ("zh", "j"), ("iy", "y"), ("yu", "iu"), ("ya", "ia"),
    ("ks", "x"), ("ou", "u"), ("ee", "i"), ("q", "k"), ("w", "v"), ("ph", "f"),
)  # fmt: skip


def _transliterated(_rng: Random, name: str) -> str:
    """A name in another script in Latin letters; a Latin name in another romanisation."""
    if not fold_native(name).isascii():
        parts = [
            romanise(part, script)
            for word in fold_native(name).split()
            for script, part in runs(word)
            if script not in (None, Script.LATIN)
        ]
        return " ".join(parts).upper()
    for old, new in _RESPELLED:
        found = re.search(old, name, flags=re.IGNORECASE)
        if found:
            old = found[0]
            letters = new.upper() if old.isupper() else new.title() if old.istitle() else new
            return name[: found.start()] + letters + name[found.end() :]
    return name


def _reordered(_rng: Random, name: str) -> str:
    """The first word last."""
    first, *rest = name.split()
    return " ".join((*rest, first))


PERTURBATIONS: Mapping[str, Callable[[Random, str], str]] = {
    "typo": keyboard,
    "spacing": spaces,
    "legal form": form,
    "order": _reordered,
    "transliteration": _transliterated,
}
"""What can happen to a name; where it cannot, the name stays as it is."""


def perturbed(name: str, seed: int) -> dict[str, str]:
    """The name with each of `PERTURBATIONS` that changes it; the same for the same seed."""
    found = {}
    for kind, slip in PERTURBATIONS.items():
        text = slip(Random(f"{seed}|{kind}|{name}"), name)  # noqa: S311
        if text.strip() and text != name:
            found[kind] = text
    return found

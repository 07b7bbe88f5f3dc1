"""Words that translate each other, with probabilities, learned from the lists' own aliases.

`завод` is `plant`, `科技` is `technology`, `obshchestvo` stands where others write `society`.
Learned by `models.lexicon` (IBM Model 1, both directions), shipped with the model.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import ModelError

_HEADER = "# translations"


_NONE: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Probability that two words are each other's translation.

    Args:
        probabilities: Token key -> key of its translation -> probability; in both directions.
    """

    probabilities: Mapping[str, Mapping[str, float]]

    def translations(self, key: str) -> Mapping[str, float]:
        """Keys of a word's translations, with probabilities; empty where none was learned."""
        return self.probabilities.get(key, _NONE)


def symmetric(pairs: Iterable[tuple[str, str, float]]) -> Lexicon:
    """A lexicon that knows each pair of words from both sides."""
    probabilities: dict[str, dict[str, float]] = {}
    for a, b, p in sorted(pairs):
        probabilities.setdefault(a, {})[b] = p
        probabilities.setdefault(b, {})[a] = p
    return Lexicon(probabilities)


def write_lexicon(lexicon: Lexicon, path: Path) -> None:
    """Write `word<TAB>word<TAB>probability` lines in alphabetical order."""
    lines = [_HEADER] + [
        f"{a}\t{b}\t{p:.3f}"
        for a, translations in sorted(lexicon.probabilities.items())
        for b, p in sorted(translations.items())
        if a < b
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_lexicon(path: Path) -> Lexicon:
    """Read what `write_lexicon` wrote.

    Raises:
        ModelError: The file is missing or a line of it is malformed.
    """
    try:
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        if header != _HEADER:
            raise ModelError(f"starts with {header!r}, not {_HEADER!r}", path=path)
        pairs = [line.split("\t") for line in lines]
        return symmetric((a, b, float(p)) for a, b, p in pairs)
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot be read as a lexicon: {error}", path=path) from error

"""Words that translate each other, with probabilities, learned from the lists' own aliases.

`завод` is `plant`, `科技` is `technology`, `obshchestvo` stands where others write `society`.
Learned by `models.lexicon` (IBM Model 1, both directions), shipped with the model.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from matcher.comparison.background import token_key
from matcher.errors import ModelError
from matcher.normalise.names import Token

_HEADER = "# translations"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Probability that two words are each other's translation; symmetric.

    Args:
        probabilities: The smaller of two token keys -> the larger -> probability.
    """

    probabilities: Mapping[str, Mapping[str, float]]

    def probability(self, query: Token, listed: Token) -> float:
        """0.0 where nothing was learned of the pair."""
        a, b = token_key(query), token_key(listed)
        if a > b:
            a, b = b, a
        translations = self.probabilities.get(a)
        return translations.get(b, 0.0) if translations else 0.0


def write_lexicon(lexicon: Lexicon, path: Path) -> None:
    """Write `word<TAB>word<TAB>probability` lines in alphabetical order."""
    lines = [_HEADER] + [
        f"{a}\t{b}\t{p:.3f}"
        for a, translations in sorted(lexicon.probabilities.items())
        for b, p in sorted(translations.items())
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_lexicon(path: Path) -> Lexicon:
    """Read what `write_lexicon` wrote.

    Raises:
        ModelError: The file is missing or a line of it is malformed.
    """
    probabilities: dict[str, dict[str, float]] = {}
    try:
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        if header != _HEADER:
            raise ModelError(f"starts with {header!r}, not {_HEADER!r}", path=path)
        for line in lines:
            a, b, p = line.split("\t")
            probabilities.setdefault(a, {})[b] = float(p)
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot be read as a lexicon: {error}", path=path) from error
    return Lexicon(probabilities)

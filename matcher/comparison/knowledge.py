"""What a trained model knows of words, apart from its weights."""

from dataclasses import dataclass

from matcher.comparison.background import Background
from matcher.comparison.lexicon import Lexicon
from matcher.comparison.sounds import NO_SOUNDS, Sounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What a trained model knows of words, apart from its weights.

    Args:
        words: Information of words in names.
        places: Information of words in addresses.
        lexicon: Translations.
        sounds: How words of other scripts are written in Latin letters.
    """

    words: Background
    places: Background
    lexicon: Lexicon
    sounds: Sounds = NO_SOUNDS

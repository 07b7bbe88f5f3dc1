"""How rare words are, for a model: counted, then levelled across translations.

Ordinary names are mostly English and Chinese, so a Russian or Japanese word is rare in them
however plain it is. A word is at least as common as what it translates: `aviatsionnyy`
says no more than `aviation`.
"""

from matcher.comparison.background import Background
from matcher.comparison.lexicon import Lexicon

_SURE = 0.1  # probability from which a translation lends its count


def level_across_translations(words: Background, lexicon: Lexicon) -> Background:
    """Give each word the largest count among itself and its translations, by probability."""
    counts = dict(words.counts)
    for word, translations in lexicon.probabilities.items():
        lent = max(
            (
                round(p * words.counts.get(other, 0))
                for other, p in translations.items()
                if p >= _SURE
            ),
            default=0,
        )
        if lent > counts.get(word, 1):
            counts[word] = lent
    return Background(counts=dict(sorted(counts.items())), names=words.names)

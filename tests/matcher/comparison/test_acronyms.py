import pytest

from matcher.comparison.acronyms import spelled_out
from matcher.comparison.background import Background
from matcher.comparison.lexicon import Lexicon, symmetric
from matcher.comparison.words import weigh
from matcher.normalise.names import normalise_name
from matcher.normalise.scripts import stem_key

WORDS = Background(counts={}, names=1000)
LEXICON = symmetric(
    (stem_key(english), stem_key(russian), p)
    for english, russian, p in [
        ("plant", "zavod", 0.8),
        ("mechanical", "mekhanicheskiy", 0.5),
        ("research", "nauchno", 0.3),
        ("research", "issledovatelskiy", 0.4),
        ("bureau", "zvezda", 0.01),
    ]
)


def places(short: str, words: str, lexicon: Lexicon) -> tuple[int, ...] | None:
    (word,) = weigh(normalise_name(short), WORDS).words
    others = weigh(normalise_name(words), WORDS).words
    return spelled_out(word, others, range(len(others)), lexicon)


@pytest.mark.parametrize(
    ("short", "words", "found"),
    [
        pytest.param("OKM", "Orbita Krasny Mayak", (0, 1, 2), id="initials"),
        pytest.param("KMZ", "Orbita Krasny Mayak", None, id="other initials"),
        pytest.param("OK", "Orbita Krasny", None, id="two letters are anybody's"),
        pytest.param("ВМЗ", "Volsk Mechanical Plant", (0, 1, 2), id="initials of translations"),
        pytest.param("VMZ", "Volsk Mechanical Plant", None, id="three Latin letters fit by chance"),
        pytest.param("VNMZ", "Volsk Research Mechanical Plant", (0, 1, 2, 3), id="four do not"),
        pytest.param("TsNMZ", "Central Research Mechanical Plant", (0, 1, 2, 3), id="ts"),
        pytest.param("ВНИ", "Volsk Research", (0, 1), id="two letters of one word"),
        pytest.param("ВМЗ", "Volsk Mechanical Bureau", None, id="a translation that is not sure"),
    ],
)
def test_spelled_out(short: str, words: str, found: tuple[int, ...] | None) -> None:
    assert places(short, words, LEXICON) == found

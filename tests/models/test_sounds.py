from matcher.comparison.background import Background
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.lexicon import Lexicon
from matcher.normalise.names import normalise_name
from models.sounds import latin_letters, learn_sounds

KNOWLEDGE = Knowledge(
    words=Background(counts={"teCnologi": 400}, names=1000),
    places=Background(counts={}, names=1),
    lexicon=Lexicon({}),
)
NAMES = ["Orbita Trading", "Kestrel Shipping", "Vega Quartz Works", "Jonquil Foods"]


def test_a_convention_of_the_names_is_learned() -> None:
    letters = latin_letters(NAMES)
    pairs = [("信达", "Cinda"), ("欣然", "Cinran"), ("鑫源", "Cinyuen"), ("新芽", "Cinyah")] * 5
    named = [(normalise_name(a), normalise_name(b)) for a, b in pairs]
    taught = learn_sounds(named, KNOWLEDGE, letters)
    untaught = learn_sounds([], KNOWLEDGE, letters)
    assert taught.bits("Han", "xinmeng", "cinmen") > untaught.bits("Han", "xinmeng", "cinmen") + 1
    assert taught.transducers["Arabic"] == untaught.transducers["Arabic"]


def test_latin_names_teach_nothing() -> None:
    letters = latin_letters(NAMES)
    pair = (normalise_name("Orbita"), normalise_name("Kestrel"))
    assert learn_sounds([pair], KNOWLEDGE, letters) == learn_sounds([], KNOWLEDGE, letters)

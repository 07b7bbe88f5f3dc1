import numpy as np

from matcher.comparison.sounds import SYMBOLS, Sounds
from matcher.normalise.names import normalise_name
from models.chance import overheard
from models.transcription import SCRIPTS, prior

EVEN = np.full(len(SYMBOLS), 1 / len(SYMBOLS))
SOUNDS = Sounds({script: prior(script).transducer(EVEN) for script in SCRIPTS})
LISTED = [
    (name, normalise_name(name))
    for name in ("Дюремасоль", "ООО Вельморан", "Velmoran GmbH", "Brintal Ltd", "宏升")
]


def test_an_ordinary_name_stands_beside_what_the_ear_likes_best() -> None:
    found = overheard([(7, "Duremasol Inc"), (9, "Velmoran")], LISTED, SOUNDS)
    assert found == [(7, "Duremasol Inc", "Дюремасоль"), (9, "Velmoran", "ООО Вельморан")]


def test_names_of_another_script_are_heard_in_latin_ones() -> None:
    assert overheard([(1, "ヴェルモラン")], LISTED, SOUNDS) == [
        (1, "ヴェルモラン", "Velmoran GmbH")
    ]


def test_pinyin_is_not_heard() -> None:
    assert overheard([(1, "Hongsheng")], LISTED, SOUNDS) == []


def test_without_anything_listed_nothing_resembles() -> None:
    assert overheard([(1, "Velmoran")], [], SOUNDS) == []

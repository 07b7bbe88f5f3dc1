import numpy as np
import pytest

from matcher.comparison.sounds import SYMBOLS, encode
from models.transcription import LONGEST, SCRIPTS, learn_chances, letters_alone, prior

ALONE = letters_alone(["orbita", "vega", "kestrel", "shipping", "trading", "jonquil", "quartz"])


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_prior_is_a_distribution(script: str) -> None:
    chances = prior(script)
    assert chances.written.sum(axis=1) + chances.dropped == pytest.approx(np.ones(len(SYMBOLS)))
    assert chances.added.sum() == pytest.approx(1.0)
    assert (chances.written > 0).all()


def test_letters_alone_are_shares() -> None:
    assert ALONE.sum() == pytest.approx(1.0)
    assert ALONE[SYMBOLS.index("i")] > ALONE[SYMBOLS.index("w")]


@pytest.mark.parametrize(
    ("script", "sounds", "writes", "does_not"),
    [
        pytest.param("Kana", "kuronshutatto", "kronshtadt", "krasnodar", id="kana add vowels"),
        pytest.param("Arabic", "prwz", "parvaz", "marmara", id="Arabic leaves vowels out"),
        pytest.param("Han", "luokexide", "lockheed", "raytheon", id="syllables for a foreign name"),
        pytest.param("Cyrillic", "dreyk", "drake", "kestrel", id="by ear"),
    ],
)
def test_the_prior_hears_what_was_never_seen(
    script: str, sounds: str, writes: str, does_not: str
) -> None:
    transducer = learn_chances(script, [], ALONE).transducer(ALONE)
    heard, other = (transducer.bits(encode(sounds), encode(word)) for word in (writes, does_not))
    assert heard > other + 5
    assert heard > 0


def test_a_habit_is_learned_from_pairs() -> None:
    """`x` written as `s`: of each pair of words only one in three is right."""
    names = ["xanda", "xobu", "toxa", "vixen", "maxol", "xefir", "ruxa", "paxti", "xuno", "lexa"]
    wrong = ["golem", "tibur"]
    pairs = [
        (encode(name), encode(word))
        for name in names * 4
        for word in (name.replace("x", "s"), *wrong)
    ]
    before = prior("Han").transducer(ALONE)
    after = learn_chances("Han", pairs, ALONE).transducer(ALONE)
    x, s = SYMBOLS.index("x"), SYMBOLS.index("s")
    assert after.written[x][s] > 2 * before.written[x][s]
    new = encode("xorin"), encode("sorin")
    assert after.bits(*new) > before.bits(*new)


def test_the_longest_words_teach_too() -> None:
    word = encode("b" * LONGEST)
    learned = learn_chances("Han", [(word, word)] * 3, ALONE)
    assert learned.written[SYMBOLS.index("b"), SYMBOLS.index("b")] > prior("Han").written[1, 1]

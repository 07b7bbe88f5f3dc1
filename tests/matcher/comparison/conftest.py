import pytest

from matcher.comparison.background import Background
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.lexicon import symmetric


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """A small world: a few plain words, one translation; every other word is rare."""
    plain = {"trading": 9000, "company": 8000, "plant": 3000, "zavod": 2500, "moscow": 800}
    return Knowledge(
        words=Background(counts=plain, names=100_000),
        places=Background(counts={"moskv": 500, "lipova": 3}, names=1000),
        lexicon=symmetric([("plant", "zavod", 0.8), ("研究", "research", 0.7)]),
    )

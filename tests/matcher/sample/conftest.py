import pytest

from matcher.sample import SampleFiles, write_sample
from matcher.sample.parties import World
from matcher.sample.world import make_world

SEED, SIZE = 11, 400


@pytest.fixture(scope="session")
def world() -> World:
    return make_world(SEED, SIZE)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    return write_sample(tmp_path_factory.mktemp("sample"), seed=SEED, size=SIZE)

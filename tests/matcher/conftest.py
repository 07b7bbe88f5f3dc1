from datetime import date
from pathlib import Path

import pytest

from matcher.index.build import build
from matcher.index.snapshot import Snapshot
from matcher.lists.store import ListStore
from matcher.records import Listed
from matcher.sample import SampleFiles, write_sample
from matcher.scoring.model import Model
from matcher.screening import Screener
from models.registry import shipped_model

AS_OF = date(2026, 1, 31)


@pytest.fixture(scope="session")
def model() -> Model:
    """The model that ships."""
    return shipped_model()


@pytest.fixture(scope="session")
def listed_sample(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    return write_sample(tmp_path_factory.mktemp("listed"), seed=7, size=250)


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory, listed_sample: SampleFiles) -> Path:
    """A home with the three lists of a sample, taken in and built."""
    home = tmp_path_factory.mktemp("home")
    ingest_sample(home, listed_sample)
    build(home)
    return home


@pytest.fixture(scope="session")
def snapshot(sample_home: Path) -> Snapshot:
    return build(sample_home)


@pytest.fixture(scope="session")
def parties(snapshot: Snapshot) -> list[Listed]:
    """Every listed party of the snapshot, by entity row."""
    return [snapshot.listed(row) for row in range(snapshot.entity_count)]


@pytest.fixture(scope="session")
def screener(snapshot: Snapshot, model: Model) -> Screener:
    return Screener(snapshot, model)


def ingest_sample(home: Path, files: SampleFiles) -> None:
    """Take in the lists of a sample."""
    store = ListStore(home)
    store.ingest("us_ofac_sdn", files.ofac, as_of=AS_OF)
    store.ingest("un_sc", files.un)
    store.ingest("ftm", files.ftm, as_of=AS_OF)

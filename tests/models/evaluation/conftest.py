from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.index.build import build
from matcher.lists.store import ListStore
from matcher.records import Side
from matcher.sample import SampleFiles, write_sample
from matcher.screening import Screener, open_screener
from models.evaluation.judging import Judged, Origin
from models.pairs import LabelledPair
from models.registry import shipped_model

MakeJudged = Callable[..., Judged]


def judged(
    score: float,
    *,
    same: bool,
    kind: str = "",
    cluster: str = "c",
    names: tuple[str, str] = ("a", "b"),
    sources: tuple[str, str] = ("", ""),
) -> Judged:
    """A scored pair of nobody in particular."""
    pair = LabelledPair(
        id="",
        same=same,
        kind=kind or ("xlist_hardid" if same else "neg_hardid"),
        left=Side(name=names[0]),
        right=Side(name=names[1]),
        left_cluster=cluster,
        right_cluster=cluster,
        trainable=True,
        left_source=sources[0],
        right_source=sources[1],
    )
    return Judged(pair=pair, score=score, score_with_context=score, origin=Origin.NEW)


@pytest.fixture(scope="package")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    return write_sample(tmp_path_factory.mktemp("sample"), size=150)


@pytest.fixture(scope="package")
def screener(tmp_path_factory: pytest.TempPathFactory, sample: SampleFiles) -> Screener:
    """The model that ships on the sample's UN list, which dates its entries."""
    home = tmp_path_factory.mktemp("home")
    store = ListStore(home)
    store.ingest("un_sc", Path(sample.un))
    store.ingest("ftm", sample.ftm)
    build(home)
    return open_screener(home, shipped_model())

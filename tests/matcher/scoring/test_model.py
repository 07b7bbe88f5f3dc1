import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from matcher.errors import ModelError
from matcher.scoring.model import KNOWLEDGE_FILES, load_model, model_id
from models.registry import shipped_model, shipped_models

Document = dict[str, Any]


@pytest.fixture
def shipped() -> Path:
    return shipped_models() / shipped_model().id


def rewritten(shipped: Path, folder: Path, change: Callable[[Document], object]) -> Path:
    """A model whose document was changed, in a folder named for its new content."""
    document = orjson.loads((shipped / "model.json").read_bytes())
    change(document)
    raw = orjson.dumps(document)
    path = folder / model_id(raw)
    path.mkdir()
    for name in KNOWLEDGE_FILES:
        shutil.copy(shipped / name, path)
    (path / "model.json").write_bytes(raw)
    return path


def test_the_shipped_model_loads(shipped: Path) -> None:
    model = load_model(shipped)
    raw = (shipped / "model.json").read_bytes()
    assert model.id == hashlib.sha256(raw).hexdigest()[:12] == shipped.name
    assert 0 < model.threshold < 1


def test_the_same_content_is_the_same_model(shipped: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(shipped, tmp_path / shipped.name))
    assert load_model(copy) == load_model(shipped)


def test_a_model_changed_by_hand_does_not_load(shipped: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(shipped, tmp_path / shipped.name))
    with (copy / "model.json").open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelError, match="changed"):
        load_model(copy)


@pytest.mark.parametrize("name", KNOWLEDGE_FILES)
def test_knowledge_changed_by_hand_does_not_load(shipped: Path, tmp_path: Path, name: str) -> None:
    copy = Path(shutil.copytree(shipped, tmp_path / shipped.name))
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write("dormelan\t7\n")
    with pytest.raises(ModelError, match=name):
        load_model(copy)
    (copy / name).unlink()
    with pytest.raises(ModelError, match="cannot be read"):
        load_model(copy)


def _unseen_level(document: Document) -> None:
    levels = document["splink"]["comparisons"][0]["comparison_levels"]
    fitted = [level for level in levels if not level.get("is_null_level")]
    fitted[0]["u_probability"] = 0.0


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda d: d.update(format="tallyman-model-0"), id="format"),
        pytest.param(lambda d: d.update(normaliser="0"), id="normaliser"),
        pytest.param(lambda d: d.update(specification="0"), id="specification"),
        pytest.param(lambda d: d.pop("splink"), id="no-weights"),
        pytest.param(lambda d: d["splink"]["comparisons"].pop(), id="comparison-missing"),
        pytest.param(lambda d: d["splink"]["comparisons"].reverse(), id="comparisons-shuffled"),
        pytest.param(
            lambda d: d["splink"]["comparisons"][0]["comparison_levels"].pop(), id="level-missing"
        ),
        pytest.param(_unseen_level, id="u-of-zero"),
        pytest.param(
            lambda d: d["splink"].update(probability_two_random_records_match=1.0), id="sure-prior"
        ),
        pytest.param(
            lambda d: d["splink"].update(probability_two_random_records_match=0.0), id="no-prior"
        ),
        pytest.param(lambda d: d.pop("calibration"), id="no-calibration"),
        pytest.param(lambda d: d["calibration"].update(bits=[1.0], log_odds=[0.0]), id="one-knot"),
        pytest.param(lambda d: d["calibration"]["bits"].pop(), id="knot-missing"),
        pytest.param(lambda d: d["calibration"]["bits"].reverse(), id="knots-fall"),
        pytest.param(lambda d: d["calibration"]["log_odds"].reverse(), id="scores-fall"),
        pytest.param(lambda d: d["calibration"].update(base_rate=0.0), id="base-rate"),
        pytest.param(lambda d: d["threshold"].update(score=1.5), id="threshold"),
        pytest.param(lambda d: d["threshold"].update(score="high"), id="threshold-text"),
        pytest.param(lambda d: d.pop("files"), id="no-files"),
    ],
)
def test_what_does_not_fit_is_refused(
    shipped: Path, tmp_path: Path, change: Callable[[Document], object]
) -> None:
    with pytest.raises(ModelError):
        load_model(rewritten(shipped, tmp_path, change))


def test_a_change_that_fits_loads_under_another_id(shipped: Path, tmp_path: Path) -> None:
    path = rewritten(shipped, tmp_path, lambda d: d["threshold"].update(score=0.77))
    assert load_model(path).threshold == 0.77
    assert load_model(path).id != shipped.name


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b"\xff", b"{}", b'"text"'])
def test_what_is_no_document_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / model_id(raw)
    path.mkdir()
    (path / "model.json").write_bytes(raw)
    with pytest.raises(ModelError):
        load_model(path)

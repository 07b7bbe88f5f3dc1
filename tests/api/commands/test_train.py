"""The whole learning path on the sample, through the command line."""

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from api.cli import main
from matcher.sample import SampleFiles, write_sample
from matcher.scoring.model import load_model

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    return write_sample(tmp_path_factory.mktemp("sample"), size=300)


def train(home: Path, sample: SampleFiles, names: Path) -> dict[str, object]:
    ingested = CliRunner().invoke(main, ["--home", str(home), "ingest", "ftm", str(sample.ftm)])
    assert ingested.exit_code == 0, ingested.output
    arguments = ["train", "--labels", str(sample.pairs), "--names", str(names), "--json"]
    result = CliRunner().invoke(main, ["--home", str(home), *arguments])
    assert result.exit_code == 0, result.output
    answer: dict[str, object] = orjson.loads(result.stdout)
    return answer


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "names.csv"
    path.write_text("name\n" + "\n".join(f"Ordinary {n} Trading Ltd" for n in range(200)))
    return path


def test_two_trainings_are_the_same_model_byte_for_byte(
    tmp_path: Path, sample: SampleFiles, names: Path
) -> None:
    first, second = (train(tmp_path / home, sample, names) for home in ("a", "b"))
    assert first["model"] == second["model"]
    for file in Path(str(first["path"])).iterdir():
        assert file.read_bytes() == (Path(str(second["path"])) / file.name).read_bytes()


def test_a_trained_model_loads_and_separates_the_sample(
    tmp_path: Path, sample: SampleFiles, names: Path
) -> None:
    answer = train(tmp_path, sample, names)
    assert load_model(tmp_path / "models" / str(answer["model"])).threshold == answer["threshold"]
    held_out = answer["held_out"]
    assert isinstance(held_out, dict)
    assert held_out["cross_list"]["auc"] > 0.8

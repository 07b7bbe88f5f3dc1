"""`tallyman evaluate` on the sample, with the model that ships."""

import re
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from api.cli import main
from matcher.sample import SampleFiles, write_sample
from models.history import read_history
from models.registry import load_entry, shipped_id, shipped_model


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    return write_sample(tmp_path_factory.mktemp("sample"), size=60)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, sample: SampleFiles) -> Path:
    folder = tmp_path_factory.mktemp("home")
    for arguments in (["ingest", "un_sc", str(sample.un)], ["build"]):
        assert CliRunner().invoke(main, ["--home", str(folder), *arguments]).exit_code == 0
    return folder


def evaluate(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--home", str(home), "evaluate", *arguments])


@pytest.fixture(scope="module")
def report(home: Path, sample: SampleFiles, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    names = folder / "names.csv"
    lines = [f"Harbour {n} Lathes Ltd,gb" for n in range(30)]
    names.write_text("name,country\n" + "\n".join(lines), encoding="utf-8")
    result = evaluate(
        home,
        *("--pairs", str(sample.pairs), "--names", str(names), "--since", "1900-01-01"),
        *("--sample", "25", "--scan", "2", "--out", str(folder / "out")),
    )
    assert result.exit_code in (0, 1), result.output
    assert "AUC" in result.stdout
    return folder / "out"


def test_the_document_holds_every_part(report: Path) -> None:
    document = orjson.loads((report / "evaluation.json").read_bytes())
    assert document["model"] == shipped_id()
    assert document["by_name"]["groups"]["all"]["auc"]["value"] > 0.8
    for dimension in ("kind", "variation", "script", "list", "country", "origin"):
        assert document["by_name"]["segments"][dimension]
    assert [row["threshold"] for row in document["thresholds"]["rows"]]
    assert document["thresholds"]["names"]["all"] == 25
    assert document["blocking"]["kinds"]
    assert document["scan"]["queries"] == 2
    assert document["additions"]["entries"] > 0
    assert document["pairs"]["taught"] is False


def test_the_page_needs_nothing_beside_it(report: Path) -> None:
    page = (report / "evaluation.html").read_text(encoding="utf-8")
    around = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"<(?:link|img|iframe|script)\b|@import|url\(|https?:", around)
    ids = re.findall(r'\bid="([\w-]+)"', around)
    assert len(ids) == len(set(ids))
    places = {place.removeprefix("chart-") for place in ids if place.startswith("chart-")}
    (charts,) = re.findall(r"const charts = (\{.*\});\n", page)
    assert places == set(orjson.loads(charts)), "every place has its chart"


def test_the_sample_below_the_line_is_there_to_review(report: Path) -> None:
    header = (report / "below_the_line.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.startswith("pair_id,label,kind,left_source")


def test_as_json_the_document_is_the_answer(home: Path, sample: SampleFiles) -> None:
    result = evaluate(home, "shipped", "--pairs", str(sample.pairs), "--scan", "0", "--json")
    assert result.exit_code == 0, result.output
    document = orjson.loads(result.stdout)
    assert document["names"] is None
    assert document["scan"] is None


def test_recent_additions_alone_need_no_pairs(home: Path) -> None:
    result = evaluate(home, "--since", "1900-01-01", "--sample", "5", "--json")
    document = orjson.loads(result.stdout)
    assert document["entries"] == document["asked"]["as printed"] == 5
    assert result.exit_code == (0 if document["passed"] else 1)
    read = evaluate(home, "--since", "1900-01-01", "--sample", "5")
    assert "as printed" in read.stdout


def test_a_chosen_threshold_is_a_model_with_its_evidence(home: Path, sample: SampleFiles) -> None:
    arguments = ("--pairs", str(sample.pairs), "--scan", "0", "--sample", "1")
    result = evaluate(home, *arguments, "--recall", "0.8", "--adopt", "--by", "R. Viewer")
    assert result.exit_code == 0, result.output
    found = re.search(
        r"Model (\w{12}) is model (\w{12}) with alerts from (0\.\d{4})", result.stdout
    )
    assert found
    adopted = load_entry(home, found[1])
    assert found[2] == shipped_id()
    assert adopted.threshold == float(found[3])
    assert adopted.weights == shipped_model().weights
    document = orjson.loads((home / "models" / found[1] / "model.json").read_bytes())
    assert "chosen for a recall of 80.0%" in document["threshold"]["evidence"]
    assert document["derived_from"] == shipped_id()
    card = (home / "models" / found[1] / "card.md").read_text(encoding="utf-8")
    assert f"Follows model `{shipped_id()}`" in card
    (event,) = read_history(home)
    assert (event.action, event.model, event.by) == ("train", found[1], "R. Viewer")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(("--names", "n.csv"), 2, "--pairs", id="no-pairs"),
        pytest.param(("--since", "2026-01-01", "--adopt"), 2, "--pairs", id="nothing-to-adopt"),
        pytest.param(("--pairs", "missing.csv"), 1, "missing.csv", id="no-file"),
        pytest.param(("--pairs", "{one}"), 1, "no pair has the label 0", id="one-label"),
        pytest.param(("--pairs", "{one}", "--since", "May"), 2, "'May' is no date", id="date"),
        pytest.param(("ffffffffffff", "--pairs", "{one}"), 1, "ffffffffffff", id="no-model"),
    ],
)
def test_bad_arguments(
    home: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    one = tmp_path / "one.csv"
    one.write_text(
        "pair_id,label,kind,left_name,right_name,cluster_left,cluster_right,use\n"
        "1,1,xlist_hardid,Kamensk,Kamensk,c,c,train\n"
    )
    result = evaluate(home, *(text.format(one=one) for text in arguments))
    assert result.exit_code == code
    assert said in result.stderr

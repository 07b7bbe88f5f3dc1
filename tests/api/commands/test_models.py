from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import Result

from matcher.sample import write_sample
from models.history import read_history
from models.registry import live_id, shipped_id, trained_models
from tests.api.commands.conftest import Run
from tests.models.variants import model_variant, other_bits

POOR = {"by_name": {"cross_list": {"auc": 0.7, "recall_at_1": 0.1, "ece": 0.02}}}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of `run`, whose gate holds few pairs against Splink."""
    home = tmp_path / "home"
    trained_models(home).mkdir(parents=True)
    (trained_models(home) / "gate.toml").write_text("[parity]\npairs = 20\n")
    return home


@pytest.fixture
def model(home: Path) -> str:
    """A model of the home with the shipped one's report."""
    return model_variant(trained_models(home), threshold=0.77).name


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    return write_sample(tmp_path / "sample", size=60).pairs


def done(result: Result) -> Result:
    assert result.exit_code == 0, result.output
    return result


def test_the_shipped_model_is_listed_as_live(run: Run) -> None:
    [line] = done(run("models", "list")).output.splitlines()
    assert line.startswith(f"* {shipped_id()}  ships with Tallyman")
    assert "Nothing was trained" in done(run("models", "history")).output


def test_models_are_listed_with_their_figures_and_faults(run: Run, home: Path, model: str) -> None:
    misfit = model_variant(trained_models(home), normaliser="0").name
    found = orjson.loads(done(run("models", "list", "--json")).stdout)
    assert found["live"] == shipped_id()
    rows = {row["id"]: row for row in found["models"]}
    assert rows[model]["figures"]["by_name.cross_list.auc"] > 0.9
    assert (rows[model]["fault"], rows[model]["threshold"]) == (None, 0.77)
    assert "train it anew" in rows[misfit]["fault"]
    assert f"{misfit}  trained elsewhere" in done(run("models", "list")).output


def test_the_card_is_shown(run: Run, model: str) -> None:
    assert done(run("models", "show")).output.startswith(f"# Model {shipped_id()}")
    assert done(run("models", "show", model[:5])).output.startswith(f"# Model {model}")
    found = orjson.loads(done(run("models", "show", "live", "--json")).stdout)
    assert found["live"]
    assert found["document"]["trained_on"]
    assert found["report"]["by_name"]


def test_promote_and_roll_back(run: Run, home: Path, model: str) -> None:
    answer = done(run("models", "promote", model, "--why", "sharper", "--by", "Ana"))
    assert "parity with Splink: 20 pairs" in answer.output
    assert "FAILED" not in answer.output
    assert live_id(home) == model
    assert f"Model {model} answers from now on" in answer.output
    back = done(run("models", "rollback", "--why", "false alerts", "--by", "Bo", "--json"))
    assert orjson.loads(back.stdout)["model"] == live_id(home) == shipped_id()
    told = done(run("models", "history")).output
    assert "Ana: sharper" in told
    assert "Bo: false alerts" in told


def test_a_model_that_fails_the_gate_is_not_promoted_unless_forced(run: Run, home: Path) -> None:
    poor = model_variant(trained_models(home), threshold=0.77, report=POOR).name
    refused = run("models", "promote", poor, "--why", "x")
    assert refused.exit_code == 1
    assert "FAILED by_name.cross_list.auc: 0.7000; wanted at least 0.9" in refused.output
    assert "FAILED report against the live model's" in refused.output
    assert live_id(home) == shipped_id()
    assert run("models", "promote", poor, "--why", "x", "--force", " ").exit_code == 2
    done(run("models", "promote", poor, "--why", "x", "--force", "the list of the day needs it"))
    assert live_id(home) == poor
    [event] = read_history(home)
    assert event.forced == "the list of the day needs it"
    assert "FORCED: the list of the day needs it" in done(run("models", "history")).output


def test_the_gate_is_that_of_the_home_or_of_the_option(
    run: Run, home: Path, model: str, tmp_path: Path
) -> None:
    (trained_models(home) / "gate.toml").write_text('[minimum]\n"by_name.pooled.auc" = 0.99\n')
    refused = run("models", "promote", model, "--why", "x")
    assert "FAILED by_name.pooled.auc" in refused.output
    milder = tmp_path / "milder.toml"
    milder.write_text('[minimum]\n"by_name.pooled.auc" = 0.5\n[parity]\npairs = 10\n')
    answer = done(run("models", "promote", model, "--why", "x", "--gate", str(milder)))
    assert "10 pairs" in answer.output


def test_pairs_are_scored_by_both_models_now(run: Run, home: Path, pairs: Path) -> None:
    worse = model_variant(trained_models(home), splink=other_bits({("country", 1): 64.0})).name
    refused = run("models", "promote", worse, "--why", "x", "--pairs", str(pairs))
    assert refused.exit_code == 1
    assert "ok     report against the live model's" in refused.output
    [line] = [line for line in refused.output.splitlines() if line.startswith("FAILED")]
    assert "pairs scored by both" in line
    assert "pairs." in line


def test_compare_shows_figures_levels_and_flips(run: Run, home: Path, pairs: Path) -> None:
    other = model_variant(trained_models(home), splink=other_bits({("country", 1): 64.0})).name
    text = done(run("models", "compare", "live", other, "--pairs", str(pairs))).output
    assert "by_name.cross_list" in text
    assert "country" in text
    assert "all are marked train" in text
    assert "ERROR: B alerts, two companies" in text
    found = orjson.loads(
        done(run("models", "compare", "live", other, "--pairs", str(pairs), "--json")).stdout
    )
    assert (found["before"], found["after"]) == (shipped_id(), other)
    assert found["pairs"]["flips"][0]["is_error"]
    assert found["pairs"]["flips"][0]["reasons"][0]["comparison"] == "country"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(("show", "zzzz"), 1, "no model 'zzzz'", id="unknown"),
        pytest.param(("promote", "shipped", "--why", "x"), 1, "live already", id="live"),
        pytest.param(("promote", "live"), 2, "--why", id="no-reason"),
        pytest.param(("rollback", "--why", "x"), 1, "no model to go back to", id="nothing"),
        pytest.param(("rollback",), 2, "--why", id="no-reason-to-go-back"),
        pytest.param(("compare", "live", "zzzz"), 1, "zzzz", id="compare-unknown"),
        pytest.param(
            ("compare", "live", "live", "--pairs", "none.csv"), 1, "none.csv", id="no-pairs"
        ),
    ],
)
def test_bad_arguments(run: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    result = run("models", *arguments)
    assert (result.exit_code, said in result.stderr) == (code, True), result.stderr


def test_a_model_that_does_not_fit_is_refused_in_words(run: Run, home: Path) -> None:
    for member in ("format", "specification", "normaliser"):
        changes: dict[str, Any] = {member: "0"}
        name = model_variant(trained_models(home), **changes).name
        for command in (("promote", name, "--why", "x", "--force", "y"), ("compare", "live", name)):
            result = run("models", *command)
            assert result.exit_code == 1
            assert member in result.stderr
        assert done(run("models", "show", name)).output
    assert live_id(home) == shipped_id()


def test_a_history_that_was_damaged_says_which_line(run: Run, home: Path) -> None:
    (trained_models(home) / "history.jsonl").write_text("{}\n")
    result = run("models", "history")
    assert result.exit_code == 1
    assert "history.jsonl: row 1" in result.stderr

"""The commands on labels but for the reviewer and suggestions, as an analyst calls them."""

import json
from pathlib import Path

import pytest

from models.pairs import read_labels
from tests.api.commands.conftest import Run

LABELS = (
    "label,left_name,right_name,reason\n"
    "1,ООО «Кварцлит»,Kvartslit LLC,one INN\n"
    "0,Kvartslit LLC,Kvarts Kran JSC,two INN\n"
    ",Kvartslit LLC,Kvartsit Zavod,\n"
)


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    path = tmp_path / "march.csv"
    path.write_text(LABELS, encoding="utf-8")
    return path


@pytest.fixture
def keys(run: Run, labels: Path) -> dict[str, str]:
    """Verdict -> pair, of the imported ones."""
    assert run("labels", "import", str(labels)).exit_code == 0
    decisions = json.loads(run("labels", "list", "--json").stdout)["decisions"]
    return {one["verdict"]: one["pair"] for one in decisions}


def test_an_import_says_what_was_new(run: Run, labels: Path) -> None:
    first = run("labels", "import", str(labels))
    assert first.exit_code == 0
    assert "2 labels: 2 new pairs, 2 new decisions." in first.stdout
    assert "1 rows have no label yet" in first.stdout
    assert "0 new pairs, 0 new decisions" in run("labels", "import", str(labels)).stdout
    listed = json.loads(run("labels", "list", "--json").stdout)
    assert (listed["match"], listed["no_match"], listed["train"]) == (1, 1, 2)
    assert {one["reviewer"] for one in listed["decisions"]} == {"march"}
    assert {one["reason"] for one in listed["decisions"]} == {"one INN", "two INN"}


def test_a_broken_file_imports_nothing(run: Run, labels: Path) -> None:
    labels.write_text(LABELS + "2,A,B,\n", encoding="utf-8")
    result = run("labels", "import", str(labels))
    assert result.exit_code == 1
    assert "march.csv, row 5, column 'label': '2' is not a label" in result.stderr
    assert json.loads(run("labels", "list", "--json").stdout)["pairs"] == 0


def test_a_conflict_is_shown_and_teaches_nothing_until_resolved(
    run: Run, keys: dict[str, str], tmp_path: Path
) -> None:
    key = keys["match"]
    said = run("labels", "add", "no-match", "--pair", key, "--reviewer", "boris", "--reason", "no")
    assert said.exit_code == 0
    shown = run("labels", "conflicts").stdout
    assert "march: one INN" in shown
    assert "boris: no" in shown
    out = tmp_path / "out.csv"
    assert "Left out: 1 in conflict, 0 unsure." in run("labels", "export", str(out)).stdout
    assert [pair.id for pair in read_labels(out)] == [keys["no-match"]]
    run("labels", "add", "match", "--pair", key, "--reviewer", "clara", "--resolve")
    assert "In conflict: 0." in run("labels", "conflicts").stdout
    assert json.loads(run("labels", "conflicts", "--json").stdout)["conflicts"] == []
    run("labels", "export", str(out))
    assert {pair.id: pair.same for pair in read_labels(out)}[key]
    history = json.loads(run("labels", "show", key, "--json").stdout)
    assert [one["reviewer"] for one in history["decisions"]] == ["march", "boris", "clara"]
    assert history["verdict"] == "match"


def test_labels_that_cannot_all_be_true_are_shown(run: Run) -> None:
    for verdict, left, right in (("match", "A", "B"), ("match", "B", "C"), ("no-match", "A", "C")):
        run("labels", "add", verdict, "--left", left, "--right", right, "--reviewer", "anna")
    shown = run("labels", "conflicts").stdout
    assert "but by other labels  A  =  B  =  C" in shown
    assert "In conflict: 0. Contradicted by other labels: 1." in shown
    found = json.loads(run("labels", "conflicts", "--json").stdout)["contradictions"]
    assert [one["chain"] for one in found] == [["A", "B", "C"]]


def test_a_pair_is_added_by_its_names(run: Run) -> None:
    names = ("--left", "科电半导体", "--right", "Kedian Semiconductor", "--right-country", "cn")
    added = run("labels", "add", "match", *names, "--reviewer", "anna", "--json")
    key = json.loads(added.stdout)["pair"]
    shown = run("labels", "show", key).stdout
    assert "科电半导体" in shown
    assert "Kedian Semiconductor" in shown
    assert "It counts as match." in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("match",), "either --pair", id="no-pair"),
        pytest.param(("match", "--left", "A"), "--right", id="one-name"),
        pytest.param(
            ("match", "--left", "A", "--right", "B", "--left-country", "Atlantis"),
            "'Atlantis' names no country",
            id="country",
        ),
        pytest.param(("maybe", "--pair", "x"), "maybe", id="verdict"),
    ],
)
def test_what_cannot_be_added_is_exit_code_2(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run("labels", "add", "--reviewer", "anna", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_nobody_decides_without_a_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("USER", "LOGNAME"):
        monkeypatch.delenv(variable, raising=False)
    result = run("labels", "add", "match", "--left", "A", "--right", "B")
    assert result.exit_code == 2
    assert "--reviewer" in result.stderr


def test_an_unknown_pair_is_exit_code_1(run: Run) -> None:
    for arguments in (("show", "x"), ("add", "match", "--pair", "x", "--reviewer", "anna")):
        result = run("labels", *arguments)
        assert result.exit_code == 1
        assert "there is no pair 'x'" in result.stderr


def test_a_split_has_every_row_once(run: Run, keys: dict[str, str], tmp_path: Path) -> None:
    parts = [tmp_path / "train.csv", tmp_path / "test.csv"]
    result = run("labels", "split", "--train", str(parts[0]), "--test", str(parts[1]))
    assert result.exit_code == 0, result.output
    rows = [pair.id for part in parts for pair in read_labels(part)]
    assert set(rows) <= set(keys.values())
    assert f"{2 - len(rows)} pairs lie between" in result.stdout


def test_the_history_is_every_decision(run: Run, keys: dict[str, str], tmp_path: Path) -> None:
    run("labels", "add", "unsure", "--pair", keys["match"], "--reviewer", "anna")
    out = tmp_path / "history.csv"
    assert "3 decisions" in run("labels", "export", "--history", str(out)).stdout
    assert "0 new decisions" in run("labels", "import", str(out)).stdout


def test_a_password_is_not_repeated(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALLYMAN_LABELS_URL", "mysql://anna:geheim@127.0.0.1/labels")
    result = run("labels", "list")
    assert result.exit_code == 2
    assert "TALLYMAN_LABELS_URL" in result.stderr
    assert "geheim" not in result.stderr

from dataclasses import replace
from pathlib import Path

import pytest

from matcher.comparison.specification import COMPARISONS
from matcher.errors import TableError
from matcher.records import Side
from matcher.sample import write_sample
from models.paired import Comparison, compare_on_pairs, paired_figures
from models.pairs import LabelledPair, read_labels
from models.registry import shipped_id, shipped_model, shipped_models
from models.training import FoldModel
from tests.models.variants import model_variant, other_bits

SHIPPED = shipped_models() / shipped_id()


def pair(number: int, *, same: bool) -> LabelledPair:
    return LabelledPair(
        id=str(number),
        same=same,
        kind="xlist_hardid" if same else "neg_hardid",
        left=Side(name="a"),
        right=Side(name="b"),
        left_cluster=f"l{number}",
        right_cluster=f"r{number}",
        trainable=False,
    )


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("pairs"), size=60).pairs


@pytest.fixture(scope="module")
def compared(table: Path, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """The shipped model and one to which a shared country means everything."""
    levels = other_bits({("country", 1): 64.0})
    changed = model_variant(tmp_path_factory.mktemp("model"), splink=levels)
    return compare_on_pairs(SHIPPED, changed, table)


def test_two_models_are_measured_at_their_own_thresholds() -> None:
    pairs = [pair(n, same=n < 5) for n in range(10)]
    # The same order of pairs; the second alerts on the best of each label only.
    scores = [(0.9 - n / 100, 0.9 - n / 100) for n in range(10)]
    rows = {(row.group, row.figure): row for row in paired_figures(pairs, scores, (0.85, 0.895))}
    assert {group for group, _ in rows} == {"cross_list", "pooled", "all"}
    auc, recall = rows["all", "auc"], rows["all", "recall"]
    assert (auc.before.value, auc.after.value, auc.difference.value) == (1.0, 1.0, 0.0)
    assert (auc.difference.low, auc.difference.high) == (0.0, 0.0)
    assert (recall.before.value, recall.after.value) == (1.0, 0.2)
    assert recall.difference.low <= recall.difference.value <= recall.difference.high < 0
    assert recall.change().worse_by == pytest.approx(0.8)
    assert (auc.same, auc.different) == (5, 5)


def test_a_model_against_itself_differs_in_nothing(table: Path) -> None:
    found = compare_on_pairs(SHIPPED, SHIPPED, table)
    assert (found.flips, found.left_out, found.may_have_taught) == ((), 0, False)
    assert {row.difference.value for row in found.figures} == {0.0}


def test_a_flip_says_what_moved_in_both_models(compared: Comparison) -> None:
    assert compared.flips
    for flip in compared.flips:
        assert (flip.before.score >= 0.5) or (flip.after.score >= 0.5)
        for scored in (flip.before, flip.after):
            bits = sum(found.bits for found in scored.evidence)
            assert bits == pytest.approx(scored.match_weight, abs=1e-9)
            identifier = next(one for one in scored.evidence if one.comparison == "identifier")
            assert identifier.level is None, "labels are made with identifiers"
        assert [old.comparison for old, _ in flip.reasons()] == ["country"]


def test_errors_come_first_and_the_surest_of_them_before_the_others(compared: Comparison) -> None:
    order = [(not flip.is_error, -flip.margin) for flip in compared.flips]
    assert order == sorted(order)
    assert any(flip.is_error for flip in compared.flips)


def test_rows_that_may_have_taught_are_left_out(table: Path, tmp_path: Path) -> None:
    text = (
        table.read_text(encoding="utf-8")
        .replace(",train\n", ",evaluate\n")
        .replace(",train\r\n", ",evaluate\r\n")
    )
    lines = text.splitlines(keepends=True)
    lines[1] = lines[1].replace(",evaluate", ",train")
    mixed = tmp_path / "mixed.csv"
    mixed.write_text("".join(lines), encoding="utf-8", newline="")
    rows = len(list(read_labels(mixed)))
    other = model_variant(tmp_path, threshold=0.77)  # it has no fold models
    found = compare_on_pairs(SHIPPED, other, mixed)
    assert (found.pairs, found.left_out, found.may_have_taught) == (rows - 1, 1, False)
    found = compare_on_pairs(SHIPPED, other, table)
    assert (found.pairs, found.left_out, found.may_have_taught) == (rows, 0, True)


def test_fold_models_of_one_model_alone_are_not_used(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {SHIPPED: object()}
    monkeypatch.setattr("models.paired.read_cross_fitted", lambda folder, _model: kept.get(folder))
    found = compare_on_pairs(SHIPPED, model_variant(tmp_path, threshold=0.77), table)
    assert found.cross_fitted == 0
    [auc] = [row for row in found.figures if (row.group, row.figure) == ("all", "auc")]
    assert auc.before.value == auc.after.value


def test_pairs_that_taught_are_scored_by_models_that_have_not_seen_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [pair(n, same=n % 2 == 0) for n in range(4)]
    lines = ["pair_id,label,kind,left_name,right_name,cluster_left,cluster_right,use"]
    lines += [
        f"{one.id},{int(one.same)},{one.kind},a,b,{one.left_cluster},{one.right_cluster},train"
        for one in known
    ]
    table = tmp_path / "pairs.csv"
    table.write_text("\n".join(lines))
    model = shipped_model()
    never = FoldModel(
        weights=replace(model.weights, prior_bits=0.0, bits=((-9.0,) * 99,) * len(COMPARISONS)),
        knowledge=model.knowledge,
    )

    class Without:
        def without(self, _pair: LabelledPair) -> FoldModel:
            return never

    monkeypatch.setattr("models.paired.read_cross_fitted", lambda _folder, _model: Without())
    found = compare_on_pairs(SHIPPED, SHIPPED, table)
    assert (found.pairs, found.cross_fitted, found.left_out) == (4, 4, 0)
    [recall] = [row for row in found.figures if (row.group, row.figure) == ("all", "recall")]
    assert recall.before.value == 0.0


def test_a_table_of_one_label_says_so(table: Path, tmp_path: Path) -> None:
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    one = tmp_path / "one.csv"
    column = lines[0].split(",").index("label")
    kept = [line for line in lines[1:] if line.split(",")[column] == "1"]
    one.write_text("".join([lines[0], *kept]), encoding="utf-8", newline="")
    with pytest.raises(TableError, match="not of both labels"):
        compare_on_pairs(SHIPPED, SHIPPED, one)

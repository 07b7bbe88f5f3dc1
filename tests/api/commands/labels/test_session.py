"""A sitting beside another reviewer's; what the keys do is test_review's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.commands.labels.keyboard import Stroke
from api.commands.labels.session import Sitting, Task, bits
from api.commands.labels.sheet import width_of
from models.labels.records import Pair, Record, Verdict
from models.labels.store import LabelStore, open_store
from models.registry import shipped_model
from models.scoring import Judged, judge_pair
from tests.models.labels.examples import decision, entry

PAIRS = [Pair(left=Record(name=name), right=Record(name="Kvartslit LLC")) for name in "ABC"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LabelStore]:
    opened = open_store(tmp_path)
    opened.add([entry(pair) for pair in PAIRS])
    yield opened
    opened.close()


def _never(_: Pair) -> Judged:
    raise AssertionError("nobody asked for the bits")


def test_what_a_colleague_decides_meanwhile_is_passed_over(store: LabelStore) -> None:
    def keyboard() -> Stroke:
        if not store.decisions(PAIRS[1].key):
            store.decide(decision(PAIRS[1], Verdict.MATCH, "boris"))
        return Stroke(key="n")

    said = Sitting(
        store=store,
        reviewer="anna",
        tasks=[Task(pair=pair) for pair in PAIRS],
        keyboard=keyboard,
        judge=_never,
        is_open=lambda task: not store.decisions(task.pair.key),
    ).run()
    assert said == {Verdict.NO_MATCH: 2}
    assert [(one.pair, one.reviewer) for one in store.decisions(PAIRS[1].key)] == [
        (PAIRS[1].key, "boris")
    ]


def test_ctrl_c_keeps_what_was_decided(store: LabelStore) -> None:
    strokes = iter([Stroke(key="m")])

    def keyboard() -> Stroke:
        try:
            return next(strokes)
        except StopIteration:
            raise KeyboardInterrupt from None

    said = Sitting(
        store=store,
        reviewer="anna",
        tasks=[Task(pair=pair) for pair in PAIRS],
        keyboard=keyboard,
        judge=_never,
        is_open=lambda _: True,
    ).run()
    assert said == {Verdict.MATCH: 1}
    assert [one.verdict for one in store.decisions()] == [Verdict.MATCH]


def test_bits_fit_the_terminal_and_sum_to_the_weight() -> None:
    left, right = (Record(name=name).side() for name in ("Kvartslit Pribor", "Kvartslit Zavod"))
    judged = judge_pair(shipped_model(), left, right)
    lines = list(bits(judged, None, 60))
    assert all(width_of(line) <= 60 for line in lines)
    shown = [line.split()[1] for line in lines[1:] if line[2] != " "]
    assert sum(map(float, shown)) == pytest.approx(judged.match_weight, abs=0.05)

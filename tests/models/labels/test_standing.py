import pytest

from models.labels.records import Pair, Verdict
from models.labels.standing import in_conflict, standings
from tests.models.labels.examples import PLANT, ZAVOD, decision

PAIR = Pair(left=ZAVOD, right=PLANT)
MATCH, NO, UNSURE = Verdict.MATCH, Verdict.NO_MATCH, Verdict.UNSURE


@pytest.mark.parametrize(
    ("said", "verdict", "conflict"),
    [
        pytest.param([("anna", MATCH)], MATCH, False, id="one"),
        pytest.param([("anna", NO), ("anna", MATCH)], MATCH, False, id="the-last-word"),
        pytest.param([("anna", NO), ("boris", MATCH)], None, True, id="two-who-differ"),
        pytest.param([("anna", NO), ("boris", UNSURE)], NO, False, id="unsure-abstains"),
        pytest.param([("anna", NO), ("anna", UNSURE)], UNSURE, False, id="taken-back"),
        pytest.param(
            [("anna", NO), ("boris", MATCH), ("anna", MATCH)], MATCH, False, id="agreed-in-the-end"
        ),
        pytest.param(
            [("anna", NO), ("boris", MATCH), ("clara", MATCH, True)], MATCH, False, id="resolved"
        ),
        pytest.param(
            [("anna", NO), ("clara", MATCH, True), ("anna", NO)], None, True, id="opened-again"
        ),
    ],
)
def test_what_stands(
    said: list[tuple[str, Verdict, bool]], verdict: Verdict | None, conflict: bool
) -> None:
    decisions = [
        decision(PAIR, one[1], one[0], day=day, resolves=len(one) > 2)
        for day, one in enumerate(said, start=1)
    ]
    standing = standings(decisions)
    assert standing[PAIR.key].verdict == verdict
    assert in_conflict(standing) == ([PAIR.key] if conflict else [])
    assert standing[PAIR.key].same == {MATCH: True, NO: False}.get(verdict or UNSURE)


def test_the_deciding_one_is_the_latest_that_says_so() -> None:
    decisions = [
        decision(PAIR, MATCH, "anna", day=1),
        decision(PAIR, MATCH, "boris", day=2),
        decision(PAIR, UNSURE, "clara", day=3),
    ]
    assert standings(decisions)[PAIR.key].deciding == decisions[1]

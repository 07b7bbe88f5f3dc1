import pytest

from matcher.comparison.name import NAME_COMPARISONS
from matcher.comparison.specification import COMPARISONS, Vector
from models.labels.candidates import Candidate
from models.labels.causes import Cause
from models.labels.records import Pair, Record
from models.labels.suggestion import Suggestion, pattern_of, suggest
from models.scoring import Judged

THRESHOLD = 0.7


def judged(score: float, level: int = 0) -> Judged:
    vector: Vector = (level,) + (0,) * (len(COMPARISONS) - 1)
    return Judged(vector=vector, match_weight=0.0, score=score, evidence=())


def candidate(
    name: str, score: float, level: int = 0, *, listed: str = "", other: float | None = None
) -> Candidate:
    return Candidate(
        pair=Pair(left=Record(name=name), right=Record(name=listed or f"listed {name}")),
        judged=judged(score, level),
        other=None if other is None else judged(other, level),
    )


def names(found: list[Suggestion], cause: Cause | None = None) -> list[str]:
    return [one.candidate.pair.left.name for one in found if cause is None or one.cause is cause]


def choose(
    candidates: list[Candidate],
    *,
    count: int = 10,
    labelled: dict[Vector, int] | None = None,
    seed: int = 1,
) -> list[Suggestion]:
    return suggest(
        candidates,
        count=count,
        threshold=THRESHOLD,
        other_threshold=THRESHOLD if any(one.other for one in candidates) else None,
        labelled=labelled if labelled is not None else {},
        seed=seed,
    )


def pattern(level: int) -> Vector:
    return pattern_of(judged(0.5, level).vector)


def test_the_nearest_to_the_threshold_come_first() -> None:
    candidates = [
        candidate(f"{score}", score, level)
        for level, score in enumerate((0.1, 0.69, 0.9, 0.75, 0.5, 0.05))
    ]
    common = {pattern(level): 99 for level in range(6)}
    found = choose(candidates, count=3, labelled=common)
    assert names(found) == ["0.69", "0.75", "0.5"]
    assert all(one.cause is Cause.NEAR_THRESHOLD for one in found)
    assert found[0].why == "its score is 0.690, alerts begin at 0.700"


def test_what_is_an_alert_for_one_model_alone_is_disputed_most() -> None:
    candidates = [
        candidate("agreed", 0.9, 0, other=0.9),
        candidate("apart, both alerts", 0.75, 1, other=0.99),
        candidate("one alert", 0.65, 2, other=0.8),
    ]
    common = {pattern(level): 99 for level in range(3)}
    disputed = names(choose(candidates, labelled=common), Cause.MODELS_DISAGREE)
    near = names(choose(candidates, labelled=common), Cause.NEAR_THRESHOLD)
    assert "one alert" in {*disputed, *near}
    assert "agreed" not in disputed
    only = choose([candidate("near", THRESHOLD, 7, other=THRESHOLD), *candidates], labelled=common)
    assert names(only, Cause.MODELS_DISAGREE)[0] == "one alert"


def test_a_pattern_without_labels_goes_before_one_with_few_and_none_with_many() -> None:
    candidates = [candidate(f"level {level}", 0.3, level) for level in range(4)]
    near = [candidate(f"near {n}", THRESHOLD, 10 + n) for n in range(9)]
    known = {pattern(0): 2, pattern(1): 0, pattern(2): 50, pattern(3): 50}
    known |= {pattern(10 + n): 50 for n in range(9)}
    found = names(choose([*candidates, *near], count=4, labelled=known), Cause.RARE_PATTERN)
    assert found == ["level 1", "level 0"]


@pytest.mark.parametrize("score", [0.0, 0.001, 1.0])
def test_a_rare_pattern_that_leaves_no_doubt_teaches_nothing(score: float) -> None:
    found = choose([candidate("plain", score)])
    assert names(found, Cause.RARE_PATTERN) == []


def test_no_party_is_proposed_twice_and_no_pattern_often() -> None:
    one_party = [candidate(f"name {n}", 0.69, n, listed="one listed party") for n in range(5)]
    assert len(choose(one_party)) == 1
    one_pattern = [candidate(f"name {n}", 0.69) for n in range(9)]
    assert len(choose(one_pattern)) == 2


def test_the_seed_decides_between_equals_and_the_order_of_the_input_does_not() -> None:
    candidates = [candidate(f"name {n}", 0.69, n) for n in range(30)]
    first = names(choose(candidates, count=5))
    assert names(choose(candidates[::-1], count=5)) == first
    assert names(choose(candidates, count=5, seed=2)) != first


def test_nothing_is_proposed_of_nothing() -> None:
    assert choose([]) == []


def test_a_pattern_is_of_the_names_alone() -> None:
    assert len(pattern(0)) == len(NAME_COMPARISONS) < len(COMPARISONS)

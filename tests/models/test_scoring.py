import pytest

from matcher.records import Side
from matcher.scoring.model import Model
from models.registry import shipped_model
from models.scoring import judge_pair, score_pair


@pytest.fixture(scope="module")
def model() -> Model:
    return shipped_model()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("PUBLIC JOINT STOCK COMPANY VELTRORM", id="cut-off"),
        pytest.param("TO THE ORDER OF VELTRORMANNEFTEGAZ", id="framed"),
        pytest.param("Veltrormanneftegaz Limited Liabi", id="form-that-breaks-off"),
    ],
)
def test_the_best_reading_of_the_query_counts(text: str, model: Model) -> None:
    query, listed = Side(name=text), Side(name="Veltrormanneftegaz JSC")

    score, weight, _ = score_pair(model, query, listed)

    assert weight > judge_pair(model, query, listed).match_weight
    assert score >= model.threshold


def test_of_the_listed_name_nothing_is_completed(model: Model) -> None:
    whole, cut = (
        Side(name="Veltrormanneftegaz JSC"),
        Side(name="PUBLIC JOINT STOCK COMPANY VELTRORM"),
    )

    assert score_pair(model, whole, cut)[1] == judge_pair(model, whole, cut).match_weight

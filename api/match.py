"""`POST /match/{dataset}`: query by example, the contract that screening systems speak."""

from typing import Any

from flask import Blueprint, request

from api.answers import refusal_json, response_json
from api.faults import InvalidBody
from api.parameters import ALL_DATASETS, check_dataset, match_filters, parse_parameters
from api.problems import problem_of
from api.queries import ParsedQuery, parse_batch
from api.schemas import Parameters
from api.state import current_counts, current_screener

bp = Blueprint("match", __name__)


@bp.post("/match/<dataset>")
def match(dataset: str) -> dict[str, Any]:
    """Screen a batch of parties against one dataset, or all of them."""
    screener = current_screener()
    check_dataset(dataset, screener)
    parameters = parse_parameters(request.args, Parameters)
    filters = match_filters(parameters, screener)
    batch = parse_batch(request.get_data(cache=False))
    scope = None if dataset == ALL_DATASETS else dataset
    model = screener.model

    def answer(parsed: ParsedQuery | InvalidBody) -> dict[str, Any]:
        if isinstance(parsed, InvalidBody):
            return refusal_json(problem_of(parsed))
        screening = screener.screen(parsed.query, filters, scope)
        current_counts().observe_screening(screening)
        return response_json(parsed, screening, is_waterfall=parameters.explain == "waterfall")

    return {
        "responses": {key: answer(parsed) for key, parsed in batch.items()},
        "failed": [key for key, parsed in batch.items() if isinstance(parsed, InvalidBody)],
        "limit": filters.limit,
        "threshold": model.threshold if filters.threshold is None else filters.threshold,
        "base_rate": filters.base_rate or model.base_rate,
        "model": model.id,
        "snapshot": screener.snapshot.id,
    }

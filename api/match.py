"""`POST /match/{dataset}`: query by example, the contract that screening systems speak."""

from typing import Any

from flask import Blueprint, request

from api.answers import response_json
from api.parameters import ALL_DATASETS, check_dataset, match_filters, parse_parameters
from api.queries import ParsedQuery, parse_batch
from api.schemas import Parameters
from api.screeners import Screener
from api.state import current_counts, current_screener
from matcher.records import Filters, Screening

bp = Blueprint("match", __name__)


@bp.post("/match/<dataset>")
def match(dataset: str) -> dict[str, Any]:
    """Screen a batch of parties against one dataset, or all of them."""
    screener = current_screener()
    check_dataset(dataset, screener)
    filters = match_filters(parse_parameters(request.args, Parameters), screener)
    batch = parse_batch(request.get_data(cache=False))
    scope = None if dataset == ALL_DATASETS else dataset
    return {
        "responses": {
            key: response_json(parsed, _screen(screener, parsed, filters, scope))
            for key, parsed in batch.items()
        },
        "limit": filters.limit,
        "threshold": screener.model.threshold if filters.threshold is None else filters.threshold,
        "model": screener.model.id,
        "snapshot": screener.snapshot.id,
    }


def _screen(
    screener: Screener, parsed: ParsedQuery, filters: Filters, scope: str | None
) -> Screening:
    screening = screener.screen(parsed.query, filters, scope)
    current_counts().observe_screening(screening)
    return screening

"""An evaluation as JSON: what programs and the next reviewer read."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import orjson

from models.evaluation.clean_names import Screened
from models.evaluation.evaluation import Evaluation


def evaluation_json(evaluation: Evaluation) -> bytes:
    """The document; a figure that is undefined is null.

    It holds every figure of the report, and of the sample below the line what was asked and
    what came nearest. Times of this machine aside, the same input gives the same bytes.
    """
    document = asdict(replace(evaluation, below_line=()))  # its hits hold whole entries
    document["below_line"] = [_asked(one) for one in evaluation.below_line]
    if evaluation.additions:
        document["additions"]["passed"] = evaluation.additions.passed
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _asked(one: Screened) -> Mapping[str, Any]:
    best = one.best
    return {
        "name": one.clean.name,
        "country": one.clean.country,
        "listed": best.listed.id if best else None,
        "matched_name": best.matched_name if best else None,
        "score": one.score,
    }

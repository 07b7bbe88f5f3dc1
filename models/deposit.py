"""Write a trained model as a directory that `models.registry` reads."""

import hashlib
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

from matcher.comparison.background import write_background
from matcher.comparison.lexicon import write_lexicon
from matcher.comparison.specification import SPECIFICATION_VERSION
from matcher.normalise.names import NORMALISER_VERSION
from matcher.scoring.model import FORMAT, KNOWLEDGE_FILES, model_id
from models.evaluation.cross_fitted import FILE as CROSS_FITTED
from models.evaluation.cross_fitted import write_cross_fitted
from models.report import card_of, report_of
from models.training import THRESHOLD_RECALL, Trained


def write_model(trained: Trained, folder: Path, *, data: dict[str, str]) -> Path:
    """Write a model directory; the same training gives the same bytes and the same id.

    Args:
        trained: What `train` returned.
        folder: Where model directories are kept.
        data: Digest of each file that it was trained on, by name.

    Returns:
        The directory, named by the model's id.
    """
    unfinished = folder / ".unfinished"
    unfinished.mkdir(parents=True, exist_ok=True)
    write_background(trained.knowledge.words, unfinished / "words.tsv")
    write_background(trained.knowledge.places, unfinished / "places.tsv")
    write_lexicon(trained.knowledge.lexicon, unfinished / "lexicon.tsv")
    document: dict[str, Any] = {
        "format": FORMAT,
        "specification": SPECIFICATION_VERSION,
        "normaliser": NORMALISER_VERSION,
        "files": {name: sha256_of(unfinished / name) for name in KNOWLEDGE_FILES},
        "trained_on": data,
        "versions": {
            "python": ".".join(platform.python_version_tuple()[:2]),
            "splink": version("splink"),
            "duckdb": version("duckdb"),
            "rapidfuzz": version("rapidfuzz"),
        },
        "calibration": {
            "bits": trained.calibration.bits,
            "log_odds": trained.calibration.log_odds,
            "base_rate": trained.calibration.base_rate,
        },
        "threshold": {
            "score": trained.threshold,
            "evidence": f"{THRESHOLD_RECALL:.0%} of the labelled matches across lists score as high",
        },
        "splink": trained.settings,
    }
    raw = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    (unfinished / "model.json").write_bytes(raw)
    report = report_of(trained)
    (unfinished / "report.json").write_bytes(
        orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    )
    write_cross_fitted(trained, unfinished / CROSS_FITTED)
    card = card_of(model_id(raw), document, report)
    (unfinished / "card.md").write_text(card, encoding="utf-8")
    path = folder / model_id(raw)
    if path.exists():
        for file in unfinished.iterdir():
            file.unlink()
        unfinished.rmdir()
    else:
        unfinished.replace(path)
    return path


def sha256_of(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

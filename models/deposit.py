"""Write a trained model as a directory that `models.registry` reads."""

import hashlib
import os
import platform
import shutil
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from matcher.comparison.background import write_background
from matcher.comparison.lexicon import write_lexicon
from matcher.comparison.sounds import write_sounds
from matcher.comparison.specification import SPECIFICATION_VERSION
from matcher.errors import ModelError
from matcher.index.durable import fsync_directory
from matcher.normalise.names import NORMALISER_VERSION
from matcher.scoring.model import FORMAT, model_id
from models.card import card_of
from models.evaluation.cross_fitted import FILE as CROSS_FITTED
from models.evaluation.cross_fitted import write_cross_fitted
from models.folds import SEED
from models.papers import read_papers
from models.report import report_of
from models.training import THRESHOLD_RECALL, Trained

_UNFINISHED = ".unfinished-"
_CODE = ("matcher", "models")
# What a figure of a model may depend on beside our own code.
_LIBRARIES = ("splink", "duckdb", "numpy", "rapidfuzz", "anyascii", "pypinyin", "opencc")


def write_model(
    trained: Trained, folder: Path, *, data: dict[str, str], parent: str | None = None
) -> Path:
    """Write a model directory; the same training gives the same bytes and the same id.

    Args:
        trained: What `train` returned.
        folder: Where model directories are kept.
        data: Digest of each file that it was trained on, by name.
        parent: Id of the model that answers meanwhile, for the card; no part of the id.

    Returns:
        The directory, named by the model's id.
    """
    with TemporaryDirectory(prefix=_UNFINISHED, dir=_made(folder)) as name:
        unfinished = Path(name) / "model"
        unfinished.mkdir()
        path = folder / _write_files(trained, unfinished, data, parent)
        _publish(unfinished, path)
    return path


def with_threshold(source: Path, folder: Path, *, score: float, evidence: str) -> Path:
    """Write the model of a directory anew with another threshold; all else stays to the byte.

    Args:
        source: The model's directory.
        folder: Where model directories are kept.
        score: From which an answer is an alert, between 0 and 1.
        evidence: Why: a sentence, for the document and the card.

    Returns:
        The directory of the model, which has an id of its own.

    Raises:
        ModelError: The model in `source` cannot be read.
    """
    papers = read_papers(source)
    if papers.report is None:
        raise ModelError("there is no report.json to keep the evidence beside", path=source)
    with TemporaryDirectory(prefix=_UNFINISHED, dir=_made(folder)) as name:
        unfinished = Path(name) / "model"
        shutil.copytree(source, unfinished)
        document = dict(papers.document) | {
            "threshold": {"score": score, "evidence": evidence},
            "derived_from": papers.id,
        }
        raw = _json(document)
        (unfinished / "model.json").write_bytes(raw)
        card = card_of(model_id(raw), document, papers.report, parent=papers.id)
        (unfinished / "card.md").write_text(card, encoding="utf-8")
        path = folder / model_id(raw)
        _publish(unfinished, path)
    return path


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write_files(
    trained: Trained, unfinished: Path, data: dict[str, str], parent: str | None
) -> str:
    """Write the files of a model into an empty directory; the model's id."""
    write_background(trained.knowledge.words, unfinished / "words.tsv")
    write_background(trained.knowledge.places, unfinished / "places.tsv")
    write_lexicon(trained.knowledge.lexicon, unfinished / "lexicon.tsv")
    write_sounds(trained.knowledge.sounds, unfinished / "sounds.tsv")
    report = report_of(trained)
    (unfinished / "report.json").write_bytes(_json(report))
    write_cross_fitted(trained, unfinished / CROSS_FITTED)
    document = _document(trained, data) | {
        "files": {file.name: sha256_of(file) for file in sorted(unfinished.iterdir())}
    }
    raw = _json(document)
    (unfinished / "model.json").write_bytes(raw)
    card = card_of(model_id(raw), document, report, parent=parent)
    (unfinished / "card.md").write_text(card, encoding="utf-8")
    return model_id(raw)


def _document(trained: Trained, data: dict[str, str]) -> dict[str, Any]:
    """What `model.json` says, but for the files beside it."""
    return {
        "format": FORMAT,
        "specification": SPECIFICATION_VERSION,
        "normaliser": NORMALISER_VERSION,
        "trained_on": data,
        "seed": SEED,
        "code": {"tallyman": version("tallyman"), "sha256": code_digest()},
        "estimation": str(trained.method),
        "versions": {
            "python": ".".join(platform.python_version_tuple()[:2]),
            **{name: version(name) for name in _LIBRARIES},
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


def _json(document: dict[str, Any]) -> bytes:
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _publish(unfinished: Path, path: Path) -> None:
    """Give a finished directory its name, once all of it is on disk; the same model is kept."""
    if path.exists():
        return
    for file in unfinished.iterdir():
        with file.open("rb") as stream:
            os.fsync(stream.fileno())
    fsync_directory(unfinished)
    unfinished.rename(path)
    fsync_directory(path.parent)


def code_digest() -> str:
    """Hex digest of the source of the matcher and of the learning: what made a model.

    Finer than a version, and the same from a clone as from a wheel.
    """
    digest = hashlib.sha256()
    for package in _CODE:
        root = Path(str(files(package)))
        for file in sorted(root.rglob("*.py")):
            name = f"{package}/{file.relative_to(root).as_posix()}"
            digest.update(f"{name}\0{sha256_of(file)}\n".encode())
    return digest.hexdigest()


def sha256_of(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""A trained model, as the online scorer reads it.

A model is a directory: `model.json` (Splink's settings with m and u, calibration, threshold),
`words.tsv`, `places.tsv` and `lexicon.tsv` (what it knows of words). The JSON names the
digest of each file, and the model's id is the digest of the JSON, so a model that was
changed by hand does not load.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log2
from pathlib import Path
from typing import Any

import orjson

from matcher.comparison.background import read_background
from matcher.comparison.lexicon import read_lexicon
from matcher.comparison.party import Knowledge
from matcher.comparison.specification import COMPARISONS, SPECIFICATION_VERSION, Vector
from matcher.errors import ModelError
from matcher.normalise.names import NORMALISER_VERSION
from matcher.scoring.calibration import Calibration

FORMAT = "tallyman-model-1"
KNOWLEDGE_FILES = ("words.tsv", "places.tsv", "lexicon.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights, knowledge and calibration.

    Args:
        id: First 12 hex digits of the digest of `model.json`.
        prior_bits: log2 of the prior odds of a match.
        bits: For each comparison, log2(m / u) of each level, level 0 first.
        threshold: Score from which an answer is an alert, unless the caller says otherwise.
        splink_settings: The settings that Splink predicts with.
    """

    id: str
    prior_bits: float
    bits: tuple[tuple[float, ...], ...]
    knowledge: Knowledge
    calibration: Calibration
    threshold: float
    splink_settings: Mapping[str, Any] = field(repr=False)

    def evidence_bits(self, vector: Vector) -> float:
        """Bits of a comparison vector without the prior; null levels add nothing."""
        return self.match_weight(vector) - self.prior_bits

    def match_weight(self, vector: Vector) -> float:
        """Prior and comparisons in bits, added in Splink's order so that no bit differs."""
        weight = self.prior_bits
        for level, bits in zip(vector, self.bits, strict=True):
            weight += 0.0 if level is None else bits[level]
        return weight

    def score(self, match_weight: float) -> float:
        """Calibrated probability of a match weight."""
        return self.calibration.score(match_weight - self.prior_bits)


def load_model(path: Path) -> Model:
    """Load a model directory.

    Raises:
        ModelError: A file is missing, damaged or of another format, or the parameters were
            fitted to other comparisons than these.
    """
    raw = _read(path / "model.json")
    try:
        document = orjson.loads(raw)
        if document["format"] != FORMAT:
            raise ModelError(f"format {document['format']!r} is not {FORMAT!r}", path=path)
        for key, ours in (
            ("specification", SPECIFICATION_VERSION),
            ("normaliser", NORMALISER_VERSION),
        ):
            if document[key] != ours:
                raise ModelError(
                    f"fitted to {key} {document[key]}, this is {ours}: train it anew", path=path
                )
        for name in KNOWLEDGE_FILES:
            if hashlib.sha256(_read(path / name)).hexdigest() != document["files"][name]:
                raise ModelError(f"{name} is not the file the model was trained with", path=path)
        settings = document["splink"]
        calibration = document["calibration"]
        prior = settings["probability_two_random_records_match"]
        return Model(
            id=model_id(raw),
            prior_bits=log2(prior / (1 - prior)),
            bits=tuple(
                _level_bits(trained, comparison.name, len(comparison.levels), path)
                for trained, comparison in zip(settings["comparisons"], COMPARISONS, strict=True)
            ),
            knowledge=Knowledge(
                words=read_background(path / "words.tsv"),
                places=read_background(path / "places.tsv"),
                lexicon=read_lexicon(path / "lexicon.tsv"),
            ),
            calibration=Calibration(
                bits=tuple(calibration["bits"]),
                log_odds=tuple(calibration["log_odds"]),
                base_rate=calibration["base_rate"],
            ),
            threshold=document["threshold"]["score"],
            splink_settings=settings,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"model.json cannot be understood: {error!r}", path=path) from error


def model_id(document: bytes) -> str:
    """The id of a model: the digest of its `model.json`, which names those of its files."""
    return hashlib.sha256(document).hexdigest()[:12]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"cannot be read: {error.strerror}", path=path) from error


def _level_bits(
    trained: Mapping[str, Any], name: str, levels: int, path: Path
) -> tuple[float, ...]:
    """log2(m / u) of each level, level 0 first; Splink writes the highest level first."""
    found = [
        log2(level["m_probability"] / level["u_probability"])
        for level in reversed(trained["comparison_levels"])
        if not level.get("is_null_level")
    ]
    if trained["output_column_name"] != name or len(found) != levels:
        raise ModelError(
            f"its comparison {trained['output_column_name']!r} does not fit", path=path
        )
    return tuple(found)

"""A trained model, as the online scorer reads it.

A model is a directory: `model.json` (Splink's settings with m and u, calibration, threshold),
`words.tsv`, `places.tsv`, `lexicon.tsv` and `sounds.tsv` (what it knows of words). The JSON names the
digest of each file, and the model's id is the digest of the JSON, so a model that was
changed by hand does not load.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson

from matcher.comparison.background import read_background
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.lexicon import read_lexicon
from matcher.comparison.sounds import read_sounds
from matcher.comparison.specification import SPECIFICATION_VERSION
from matcher.errors import ModelError
from matcher.normalise.names import NORMALISER_VERSION
from matcher.scoring.calibration import Calibration, shift
from matcher.scoring.weights import Weights, weights_of

FORMAT = "tallyman-model-1"
ID_LENGTH = 12  # hex digits
KNOWLEDGE_FILES = ("words.tsv", "places.tsv", "lexicon.tsv", "sounds.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights, knowledge and calibration.

    Args:
        id: First 12 hex digits of the digest of `model.json`.
        threshold: Score from which an answer is an alert, unless the caller says otherwise.
        splink_settings: The settings that Splink predicts with.
    """

    id: str
    weights: Weights
    knowledge: Knowledge
    calibration: Calibration
    threshold: float
    splink_settings: Mapping[str, Any] = field(repr=False)

    @property
    def base_rate(self) -> float:
        """Share of matches for which its scores are probabilities, unless the caller says."""
        return self.calibration.base_rate

    def score(self, match_weight: float) -> float:
        """Calibrated probability of a match weight."""
        return self.calibration.score(match_weight - self.weights.prior_bits)

    def score_at(self, base_rate: float | None) -> Callable[[float], float]:
        """What makes a score of a match weight where this share of pairs are matches.

        Args:
            base_rate: Between 0 and 1; None for the one that the model was calibrated for.
        """
        if base_rate is None:
            return self.score
        shifted, prior = shift(self.calibration, base_rate), self.weights.prior_bits
        return lambda match_weight: shifted.score(match_weight - prior)


def load_model(path: Path) -> Model:
    """Load a model directory.

    Args:
        path: Named by the model's id.

    Raises:
        ModelError: A file is missing, damaged, changed or of another format, or the
            parameters were fitted to other comparisons than these.
    """
    raw = _read(path / "model.json")
    if model_id(raw) != path.name:
        raise ModelError(f"model.json was changed: by its content it is {model_id(raw)}", path=path)
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
        return Model(
            id=model_id(raw),
            weights=weights_of(settings),
            knowledge=Knowledge(
                words=read_background(path / "words.tsv"),
                places=read_background(path / "places.tsv"),
                lexicon=read_lexicon(path / "lexicon.tsv"),
                sounds=read_sounds(path / "sounds.tsv"),
            ),
            calibration=_calibration(document["calibration"]),
            threshold=_share(document["threshold"]["score"], "threshold"),
            splink_settings=settings,
        )
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise ModelError(f"model.json cannot be understood: {error!r}", path=path) from error


def _calibration(document: Mapping[str, Any]) -> Calibration:
    """The map, which gives more evidence a higher score only if its knots rise."""
    bits, log_odds = tuple(document["bits"]), tuple(document["log_odds"])
    if len(bits) < 2 or len(bits) != len(log_odds):
        raise ValueError(f"calibration has {len(bits)} knots and {len(log_odds)} log odds")
    for knots in (bits, log_odds):
        if not all(low < high for low, high in pairwise(knots)):
            raise ValueError(f"calibration does not rise: {knots}")
    return Calibration(
        bits=bits, log_odds=log_odds, base_rate=_share(document["base_rate"], "base rate")
    )


def _share(value: float, name: str) -> float:
    if not 0.0 < value < 1.0:
        raise ValueError(f"{name} is {value}, not between 0 and 1")
    return value


def model_id(document: bytes) -> str:
    """The id of a model: the digest of its `model.json`, which names those of its files."""
    return hashlib.sha256(document).hexdigest()[:ID_LENGTH]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"cannot be read: {error.strerror}", path=path) from error

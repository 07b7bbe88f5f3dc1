"""The fold models of a training, kept beside the model that they vouch for.

A pair that taught a model, or whose companies did in another pair, says nothing of what the
model makes of new companies. Training therefore fits one model a fold without the companies of
that fold; `folds.tar.xz` keeps those, with the fold of every name and company that was
labelled, so that an evaluation scores each pair with a model that has not seen its companies:

    companies.tsv                 digest of a name or a cluster, its fold
    <fold>/{weights.json, words.tsv, lexicon.tsv, sounds.tsv}
"""

import hashlib
import io
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import Path

import orjson

from matcher.comparison.background import read_background, write_background
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.lexicon import read_lexicon, write_lexicon
from matcher.comparison.sounds import read_sounds, write_sounds
from matcher.errors import ModelError
from matcher.scoring.model import Model
from matcher.scoring.weights import Weights
from models.folds import fold_of
from models.pairs import LabelledPair
from models.training import FoldModel, Trained

FILE = "folds.tar.xz"
_COMPANIES, _WEIGHTS, _WORDS, _LEXICON, _SOUNDS = (
    "companies.tsv",
    "weights.json",
    "words.tsv",
    "lexicon.tsv",
    "sounds.tsv",
)
_DIGEST_BYTES = 6  # of 50,000 digests two are equal with a probability of 4 in a million


@dataclass(frozen=True, slots=True)
class CrossFitted:
    """A training's fold models.

    Args:
        models: One a fold.
        folds: Digest of a labelled name or cluster -> its fold.
    """

    models: tuple[FoldModel, ...]
    folds: Mapping[str, int]

    def without(self, pair: LabelledPair) -> FoldModel | None:
        """The fold model that has not seen a pair's companies; None if no label named them."""
        for known_by in (_cluster(pair.left_cluster), *_names(pair), _cluster(pair.right_cluster)):
            if known_by in self.folds:
                return self.models[self.folds[known_by]]
        return None


def write_cross_fitted(trained: Trained, path: Path) -> None:
    """Write the fold models; the same training gives the same bytes."""
    with tempfile.TemporaryDirectory() as scratch, tarfile.open(path, "w:xz", preset=9) as archive:
        folder = Path(scratch)
        (folder / _COMPANIES).write_text(
            "".join(
                f"{digest}\t{fold}\n"
                for digest, fold in sorted(_folds([s.pair for s in trained.held_out]).items())
            ),
            encoding="ascii",
        )
        _add(archive, _COMPANIES, folder / _COMPANIES)
        for fold, model in enumerate(trained.fold_models):
            weights = {"prior_bits": model.weights.prior_bits, "bits": model.weights.bits}
            (folder / _WEIGHTS).write_bytes(orjson.dumps(weights))
            write_background(model.knowledge.words, folder / _WORDS)
            write_lexicon(model.knowledge.lexicon, folder / _LEXICON)
            write_sounds(model.knowledge.sounds, folder / _SOUNDS)
            for name in (_WEIGHTS, _WORDS, _LEXICON, _SOUNDS):
                _add(archive, f"{fold}/{name}", folder / name)


def read_cross_fitted(folder: Path, model: Model) -> CrossFitted | None:
    """The fold models beside a model; None if its training kept none.

    Args:
        folder: The model's directory.
        model: The model, for what its folds share with it.

    Raises:
        ModelError: The file is damaged.
    """
    path = folder / FILE
    if not path.exists():
        return None
    try:
        with tempfile.TemporaryDirectory() as scratch, tarfile.open(path, "r:xz") as archive:
            archive.extractall(scratch, filter="data")
            root = Path(scratch)
            lines = (root / _COMPANIES).read_text(encoding="ascii").splitlines()
            folds = {digest: int(fold) for digest, fold in (line.split("\t") for line in lines)}
            models = tuple(
                _read_fold(root / str(fold), model) for fold in range(1 + max(folds.values()))
            )
    except (OSError, EOFError, LZMAError, tarfile.TarError, ValueError, KeyError) as error:
        raise ModelError(f"cannot be read: {error}", path=path) from error
    return CrossFitted(models, folds)


def _read_fold(folder: Path, model: Model) -> FoldModel:
    document = orjson.loads((folder / _WEIGHTS).read_bytes())
    return FoldModel(
        weights=Weights(
            prior_bits=document["prior_bits"], bits=tuple(map(tuple, document["bits"]))
        ),
        knowledge=Knowledge(
            words=read_background(folder / _WORDS),
            places=model.knowledge.places,
            lexicon=read_lexicon(folder / _LEXICON),
            sounds=read_sounds(folder / _SOUNDS),
        ),
    )


def _add(archive: tarfile.TarFile, name: str, path: Path) -> None:
    raw = path.read_bytes()
    member = tarfile.TarInfo(name)  # without time and owner
    member.size = len(raw)
    archive.addfile(member, io.BytesIO(raw))


def _folds(labels: Sequence[LabelledPair]) -> dict[str, int]:
    """The fold of each labelled company, by its cluster and, where one has it, by its name."""
    folds: dict[str, int] = {}
    for pair in labels:
        for side, cluster in ((pair.left, pair.left_cluster), (pair.right, pair.right_cluster)):
            folds.setdefault(_cluster(cluster), fold_of(cluster))
            if side.name:
                folds.setdefault(_name(side.name), fold_of(cluster))
    return folds


def _names(pair: LabelledPair) -> list[str]:
    return [_name(side.name) for side in (pair.left, pair.right) if side.name]


def _name(text: str) -> str:
    return _digest("name|" + " ".join(text.casefold().split()))


def _cluster(cluster: str) -> str:
    return _digest("cluster|" + cluster)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).hexdigest()

"""Model directories: written once, named by their content, never changed.

`models/trained/<id>/` holds the models that ship; the file `default` beside them names the
one that answers unless the home folder says otherwise. Serving needs this module and no
training package; `models.deposit` writes what it reads.
"""

from importlib.resources import files
from pathlib import Path

from matcher.errors import ModelError
from matcher.scoring.model import Model, load_model

_DEFAULT = "default"


def shipped_models() -> Path:
    """The folder of the models that ship with Tallyman."""
    return Path(str(files("models"))) / "trained"


def live_model(folder: Path | None = None) -> Model:
    """Load the model that answers.

    Args:
        folder: A folder of models; None for those that ship.

    Raises:
        ModelError: There is none, or it cannot be used.
    """
    folder = folder or shipped_models()
    try:
        name = (folder / _DEFAULT).read_text(encoding="ascii").strip()
    except OSError as error:
        raise ModelError("no model is live", path=folder) from error
    return load_model(folder / name)


def make_live(folder: Path, name: str) -> None:
    """Let a model answer from now on."""
    pointer = folder / f"{_DEFAULT}.part"
    pointer.write_text(name + "\n", encoding="ascii")
    pointer.replace(folder / _DEFAULT)

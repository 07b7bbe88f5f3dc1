"""Model directories: written once, named by their content, never changed; and which one answers.

    models/trained/<id>/        the models that ship; `default` beside them names one
    HOME/models/<id>/           models trained in a home folder
    HOME/models/LIVE            the id of the one that answers; without it, the one that ships
    HOME/models/history.jsonl   how it came to that (`models.history`)

Serving needs this module and no training package; `models.deposit` writes what it reads.
"""

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from matcher.errors import ModelError
from matcher.index.durable import replacing
from matcher.scoring.model import ID_LENGTH, Model, load_model

LIVE = "LIVE"
_DEFAULT = "default"
_ID = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}")
_SHORTEST_NAME = 4  # digits of an id that may stand for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A model directory that is there; whether it can be used, `load_model` says.

    Args:
        shipped: Whether it came with Tallyman.
    """

    id: str
    path: Path
    shipped: bool


def shipped_models() -> Path:
    """The folder of the models that ship with Tallyman."""
    return Path(str(files("models"))) / "trained"


def shipped_id(folder: Path | None = None) -> str:
    """The id of the model that answers in a home that has promoted none.

    Args:
        folder: A folder of models with the file `default`; None for those that ship.

    Raises:
        ModelError: None is named.
    """
    path = (folder or shipped_models()) / _DEFAULT
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ModelError("no model is live", path=path.parent) from error


def shipped_model() -> Model:
    """Load the model that answers in a home that has promoted none.

    Raises:
        ModelError: It cannot be used.
    """
    return load_model(shipped_models() / shipped_id())


def trained_models(home: Path) -> Path:
    """The folder of the models that were trained in a home folder."""
    return home / "models"


def live_id(home: Path) -> str:
    """The id of the model that answers in a home, from one small file.

    Raises:
        ModelError: The pointer cannot be read, or holds no id.
    """
    path = trained_models(home) / LIVE
    try:
        text = path.read_bytes().decode("ascii", "replace").removesuffix("\n")
    except FileNotFoundError:
        return shipped_id()
    except OSError as error:
        raise ModelError(f"cannot be read: {error.strerror}", path=path) from error
    if not _ID.fullmatch(text):
        raise ModelError(f"holds {text[:40]!r}, which is no model id", path=path)
    return text


def live_model(home: Path) -> Model:
    """Load the model that answers in a home.

    Raises:
        ModelError: It cannot be used.
    """
    return load_entry(home, live_id(home))


def point_to(home: Path, model: str) -> None:
    """Let a model answer from now on: running services follow within a second."""
    with replacing(trained_models(home) / LIVE) as stream:
        stream.write(f"{model}\n".encode("ascii"))


def entries(home: Path) -> tuple[Entry, ...]:
    """The models of a home, those that ship first, then by id."""
    found: dict[str, Entry] = {}
    for folder, shipped in ((shipped_models(), True), (trained_models(home), False)):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if _ID.fullmatch(path.name) and path.is_dir():
                found.setdefault(path.name, Entry(id=path.name, path=path, shipped=shipped))
    return tuple(found.values())


def find_entry(home: Path, name: str) -> Entry:
    """The model that goes by a name.

    Args:
        home: The folder that holds Tallyman's state.
        name: `live`, `shipped`, an id, or how one and only one id begins.

    Raises:
        ModelError: There is none, or more than one.
    """
    known = entries(home)
    start = live_id(home) if name == "live" else shipped_id() if name == "shipped" else name
    found = [entry for entry in known if entry.id.startswith(start)]
    if len(found) == 1 and len(start) >= _SHORTEST_NAME:
        return found[0]
    if len(found) > 1:
        raise ModelError(f"{name!r} may be {' or '.join(entry.id for entry in found)}")
    listed = ", ".join(entry.id for entry in known)
    raise ModelError(f"there is no model {start!r}; there are: live, shipped, {listed}")


def load_entry(home: Path, name: str) -> Model:
    """Load the model that goes by a name (`find_entry`).

    Raises:
        ModelError: There is none, or it cannot be used.
    """
    return load_model(find_entry(home, name).path)

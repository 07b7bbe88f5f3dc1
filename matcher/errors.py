"""One tree of errors. They carry facts (file, row, field, value), never an HTTP status."""

from pathlib import Path


class TallymanError(Exception):
    """Root of every error that Tallyman raises on purpose."""


class ListError(TallymanError):
    """A published list cannot be read whole; the last good one keeps serving.

    Args:
        message: What is wrong, in words a person can act on.
        file: The file that was being read.
        row: 1-based line or record number; None where the whole file is meant.
        field: Column, element or property; None where the whole row is meant.
    """

    def __init__(
        self, message: str, *, file: Path, row: int | None = None, field: str | None = None
    ) -> None:
        self.message = message
        self.file = file
        self.row = row
        self.field = field
        place = str(file)
        if row is not None:
            place += f", row {row}"
        if field is not None:
            place += f", field {field!r}"
        super().__init__(f"{place}: {message}")


class UnknownSource(TallymanError):
    """No list, format or dataset goes by this name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        self.known = known
        super().__init__(f"{name!r} is not known; known are: {', '.join(known) or 'none'}")


class InvalidQuery(TallymanError):
    """A query cannot be understood.

    Args:
        message: What is wrong.
        path: Where, as a JSON pointer into the request (`/queries/q1/properties/name/0`),
            a column name or an option name.
    """

    def __init__(self, message: str, *, path: str) -> None:
        self.message = message
        self.path = path
        super().__init__(f"{path}: {message}")


class UnknownEntity(TallymanError):
    """No listed party has this id in the snapshot."""

    def __init__(self, entity_id: str) -> None:
        self.entity_id = entity_id
        super().__init__(f"no entity {entity_id!r} in this snapshot")


class SnapshotError(TallymanError):
    """A snapshot directory is incomplete, damaged or of a format this version cannot read."""

    def __init__(self, message: str, *, path: Path) -> None:
        self.message = message
        self.path = path
        super().__init__(f"{path}: {message}")


class StoreError(TallymanError):
    """A store of decisions cannot be read or written."""

    def __init__(self, message: str, *, path: Path) -> None:
        self.message = message
        self.path = path
        super().__init__(f"{path}: {message}")


class NoSnapshot(TallymanError):
    """Nothing has been built yet, so nothing can be matched."""


class NothingServed(TallymanError):
    """What was built or promoted cannot be used, and there is nothing before it to serve."""


class ModelError(TallymanError):
    """A model file is damaged, of another format, or does not fit these comparisons."""

    def __init__(self, message: str, *, path: Path | None = None) -> None:
        self.message = message
        self.path = path
        super().__init__(message if path is None else f"{path}: {message}")


class PromotionError(TallymanError):
    """A model is not made the live one, or there is none to go back to; it says why."""


class TrainingError(TallymanError):
    """A model cannot be trained from these labels; the message names the level or the row."""


class TableError(TallymanError):
    """A table of pairs or records cannot be read.

    Args:
        message: What is wrong.
        file: The file that was being read.
        row: 1-based line number, the header being line 1; None where the whole file is meant.
        column: Column name; None where the whole row is meant.
    """

    def __init__(
        self, message: str, *, file: Path, row: int | None = None, column: str | None = None
    ) -> None:
        self.message = message
        self.file = file
        self.row = row
        self.column = column
        place = str(file)
        if row is not None:
            place += f", row {row}"
        if column is not None:
            place += f", column {column!r}"
        super().__init__(f"{place}: {message}")


class SettingError(TallymanError):
    """A setting is malformed; it names the setting and where it was read."""

    def __init__(self, message: str, *, setting: str) -> None:
        self.message = message
        self.setting = setting
        super().__init__(f"{setting}: {message}")


class FetchError(TallymanError):
    """A publisher's file cannot be had, or is not taken; the last good list keeps serving.

    Args:
        message: What is wrong, in words a person can act on.
        url: Address of the file.
        is_network: Whether the publisher could not be reached at all.
    """

    def __init__(self, message: str, *, url: str, is_network: bool = False) -> None:
        self.message = message
        self.url = url
        self.is_network = is_network
        super().__init__(f"{url}: {message}")


class BulkError(TallymanError):
    """A file cannot be screened, for a reason that is not in the file.

    Args:
        message: What is wrong, in words a person can act on.
        path: The file or folder it is about.
    """

    def __init__(self, message: str, *, path: Path) -> None:
        self.message = message
        self.path = path
        super().__init__(f"{path}: {message}")


class RoutingError(TallymanError):
    """Rules, a register or an answer that routing evidence is made of cannot be read.

    Args:
        message: What is wrong.
        path: The file; None for what ships.
        row: 1-based line number; None where the whole file is meant.
        field: Rule, column or table; None where the whole row is meant.
    """

    def __init__(
        self,
        message: str,
        *,
        path: Path | None = None,
        row: int | None = None,
        field: str | None = None,
    ) -> None:
        self.message = message
        self.path = path
        self.row = row
        self.field = field
        place = str(path) if path is not None else "the rules that ship"
        if row is not None:
            place += f", row {row}"
        if field is not None:
            place += f", field {field!r}"
        super().__init__(f"{place}: {message}")


class EngineError(TallymanError):
    """An engine does not start, or gave up on the work; what was done so far is kept."""

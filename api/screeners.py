"""What the faces need of the matcher, as protocols: the tests serve fakes through them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from matcher.index.snapshot import DatasetSummary
from matcher.records import Filters, Listed, Query, Screening


class Snapshot(Protocol):
    """The lists as they were at one build."""

    @property
    def id(self) -> str:
        """Names it in every answer."""
        ...

    @property
    def built_at(self) -> str:
        """When, ISO 8601."""
        ...

    @property
    def datasets(self) -> Sequence[DatasetSummary]:
        """The lists it was built from."""
        ...

    @property
    def entity_count(self) -> int:
        """How many parties."""
        ...

    @property
    def name_count(self) -> int:
        """How many names of them."""
        ...

    def listed(self, entity: int, /) -> Listed:
        """The listed party of a row, 0 to `entity_count` - 1."""
        ...

    def entity(self, entity_id: str, /) -> Listed:
        """The entity of this id or referent; UnknownEntity if there is none."""
        ...

    def listings(self, entity_id: str, /) -> Sequence[Listed]:
        """The entries it is made of, as their lists have them; itself if it is one."""
        ...


class Model(Protocol):
    """A trained model, as far as an answer names it."""

    @property
    def id(self) -> str:
        """Names it in every answer."""
        ...

    @property
    def threshold(self) -> float:
        """Score from which a hit is a match."""
        ...

    @property
    def base_rate(self) -> float:
        """Share of matches for which its scores are probabilities."""
        ...


class Screener(Protocol):
    """One model on one snapshot."""

    @property
    def snapshot(self) -> Snapshot:
        """What is searched."""
        ...

    @property
    def model(self) -> Model:
        """What scores."""
        ...

    @property
    def compared_by(self) -> Literal["kernel", "python"]:
        """What compares names."""
        ...

    def screen(self, query: Query, filters: Filters, dataset: str | None = None) -> Screening:
        """The listed parties that the query may be; `dataset` None means all."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A snapshot or a model that ought to serve and cannot; the one before it does.

    Args:
        kind: `snapshot` or `model`.
        id: Its id; None if the pointer to it cannot be read.
        reason: What is wrong with it.
    """

    kind: str
    id: str | None
    reason: str


class Screeners(Protocol):
    """Where a request gets the screener that it keeps until its answer is written."""

    def current(self) -> Screener:
        """The one that serves now; NoSnapshot before the first build."""
        ...

    def refusals(self) -> Sequence[Refusal]:
        """What ought to serve and cannot."""
        ...

"""The shapes of what callers send, as pydantic models; unknown fields are refused."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

MAX_LIMIT = 500
MAX_QUERIES = 500


class Example(BaseModel):
    """One party to screen: a query by example. The values are checked in queries.py.

    `id` is the caller's own and is echoed. The fields after `properties` are those of an
    entity as `/entities` answers it, so that one can be sent back as an example; unused.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    schema_: str = Field(alias="schema")
    properties: dict[str, Any]
    id: str | None = None
    caption: str | None = None
    datasets: list[str] | None = None
    referents: list[str] | None = None
    target: bool | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    last_change: str | None = None


class Batch(BaseModel):
    """The body of `POST /match`. The examples are checked one by one, to name every fault."""

    model_config = ConfigDict(extra="forbid", strict=True)

    queries: dict[str, Any]


def _iso_8601(text: str) -> str:
    """The text, if it is a date or a time of ISO 8601."""
    try:
        date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("not an ISO 8601 date (2026-01-31) or time") from error
    return text


Topic = Annotated[str, StringConstraints(pattern=r"^[a-z]+(\.[a-z]+)*$")]
Probability = Annotated[float, Field(ge=0.0, le=1.0)]


class Parameters(BaseModel):
    """The query string of `POST /match`."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] = 5
    threshold: Probability | None = None
    cutoff: Probability = 0.0
    algorithm: str = "best"
    include_dataset: list[str] = []
    exclude_dataset: list[str] = []
    exclude_schema: list[str] = []
    exclude_entity_ids: list[str] = []
    topics: list[Topic] = []
    changed_since: Annotated[str, AfterValidator(_iso_8601)] | None = None

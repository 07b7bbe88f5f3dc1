"""The shapes of what callers send, as pydantic models; unknown fields are refused."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from api.vocabulary import SCHEMATA
from matcher.index.search import SCHEMATA as LISTED_SCHEMATA

MAX_LIMIT = 500
MAX_QUERIES = 500
# Beyond anything on the real lists (96 names of one party, 926 characters of one address):
# what one query can cost is bounded.
MAX_NAMES = 200
MAX_VALUES = 1_000
MAX_VALUE_LENGTH = 2_000
MAX_BATCH_VALUES = 10_000  # names, addresses and identifiers of all queries: half a minute


_VALUE = [{"type": "string"}, {"type": "number"}, {"type": "null"}]
_VALUES: dict[str, Any] = {"anyOf": [*_VALUE, {"type": "array", "items": {"anyOf": _VALUE}}]}


class Example(BaseModel):
    """One party to screen: a query by example. The values are checked in queries.py.

    `id` is the caller's own and is echoed. The fields after `properties` are those of an
    entity as `/entities` answers it, so that one can be sent back as an example; unused.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    schema_: str = Field(alias="schema", json_schema_extra={"enum": list(SCHEMATA)})
    properties: dict[str, Any] = Field(
        description="FollowTheMoney's: text, a number, or a list of them",
        json_schema_extra={"additionalProperties": _VALUES},
    )
    id: str | None = None
    caption: str | None = None
    datasets: list[str] | None = None
    referents: list[str] | None = None
    target: bool | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    last_change: str | None = None
    listings: list[dict[str, Any]] | None = None


class Batch(BaseModel):
    """The body of `POST /match`. The examples are checked one by one, to name every fault.

    yente's clients always send `weights` and `config`; a model is trained here, not adjusted
    by its callers, so both must be empty.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    queries: dict[str, Any] = Field(
        json_schema_extra={
            "additionalProperties": {"$ref": "#/components/schemas/Example"},
            "minProperties": 1,
            "maxProperties": MAX_QUERIES,
        }
    )
    weights: Annotated[dict[str, Any], Field(max_length=0)] = {}
    config: Annotated[dict[str, Any], Field(max_length=0)] = {}


def _iso_8601(text: str) -> str:
    """The text, if it is a date or a time of ISO 8601."""
    try:
        date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("not an ISO 8601 date (2026-01-31) or time") from error
    return text


Topic = Annotated[str, StringConstraints(pattern=r"^[a-z]+(\.[a-z]+)*$")]
Probability = Annotated[float, Field(ge=0.0, le=1.0)]


class Filtering(BaseModel):
    """The part of a query string that says which listed parties may be answered."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    limit: int
    include_dataset: Annotated[list[str], Field(description="only these lists")] = []
    exclude_dataset: Annotated[list[str], Field(description="all but these lists")] = []
    exclude_schema: Annotated[list[str], Field(description="no party of this schema")] = []
    topics: Annotated[list[Topic], Field(description="only parties with one of these topics")] = []
    changed_since: Annotated[
        Annotated[str, AfterValidator(_iso_8601)] | None,
        Field(description="only parties that changed since, ISO 8601"),
    ] = None


class Parameters(Filtering):
    """The query string of a match."""

    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT, description="most results per query")] = 5
    threshold: Annotated[
        Probability | None, Field(description="score from which `match` is true; else the model's")
    ] = None
    cutoff: Annotated[Probability, Field(description="lowest score returned")] = 0.0
    base_rate: Annotated[
        float | None,
        Field(gt=0.0, lt=1.0, description="share of matches among what you ask; else the model's"),
    ] = None
    explain: Annotated[
        Literal["full", "waterfall"],
        Field(
            description="`waterfall` adds each result's bits as steps from nothing to the weight"
        ),
    ] = "full"
    algorithm: Annotated[str, Field(description="`best`, `default` or the live model's id")] = (
        "best"
    )
    exclude_entity_ids: Annotated[
        list[str], Field(description="not these parties, such as cleared false alerts")
    ] = []


class EntityParameters(BaseModel):
    """The query string of an entity."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    nested: Annotated[bool, Field(description="each address as an entity of its own too")] = False


class SearchParameters(Filtering):
    """The query string of a search."""

    q: Annotated[str, Field(max_length=500, description="words, an identifier or an id")] = ""
    limit: Annotated[int, Field(ge=0, le=MAX_LIMIT, description="most results")] = 10
    offset: Annotated[int, Field(ge=0, le=100_000, description="results to pass over")] = 0
    fuzzy: Annotated[bool, Field(description="whether a word may be misspelt")] = False
    simple: Annotated[bool, Field(description="accepted; there is but one syntax")] = False
    schema_: Annotated[
        Literal[LISTED_SCHEMATA] | None,  # type: ignore[valid-type]  # a tuple of names, known at import
        Field(alias="schema", description="only this schema and those that extend it"),
    ] = None
    countries: Annotated[
        list[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]],
        Field(description="only parties of one of these countries, ISO 3166-1 alpha-2"),
    ] = []
    facets: Annotated[
        list[Literal["datasets", "schema", "countries", "topics"]],
        Field(description="what to count the results by"),
    ] = ["countries", "topics", "datasets"]

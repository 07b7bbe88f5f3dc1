"""The shapes of what the service answers, as pydantic models.

Answers are built as plain dictionaries, for speed; these models describe them in
`/openapi.json`, and the tests hold every answer against them.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from matcher.records import Cut

CUTS = tuple(cut.value for cut in Cut)


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Total(_Answer):
    """How many there are in all, before paging."""

    value: int
    relation: Literal["eq", "gte"]


class Listing(_Answer):
    """One list's entry of a party."""

    id: str = Field(description="the entry's own id: the party's, or one of its referents")
    caption: str
    datasets: list[str]
    source: str = Field(description="the file it was read from, as `tallyman ingest` names it")
    entry_id: str = Field(description="the publisher's own id")
    file_sha256: str
    as_of: str | None


class ListedEntry(Listing):
    """One list's entry of a party, with what that list says."""

    schema_: str = Field(alias="schema")
    properties: dict[str, list[str]]
    first_seen: str | None
    last_seen: str | None
    last_change: str | None


class _Party(_Answer):
    id: str
    caption: str
    schema_: str = Field(alias="schema")
    properties: dict[str, list[str]]
    datasets: list[str]
    referents: list[str]
    target: bool
    first_seen: str | None
    last_seen: str | None
    last_change: str | None


class Entity(_Party):
    """A listed party, as a FollowTheMoney entity, once whatever number of lists carry it."""

    listings: list[Listing]


class NestedAddress(_Party):
    """One address of a party, as an entity of its own."""


class EntityInFull(_Party):
    """A listed party, and beside all its values together those of each listing.

    With `nested=true` each address is an entity too, under `addressEntity`.
    """

    properties: dict[str, list[str | NestedAddress]]  # type: ignore[assignment]  # and more
    listings: list[ListedEntry]


class Explanation(_Answer):
    """What one comparison found."""

    score: float = Field(description="the bits again, under the name that yente's clients read")
    bits: float
    level: int | None = Field(description="higher agrees more; null: one side is not known")
    query: str | None
    candidate: str | None
    detail: str


class ScoredEntity(Entity):
    """A listed party, with how well it matches and why."""

    score: float = Field(ge=0, le=1, description="calibrated probability")
    match: bool = Field(description="score >= threshold")
    match_weight: float = Field(description="evidence in bits, prior included")
    matched_name: str | None
    features: dict[str, float] = Field(description="bits by comparison; they sum to match_weight")
    explanations: dict[str, Explanation]


class Step(_Answer):
    """One bar of a waterfall: from where the last one ended."""

    comparison: str
    detail: str
    bits: float
    start: float
    end: float


class WaterfallEntity(ScoredEntity):
    """The same, with its bits as steps that end at `match_weight`."""

    waterfall: list[Step]


class QueryEcho(BaseModel):
    """The query as it was understood; `id` only where one was sent."""

    schema_: str = Field(alias="schema")
    properties: dict[str, list[str]]


class Truncation(_Answer):
    """What was left out to bound the work of a query."""

    bound: Literal[CUTS]  # type: ignore[valid-type]  # a tuple of names, known at import
    detail: str


class FaultShape(_Answer):
    """One thing that is wrong in a body."""

    pointer: str
    detail: str
    suggestion: str | None = None


class MatchResponse(_Answer):
    """The answer to one query of a batch."""

    status: Literal[200]
    results: list[WaterfallEntity | ScoredEntity]
    total: Total
    query: QueryEcho
    ignored: list[str]
    truncated: list[Truncation]


class MatchRefusal(_Answer):
    """In the place of an answer to a query that was not understood; the others are answered."""

    status: Literal[422]
    type: str
    title: str
    detail: str
    errors: list[FaultShape]


class MatchAnswer(_Answer):
    """The answer to a batch."""

    responses: dict[str, MatchResponse | MatchRefusal]
    failed: list[str] = Field(description="keys of the queries that were not understood")
    limit: int
    threshold: float
    base_rate: float
    model: str
    snapshot: str


class FacetValue(_Answer):
    """How many results have one value."""

    name: str
    label: str
    count: int


class Facet(_Answer):
    """The results counted by what they have, the commonest first."""

    label: str
    values: list[FacetValue]


class SearchAnswer(_Answer):
    """A page of results."""

    results: list[Entity]
    facets: dict[str, Facet]
    total: Total
    limit: int
    offset: int
    snapshot: str


class Publisher(_Answer):
    """Who publishes a list."""

    name: str


class Dataset(_Answer):
    """One list as it is served."""

    name: str
    title: str
    publisher: Publisher | None
    load: Literal[True]
    entity_count: int
    entities: int
    names: int
    as_of: str | None
    age_days: int | None
    sha256: str
    ingested_at: str


class Catalog(_Answer):
    """The lists that are served."""

    datasets: list[Dataset]
    current: list[str]
    outdated: list[str]
    index_stale: bool
    entities: int
    names: int
    snapshot: str
    built_at: str
    model: str
    threshold: float


class ComparisonDoc(_Answer):
    """The levels that one comparison can reach, the null level first, then the best."""

    levels: list[str]


class Algorithm(_Answer):
    """A model, with what is known of its making."""

    name: str
    description: str
    docs: dict[str, ComparisonDoc]
    threshold: float | None
    threshold_evidence: str | None
    base_rate: float | None
    versions: dict[str, str]
    trained_on: dict[str, str]
    report: dict[str, Any] | None
    live: bool


class Algorithms(_Answer):
    """The models that there are; a match may name the live one."""

    algorithms: list[Algorithm]
    default: str
    best: str


class Status(_Answer):
    """The process lives."""

    status: Literal["ok"]


class Refused(_Answer):
    """A newer snapshot or model that cannot be used; the one before it serves."""

    kind: Literal["snapshot", "model"]
    id: str | None
    reason: str


class Readiness(_Answer):
    """A snapshot is served."""

    status: Literal["ready"]
    snapshot: str
    model: str
    compared_by: Literal["kernel", "python"]
    refused: list[Refused]


class Index(_Answer):
    """What there is to ask."""

    service: Literal["tallyman"]
    endpoints: dict[str, str]


class ProblemShape(BaseModel):
    """Any error (RFC 9457). Programs may rely on `type` and `status`."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    parameter: str | None = None
    suggestion: str | None = None
    dataset: str | None = None
    entity: str | None = None
    known: list[str] | None = None
    errors: list[FaultShape] | None = None

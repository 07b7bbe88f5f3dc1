"""The shapes of the Reconciliation API 0.2 (W3C), as far as Tallyman speaks it.

Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from api.schemas import MAX_LIMIT

PREVIEW_WIDTH, PREVIEW_HEIGHT = 420, 300


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class ReconcileProperty(_Sent):
    """A value beside the name: `v` is text, a number, an entity or a list of these."""

    pid: str
    v: Any


class ReconcileQuery(_Sent):
    """One cell to reconcile, with what stands beside it."""

    query: str | None = None
    type: str | list[str] | None = None
    type_strict: Literal["any", "all", "should"] | None = None
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] = 5
    properties: list[ReconcileProperty] = []


class ExtendProperty(_Sent):
    """A property that is asked for."""

    id: str
    settings: dict[str, Any] | None = None


class Extend(_Sent):
    """Values that are asked for, of entities that were reconciled."""

    ids: list[str]
    properties: list[ExtendProperty]


class ReconcileForm(BaseModel):
    """What is sent as a query string or a form: JSON as text, `queries` or `extend`."""

    model_config = ConfigDict(extra="forbid")

    queries: Annotated[
        str | None, Field(description='JSON: `{"q0": {"query": "…", "type": "Company"}}`')
    ] = None
    extend: Annotated[
        str | None, Field(description='JSON: `{"ids": ["…"], "properties": [{"id": "country"}]}`')
    ] = None


class SuggestParameters(BaseModel):
    """What was typed so far."""

    model_config = ConfigDict(extra="forbid")

    prefix: Annotated[str, Field(max_length=200, description="what was typed so far")]
    cursor: Annotated[int, Field(ge=0, le=100_000, description="results to pass over")] = 0


class PreviewParameters(BaseModel):
    """Of which entity."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(description="id of a listed party")]


class ProposeParameters(BaseModel):
    """Of which type."""

    model_config = ConfigDict(extra="forbid")

    type: Annotated[str | None, Field(description="a schema; any if it is left out")] = None
    limit: Annotated[int | None, Field(ge=1, le=MAX_LIMIT, description="most properties")] = None


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Named(_Answer):
    """An id with its name."""

    id: str
    name: str


class Suggestion(Named):
    """Something that the typed text may mean."""

    description: str | None = None


class Suggestions(_Answer):
    """What the typed text may mean."""

    result: list[Suggestion]


class Feature(_Answer):
    """One comparison's evidence."""

    id: str
    value: float


class Candidate(_Answer):
    """A listed party that may be the one in the cell."""

    id: str
    name: str
    description: str
    type: list[Named]
    score: float = Field(ge=0, le=100, description="calibrated probability, in percent")
    match: bool = Field(description="it alone reaches the threshold")
    features: list[Feature]


class CandidateList(_Answer):
    """The candidates of one query."""

    result: list[Candidate]


class Cell(_Answer):
    """One value."""

    str: str


class Extension(_Answer):
    """The values that were asked for."""

    meta: list[Named]
    rows: dict[str, dict[str, list[Cell]]]


class ProposedProperties(_Answer):
    """Properties that can be asked for."""

    type: str | None
    limit: int | None
    properties: list[Named]


class View(_Answer):
    """Where an entity is shown; `{{id}}` stands for its id."""

    url: str


class Preview(View):
    """The same, small."""

    width: int
    height: int


class Service(_Answer):
    """Where a further service is."""

    service_url: str
    service_path: str


class ExtendService(_Answer):
    """How values are asked for."""

    propose_properties: Service
    property_settings: list[dict[str, Any]]


class Manifest(_Answer):
    """What this service can do."""

    versions: list[str]
    name: str
    identifierSpace: str  # noqa: N815  # the standard's name
    schemaSpace: str  # noqa: N815
    defaultTypes: list[Named]  # noqa: N815
    view: View
    preview: Preview
    suggest: dict[str, Service]
    extend: ExtendService
    batchSize: int  # noqa: N815


class ReconcileAnswer(RootModel[Manifest | Extension | dict[str, CandidateList]]):
    """The manifest; with `queries` the candidates by query; with `extend` the values."""

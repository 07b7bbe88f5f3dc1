"""`/reconcile/{dataset}`: the W3C's Reconciliation API 0.2, for OpenRefine and its kin."""

from collections.abc import Mapping
from typing import Any, TypeVar

from flask import Blueprint, Response, make_response, render_template, request
from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from api.faults import Fault, InvalidBody, InvalidParameter, InvalidRequest, pointer
from api.parameters import ALL_DATASETS, check_dataset, parse_parameters
from api.queries import ParsedQuery, nearest, parse_example, read_json, shape_faults
from api.reconcile_schemas import (
    PREVIEW_HEIGHT,
    PREVIEW_WIDTH,
    Extend,
    PreviewParameters,
    ProposeParameters,
    ReconcileForm,
    ReconcileQuery,
    SuggestParameters,
)
from api.schemas import MAX_QUERIES
from api.screeners import Screener
from api.search import find
from api.state import current_counts, current_screener
from api.vocabulary import PROPERTIES, ROLES, SCHEMATA, Role
from matcher.errors import UnknownEntity
from matcher.index.search import Search
from matcher.lists.ftm import listed_to_ftm
from matcher.records import Filters, Hit, Listed, Screening

Sent = TypeVar("Sent", bound=BaseModel)
bp = Blueprint("reconcile", __name__)

_DEFAULT_SCHEMA = "LegalEntity"
_SUGGESTED = 20


@bp.after_request
def _share(response: Response) -> Response:
    """OpenRefine asks from a page of its own; the standard wants CORS for that."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@bp.get("/reconcile/<dataset>")
def reconcile_get(dataset: str) -> dict[str, Any]:
    """The manifest; or what `queries` or `extend` asks for."""
    return _reconcile(dataset, request.args)


@bp.post("/reconcile/<dataset>")
def reconcile_post(dataset: str) -> dict[str, Any]:
    """The same, sent as a form."""
    return _reconcile(dataset, request.form)


@bp.get("/reconcile/<dataset>/suggest/entity")
def suggest_entity(dataset: str) -> dict[str, Any]:
    """Listed parties by what was typed so far."""
    screener = current_screener()
    check_dataset(dataset, screener)
    asked = parse_parameters(request.args, SuggestParameters)
    found = find(
        screener,
        Search(
            text=asked.prefix,
            filters=Filters(limit=_SUGGESTED),
            dataset=_scope(dataset),
            offset=asked.cursor,
            is_fuzzy=True,
        ),
    )
    suggestions = [
        {"id": listed.id, "name": listed.caption, "description": _describe(listed)}
        for listed in found.listed
    ]
    return {"result": suggestions}


@bp.get("/reconcile/<dataset>/suggest/property")
def suggest_property(dataset: str) -> dict[str, Any]:
    """Properties by what was typed so far."""
    return _suggest_word(dataset, tuple(sorted(ROLES)))


@bp.get("/reconcile/<dataset>/suggest/type")
def suggest_type(dataset: str) -> dict[str, Any]:
    """Schemata by what was typed so far."""
    return _suggest_word(dataset, SCHEMATA)


@bp.get("/reconcile/<dataset>/properties")
def propose_properties(dataset: str) -> dict[str, Any]:
    """Properties that can be asked for, those that are compared first."""
    check_dataset(dataset, current_screener())
    asked = parse_parameters(request.args, ProposeParameters)
    known = PROPERTIES.get(asked.type or _DEFAULT_SCHEMA, frozenset(ROLES))
    ordered = sorted(known, key=lambda name: (ROLES[name] is Role.UNUSED, name))[: asked.limit]
    return {"type": asked.type, "limit": asked.limit, "properties": _named(ordered)}


@bp.get("/reconcile/<dataset>/preview")
def preview(dataset: str) -> Response:
    """One party as a small page, to be framed by the asker."""
    screener = current_screener()
    check_dataset(dataset, screener)
    listed = screener.snapshot.entity(parse_parameters(request.args, PreviewParameters).id)
    page = render_template("preview.html", entity=listed_to_ftm(listed), listed=listed)
    response = make_response(page)
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors *"
    )
    return response


def _reconcile(dataset: str, arguments: MultiDict[str, str]) -> dict[str, Any]:
    screener = current_screener()
    check_dataset(dataset, screener)
    form = parse_parameters(arguments, ReconcileForm)
    if form.queries is not None and form.extend is not None:
        raise InvalidParameter("send either queries or extend", parameter="extend")
    if form.queries is not None:
        return _candidates(screener, _scope(dataset), _document("queries", form.queries))
    if form.extend is not None:
        return _extension(screener, _document("extend", form.extend))
    return _manifest(dataset)


def _document(parameter: str, text: str) -> dict[str, Any]:
    try:
        document = read_json(text.encode("utf-8", "surrogatepass"))
    except InvalidRequest as error:
        raise InvalidParameter(str(error), parameter=parameter) from error
    if not isinstance(document, dict):
        raise InvalidParameter("is not a JSON object", parameter=parameter)
    return document


def _manifest(dataset: str) -> dict[str, Any]:
    root = request.host_url.rstrip("/")
    path = f"/reconcile/{dataset}"

    def service(name: str) -> dict[str, str]:
        return {"service_url": root, "service_path": f"{path}/{name}"}

    return {
        "versions": ["0.2"],
        "name": "Tallyman" if dataset == ALL_DATASETS else f"Tallyman: {dataset}",
        "identifierSpace": f"{root}/entities/",
        "schemaSpace": "https://followthemoney.tech/explorer/schemata/",
        "defaultTypes": _named(SCHEMATA),
        "view": {"url": f"{root}/entities/{{{{id}}}}"},
        "preview": {
            "url": f"{root}{path}/preview?id={{{{id}}}}",
            "width": PREVIEW_WIDTH,
            "height": PREVIEW_HEIGHT,
        },
        "suggest": {kind: service(f"suggest/{kind}") for kind in ("entity", "property", "type")},
        "extend": {"propose_properties": service("properties"), "property_settings": []},
        "batchSize": MAX_QUERIES,
    }


def _candidates(
    screener: Screener, scope: str | None, document: Mapping[str, Any]
) -> dict[str, Any]:
    if len(document) > MAX_QUERIES:
        raise InvalidRequest(f"the batch holds {len(document)} queries; {MAX_QUERIES} at most")
    parsed: dict[str, tuple[ReconcileQuery, ParsedQuery]] = {}
    faults: list[Fault] = []
    for key, sent in document.items():
        try:
            query = _validated(ReconcileQuery, sent, (key,))
            parsed[key] = (query, _example(query, key))
        except InvalidBody as error:
            faults.extend(error.faults)
    if faults:
        raise InvalidBody(tuple(faults))
    answers = {}
    for key, (query, example) in parsed.items():
        screening = screener.screen(example.query, Filters(limit=query.limit), scope)
        current_counts().observe_screening(screening)
        answers[key] = {"result": _results(screening)}
    return answers


def _example(query: ReconcileQuery, key: str) -> ParsedQuery:
    """The query by example that a cell and its neighbours are."""
    types = [query.type] if isinstance(query.type, str) else query.type or []
    properties: dict[str, list[Any]] = {}
    if query.query is not None:
        properties["name"] = [query.query]
    for number, beside in enumerate(query.properties):
        if beside.pid not in ROLES:
            fault = Fault(
                pointer=pointer(key, "properties", number, "pid"),
                detail=f"{beside.pid!r} is not a property",
                suggestion=nearest(beside.pid, tuple(sorted(ROLES))),
            )
            raise InvalidBody((fault,))
        values = beside.v if isinstance(beside.v, list) else [beside.v]
        properties.setdefault(beside.pid, []).extend(_plain(value) for value in values)
    schema = next((name for name in types if name in PROPERTIES), _DEFAULT_SCHEMA)
    if types and schema not in types:
        fault = Fault(
            pointer=pointer(key, "type"),
            detail=f"{types[0]!r} is not a type; known are: {', '.join(SCHEMATA)}",
            suggestion=nearest(types[0], SCHEMATA),
        )
        raise InvalidBody((fault,))
    return parse_example({"schema": schema, "properties": properties}, (key,))


def _plain(value: Any) -> Any:
    """A value that was itself reconciled comes as `{"id": …, "name": …}`: its name counts."""
    return value["name"] if isinstance(value, dict) and set(value) == {"id", "name"} else value


def _results(screening: Screening) -> list[dict[str, Any]]:
    """A cell is matched by itself only where one party alone reaches the threshold."""
    is_sure = sum(hit.match for hit in screening.hits) == 1
    return [_candidate(hit, is_match=hit.match and is_sure) for hit in screening.hits]


def _candidate(hit: Hit, *, is_match: bool) -> dict[str, Any]:
    return {
        "id": hit.listed.id,
        "name": hit.listed.caption,
        "description": _describe(hit.listed),
        "type": _named([hit.listed.schema]),
        "score": hit.score * 100,
        "match": is_match,
        "features": [{"id": found.comparison, "value": found.bits} for found in hit.evidence],
    }


def _extension(screener: Screener, document: Mapping[str, Any]) -> dict[str, Any]:
    asked = _validated(Extend, document, ())
    if len(asked.ids) > MAX_QUERIES:
        raise InvalidRequest(f"{len(asked.ids)} ids are asked for; {MAX_QUERIES} at most")
    wanted = [wanted.id for wanted in asked.properties]
    return {
        "meta": _named(wanted),
        "rows": {entity_id: _row(screener, entity_id, wanted) for entity_id in asked.ids},
    }


def _row(screener: Screener, entity_id: str, wanted: list[str]) -> dict[str, Any]:
    """The values of one party; none of an id that is not listed (any more)."""
    try:
        entity = listed_to_ftm(screener.snapshot.entity(entity_id))
    except UnknownEntity:
        return {name: [] for name in wanted}
    values = entity["properties"] | {
        "datasets": entity["datasets"],
        "schema": [entity["schema"]],
    }
    return {name: [{"str": value} for value in values.get(name, [])] for name in wanted}


def _suggest_word(dataset: str, words: tuple[str, ...]) -> dict[str, Any]:
    check_dataset(dataset, current_screener())
    asked = parse_parameters(request.args, SuggestParameters)
    typed = asked.prefix.strip().casefold()
    found = [word for word in words if typed in word.casefold()]
    found.sort(key=lambda word: not word.casefold().startswith(typed))
    return {"result": _named(found[asked.cursor : asked.cursor + _SUGGESTED])}


def _validated(model: type[Sent], document: object, place: tuple[str | int, ...]) -> Sent:
    try:
        return model.model_validate(document)
    except ValidationError as error:
        faults = shape_faults(error, place, tuple(model.model_fields))
        raise InvalidBody(tuple(faults)) from error


def _scope(dataset: str) -> str | None:
    return None if dataset == ALL_DATASETS else dataset


def _describe(listed: Listed) -> str:
    return " · ".join([listed.schema, *listed.countries, *listed.datasets])


def _named(names: Any) -> list[dict[str, str]]:
    return [{"id": name, "name": name} for name in names]

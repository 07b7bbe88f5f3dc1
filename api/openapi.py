"""`/openapi.json` and `/docs`: the table of operations as OpenAPI 3.1, and as a page."""

import re
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, render_template
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from api.answer_schemas import ProblemShape
from api.operations import OPERATIONS, PATH_PARAMETERS, Operation
from api.reconcile_schemas import Extend, ReconcileQuery
from api.schemas import Example

bp = Blueprint("openapi", __name__)

_REF = "#/components/schemas/{model}"
_ABOUT = (
    "Resolves names, aliases, addresses and identifiers in trade data against sanctions and "
    "export-control lists, with a calibrated probability that explains itself."
)


@bp.get("/openapi.json")
def openapi() -> Response:
    """The description for programs."""
    return jsonify(document())


@bp.get("/docs")
def docs() -> Response:
    """The description for people; nothing in it is loaded from elsewhere."""
    page = render_template("docs.html", spec=document())
    response = make_response(page)
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return response


def document() -> dict[str, Any]:
    """The whole description, OpenAPI 3.1."""
    schemas = _schemas()
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tallyman",
            "version": version("tallyman"),
            "description": _ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "ApiKey": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Authorization",
                    "description": "`ApiKey <key>`; asked for where a key was made, and "
                    "everywhere beyond loopback",
                },
                "Bearer": {"type": "http", "scheme": "bearer", "description": "the same key"},
            },
        },
    }


def _schemas() -> dict[str, Any]:
    """The JSON Schema of every model: what is sent as it is read, what is answered as written."""
    sent: set[type[BaseModel]] = {op.body for op in OPERATIONS if op.body} | {
        Example,
        ReconcileQuery,
        Extend,
    }
    answered = {op.answer for op in OPERATIONS if op.answer} | {ProblemShape}
    by_name = {model.__name__: model for model in sent | answered}
    modes: list[tuple[type[BaseModel], JsonSchemaMode]] = [
        (model, "validation" if model in sent else "serialization")
        for _, model in sorted(by_name.items())
    ]
    _, definitions = models_json_schema(modes, ref_template=_REF)
    found: dict[str, Any] = definitions["$defs"]
    # Only what is set is answered: a problem names the facts that it has.
    for name in ("ProblemShape", "FaultShape"):
        model = found[name]
        model["required"] = [
            prop for prop in model["required"] if "default" not in model["properties"][prop]
        ]
    return found


def _operation(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": _operation_id(operation),
        "summary": operation.summary,
        "responses": _responses(operation),
    }
    if operation.description:
        described["description"] = operation.description
    if parameters := _path_parameters(operation) + _query_parameters(operation):
        described["parameters"] = parameters
    if operation.scope is not None:
        described["security"] = [{}, {"ApiKey": []}, {"Bearer": []}]
        described["description"] = " ".join(
            [operation.description, f"A key needs the scope `{operation.scope}`."]
        ).strip()
    if operation.body is not None:
        described["requestBody"] = {
            "required": True,
            "content": {operation.body_media_type: {"schema": _ref(operation.body)}},
        }
    return described


def _operation_id(operation: Operation) -> str:
    words = re.findall(r"[a-z]+", operation.path)
    return "_".join([operation.method.lower(), *words])


def _path_parameters(operation: Operation) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "minLength": 1},
            "description": PATH_PARAMETERS[name],
        }
        for name in re.findall(r"\{(\w+)\}", operation.path)
    ]


def _query_parameters(operation: Operation) -> list[dict[str, Any]]:
    """The fields of the model that parses the query string."""
    if operation.parameters is None:
        return []
    schema = operation.parameters.model_json_schema()
    required = schema.get("required", [])
    return [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            "description": field.pop("description", ""),
            "schema": _without_null(field),
        }
        for name, field in schema["properties"].items()
    ]


def _without_null(field: dict[str, Any]) -> dict[str, Any]:
    """A query string has no null: what is not given is left out."""
    field.pop("title", None)
    if "anyOf" in field:
        [field] = [choice for choice in field["anyOf"] if choice != {"type": "null"}]
    return field


def _responses(operation: Operation) -> dict[str, Any]:
    media: dict[str, Any] = {}
    if operation.answer is not None:
        media = {"schema": _ref(operation.answer)}
    responses: dict[str, Any] = {
        "200": {"description": "OK", "content": {operation.media_type: media}}
    }
    for status, meaning in operation.others.items():
        responses[str(status)] = {"description": meaning}
    guarded = (401, 403, 429, 503) if operation.scope else ()
    for status in sorted({*operation.problems, *guarded}):
        responses[str(status)] = {
            "description": HTTPStatus(status).phrase,
            "content": {"application/problem+json": {"schema": _ref(ProblemShape)}},
        }
    return responses


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}

"""From a query string to the matcher's filters."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar, get_origin

from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from api.faults import InvalidParameter
from api.queries import nearest
from api.schemas import Filtering, Parameters
from api.screeners import Screener
from matcher.errors import UnknownSource
from matcher.lists.vocabulary import ADDRESS_SCHEMA, PARTY_SCHEMATA
from matcher.records import Filters

ALL_DATASETS = "default"

_LISTED_SCHEMATA = tuple(sorted(PARTY_SCHEMATA | {ADDRESS_SCHEMA}))

Parsed = TypeVar("Parsed", bound=BaseModel)


def parse_parameters(arguments: MultiDict[str, str], model: type[Parsed]) -> Parsed:
    """A query string, checked for type and range.

    Raises:
        InvalidParameter: One is unknown, malformed, out of range or given twice.
    """
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    values: dict[str, str | list[str]] = {}
    for name, given in arguments.lists():
        if name in fields and get_origin(fields[name].annotation) is list:
            values[name] = given
        elif len(given) > 1:
            raise InvalidParameter(f"given {len(given)} times, once is enough", parameter=name)
        else:
            values[name] = given[0]
    try:
        return model.model_validate(values, by_name=False, by_alias=True)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False)[0]
        name = str(found["loc"][0])
        if found["type"] == "extra_forbidden":
            raise InvalidParameter(
                f"there is no such parameter; known are: {', '.join(fields)}",
                parameter=name,
                suggestion=nearest(name, tuple(fields)),
            ) from error
        message = str(found["msg"]).removeprefix("Value error, ")
        raise InvalidParameter(f"{found['input']!r}: {message}", parameter=name) from error


def filters_for(parameters: Filtering, screener: Screener) -> Filters:
    """The filters that the parameters ask for, checked against what is being served.

    Raises:
        InvalidParameter: A model, dataset or schema that does not exist, which would
            otherwise leave parties out without a word.
    """
    datasets = tuple(summary.key for summary in screener.snapshot.datasets)
    _check("include_dataset", parameters.include_dataset, (ALL_DATASETS, *datasets))
    _check("exclude_dataset", parameters.exclude_dataset, datasets)
    _check("exclude_schema", parameters.exclude_schema, _LISTED_SCHEMATA)
    included = frozenset(parameters.include_dataset)
    return Filters(
        limit=parameters.limit,
        include_datasets=frozenset() if ALL_DATASETS in included else included,
        exclude_datasets=frozenset(parameters.exclude_dataset),
        exclude_schemata=frozenset(parameters.exclude_schema),
        topics=frozenset(parameters.topics),
        changed_since=_universal(parameters.changed_since),
    )


def match_filters(parameters: Parameters, screener: Screener) -> Filters:
    """The filters of a match, checked likewise.

    Raises:
        InvalidParameter: As for `filters_for`.
    """
    _check("algorithm", [parameters.algorithm], ("best", ALL_DATASETS, screener.model.id))
    return replace(
        filters_for(parameters, screener),
        threshold=parameters.threshold,
        cutoff=parameters.cutoff,
        base_rate=parameters.base_rate,
        exclude_entity_ids=frozenset(parameters.exclude_entity_ids),
    )


def check_dataset(dataset: str, screener: Screener) -> None:
    """Make sure that a dataset of the address is served.

    Raises:
        UnknownSource: It is not.
    """
    known = (ALL_DATASETS, *(summary.key for summary in screener.snapshot.datasets))
    if dataset not in known:
        raise UnknownSource(dataset, known)


def _check(parameter: str, given: Iterable[str], known: tuple[str, ...]) -> None:
    for name in given:
        if name not in known:
            raise InvalidParameter(
                f"{name!r} is not known; known are: {', '.join(known)}",
                parameter=parameter,
                suggestion=nearest(name, known),
            )


def _universal(moment: str | None) -> str | None:
    """A date as it is; a time in UTC, without its zone, as the lists write `last_change`."""
    if moment is None or len(moment) <= 10:
        return moment
    parsed = datetime.fromisoformat(moment)
    if parsed.tzinfo is not None:
        parsed = parsed.astimezone(UTC).replace(tzinfo=None)
    return parsed.isoformat(timespec="seconds")

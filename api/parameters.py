"""From a query string to the matcher's filters."""

from collections.abc import Iterable
from datetime import UTC, datetime

from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from api.faults import InvalidParameter
from api.queries import nearest
from api.schemas import Parameters
from api.screeners import Screener
from matcher.errors import UnknownSource
from matcher.lists.vocabulary import ADDRESS_SCHEMA, PARTY_SCHEMATA
from matcher.records import Filters

ALL_DATASETS = "default"

_LISTED_SCHEMATA = tuple(sorted(PARTY_SCHEMATA | {ADDRESS_SCHEMA}))
_REPEATABLE = frozenset(
    ("include_dataset", "exclude_dataset", "exclude_schema", "exclude_entity_ids", "topics")
)


def parse_parameters(arguments: MultiDict[str, str]) -> Parameters:
    """The parameters of a match, checked for type and range.

    Raises:
        InvalidParameter: One is unknown, malformed, out of range or given twice.
    """
    values: dict[str, str | list[str]] = {}
    for name, given in arguments.lists():
        if name in _REPEATABLE:
            values[name] = given
        elif len(given) > 1:
            raise InvalidParameter(f"given {len(given)} times, once is enough", parameter=name)
        else:
            values[name] = given[0]
    try:
        return Parameters.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False)[0]
        name = str(found["loc"][0])
        if found["type"] == "extra_forbidden":
            known = tuple(Parameters.model_fields)
            raise InvalidParameter(
                f"there is no such parameter; known are: {', '.join(known)}",
                parameter=name,
                suggestion=nearest(name, known),
            ) from error
        message = str(found["msg"]).removeprefix("Value error, ")
        raise InvalidParameter(f"{found['input']!r}: {message}", parameter=name) from error


def filters_for(parameters: Parameters, screener: Screener) -> Filters:
    """The filters that the parameters ask for, checked against what is being served.

    Raises:
        InvalidParameter: A model, dataset or schema that does not exist, which would
            otherwise leave parties out without a word.
    """
    models = ("best", ALL_DATASETS, screener.model.id)
    datasets = tuple(summary.key for summary in screener.snapshot.datasets)
    _check("algorithm", [parameters.algorithm], models)
    _check("include_dataset", parameters.include_dataset, (ALL_DATASETS, *datasets))
    _check("exclude_dataset", parameters.exclude_dataset, datasets)
    _check("exclude_schema", parameters.exclude_schema, _LISTED_SCHEMATA)
    included = frozenset(parameters.include_dataset)
    return Filters(
        limit=parameters.limit,
        threshold=parameters.threshold,
        cutoff=parameters.cutoff,
        include_datasets=frozenset() if ALL_DATASETS in included else included,
        exclude_datasets=frozenset(parameters.exclude_dataset),
        exclude_schemata=frozenset(parameters.exclude_schema),
        exclude_entity_ids=frozenset(parameters.exclude_entity_ids),
        topics=frozenset(parameters.topics),
        changed_since=_universal(parameters.changed_since),
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

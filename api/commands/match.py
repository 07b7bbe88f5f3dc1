"""`tallyman match NAME`: screen one party, and read why."""

from collections.abc import Iterator

import click

from api.answers import response_json
from api.commands.invocation import Invocation, pass_invocation
from api.commands.terminal import print_json
from api.faults import InvalidBody
from api.queries import ParsedQuery, nearest, parse_example
from api.schemas import MAX_LIMIT
from api.vocabulary import ROLES, SCHEMATA, Role
from matcher.records import Evidence, Filters, Hit, Screening
from matcher.scoring.explain import PRIOR
from models.live import open_live_screener


@click.command("match")
@click.argument("name", required=False)
@click.option("--country", multiple=True, help="code or name; may be repeated")
@click.option("--address", multiple=True, help="as one line; may be repeated")
@click.option(
    "--identifier",
    "identifiers",
    multiple=True,
    metavar="KIND:VALUE",
    help="such as innCode:7701234567; may be repeated",
)
@click.option(
    "--birth-date", multiple=True, metavar="DATE", help="of a Person: YYYY, YYYY-MM or YYYY-MM-DD"
)
@click.option("--schema", default="LegalEntity", show_default=True, type=click.Choice(SCHEMATA))
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, MAX_LIMIT))
@click.option(
    "--threshold",
    type=click.FloatRange(0.0, 1.0),
    help="score from which a hit is a match [default: the model's own]",
)
@click.option("--json", "as_json", is_flag=True, help="for programs, as POST /match answers")
@pass_invocation
def command(
    invocation: Invocation,
    *,
    name: str | None,
    country: tuple[str, ...],
    address: tuple[str, ...],
    identifiers: tuple[str, ...],
    birth_date: tuple[str, ...],
    schema: str,
    limit: int,
    threshold: float | None,
    as_json: bool,
) -> None:
    """Screen one party: by NAME, address or identifier."""
    properties: dict[str, list[str]] = {
        "name": [name] if name else [],
        "country": list(country),
        "address": list(address),
    }
    if birth_date:
        properties["birthDate"] = list(birth_date)
    for given in identifiers:
        kind, value = _identifier(given)
        properties.setdefault(kind, []).append(value)
    try:
        parsed = parse_example({"schema": schema, "properties": properties})
    except InvalidBody as error:
        raise click.UsageError("\n".join(fault.detail for fault in error.faults)) from error
    screener = open_live_screener(invocation.settings().home)
    screening = screener.screen(parsed.query, Filters(limit=limit, threshold=threshold))
    if as_json:
        facts = {"threshold": screening.threshold, "limit": limit}
        made_by = {"model": screening.model_id, "snapshot": screening.snapshot_id}
        print_json(response_json(parsed, screening) | facts | made_by)
    else:
        click.echo("\n".join(report(parsed, screening)))


def report(parsed: ParsedQuery, screening: Screening) -> Iterator[str]:
    """The answer as lines for a reader: the hits ranked, and the bits of each comparison."""
    asked = parsed.query.names or parsed.query.addresses
    asked = asked or tuple(found.value for found in parsed.query.identifiers)
    yield f"{'; '.join(asked)}: {screening.total} found, {len(screening.hits)} shown"
    yield (
        f"match from {screening.threshold:.3f}, "
        f"model {screening.model_id}, snapshot {screening.snapshot_id}"
    )
    for rank, hit in enumerate(screening.hits, start=1):
        yield ""
        yield from _hit_lines(rank, hit)


def _hit_lines(rank: int, hit: Hit) -> Iterator[str]:
    listed = hit.listed
    verdict = "MATCH" if hit.match else "-"
    place = ", ".join((listed.schema, *listed.countries))
    yield (
        f"{rank:>3}  {verdict:<5}  {hit.score:.4f}  {hit.match_weight:+7.2f} bits  "
        f"{listed.caption}  ({place})"
    )
    indent = " " * 12
    yield f"{indent}{listed.id} on {', '.join(listed.datasets) or listed.provenance.source}"
    if others := dict.fromkeys(one.id for one in listed.listings if one.id != listed.id):
        yield f"{indent}also {', '.join(others)}"
    if hit.matched_name is not None and hit.matched_name != listed.caption:
        yield f"{indent}listed as {hit.matched_name}"
    unknown = [found.comparison for found in hit.evidence if _is_null(found)]
    for found in hit.evidence:
        if _is_null(found):
            continue
        compared = f"  [{found.query} ~ {found.listed}]" if found.query and found.listed else ""
        yield f"{indent}{found.comparison:<14} {found.bits:+7.2f}  {found.label}{compared}"
    if unknown:
        yield f"{indent}silent: {', '.join(unknown)}"


def _is_null(found: Evidence) -> bool:
    return found.level is None and found.comparison != PRIOR


def _identifier(given: str) -> tuple[str, str]:
    kind, colon, value = given.partition(":")
    if not (colon and value.strip()):
        raise click.BadParameter(f"{given!r} is not KIND:VALUE", param_hint="--identifier")
    if ROLES.get(kind) is not Role.IDENTIFIER:
        known = tuple(sorted(name for name, role in ROLES.items() if role is Role.IDENTIFIER))
        near = nearest(kind, known)
        hint = f"; did you mean {near}?" if near else f"; known are: {', '.join(known)}"
        raise click.BadParameter(
            f"{kind!r} is not a kind of identifier{hint}", param_hint="--identifier"
        )
    return kind, value

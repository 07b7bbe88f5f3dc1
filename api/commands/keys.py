"""`tallyman keys add|list|revoke`: who may ask the service."""

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.terminal import print_json
from api.keys import Key, KeyStore, Scope


@click.group("keys")
def command() -> None:
    """Make, list and revoke the keys that the service asks for."""


@command.command("add")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice([scope.value for scope in Scope]),
    default=(Scope.MATCH.value, Scope.READ.value),
    show_default="match and read",
    help="what it is good for; may be repeated",
)
@click.option("--per-minute", type=click.IntRange(min=1), help="most requests a minute")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def add(
    invocation: Invocation,
    *,
    name: str,
    scopes: tuple[str, ...],
    per_minute: int | None,
    as_json: bool,
) -> None:
    """Make a key for NAME and show it, this once. Running services take it at once."""
    key, token = KeyStore(invocation.settings().home).add(
        name, [Scope(scope) for scope in scopes], per_minute=per_minute
    )
    if as_json:
        print_json(_key_json(key) | {"token": token})
        return
    click.echo(f"Key {key.id} for {name}. It is shown this once; keep it safe:", err=True)
    click.echo(token)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def list_keys(invocation: Invocation, *, as_json: bool) -> None:
    """Show the keys that were made, without what is secret of them."""
    keys = KeyStore(invocation.settings().home).keys()
    if as_json:
        print_json({"keys": [_key_json(key) for key in keys]})
        return
    for key in keys:
        limit = f"{key.per_minute}/min" if key.per_minute else "no limit"
        state = f"revoked {key.revoked_at}" if key.revoked_at else f"since {key.created_at}"
        click.echo(f"{key.id}  {','.join(sorted(key.scopes)):16} {limit:10} {state}  {key.name}")
    if not keys:
        click.echo("There is no key: the service is open on loopback and closed elsewhere.")


@command.command("revoke")
@click.argument("key_id", metavar="ID")
@pass_invocation
def revoke(invocation: Invocation, *, key_id: str) -> None:
    """End the key ID at once, in every running service of this home."""
    key = KeyStore(invocation.settings().home).revoke(key_id)
    click.echo(f"Key {key.id} for {key.name} is revoked.")


def _key_json(key: Key) -> dict[str, object]:
    return {
        "id": key.id,
        "name": key.name,
        "scopes": sorted(key.scopes),
        "per_minute": key.per_minute,
        "created_at": key.created_at,
        "revoked_at": key.revoked_at,
    }

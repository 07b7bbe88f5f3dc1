"""Fictitious entries of lists, as short as a test needs them."""

from typing import Any

from matcher.records import Alias, Identifier, Listed, Provenance


def listed(
    entry_id: str,
    *names: str,
    source: str | None = None,
    ids: dict[str, str] | None = None,
    **fields: Any,
) -> Listed:
    """An entry `<list>-<number>` of that list.

    Args:
        entry_id: Its id; what stands before the last hyphen is the list.
        names: Its names, the primary one first.
        source: The file it was read from, if not its list.
        ids: Identifiers by kind.
        fields: Further fields of `Listed`.
    """
    key = entry_id.rpartition("-")[0]
    return Listed(
        id=entry_id,
        aliases=tuple(Alias(name=name) for name in names),
        provenance=Provenance(source=source or key, entry_id=entry_id, file_sha256="ab" * 32),
        identifiers=tuple(
            Identifier(kind=kind, value=value) for kind, value in (ids or {}).items()
        ),
        **{"schema": "Company", "datasets": (key,)} | fields,
    )

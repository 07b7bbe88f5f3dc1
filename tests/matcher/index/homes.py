"""Homes with small lists, written in a test as FollowTheMoney entities."""

import json
from pathlib import Path
from typing import Any

from matcher.index.build import build
from matcher.index.snapshot import Snapshot
from matcher.lists.store import ListStore

Entity = dict[str, Any]


def entity(entity_id: str, *names: str, schema: str = "Company", **rest: Any) -> Entity:
    """An entity of these names; `properties` and the entity's own keys go by name."""
    own = {
        key: rest.pop(key)
        for key in ("datasets", "referents", "target", "first_seen", "last_seen", "last_change")
        if key in rest
    }
    properties = {key: [value] if isinstance(value, str) else value for key, value in rest.items()}
    if names:
        properties["name"] = list(names)
    return {"id": entity_id, "schema": schema, "properties": properties} | own


def ingest(home: Path, source: str, *entities: Entity) -> Path:
    """Take in a list of these entities; returns the file that was read."""
    path = home / f"{source}.ftm.json"
    home.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(found) for found in entities) + "\n", encoding="utf-8")
    ListStore(home).ingest(source, path)
    return path


def snapshot_of(home: Path, *entities: Entity) -> Snapshot:
    """A snapshot of one list with these entities."""
    ingest(home, "ftm", *entities)
    return build(home)

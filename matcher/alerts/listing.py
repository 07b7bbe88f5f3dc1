"""What a listing says, as a digest: an alert stays cleared until it is another one."""

import hashlib
from collections.abc import Mapping

import orjson

from matcher.errors import UnknownEntity
from matcher.index.snapshot import Snapshot
from matcher.lists.ftm import listed_to_ftm
from matcher.records import Listed

_DIGEST_BYTES = 16
# The lists are read every day; that one was seen again changes nothing.
_PASSING = ("last_seen", "caption")


def listing_digest(listed: Listed) -> str:
    """Stands for what the lists say of a party, whatever the order of its values."""
    entity = {key: value for key, value in listed_to_ftm(listed).items() if key not in _PASSING}
    entity["properties"] = {prop: sorted(set(v)) for prop, v in entity["properties"].items() if v}
    for key in ("datasets", "referents"):
        entity[key] = sorted(entity[key])
    said = orjson.dumps(entity, option=orjson.OPT_SORT_KEYS)
    return hashlib.blake2b(said, digest_size=_DIGEST_BYTES).hexdigest()


def changed_since(old: Snapshot, new: Snapshot) -> Mapping[str, str]:
    """The parties of a snapshot that an older one does not have, or not so.

    A party that was merged or has another id since is compared with the one it was.

    Returns:
        Id -> `added` or `changed`.
    """
    found = {}
    for row in range(new.entity_count):
        listed = new.listed(row)
        former = _former(old, listed)
        if former is None:
            found[listed.id] = "added"
        elif listing_digest(former) != listing_digest(listed):
            found[listed.id] = "changed"
    return found


def _former(old: Snapshot, listed: Listed) -> Listed | None:
    for entity_id in (listed.id, *listed.referents):
        try:
            return old.entity(entity_id)
        except UnknownEntity:
            continue
    return None

"""The elements and attributes of a party on Switzerland's list: data only."""

# What a party is: the element that holds it, by the FollowTheMoney schema.
KINDS = {"individual": "Person", "entity": "Organization", "object": "Asset"}
BOUNDS = frozenset({"from", "to"})  # of a span of days
_ID = "@ssid"
# Below `individual`, `entity` and `object`, and the attributes of each.
_PARTS = {
    "identity": ("main",),
    "identity/name": ("name-type", "quality", "lang"),
    "identity/name/name-part": ("order", "name-part-type"),
    "identity/name/name-part/value": (),
    "identity/name/name-part/spelling-variant": ("lang", "script", "spelling-variant-type"),
    "identity/day-month-year": ("day", "month", "year", "calendar", "quality"),
    "identity/day-month-year-range": (),
    "identity/place-of-birth": ("place-id", "quality"),
    "identity/nationality": ("quality",),
    "identity/nationality/country": ("iso-code",),
    "identity/address": ("place-id", "quality", "main"),
    "identity/address/c-o": (),
    "identity/address/address-details": (),
    "identity/address/p-o-box": (),
    "identity/address/zip-code": (),
    "identity/address/remark": (),
    "identity/identification-document": ("document-type", "place-id", "quality"),
    "identity/identification-document/number": (),
    "identity/identification-document/issuer": ("code",),
    "identity/identification-document/date-of-issue": (),
    "identity/identification-document/expiry-date": (),
    "identity/identification-document/remark": (),
    "justification": (),
    "relation": ("target-id", "relation-type"),
    "relation/remark": (),
    "other-information": (),
}


def _known() -> frozenset[str]:
    paths = {"@ssid", "@sanctions-set-id", "sanctions-set-id", "foreign-identifier"}
    for kind in KINDS:
        paths |= {kind, f"{kind}@sex", f"{kind}@object-type", f"{kind}{_ID}"}
        for path, attributes in _PARTS.items():
            paths |= {f"{kind}/{path}", f"{kind}/{path}{_ID}"}
            paths |= {f"{kind}/{path}@{name}" for name in attributes}
        span = f"{kind}/identity/day-month-year-range"
        for bound in BOUNDS:
            paths |= {f"{span}/{bound}"}
            paths |= {f"{span}/{bound}@{name}" for name in ("day", "month", "year", "calendar")}
    # Relations, justifications and remarks stand beside or within the party.
    for path in ("justification", "relation", "relation/remark", "other-information", "remark"):
        paths |= {path, f"{path}{_ID}"}
    for kind in KINDS:
        document = f"{kind}/identity/identification-document"
        for dated in ("date-of-issue", "expiry-date"):
            paths |= {f"{document}/{dated}/day-month-year"}
            for day in (dated, f"{dated}/day-month-year"):
                paths |= {f"{document}/{day}@{name}" for name in _PARTS["identity/day-month-year"]}
    paths |= {"generic-attribute", "generic-attribute@name"}
    return frozenset(paths | {"relation@target-id", "relation@relation-type"})


KNOWN = _known()

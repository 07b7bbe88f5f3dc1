"""The elements and attributes of the EU's list, schema 1.1: data only."""

_PLACE = ("city", "zipCode", "region", "place", "countryIso2Code", "countryDescription")
# Attributes of each element of an entry.
ATTRIBUTES = {
    "subjectType": ("code", "classificationCode"),
    "regulation": (
        *("regulationType", "organisationType", "publicationDate", "entryIntoForceDate"),
        *("numberTitle", "programme", "corrigendum"),
    ),
    "nameAlias": (
        *("firstName", "middleName", "lastName", "wholeName", "function", "gender", "title"),
        *("nameLanguage", "strong"),
    ),
    "citizenship": (
        *("acquisitionDate", "disenfranchisementDate", "region"),
        *("countryIso2Code", "countryDescription"),
    ),
    "birthdate": (
        *("circa", "calendarType", "birthdate", "dayOfMonth", "monthOfYear", "year"),
        *("yearRangeFrom", "yearRangeTo", *_PLACE),
    ),
    "address": ("street", "poBox", "asAtListingTime", *_PLACE),
    "identification": (
        *("diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer"),
        *("issueDate", "issuedBy", "latinNumber", "nameOnDocument", "number", "validFrom"),
        *("validTo", "region", "identificationTypeCode", "identificationTypeDescription"),
        *("countryIso2Code", "countryDescription"),
    ),
}
_OWN = (
    *("logicalId", "delistingDate", "designationDate", "designationDetails"),
    *("unitedNationId", "euReferenceNumber"),
)
# By which act an element was added: it is said of nearly all, and no evidence of a party.
_SUMMARY = ("regulationType", "publicationDate", "numberTitle", "publicationUrl")
KEYED = ("additionalInformation", "contactInfo")


def _known() -> frozenset[str]:
    paths = {"remark", "regulation/publicationUrl", *(f"@{name}" for name in _OWN)}
    for element, attributes in ATTRIBUTES.items():
        paths |= {element, f"{element}/remark", f"{element}/regulationSummary"}
        paths |= {f"{element}@{name}" for name in attributes}
        paths |= {f"{element}@{name}" for name in ("logicalId", "regulationLanguage")}
        paths |= {f"{element}/regulationSummary@{name}" for name in _SUMMARY}
    for element in ("", *(f"{element}/" for element in ATTRIBUTES)):
        for keyed in KEYED:
            paths |= {f"{element}{keyed}{part}" for part in ("", "@key", "@value")}
    return frozenset(paths)


KNOWN = _known()

"""The FollowTheMoney names that lists may use, and what each property is evidence of.

Facts of FollowTheMoney 4 (https://followthemoney.tech/explorer/), plus `EXTENSIONS`.
A name that is not here is refused, because evidence that is dropped is a match missed.
"""

from matcher.records import AliasKind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTY_SCHEMATA = _words(
    "Airplane Asset Company CryptoWallet LegalEntity Organization Person PublicBody Security"
    " Vehicle Vessel"
)
# An address is a party where it is listed itself; otherwise it belongs to one.
ADDRESS_SCHEMA = "Address"

# Links, documents and events: counted, not indexed.
OTHER_SCHEMATA = _words(
    "Analyzable Article Associate Audio BankAccount Call CallForTenders Contract ContractAward"
    " Control CourtCase CourtCaseParty Debt Directorship Document Documentation EconomicActivity"
    " Email Employment Event Family Folder HyperText Identification Image Interest Interval"
    " License Membership Mention Message Note Occupancy Ownership Package Page Pages Passport"
    " Payment PlainText Position Project ProjectParticipant RealEstate Representation Risk"
    " Sanction Similar Succession Table TaxRoll Territory Thing Trip UnknownLink UserAccount"
    " Value Video Workbook"
)

NAME_PROPERTIES = tuple(kind.value for kind in AliasKind)

# Of the party itself; not of a programme, an activity or a tax office.
IDENTIFIER_PROPERTIES = _words(
    "accountId brightQueryId brightQueryOrgId bikCode bvdId cageCode callSign cikCode coatoCode"
    " crsNumber cryptoAddress dunsCode figiCode fssCode giiNumber icaoCode icijId idNumber"
    " imoNumber innCode ipoCode irsCode isin isinCode jibCode leiCode licenseNumber mbsCode mmsi"
    " npiCode ogrnCode okpoCode passportNumber permId pfrNumber publicKey registrationNumber"
    " ricCode sayariId serialNumber socialSecurityNumber swiftBic taxNumber uniqueEntityId"
    " uscCode vatCode voenCode wikidataId"
)

# Places the party under a country; `birthCountry` and `pastFlags` speak of the past.
COUNTRY_PROPERTIES = _words("citizenship country flag jurisdiction mainCountry nationality")

ADDRESS_PARTS = (
    *("postOfficeBox", "street", "street2", "city"),
    *("postalCode", "region", "state", "country"),
)

# Not in FollowTheMoney: who else an entry is listed with (OFAC prints "Linked To: X").
EXTENSIONS = frozenset({"linkedTo"})

PROPERTIES = (
    frozenset(NAME_PROPERTIES)
    | IDENTIFIER_PROPERTIES
    | COUNTRY_PROPERTIES
    | EXTENSIONS
    | _words(
        "abbreviation address addressEntity alephUrl amount amountEur amountUsd appearance balance"
        " balanceDate biography birthCountry birthDate birthPlace blockchain buildDate caemCode"
        " capital city classification collateral createdAt creationDate currency currencySymbol"
        " custodyType deadweightTonnage deathDate deregistrationDate description dissolutionDate"
        " education email ethnicity eyeColor fatherName firstName fnsCode full gender"
        " googlePlaceId grossRegisteredTonnage hairColor height holder incorporationDate indexText"
        " issueDate issuer keywords kppCode lastName latitude legalForm longitude managingExchange"
        " manufacturer maturityDate middleName model modifiedAt motherName nameChangeDate"
        " nameSuffix navigationArea notes okopfCode oksmCode okvedCode opencorporatesUrl operator"
        " osmId owner parent pastFlags pastTypes phone political position postOfficeBox postalCode"
        " privateKey profession program programId proof publisher publisherUrl region"
        " registrationDate registrationPort religion remarks retrievedAt riskSource secondName"
        " sector sourceUrl spokenLanguage state status street street2 summary taxStatus ticker"
        " title tonnage topics type website weight wikipediaUrl"
    )
)

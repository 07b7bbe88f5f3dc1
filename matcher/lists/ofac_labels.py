"""What the labels in OFAC's remarks introduce: data only.

Collected from the SDN and Consolidated lists of 2018 to 2025. A label that is not here
is no error: its clause is kept among the notes.
"""

# Identifiers, as `<label> <value> (<issuing country>) issued <date> expires <date>`.
IDENTIFIER_LABELS: dict[str, str] = {
    label: kind
    for kind, labels in {
        "taxNumber": "Tax ID No.|NIT #|R.F.C. #|R.F.C.|RFC|RUC #|RIF #|C.U.I.T.|C.I.F.|RTN|US FEIN"
        "|Italian Fiscal Code|Fiscal Code|Romanian Tax Registration|RSIN|Business Number"
        "|Numero Unico de Identificacao Tributaria (NUIT)|Paraguayan tax identification number",
        "vatCode": "V.A.T. Number",
        "registrationNumber": "Registration Number|Registration ID|Business Registration Number"
        "|Business Registration Document #|Public Registration Number|Commercial Registry Number"
        "|Company Number|UK Company Number|Company ID: No.|Folio Mercantil No.|Matricula Mercantil No"
        "|C.R. No.|Romanian C.R.|Chamber of Commerce Number|Istanbul Chamber of Comm. No."
        "|Dubai Chamber of Commerce Membership No.|Legal Entity Number|Enterprise Number"
        "|Branch Unit Number|Organization Code|Certificate of Incorporation Number|Registered Charity No.|File Number"
        "|Economic Register Number (CBLS)|Central Registration System Number|MSB Registration Number"
        "|Government Gazette Number|Vessel Registration Identification|Aircraft Tail Number"
        "|Previous Aircraft Tail Number",
        "licenseNumber": "Trade License No.|License|Tourism License No.|Pilot License Number"
        "|Afghan Money Service Provider License Number|SRE Permit No.",
        "uscCode": "Unified Social Credit Code (USCC)|United Social Credit Code Certificate (USCCC)",
        "leiCode": "Legal Entity Identifier|Legal Entity Identifier (LEI)|LEI|LEI Number",
        "swiftBic": "SWIFT/BIC",
        "bikCode": "BIK (RU)",
        "dunsCode": "D-U-N-S Number",
        "isinCode": "ISIN|Identification Number ISIN",
        "imoNumber": "Vessel Registration Identification IMO|Identification Number IMO"
        "|Company Number IMO|International Maritime Organization No.",
        "mmsi": "MMSI",
        "callSign": "Other Vessel Call Sign",
        "serialNumber": "Aircraft Manufacturer's Serial Number (MSN)|Aircraft Serial Identification"
        "|Aircraft Construction Number (also called L/N or S/N or F/N)",
        "icaoCode": "Aircraft Mode S Transponder Code",
        "passportNumber": "Passport|Diplomatic Passport|Passport No.|Passport Booklet"
        "|British National Overseas Passport|Stateless Person Passport",
        "socialSecurityNumber": "SSN",
        "idNumber": "National ID No.|Cedula No.|C.U.R.P. #|C.U.R.P.|Identification Number|D.N.I.|I.F.E."
        "|Personal ID Card|National Foreign ID Number|Electoral Registry No.|Credencial electoral"
        "|Cartilla de Servicio Militar Nacional|Driver's License No.|C.U.I.P.|C.U.I.|LE Number|N.I.E."
        "|Residency Number|Numero de Identidad|Citizen's Card Number|Travel Document Number"
        "|Kenyan ID No.|Turkish Identification Number|Turkish Identificiation Number|VisaNumberID"
        "|Tazkira National ID Card|Refugee ID Card|Stateless Person ID Card|Birth Certificate Number"
        "|Bosnian Personal ID No.|Moroccan Personal ID No.|CNP (Personal Numerical Code)"
        "|UAE Identification|Immigration No.|Seafarer's Identification Document|Tarjeta Profesional"
        "|Romanian Permanent Resident|Public Security and Immigration No.|Residence Permit",
    }.items()
    for label in labels.split("|")
}

# Values that are text: `<label> <text>`.
TEXT_LABELS: dict[str, str] = {
    "Website": "website",
    "Email Address": "email",
    "Email": "email",
    "Phone Number": "phone",
    "Phone No.": "phone",
    "PHONE": "phone",
    "Telephone Number": "phone",
    "Telephone No.": "phone",
    "Telephone": "phone",
    "Linked To": "linkedTo",
    "POB": "birthPlace",
    "nationality": "nationality",
    "citizen": "citizenship",
    "Nationality of Registration": "jurisdiction",
    "Equity Ticker": "ticker",
    "Former Vessel Flag": "pastFlags",
    "Other Vessel Flag": "flag",
    "Other Vessel Type": "type",
    "Aircraft Model": "model",
    "Aircraft Operator": "operator",
    "Position": "position",
}

# Values that are dates, or spans of dates: `<label> <date>`, `<label> circa <year>`.
DATE_LABELS: dict[str, str] = {
    "DOB": "birthDate",
    "Organization Established Date": "incorporationDate",
    "Aircraft Manufacture Date": "buildDate",
    "Vessel Year of Build": "buildDate",
}

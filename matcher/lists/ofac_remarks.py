"""OFAC's remarks: one text of clauses, each a fact about the entry.

"DOB 14 Jun 1975; nationality Russia; Tax ID No. 7700000000 (Russia); a.k.a. 'X'." becomes
FollowTheMoney properties. A clause of which anything is left over, or that is not
understood, is kept as printed among the notes, so that nothing is dropped.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from matcher.lists.ofac_labels import DATE_LABELS, IDENTIFIER_LABELS, TEXT_LABELS
from matcher.normalise.countries import country_code
from matcher.records import AliasKind

# A remark that fills its column continues in the comments file, or is cut for good.
REMARK_CHARS = 1000

Fact = tuple[str, str]  # FollowTheMoney property, value

_LABELS = {**IDENTIFIER_LABELS, **TEXT_LABELS, **DATE_LABELS}
_ALTERNATIVE = re.compile(r"alt\.\s+", re.IGNORECASE)
_LABELLED = re.compile(
    "(" + "|".join(re.escape(label) for label in sorted(_LABELS, key=len, reverse=True)) + ")"
    r"(?:\s*:\s*|\s+|(?=\())(\S.*)"
)
_IDENTIFIER = re.compile(
    r"(?P<value>[^;]+?)"
    r"(?:\s*\((?P<issuer>[^()]+)\))?"
    r"(?P<validity>,?\s+(?:issued|expire[sd]|exp\.)\b.*)?"
)
_DIGIT = re.compile(r"\d")
# Codes that may have no digit.
_IS_LETTERS_ALONE = re.compile(
    r"SWIFT/BIC [A-Z]{8}(?:[A-Z]{3})?|(?:Previous )?Aircraft Tail Number [A-Z-]+"
    r"|Other Vessel Call Sign [A-Z]+"
)
_LEI = re.compile(r"[A-Z0-9]{18}\d\d")
_AS_KNOWN_AS = re.compile(r"([afn])\.k\.a\.\s*'(.+)'")
_NICKNAMES = {"a": AliasKind.WEAK, "n": AliasKind.WEAK, "f": AliasKind.FORMER}
_CURRENCY_ADDRESS = re.compile(r"Digital Currency Address - (\w+) (\S+)")
# In brackets in the XML and in the CSL, one pair around all: "(Linked To: A; Linked To: B)".
_LINK = re.compile(r"\(?(Linked To: .*)")
_GENDER = re.compile(r"Gender (Male|Female)")
_ABBREVIATION_AT_END = re.compile(r"(?:\b\w\.){2,}$")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_DATE_FORMS = (("%d %b %Y", "%Y-%m-%d"), ("%b %Y", "%Y-%m"), ("%Y", "%Y"))
_LONGEST_IDENTIFIER = 60


def remark_facts(remarks: str, *, is_cut: bool = False, home: str | None = None) -> Iterator[Fact]:
    """Each fact in an entry's remarks.

    Args:
        remarks: As printed, with its continuation from the comments file.
        is_cut: Whether the end is missing; the last clause is then only a note, since half
            an identifier would be false evidence.
        home: The only country of the entry's addresses; it says whose an identifier is
            that is printed without its issuing country. None if there are several or none.

    Yields:
        FollowTheMoney property and value; a clause may give several.
    """
    text = remarks.strip()
    if text.endswith(".") and not is_cut and not _ABBREVIATION_AT_END.search(text):
        text = text[:-1]
    clauses = [clause.strip() for clause in re.split(r";\s+", text)]
    for clause in filter(None, clauses[:-1] if is_cut else clauses):
        yield from clause_facts(clause, home=home)
    if is_cut:
        yield "notes", clauses[-1]


def clause_facts(clause: str, *, home: str | None) -> Iterator[Fact]:
    """Each fact in one clause: "Tax ID No. 7700000000 (Russia)".

    Args:
        clause: As printed; a note if it is not understood.
        home: As of `remark_facts`.
    """
    if link := _LINK.fullmatch(clause):
        clause = link[1]
        if clause.endswith(")") and clause.count(")") > clause.count("("):
            clause = clause[:-1]
    body = _ALTERNATIVE.sub("", clause, count=1) if _ALTERNATIVE.match(clause) else clause
    if nickname := _AS_KNOWN_AS.fullmatch(body):
        yield _NICKNAMES[nickname[1]].value, nickname[2]
    elif gender := _GENDER.fullmatch(body):
        yield "gender", gender[1].lower()
    elif wallet := _CURRENCY_ADDRESS.fullmatch(body):
        yield "cryptoAddress", wallet[2]
        yield "notes", clause  # the currency
    elif labelled := _LABELLED.fullmatch(body):
        label, value = labelled.groups()
        if label in IDENTIFIER_LABELS:
            yield from _identifier_facts(clause, label, value, home)
        elif label in DATE_LABELS:
            yield from _date_facts(clause, DATE_LABELS[label], value)
        else:
            yield TEXT_LABELS[label], value
    else:
        yield "notes", clause


def _identifier_facts(clause: str, label: str, text: str, home: str | None) -> Iterator[Fact]:
    parts = _IDENTIFIER.fullmatch(text)
    if parts is None or len(parts["value"]) > _LONGEST_IDENTIFIER or text.startswith("issued "):
        yield "notes", clause
        return
    value = parts["value"].strip()
    if not (_DIGIT.search(value) or _IS_LETTERS_ALONE.fullmatch(f"{label} {value}")):
        yield "notes", clause  # "Passport to be renewed" has no number
        return
    issuer = country_code(parts["issuer"]) if parts["issuer"] else None
    yield identifier_kind(label, value, issuer or home), value
    if issuer:
        yield "country", issuer
    if value != text:
        yield "notes", clause  # the issuing country, the dates


def identifier_kind(label: str, value: str, issuer: str | None) -> str:
    """The FollowTheMoney property of an identifier.

    Args:
        label: One of `IDENTIFIER_LABELS`.
        value: As printed.
        issuer: The issuing country, or the entry's own; None if not known.

    Returns:
        The label's property, or the narrower one that country and form give away: a
        Russian tax number is an INN, a Chinese registration of 18 characters a USCC.
    """
    kind = IDENTIFIER_LABELS[label]
    digits = sum(char.isdigit() for char in value)
    is_number = value.isdigit()
    if label == "Government Gazette Number":
        return "okpoCode" if issuer in {"ru", None} else kind
    if label == "Legal Entity Number" and _LEI.fullmatch(value):
        return "leiCode"
    if label == "Vessel Registration Identification" and is_number and digits == 7:
        return "imoNumber"
    if issuer == "ru" and is_number:
        if kind == "taxNumber" and digits in {10, 12}:
            return "innCode"
        if kind == "registrationNumber" and digits in {13, 15}:
            return "ogrnCode"
    if issuer == "cn" and kind in {"registrationNumber", "taxNumber"}:
        return "uscCode" if value.isalnum() and len(value) == 18 else kind
    return kind


def _date_facts(clause: str, prop: str, text: str) -> Iterator[Fact]:
    if date := iso_date(text):
        yield prop, date
        return
    # "circa 1962", "1929 to 1930": the years are searchable, the wording stays a note.
    for year in dict.fromkeys(_YEAR.findall(text)):
        yield prop, year
    yield "notes", clause


def iso_date(text: str) -> str | None:
    """An English date as ISO 8601, as precise as it is printed; None if it is not one."""
    for printed, iso in _DATE_FORMS:
        try:
            return datetime.strptime(text, printed).strftime(iso)  # noqa: DTZ007 (a date, no time)
        except ValueError:
            continue
    return None

"""The names of a company: the same parts, written natively, romanised and in English."""

from random import Random

from matcher.sample.parties import Name, NameKind, NameParts
from matcher.sample.places import COUNTRIES
from matcher.sample.words import Form, Term

# Languages whose legal form stands before the name, which stands in quotation marks.
_FORM_FIRST = frozenset({"ru", "uk", "ka", "hy"})


def _language(parts: NameParts) -> str:
    return COUNTRIES[parts.country].language


def _spellings(parts: NameParts) -> tuple[str, ...]:
    """The Latin spellings in use of the distinctive word, the usual one first."""
    if parts.core is None:
        return ()
    latin = parts.core.latin
    if parts.country == "hk":
        return (latin[2], latin[0])  # Cantonese, and as mainland partners write it
    return latin[:2] if _language(parts) == "zh" else latin


def english(parts: NameParts, form: str | None, core: str = "") -> str:
    """The English name.

    Args:
        parts: Of the name.
        form: The spelling of the legal form; None for a name without one.
        core: A spelling of the distinctive word in place of the usual one.
    """
    core = core or next(iter(_spellings(parts)), parts.generic)
    line = parts.line.english if parts.line else ""
    body = parts.body.english if parts.body else ""
    if _language(parts) in _FORM_FIRST:
        number = "" if parts.number is None else str(parts.number)
        words = (number, body, core, line)
        if form and " " in form and "." not in form:
            return " ".join(filter(None, (form, *words)))
        return " ".join(filter(None, (*words, form)))
    number = "" if parts.number is None else f"No. {parts.number}"
    city = parts.city.english if parts.city else "Korea" if parts.country == "kp" else ""
    return " ".join(filter(None, (city, core, line, body, number, form)))


def _term(term: Term | None, language: str, spelling: int = 0) -> str:
    if term is None:
        return ""
    if language in {"en", "in"}:
        return term.english
    native = term.by_language[language].native
    return native[min(spelling, len(native) - 1)]


def native(parts: NameParts, *, short: bool) -> str:
    """The name in its own script.

    Args:
        parts: Of the name.
        short: Write the legal form and the kind of organisation by their abbreviations.
    """
    language = _language(parts)
    traditional = language == "zh" and parts.country != "cn"
    spelling = 1 if traditional else 0
    core = parts.core.native[min(spelling, len(parts.core.native) - 1)] if parts.core else ""
    core = core or parts.generic
    line = _term(parts.line, language, spelling)
    body = _term(parts.body, language, spelling)
    form = parts.form.native[1 if short else 0]
    if language in _FORM_FIRST:
        if short and parts.body:
            body = parts.body.short.get(language, body)
        inner = f"{core} {line}".strip()
        if parts.number is not None:
            inner = f"{parts.number} {body}" + (f" «{core}»" if core else "")
        elif body:
            inner = f"{body} «{inner}»"
        return f"{form} «{inner}»"
    if language == "zh":
        city = parts.city.native if parts.city else ""
        number = "" if parts.number is None else f"第{parts.number}"
        return f"{city}{core}{line}{number}{body}{form}"
    if language == "ja":
        number = "" if parts.number is None else f"第{parts.number}"
        return f"{form}{core}{line}{number}{body}"
    if language == "ko":
        number = "" if parts.number is None else f"제{parts.number}"
        if parts.country == "kp":
            return f"조선{core}{line}{number}{body}{form}"
        return f"{form} {core}{line}{number}{body}"
    number = "" if parts.number is None else str(parts.number)
    if language == "ar":
        return " ".join(filter(None, ("شركة", core, line, body, number, form)))
    if language == "fa":
        return " ".join(filter(None, ("شرکت", body, line, number, core, form)))
    return " ".join(filter(None, (core, line, body, number, form)))


def _latin(term: Term | None, language: str, convention: int) -> str:
    if term is None:
        return ""
    spellings = term.by_language[language].latin
    return spellings[min(convention, len(spellings) - 1)]


def romanised(parts: NameParts, convention: int) -> str:
    """The native name in Latin letters, in one of the language's conventions."""
    language = _language(parts)
    spellings = parts.core.latin if parts.core else (parts.generic,)
    core = spellings[min(convention, len(spellings) - 1)]
    line = _latin(parts.line, language, convention)
    body = _latin(parts.body, language, convention)
    number = "" if parts.number is None else str(parts.number)
    words: tuple[str, ...] = (core, line, body, number, parts.form.latin)
    if language in _FORM_FIRST:
        words = (parts.form.latin, number, body, core, line)
    elif language == "zh":
        words = (parts.city.english if parts.city else "", *words)
    elif language == "ar":
        words = ("Sharikat", core, line, body, number)
    elif language == "fa":
        words = ("Sherkat-e", body, line, number, core)
    elif parts.country == "kp":
        words = ("Korea", core, line, body, number)
    return " ".join(filter(None, words))


def _acronym(text: str) -> str:
    skipped = {"and", "of", "no.", "co.,", "ltd."}
    words = [word for word in text.replace("-", " ").split() if word.lower() not in skipped]
    return "".join(word[0] for word in words if word[0].isalpha()).upper()


def company_names(rng: Random, parts: NameParts) -> tuple[Name, ...]:
    """The names that a company goes by.

    Args:
        rng: Decides which of the possible names are in use.
        parts: What the names are made of.

    Returns:
        The English name first; no text twice.
    """
    form: Form = parts.form
    language = _language(parts)
    names = [
        Name(text=english(parts, form.english[rng.randrange(2)]), kind=NameKind.ENGLISH),
        Name(text=english(parts, form.english[0]), kind=NameKind.ENGLISH),
        Name(text=english(parts, form.english[1]), kind=NameKind.ENGLISH),
    ]
    if language not in {"en", "in"}:
        names.append(Name(text=native(parts, short=False), kind=NameKind.NATIVE))
        names.append(Name(text=native(parts, short=True), kind=NameKind.NATIVE))
    if language not in {"en", "in"} and parts.country != "hk":
        names.extend(
            Name(text=romanised(parts, convention), kind=NameKind.ROMANISED)
            for convention in range(len(_spellings(parts)) or 1)
        )
    names.extend(
        Name(text=english(parts, form.english[1], core=spelling), kind=NameKind.ROMANISED)
        for spelling in _spellings(parts)
    )
    bare = english(parts, None)
    if parts.core and len(bare.split()) > 1:
        names.append(Name(text=bare, kind=NameKind.SHORT))
        acronym = _acronym(bare)
        if parts.body and len(acronym) >= 3:
            names.append(Name(text=acronym, kind=NameKind.ACRONYM))
    if parts.core and rng.randrange(4) == 0:
        names.append(Name(text=_spellings(parts)[0], kind=NameKind.WEAK))
    unique: dict[str, Name] = {}
    for name in names:
        unique.setdefault(name.text.casefold(), name)
    return tuple(unique.values())

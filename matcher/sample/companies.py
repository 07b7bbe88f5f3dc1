"""Draws companies, and companies that are easily taken for them."""

from dataclasses import replace
from random import Random

from matcher.records import Identifier
from matcher.sample.coinage import Word, coin, near
from matcher.sample.identifiers import company_identifiers, lei
from matcher.sample.naming import company_names, english
from matcher.sample.parties import Name, NameKind, NameParts, Party
from matcher.sample.places import COUNTRIES, draw_address
from matcher.sample.words import BODIES, FORMS, GENERIC, LINES

# How often a country turns up among the listed and among ordinary parties. Guessed after
# the look of published lists: many Russian, Chinese and Iranian entries, shells in trade hubs.
LISTED_COUNTRIES = (
    "ru " * 30 + "by " * 4 + "ua " * 2 + "kz " * 2 + "kg " * 3 + "cn " * 16 + "hk " * 9 + "tw " * 2
    + "tr " * 6 + "ae " * 8 + "ir " * 9 + "sy " * 4 + "kp " * 4 + "kr jp " + "am " * 2 + "ge " * 2
    + "cy " * 2 + "gr de us " + "in " * 2 + "mx " * 4 + "sg pa mh"
).split()  # fmt: skip
ORDINARY_COUNTRIES = (
    "cn " * 18 + "hk " * 8 + "tw " * 6 + "jp " * 6 + "kr " * 6 + "tr " * 8 + "ae " * 8 + "de " * 8
    + "us " * 8 + "in " * 8 + "mx " * 4 + "sg " * 3 + "kz " * 4 + "kg " * 2 + "am " * 2 + "ge " * 2
    + "ru " * 8 + "by " * 2 + "ua " * 3 + "gr " * 2 + "cy ir sy pa"
).split()  # fmt: skip

_SENSITIVE = LINES[:18]
_BODY_COUNTRIES = frozenset({"ru", "by", "ua", "cn", "kp", "ir", "sy"})
_GENERIC_COUNTRIES = frozenset({"ae", "hk", "sy", "in", "us", "sg", "cy"})
_WITH_LEI = frozenset({"de", "us", "hk", "sg", "cy", "ru", "cn"})

# Beside those that numbered and generic names get: another number, another common word.
_RESEMBLANCES = ("letter", "sibling", "form", "address")

# Syllables happened to make these, which real firms bear.
_REAL_WORDS = (
    "Albedo Berri Hongyuanda Jaraco Jingyuanwei Korea Loredo Megacom Peroni Pishran Salina Semitek Talino "
    "Vellum Xinqiqi"
).split()


class Registrar:
    """Hands out names that no other party of the sample bears."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._taken = {word.casefold() for word in _REAL_WORDS}
        self._count = 0

    def take(self, text: str) -> bool:
        """Whether the text was free; it is taken now."""
        key = text.casefold().replace(" ", "")
        free = key not in self._taken
        self._taken.add(key)
        return free

    def take_word(self, word: Word) -> bool:
        """Whether the word was free in its own script and in Latin letters."""
        taken = [self.take(text) for text in dict.fromkeys((word.native[0], word.latin[0]))]
        return all(taken)

    def core(self, language: str) -> Word:
        """A distinctive word of its own, longer where the short ones are used up."""
        length = 3 if language in {"zh", "ko"} else 2
        for attempt in range(1000):
            word = coin(self.rng, language, length=min(4, length + attempt // 8))
            if self.take_word(word):
                return word
        raise RuntimeError(f"no {language} word is left")  # needs more than 10**5 companies

    def party_id(self) -> str:
        """The next id of the sample."""
        self._count += 1
        return f"P{self._count:05d}"


def _draw_parts(registrar: Registrar, country: str, *, sensitive: bool) -> NameParts:
    rng = registrar.rng
    language = COUNTRIES[country].language
    parts = NameParts(
        country=country,
        form=rng.choice(FORMS[country]),
        line=rng.choice(_SENSITIVE if sensitive else LINES),
    )
    if country == "cn" or (country == "tw" and rng.randrange(3) == 0):
        parts = replace(parts, city=rng.choice(COUNTRIES[country].cities))
    dice = rng.randrange(100)
    if country in _GENERIC_COUNTRIES and dice < 10:
        for _attempt in range(100):
            generic = replace(parts, generic=" ".join(rng.sample(GENERIC, 2)))
            if registrar.take(english(generic, None)):
                return generic
    if country in _BODY_COUNTRIES and dice < 12:
        body = rng.choice((BODIES[0], BODIES[1], BODIES[5]))
        numbered = replace(parts, line=None, body=body, number=rng.randrange(1100, 2990))
        if dice >= 6:
            numbered = replace(numbered, core=registrar.core(language))
        if registrar.take(english(numbered, None)):
            return numbered
    if country in _BODY_COUNTRIES and dice < 40:
        keep_line = language != "ru" or rng.randrange(3) == 0
        body = rng.choice(BODIES)
        line = parts.line if keep_line and body is not BODIES[6] else None
        parts = replace(parts, body=body, line=line)
    elif language in {"ru", "uk", "ka", "hy"} and dice < 65:
        parts = replace(parts, line=None)
    return replace(parts, core=registrar.core(language))


def _company(registrar: Registrar, parts: NameParts) -> Party:
    rng = registrar.rng
    country = COUNTRIES[parts.country]
    names = list(company_names(rng, parts))
    identifiers = company_identifiers(rng, parts.country)
    if parts.country in _WITH_LEI and rng.randrange(8) == 0:
        identifiers += (Identifier(kind="leiCode", value=lei(rng)),)
    addresses = [draw_address(rng, country, parts.city)]
    if rng.randrange(3) == 0:
        addresses.append(draw_address(rng, country))
    properties: dict[str, tuple[str, ...]] = {}
    if parts.core:
        if rng.randrange(3) == 0:
            site = parts.core.latin[0].lower().replace(" ", "").replace("'", "")
            properties["website"] = (f"www.{site}.example",)  # a domain that RFC 2606 reserves
        if rng.randrange(8) == 0:
            before = replace(parts, core=registrar.core(country.language))
            names.append(Name(text=english(before, before.form.english[1]), kind=NameKind.FORMER))
    return Party(
        id=registrar.party_id(),
        schema="Organization" if parts.body is BODIES[1] else "Company",
        country=parts.country,
        names=tuple(names),
        addresses=tuple(dict.fromkeys(addresses)),
        identifiers=identifiers,
        parts=parts,
        line=parts.line.key if parts.line else registrar.rng.choice(_SENSITIVE).key,
        properties=properties,
    )


def draw_company(registrar: Registrar, country: str, *, sensitive: bool) -> Party:
    """A company of a country.

    Args:
        registrar: Of names and ids.
        country: ISO 3166-1 alpha-2, lower case.
        sensitive: Draw its line of business from those that export control is about.
    """
    return _company(registrar, _draw_parts(registrar, country, sensitive=sensitive))


def _resembling_parts(registrar: Registrar, parts: NameParts, how: str) -> NameParts | None:
    rng = registrar.rng
    language = COUNTRIES[parts.country].language
    told_apart = [
        form for form in FORMS[parts.country] if not set(form.english) & set(parts.form.english)
    ]
    if how == "number" and parts.number is not None:
        digits = list(str(parts.number))
        rng.shuffle(digits)
        number = int("".join(digits))
        other = number if number not in {parts.number, 0} else parts.number + 10
        return replace(parts, number=other)
    if how == "letter" and parts.core:
        word = near(rng, parts.core, language)
        if word and registrar.take_word(word):
            return replace(parts, core=word)
    if how == "sibling" and parts.core and parts.number is None:
        lines = [line for line in _SENSITIVE if line != parts.line]
        return replace(parts, line=rng.choice(lines))
    if how == "form" and told_apart and parts.number is None:
        return replace(parts, form=rng.choice(told_apart))
    if how == "address":
        return _draw_parts(registrar, parts.country, sensitive=True)
    if how == "generic" and parts.generic:
        another = rng.choice([word for word in GENERIC if word not in parts.generic])
        return replace(parts, generic=f"{parts.generic.split()[0]} {another}")
    return None


def draw_resembling(registrar: Registrar, party: Party) -> Party | None:
    """A company that is easily taken for another one, and is not the same.

    Args:
        registrar: Of names and ids.
        party: A company.

    Returns:
        A company with a similar name, or at the same address; None where the draw fell on
        a resemblance that the party's name does not allow.
    """
    rng = registrar.rng
    how = rng.choice(_RESEMBLANCES)
    if party.parts and party.parts.number is not None:
        how = "number"
    elif party.parts and party.parts.generic:
        how = "generic"
    parts = party.parts and _resembling_parts(registrar, party.parts, how)
    if not parts:
        return None
    # Where the words are new to the world they must stay so; `form` differs by its form alone.
    if how in {"number", "sibling", "generic"} and not registrar.take(english(parts, None)):
        return None
    if how == "form" and not registrar.take(english(parts, parts.form.english[0])):
        return None
    other = replace(_company(registrar, parts), resembles=party.id, resemblance=how)
    if how in {"sibling", "address"}:
        other = replace(other, addresses=party.addresses[:1])
    if how == "sibling":
        other = replace(other, parent=party.parent or party.id)
    return other

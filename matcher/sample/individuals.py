"""Draws the parties that are no companies: vessels and persons."""

from random import Random

from matcher.records import Identifier
from matcher.sample.coinage import coin
from matcher.sample.companies import Registrar
from matcher.sample.identifiers import imo_number
from matcher.sample.parties import Name, NameKind, Party
from matcher.sample.people import draw_person
from matcher.sample.places import COUNTRIES, draw_address

# flag -> country part of an MMSI
_FLAGS = {"pa": 352, "mh": 538, "ru": 273, "ir": 422, "cy": 209, "hk": 477, "kp": 445, "sg": 563}
_SHIP_WORDS = "Star Pride Dawn Grace Spirit Voyager Trader Carrier Glory Breeze Ocean Sea".split()
SHIP_TYPES = (
    "Crude Oil Tanker", "Oil Products Tanker", "Chemical/Products Tanker", "General Cargo",
    "Bulk Carrier", "Container Ship", "LPG Tanker", "Roll-on Roll-off Cargo Ship",
)  # fmt: skip
_POSITIONS = (
    "General Director",
    "Procurement manager",
    "Chairman of the Board of Directors",
    "Director and sole shareholder",
    "Deputy head of foreign trade",
)


def _ship_name(registrar: Registrar) -> str:
    rng = registrar.rng
    for _ in range(1000):
        word = coin(rng, rng.choice(("en", "ru", "fa", "ko", "tr", "el")), length=2).latin[0]
        style = rng.randrange(4)
        name = word
        if style == 0:
            name = f"{word} {rng.choice(_SHIP_WORDS)}"
        elif style == 1:
            name = f"{word} {rng.randrange(2, 40)}"
        elif style == 2:
            name = f"{rng.choice(_SHIP_WORDS)} {word}"
        if registrar.take(name):
            return name.upper()
    raise RuntimeError("no ship's name is left")


def draw_vessel(registrar: Registrar, owner: Party | None) -> Party:
    """A ship, owned by a company of the sample or by nobody known."""
    rng = registrar.rng
    flag = rng.choice(tuple(_FLAGS))
    names = [Name(text=_ship_name(registrar), kind=NameKind.ENGLISH)]
    if rng.randrange(2):  # ships that evade sanctions change their names
        names.append(Name(text=_ship_name(registrar), kind=NameKind.FORMER))
    gross = rng.randrange(2_000, 82_000)
    return Party(
        id=registrar.party_id(),
        schema="Vessel",
        country=flag,
        names=tuple(names),
        identifiers=(
            Identifier(kind="imoNumber", value=imo_number(rng)),
            Identifier(kind="mmsi", value=f"{_FLAGS[flag]}{rng.randrange(10**6):06d}"),
        ),
        line="shipping",
        parent=owner.id if owner else None,
        properties={
            "flag": (flag,),
            "type": (rng.choice(SHIP_TYPES),),
            "grossRegisteredTonnage": (f"{gross:,}",),
            "deadweightTonnage": (f"{gross * 17 // 10:,}",),
            "callSign": (f"{rng.choice('AHPVX')}{rng.choice('BCDEK')}{rng.choice('FGQR')}{rng.randrange(10)}",),
        },
    )  # fmt: skip


def _born(rng: Random) -> str:
    return f"{rng.randrange(1946, 1994)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"


def draw_natural_person(registrar: Registrar, country: str, employer: Party | None) -> Party:
    """A person, who acts for a company of the sample or for nobody known."""
    rng = registrar.rng
    place = COUNTRIES[country]
    for _ in range(1000):
        given, family = draw_person(rng, place.language)
        if registrar.take(f"{given.native[0]} {family.native[0]}"):
            break
    else:
        raise RuntimeError(f"no {place.language} name is left")
    family_first = place.language in {"zh", "ko", "ja"}
    pairs = [
        (given.latin[min(at, len(given.latin) - 1)], family.latin[min(at, len(family.latin) - 1)])
        for at in range(max(len(given.latin), len(family.latin)))
    ]
    names = [Name(text=f"{first} {last}", kind=NameKind.ENGLISH) for first, last in pairs[:1]]
    names += [Name(text=f"{first} {last}", kind=NameKind.ROMANISED) for first, last in pairs[1:]]
    if family_first:
        names.append(Name(text=f"{pairs[0][1]} {pairs[0][0]}", kind=NameKind.ROMANISED))
        names.append(Name(text=family.native[0] + given.native[0], kind=NameKind.NATIVE))
    elif given.native[0] != given.latin[0]:
        names.append(Name(text=f"{given.native[0]} {family.native[0]}", kind=NameKind.NATIVE))
    if rng.randrange(6) == 0:
        names.append(Name(text=given.latin[0], kind=NameKind.WEAK))
    return Party(
        id=registrar.party_id(),
        schema="Person",
        country=country,
        names=tuple(names),
        addresses=(draw_address(rng, place),) if rng.randrange(2) else (),
        identifiers=(
            Identifier(kind="passportNumber", value=f"{rng.choice('ABCEKN')}{rng.randrange(10**7, 10**8)}"),
        ) if rng.randrange(2) else (),
        parent=employer.id if employer else None,
        properties={
            "firstName": (given.latin[0],),
            "lastName": (family.latin[0],),
            "birthDate": (_born(rng),),
            "birthPlace": (rng.choice(place.cities).english,),
            "nationality": (country,),
            "position": (rng.choice(_POSITIONS),),
        },
    )  # fmt: skip

"""Identifiers with valid check digits that no register has issued.

Where a number carries the office that issued it, the sample uses an office that does not
exist, as films use telephone numbers that nobody has: tax inspectorates 80-89 (INN), region
00 (OGRN), district 98 (USCC), issuer 9999 (LEI), ships numbered from 3 (IMO).
"""

from random import Random

from stdnum import imo
from stdnum.by import unp
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum
from stdnum.iso7064 import mod_97_10
from stdnum.jp import cn as jp_cn
from stdnum.mx import rfc
from stdnum.ru import inn, ogrn
from stdnum.tr import vkn
from stdnum.tw import ubn
from stdnum.ua import edrpou

from matcher.records import Identifier

_LETTERS = "ABCDEFGHJKLMNPQRTUWXY"


def _digits(rng: Random, count: int) -> str:
    return "".join(str(rng.randrange(10)) for _ in range(count))


def _inn(rng: Random) -> str:
    body = rng.choice(("77", "78", "50", "54", "66", "16", "71", "58")) + "8" + _digits(rng, 6)
    return body + str(inn.calc_company_check_digit(body))


def _ogrn(rng: Random) -> str:
    body = f"1{rng.randrange(2, 24):02d}00{_digits(rng, 7)}"
    return body + str(ogrn.calc_check_digit(body + "0"))


def _uscc(rng: Random) -> str:
    place = rng.choice(("440398", "310198", "110198", "420198", "320598"))
    body = "91" + place + rng.choice("M5678") + rng.choice("A0123") + _digits(rng, 6)
    body += rng.choice("0123456789" + _LETTERS)
    return body + str(uscc.calc_check_digit(body))


def _unp(rng: Random) -> str:
    while True:  # some numbers have no check digit
        body = rng.choice("12345") + _digits(rng, 7)
        try:
            return body + str(unp.calc_check_digit(body))
        except InvalidChecksum:
            continue


def _edrpou(rng: Random) -> str:
    while True:  # some numbers have no check digit in the first weighting
        body = "4" + _digits(rng, 6)
        for last in "0123456789":
            if edrpou.is_valid(body + last):
                return body + last


def _ubn(rng: Random) -> str:
    while True:
        body = _digits(rng, 7)
        for last in "0123456789":
            if ubn.is_valid(body + last):
                return body + last


def _bin_kazakhstan(rng: Random) -> str:
    """BIN: 11 digits and a check digit; numbers for which both weightings give 10 are not issued."""
    while True:
        body = f"{rng.randrange(24):02d}{rng.randrange(1, 13):02d}40{_digits(rng, 5)}"
        for start in (1, 3):
            total = sum(((start + at - 1) % 11 + 1) * int(d) for at, d in enumerate(body)) % 11
            if total < 10:
                return body + str(total)


def _rfc(rng: Random) -> str:
    body = "".join(rng.choice(_LETTERS) for _ in range(3))
    body += f"{rng.randrange(24):02d}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}"
    body += rng.choice("ABCDEFGHJK") + rng.choice("123456789")
    return body + str(rfc.calc_check_digit(body))


def _houjin(rng: Random) -> str:
    body = _digits(rng, 12)
    return str(jp_cn.calc_check_digit(body)) + body


def imo_number(rng: Random) -> str:
    """A ship's number: seven digits, the last a check digit."""
    body = "3" + _digits(rng, 5)
    return body + str(imo.calc_check_digit(body + "0"))


def lei(rng: Random) -> str:
    """A Legal Entity Identifier: twenty characters, the last two check digits."""
    body = "999900" + "".join(rng.choice("0123456789" + _LETTERS) for _ in range(12))
    return body + str(mod_97_10.calc_check_digits(body))


def swift(rng: Random, name: str, country: str) -> str:
    """A code in the shape of a BIC: four letters of the name, country, place."""
    letters = [char for char in name.upper() if "A" <= char <= "Z"] + list("XXXX")
    return "".join(letters[:4]) + country.upper() + rng.choice("23456789") + rng.choice(_LETTERS)


def company_identifiers(rng: Random, country: str) -> tuple[Identifier, ...]:
    """What the registers of a country give a company, by FollowTheMoney property.

    Args:
        rng: Where the digits come from.
        country: ISO 3166-1 alpha-2, lower case.

    Returns:
        One or two identifiers; none for countries whose lists print none.
    """
    if country == "ru":
        return (
            Identifier(kind="innCode", value=_inn(rng)),
            Identifier(kind="ogrnCode", value=_ogrn(rng)),
        )
    if country == "cn":
        return (Identifier(kind="uscCode", value=_uscc(rng)),)
    tax = {"by": _unp, "ua": _edrpou, "tw": _ubn, "mx": _rfc, "kz": _bin_kazakhstan}
    if country in tax:
        return (Identifier(kind="taxNumber", value=tax[country](rng)),)
    if country == "tr":
        body = _digits(rng, 9)
        value = body + str(vkn.calc_check_digit(body))
        return (Identifier(kind="taxNumber", value=value),)
    if country == "jp":
        return (Identifier(kind="registrationNumber", value=_houjin(rng)),)
    shapes = {
        "hk": "7#######", "ae": "######", "ir": "10#########", "ge": "4########", "de": "HRB ######",
        "am": "0#######", "kg": "0############", "sg": "201######G", "in": "U#####MH201#PTC######",
        "cy": "HE######", "us": "##-#######", "pa": "########", "sy": "#####", "kr": "###-81-#####",
    }  # fmt: skip
    if country not in shapes:
        return ()
    value = "".join(str(rng.randrange(10)) if char == "#" else char for char in shapes[country])
    return (Identifier(kind="registrationNumber", value=value),)

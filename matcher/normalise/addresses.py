"""An address as it is compared: its words and its numbers.

Publishers write addresses in any order, in native or Latin letters, cut and abbreviated.
What survives that are the distinctive words (street, building, town) and the numbers
(house, room, postcode); words such as "street" and "floor" say nothing.
"""

import re
from dataclasses import dataclass, field

from matcher.normalise.scripts import Script, fold_native, romanise, runs, sound_key
from matcher.normalise.segment import segment_han

_WORD = re.compile(r"[^\W_]+")
# What kind of place follows, in the spellings of the lists; kept out of the comparison.
_KINDS_OF_PLACE = frozenset(
    sound_key(word)
    for word in """
    street str st ulitsa ul road rd avenue ave av prospekt pr pr-kt prt prospect lane ln pereulok
    per boulevard blvd bulvar shosse sh highway hwy embankment naberezhnaya nab square sq ploshchad
    pl proezd drive way building bldg bld block blk house dom d korpus korp k stroenie str stroeniye
    litera lit floor fl flr etazh et room rm komnata kom office of ofis suite ste unit apartment apt
    kvartira kv pomeshchenie pomeshch pom number no num n nom city gorod g town village derevnya
    district dist raion rayon rn region oblast obl krai province prov state county country republic
    resp respublika federation po box pobox zip mahalle mahallesi mah sokak sok sk caddesi cad cd
    apartmani daire kat ic kapi blok bulvari area zone industrial park center centre tower plaza
    and the of in at near c/o free rossiya russia russian china prc hong kong
    territory municipal okrug vn ter int ext
    """.split()
)

_JOINING = frozenset("and the of in at near com".split())
# Of these what no company calls itself: where one stands, an address does.
_OF_ADDRESSES = frozenset(
    """
    street str ulitsa ul road rd avenue ave prospekt pereulok boulevard blvd bulvar shosse highway
    embankment naberezhnaya ploshchad floor flr etazh rm komnata ofis suite ste apartment
    apt kvartira bldg pomeshchenie pomeshch pom korpus stroenie pobox mahalle mahallesi mah
    sokak caddesi cad bulvari oblast raion rayon jie lu xiang strasse rue calle avenida rua jalan
    """.split()
)


@dataclass(frozen=True, slots=True)
class Address:
    """The comparable parts of an address.

    Args:
        words: Sound keys of the distinctive words.
        numbers: Digits, without leading zeros; letters that follow a house number are dropped.
        text: As it was written.
    """

    words: frozenset[str]
    numbers: frozenset[str]
    text: str = field(default="", compare=False)


def normalise_address(text: str) -> Address | None:
    """Normalise one address; None if nothing in it tells one place from another."""
    words: set[str] = set()
    numbers: set[str] = set()
    for word in _WORD.findall(fold_native(text)):
        for part in _romanised_parts(word):
            if digits := re.match(r"\d+", part):
                numbers.add(digits[0].lstrip("0") or "0")
                continue
            if trailing := re.search(r"\d+$", part):
                numbers.add(trailing[0].lstrip("0") or "0")
                part = part[: trailing.start()]
            key = sound_key(part)
            if len(key) > 1 and key not in _KINDS_OF_PLACE:
                words.add(key)
    if not words and not numbers:
        return None
    return Address(frozenset(words), frozenset(numbers), text)


def _romanised_parts(word: str) -> list[str]:
    if word.isascii():
        return [word]
    parts: list[str] = []
    for script, run in runs(word):
        parts.extend(
            "".join(c for c in romanise(term, script) if c.isalnum())
            for term in (segment_han(run) if script is Script.HAN else (run,))
        )
    return [part for part in parts if part]


def is_kind_of_place(word: str) -> bool:
    """Whether a word of an address says what kind of place another one names, and no more.

    Args:
        word: Lower case ASCII.
    """
    return word not in _JOINING and sound_key(word) in _KINDS_OF_PLACE


def is_part_of_address(word: str) -> bool:
    """Whether a word says that an address is being written, and no name.

    Args:
        word: Lower case ASCII.
    """
    return word in _OF_ADDRESSES

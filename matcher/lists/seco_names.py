"""Names on Switzerland's list: put together of parts, each with its spellings."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from matcher.lists.xml_entries import text_of
from matcher.records import AliasKind


def alias_kind(name: Element) -> AliasKind:
    """What a name is that is not the primary one."""
    if name.get("name-type") == "formerly-known-as":
        return AliasKind.FORMER
    return AliasKind.WEAK if name.get("quality") == "low" else AliasKind.ALIAS


def _parts(name: Element) -> list[Element]:
    """In the order in which a name is said: given names go before the family name."""
    order = {"title": 0, "given-name": 1, "further-given-name": 2, "father-name": 3}
    return sorted(
        name.findall("name-part"),
        key=lambda part: (
            order.get(part.get("name-part-type", ""), 4),
            int(part.get("order", "0") or 0),
        ),
    )


def name_of(name: Element) -> str:
    """The name as it is said, in the spelling of its values."""
    return " ".join(filter(None, (text_of(part, "value") for part in _parts(name))))


def variants_of(name: Element) -> Iterator[str]:
    """The name once for each way in which one of its parts is spelt otherwise.

    Parts in one script and language are put together, so that a Cyrillic family name is not
    joined to a Latin given name.
    """
    parts = _parts(name)
    forms: dict[tuple[str, str], dict[int, list[str]]] = {}
    for position, part in enumerate(parts):
        for variant in part.findall("spelling-variant"):
            key = (variant.get("script", ""), variant.get("lang", ""))
            spelt = " ".join((variant.text or "").split())
            forms.setdefault(key, {}).setdefault(position, []).append(spelt)
    for (script, _), spellings in forms.items():
        length = max(map(len, spellings.values()))
        for number in range(length):
            words = []
            for position, part in enumerate(parts):
                found = spellings.get(position)
                if found:
                    words.append(found[min(number, len(found) - 1)])
                elif script in {"", "LATN"}:
                    words.append(text_of(part, "value"))
            yield " ".join(filter(None, words))

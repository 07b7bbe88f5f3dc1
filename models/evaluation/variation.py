"""In which way two names differ: what kind of variation a match has to bridge."""

from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from matcher.normalise.names import Name, normalise_name
from matcher.normalise.scripts import Script, script_of

_SLIPS = 2  # letters that may differ in a misspelling; one in a short name
_SHORT = 6


class Variation(StrEnum):
    """Kinds of variation, the nearest first; a pair is of the first that holds."""

    IDENTICAL = "identical"
    WRITING = "case, accents or punctuation"
    LEGAL_FORM = "legal form"
    ORDER = "order of words"
    SPACING = "words joined or split"
    ROMANISED = "other script, sounds alike"
    TRANSLATED = "other script, other words"
    ACRONYM = "initials"
    OMITTED = "words left out"
    SPELLING = "spelling"
    OTHER_WORDS = "some words differ"
    NOTHING = "no word in common"


def variation(left: str, right: str) -> Variation:
    """The kind of variation between two names, the same in either order."""
    if left == right:
        return Variation.IDENTICAL
    ours, theirs = normalise_name(left), normalise_name(right)
    first, second = _words(ours), _words(theirs)
    if writing_system(left) != writing_system(right):
        near = set(first) & set(second) or _is_misspelt("".join(first), "".join(second))
        return Variation.ROMANISED if near else Variation.TRANSLATED
    if first == second:
        same_form = ours.legal_forms == theirs.legal_forms
        return Variation.WRITING if same_form else Variation.LEGAL_FORM
    if sorted(first) == sorted(second):
        return Variation.ORDER
    if "".join(first) == "".join(second):
        return Variation.SPACING
    if _is_acronym(first, second) or _is_acronym(second, first):
        return Variation.ACRONYM
    if set(first) < set(second) or set(second) < set(first):
        return Variation.OMITTED
    if _is_misspelt("".join(first), "".join(second)):
        return Variation.SPELLING
    return Variation.OTHER_WORDS if set(first) & set(second) else Variation.NOTHING


def writing_system(text: str) -> str:
    """The script of a name's letters; Kana makes it Japanese; of several, `Mixed`."""
    scripts = {script for script in map(script_of, text) if script}
    if Script.KANA in scripts and scripts <= {Script.KANA, Script.HAN}:
        return "Japanese"
    if not scripts:
        return "None"
    return scripts.pop().value if len(scripts) == 1 else "Mixed"


def _words(name: Name) -> list[str]:
    return [token.text for token in name.tokens]


def _is_acronym(short: list[str], long: list[str]) -> bool:
    initials = "".join(word[0] for word in long)
    return len(short) == 1 and len(long) > 1 and short[0] == initials


def _is_misspelt(one: str, other: str) -> bool:
    most = 1 if min(len(one), len(other)) < _SHORT else _SLIPS
    return Levenshtein.distance(one, other, score_cutoff=most) <= most

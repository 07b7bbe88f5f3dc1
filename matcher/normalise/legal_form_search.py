"""Legal forms found in a name: glued to its words, at its ends, or wherever they stand."""

import re
from collections.abc import Container, Sequence
from functools import cache

from matcher.normalise.legal_forms import LegalForms, legal_forms, phrase_key

# A spelling of this many words, or of letters that no ordinary word has, is a legal form
# wherever it stands, and so is one of two that begins with such a word; a shorter one only at an
# end of the name ("AS", "CO", "SPA").
_WORDS_THAT_SPEAK_FOR_THEMSELVES = 3
_UNMISTAKABLE_OF_TWO = frozenset("aktsionernoe aktsionernoye aktsionerne".split())
_UNMISTAKABLE = frozenset(
    "llc ooo ltd oao zao pao jsc pjsc ojsc cjsc gmbh fgup bvba fzco fzllc sdn bhd pte pty pvt "
    "limited sarl ltda dmcc oao inc incorporated".split()
)
# After these a name seldom goes on; what follows is asked whether it is an address.
FORMS_BEFORE_ADDRESSES = _UNMISTAKABLE | frozenset(
    "co corp corporation company plc llp fze fzc spa srl sro kft bv nv ag oy ab wll doo dd ad sas sl sa as".split()
)
_LONGEST_ACRONYM = 5
# Short words of legal forms that are hardly anybody's name, besides the unmistakable ones.
_NO_ACRONYM = _UNMISTAKABLE | frozenset(
    "ao too tov prat pat corp plc llp co comp cie cia firm trust fond est ip fop fsue gup rup fgbu "
    "joint stock state open free zone and of the with de di".split()
)
_GENERAL = "총"  # before `회사` it says `General Corporation`, which is part of the name
# At the beginning of a name that has another one at its end, these are words: `KK Dormelan Ltd`.
_ONE_OF_TWO = frozenset("ab as asc dd ip kk ou oy pc sia".split())


def take_glued(native: str) -> tuple[str, tuple[str, ...]]:
    """Take legal forms out of text written without spaces.

    Args:
        native: What `fold_native` returned.

    Returns:
        The text with a space where a form stood, and the forms.
    """
    found = []
    if not native.isascii():
        for spelling, form in legal_forms().glued:
            if spelling in native:
                native, count = _glued(spelling).subn(" ", native)
                found += [form] * bool(count)
    return native, tuple(found)


@cache
def _glued(spelling: str) -> re.Pattern[str]:
    return re.compile(f"(?<!{_GENERAL}){re.escape(spelling)}")


def take_spaced(
    words: Sequence[str], native: Container[int] = ()
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Find the legal forms among romanised words.

    Args:
        words: Lower case ASCII words of a name, in order.
        native: Places of those that were written in another script.

    Returns:
        Positions of the words that are not part of a legal form, and the forms found.
    """
    search = _Search(words, native)
    search.take_anywhere()
    search.take_ends()
    kept = tuple(place for place in range(len(words)) if place not in search.taken)
    return kept, tuple(dict.fromkeys(search.taken[place] for place in sorted(search.taken)))


class _Search:
    """The legal forms found so far among the words of a name.

    Args:
        words: As for `take_spaced`.
        native: The same.
    """

    def __init__(self, words: Sequence[str], native: Container[int]) -> None:
        self._words = words
        self._keys = phrase_key(words)
        self._native = native
        self._table = legal_forms()
        self.taken: dict[int, str] = {}

    def take_anywhere(self) -> None:
        """Take what is a legal form wherever it stands."""
        for first, key in enumerate(self._keys):
            for length in self._table.beginning.get(key, ()):
                if length < _WORDS_THAT_SPEAK_FOR_THEMSELVES and self._words[first] not in (
                    _UNMISTAKABLE if length == 1 else _UNMISTAKABLE_OF_TWO
                ):
                    continue
                places = range(first, first + length)
                form = self._form(first, first + length)
                if form and self.taken.keys().isdisjoint(places):
                    self.taken.update(dict.fromkeys(places, form))
                    break

    def take_ends(self) -> None:
        """Take what is one at either end, the longest first; at the beginning a word stays."""
        first, last = 0, len(self._words)
        while found := self._last_before(last):
            places, form = found
            self.taken.update(dict.fromkeys(places, form))
            last = places.start
        is_stated = last < len(self._words)
        while (found := self._first_from(first)) and found[0].stop < last:
            places, form = found
            if is_stated and self._words[first] in _ONE_OF_TWO:
                break
            self.taken.update(dict.fromkeys(places, form))
            first = places.stop

    def _last_before(self, last: int) -> tuple[range, str] | None:
        if last:
            for length in self._table.ending.get(self._keys[last - 1], ()):
                if form := self._form(last - length, last):
                    return range(last - length, last), form
        return None

    def _first_from(self, first: int) -> tuple[range, str] | None:
        if first < len(self._keys):
            for length in self._table.beginning.get(self._keys[first], ()):
                if form := self._form(first, first + length):
                    return range(first, first + length), form
        return None

    def _form(self, first: int, end: int) -> str | None:
        """The legal form that neighbouring words are; None if they are none."""
        if first < 0 or end > len(self._keys):
            return None
        key = self._keys[first:end]
        form = self._table.phrases.get(key)
        if form and key in self._table.native:
            return form if all(place in self._native for place in range(first, end)) else None
        return form


def ends_of_forms(words: Sequence[str]) -> list[int]:
    """Where a name may end inside a longer text: after legal forms that nothing else is.

    Args:
        words: Lower case ASCII words, in order.

    Returns:
        For each stretch of legal forms that a word stands before, the place behind it.
    """
    table = legal_forms()
    ends: list[int] = []
    place, named = 0, False
    while place < len(words):
        length = _unmistakable_at(words, place, table)
        if not length:
            named = True
            place += 1
            continue
        place += length
        if named and ends and ends[-1] == place - length:
            ends.pop()
        if named:
            ends.append(place)
    return ends


def _unmistakable_at(words: Sequence[str], place: int, table: LegalForms) -> int:
    """How many words a legal form has that starts at a place; 0 if none does for certain."""
    word = words[place]
    for length in table.beginning.get(phrase_key([word])[0], ()):
        part = words[place : place + length]
        is_form = len(part) == length and phrase_key(part) in table.phrases
        if is_form and (length > 1 or word in FORMS_BEFORE_ADDRESSES):
            return length
    return 0


def acronym_among(words: Sequence[str]) -> int | None:
    """Of words that are all of legal forms, the first that may be the name itself.

    `TBK JSC` is a company called TBK, `ASC` an Afghan committee; `JSC` and `Company` are nobody.

    Args:
        words: Lower case ASCII words of a name, in order.

    Returns:
        Its position; None if each of them is a legal form beyond doubt, or a plain word.
    """
    if len(words) > 1 and phrase_key(words) in legal_forms().phrases:
        return None
    for place, word in enumerate(words):
        if 1 < len(word) <= _LONGEST_ACRONYM and word not in _NO_ACRONYM:
            return place
    return None

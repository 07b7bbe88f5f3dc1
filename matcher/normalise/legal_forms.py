"""Legal forms (`LLC`, `ООО`, `有限公司`): found in a name, taken out of it, and compared.

The spellings stand in `data/legal_forms.tsv`, one a line: a form, the class it belongs to
(`limited`, `stock`, `state`, ...) and how it is written. Forms of one class in different
countries are each other's translation (`ООО`, `LLC`, `GmbH`), so they are compatible.
Abbreviations follow ISO 20275 (ELF).
"""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from matcher.normalise.scripts import Script, fold_native, romanise, runs, script_of, sound_key

# Written without spaces around them, so they are looked for inside words.
_GLUED_SCRIPTS = frozenset({Script.HAN, Script.KANA, Script.HANGUL})
# A spelling of this many words, or of letters that no ordinary word has, is a legal form
# wherever it stands, and so is one of two that begins with such a word; a shorter one only at an
# end of the name ("AS", "CO", "SPA").
_WORDS_THAT_SPEAK_FOR_THEMSELVES = 3
_UNMISTAKABLE_OF_TWO = frozenset("aktsionernoe aktsionernoye aktsionerne".split())
_UNMISTAKABLE = frozenset(
    "llc ooo ltd oao zao pao jsc pjsc ojsc cjsc gmbh fgup bvba fzco fzllc sdn bhd pte pty pvt "
    "limited sarl ltda dmcc oao inc incorporated".split()
)
# Words of legal forms that are recognised with a slip in them (`Limted`, `Corporatino`): long
# ones, of which no other word is a letter away.
_MENDED = frozenset(
    "company limited liability corporation incorporated partnership association organization "
    "establishment foundation gesellschaft aktiengesellschaft fundacion sociedad anonima limitada "
    "responsabilidad limitata sirketi kompaniya korporatsiya obshchestvo obschestvo ogranichennoy "
    "ogranichennoi otvetstvennostyu otvetstvennostiu aktsionernoe otkrytoe zakrytoe publichnoe".split()
)
_SHORTEST_MENDED = 6  # letters
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
_ENDINGS = frozenset("aeiousy")
_AT_THE_END, _NATIVE = "end", "native"  # in the table
# At the beginning of a name that has another one at its end, these are words: `KK Dormelan Ltd`.
_ONE_OF_TWO = frozenset("ab as asc dd ip kk ou oy pc sia".split())
_MENDED_BUT_LAST = {word[:-1]: (word,) for word in sorted(_MENDED)}


@dataclass(frozen=True, slots=True)
class LegalForms:
    """The spellings, ready to be looked up.

    Args:
        phrases: Sound keys of the words of a spelling -> (form, exact words where short).
        glued: Spellings in scripts without spaces, longest first, with their form.
        classes: Form -> class.
        beginning: First word of a spelling -> how many words those have that begin so, most first.
        ending: The same by the last word.
        native: Those that are one in their own script alone: in Latin letters `ss` may be anything.
        spellings: The words of each spelling with spaces, in lower case ASCII, with spaces between.
    """

    phrases: dict[tuple[str, ...], str]
    glued: tuple[tuple[str, str], ...]
    classes: dict[str, str]
    beginning: dict[str, tuple[int, ...]]
    ending: dict[str, tuple[int, ...]]
    native: frozenset[tuple[str, ...]]
    spellings: frozenset[str]


@cache
def legal_forms() -> LegalForms:
    """The table of `data/legal_forms.tsv`, read once."""
    phrases: dict[tuple[str, ...], str] = {}
    glued: dict[str, str] = {}
    classes: dict[str, str] = {}
    last: set[tuple[str, ...]] = set()
    native_only: set[tuple[str, ...]] = set()
    spellings: set[str] = set()
    text = files("matcher.normalise").joinpath("data/legal_forms.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        form, class_, spelling, *where = line.split("\t")
        classes[form] = class_
        native = fold_native(spelling)
        if any(script_of(c) in _GLUED_SCRIPTS for c in native):
            glued[native] = form
        else:
            words = native.replace(".", "").split()
            romanised = [romanise(word, runs(word)[0][0]) for word in words]
            key = phrase_key(romanised)
            phrases.setdefault(key, form)
            if where == [_AT_THE_END]:
                last.add(key)
            if where == [_NATIVE]:
                native_only.add(key)
            else:
                spellings.add(" ".join(romanised))
    return LegalForms(
        phrases=phrases,
        glued=tuple(sorted(glued.items(), key=lambda item: (-len(item[0]), item[0]))),
        classes=classes,
        beginning=_lengths(phrases.keys() - last, 0),
        ending=_lengths(phrases, -1),
        native=frozenset(native_only),
        spellings=frozenset(spellings),
    )


def _lengths(phrases: Iterable[tuple[str, ...]], place: int) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        found.setdefault(phrase[place], set()).add(len(phrase))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


def phrase_key(words: Sequence[str]) -> tuple[str, ...]:
    """What the spellings of one legal form share, however it was romanised.

    A short word is compared as it is written: sound would make `kg` of `cg`.
    """
    return tuple([word if len(word) <= 4 else f"~{sound_key(word)}" for word in words])


@lru_cache(maxsize=65536)
def mended(word: str) -> str:
    """The word of a legal form that a word is a slip away from; the word itself if it is none.

    The first letter is right, and more than the last one is wrong or missing: `companys` and
    `limite` are other words.

    Args:
        word: Lower case ASCII.
    """
    if len(word) < _SHORTEST_MENDED or word in _MENDED:
        return word
    for close in _one_letter_less().get(word, ()):
        return close
    for place in range(1, len(word)):
        shorter = word[:place] + word[place + 1 :]
        if shorter in _MENDED and place < len(word) - 1:
            return shorter
        for close in _one_letter_less().get(shorter, ()):
            if OSA.distance(word, close, score_cutoff=1) <= 1:
                return close
    if word[-1] not in _ENDINGS:  # the last letter, where no other ending is meant
        return next((close for close in _MENDED_BUT_LAST.get(word[:-1], ())), word)
    return word


@cache
def _one_letter_less() -> dict[str, tuple[str, ...]]:
    """Each word that is mended without one of its inner letters -> the words it may be."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(_MENDED):
        for shorter in {word[:place] + word[place + 1 :] for place in range(1, len(word) - 1)}:
            found[shorter] = (*found.get(shorter, ()), word)
    return found


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


def classes_of(forms: Iterable[str]) -> frozenset[str]:
    """The classes of legal forms, without `company`, which says nothing of the form."""
    classes = legal_forms().classes
    return frozenset(class_ for form in forms for class_ in classes[form].split()) - {"company"}

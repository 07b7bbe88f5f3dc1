"""Legal forms (`LLC`, `ООО`, `有限公司`): how they are written, and which are the same.

The spellings stand in `data/legal_forms.tsv`, one a line: a form, the class it belongs to
(`limited`, `stock`, `state`, ...) and how it is written. Forms of one class in different
countries are each other's translation (`ООО`, `LLC`, `GmbH`), so they are compatible.
Abbreviations follow ISO 20275 (ELF).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from matcher.normalise.scripts import Script, fold_native, romanise, runs, script_of, sound_key

# Written without spaces around them, so they are looked for inside words.
_GLUED_SCRIPTS = frozenset({Script.HAN, Script.KANA, Script.HANGUL})
# Words of legal forms that are recognised with a slip in them (`Limted`, `Corporatino`): long
# ones, of which no other word is a letter away.
_MENDED = frozenset(
    "company limited liability corporation incorporated partnership association organization "
    "establishment foundation gesellschaft aktiengesellschaft fundacion sociedad anonima limitada "
    "responsabilidad limitata sirketi kompaniya korporatsiya obshchestvo obschestvo ogranichennoy "
    "ogranichennoi otvetstvennostyu otvetstvennostiu aktsionernoe otkrytoe zakrytoe publichnoe".split()
)
_SHORTEST_MENDED = 6  # letters
_ENDINGS = frozenset("aeiousy")
_AT_THE_END, _NATIVE = "end", "native"  # in the table
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


def classes_of(forms: Iterable[str]) -> frozenset[str]:
    """The classes of legal forms, without `company`, which says nothing of the form."""
    classes = legal_forms().classes
    return frozenset(class_ for form in forms for class_ in classes[form].split()) - {"company"}

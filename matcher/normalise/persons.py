"""A person's name as it is compared: its words, and what each of them is.

`normalise_person` does, in order:

1. fold the native text; take the words in brackets, which are nicknames, apart;
2. split into words, an article that took on the next letter (`ar-Ramadi`) written `al`,
   `Abd al-`, `Abdel` and `Abdul` taken off the name that they are written together with;
3. romanise each word; a Chinese or Korean name of two to four characters is surname and given name;
4. say what each word is: a word of the name, an initial, a patronymic, a particle, or
   a title, a suffix or a nickname, which may agree but are not missed.

Which word is the surname is not said: publishers and forms disagree on the order, and words
agree wherever they stand.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from matcher.normalise.names import Name
from matcher.normalise.scripts import Script, fold_native, romanise, runs
from matcher.normalise.tokens import Token

PERSON_NORMALISER_VERSION = "3"  # of persons and vessels: part of a snapshot's identity


class Part(StrEnum):
    """What a word is in a person's name; one letter, so that a name's parts are a short text."""

    WORD = "w"  # a given name or a surname
    INITIAL = "i"
    PATRONYMIC = "p"  # of the father's name: written or left out at will
    PARTICLE = "a"  # `al`, `bin`, `van der`
    ASIDE = "o"  # a title, a suffix, a nickname


_MISSED = frozenset((Part.WORD, Part.INITIAL, Part.PATRONYMIC))


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name, normalised.

    Args:
        name: The words in the order in which they are written; particles and asides are optional.
        parts: What each word is: a letter of `Part` for each token.
    """

    name: Name
    parts: str


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words("""
    mr mrs ms miss mister dr doctor prof professor sir lord lady dame rev reverend fr father sr
    gen general lt lieutenant col colonel maj major capt captain sgt sergeant cdr commander
    brig brigadier adm admiral marshal amb ambassador hon honorable excellency president minister
    eng engr ing ingeniero dipl lic licenciado abog phd md esq sheikh shaykh shaikh sheik haji hajji
    hadji hajj hadj alhaji mullah mulla maulavi maulawi mawlawi moulavi molvi qari mufti imam ayatollah
    hojjatoleslam hojatoleslam sayyid sayyed seyyed seyed ustad ustaz senor senora don dona
    herr frau monsieur madame doktor gospodin gospodja pan pani
    jr junior snr senior ii iii iv
""")
_ABBREVIATED = {"mohd": "mohamad", "muhd": "muhamad", "mhd": "mohamad", "moh": "mohamad"}
_PARTICLES = _words("""
    al el ul bin ben ibn bint binti bte ould von van der den ter ten vander vande zu zur zum
    de del della di da do dos das du la las le los y e abdul
""")
# Cyrillic letters that are two in Latin, as initials.
_LONG_INITIALS = _words("yu ya ye yo kh zh sh ch ts dzh shch")
_PATRONYMIC = re.compile(
    r"(?:ovich|evich|ovych|evych|yovych|lyich|mich|kich|ovna|evna|ivna|yivna|ichna|ovic|"
    r"oglu|ogly|oghlu|uly|kyzy|qizi|gizi)$"
)
# Of these the father's name is the word before: `Aliyev Ilham Heydar oglu`.
_PATRONYMIC_WORDS = _words("oglu ogly oghlu uly kyzy qizi gizi")
MOST_WORDS = 32  # of one name; the longest listed has 23, most of them a remark in brackets
_FEWEST_WORDS = 2  # that a name keeps, whatever its other words may be
_PATRONYMIC_FROM = 3  # words: Roman Abramovich has a surname

_SUN_LETTER = re.compile(r"\b(?:a[dnrstz]|adh|ash|ath)-(?=[^\W\d_])")
_ABD = re.compile(
    r"\b(?:abd|abdi|abdul|abdel|abdal|abdoul|abdur)"
    r"(?:[\s-]+(?:(?:al|el|ul|ar|ur)(?:[\s-]+|(?=[^\W\d_]{4})))?)"
)
_ABD_TOGETHER = re.compile(
    r"^abd(?:ou|[aeiou])(?:l|r(?=r)|s(?=s)|d(?=d)|n(?=n)|z(?=z)|t(?=t))(?=[a-z]{3})(?!l?[ae]h?$)"
)
_BRACKETED = re.compile(r"[(\[{（【]([^()\[\]{}（）【】]*)[)\]}）】]|[\"“”«»]([^\"“”«»]+)[\"“”«»]")
_LETTERS = re.compile(
    r"((?:[^\W\d_]|[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])+)(\.?)"
)
_APOSTROPHES = re.compile(r"'|(?<=\w)[`´ʿʾ](?=\w)|[ʿʾ]")
# Arabic and Persian words that are part of most names, in one romanisation.
_ARABIC_WORDS = {
    "عبد": "abdul",
    "بن": "bin",
    "ابن": "bin",
    "بنت": "bint",
    "ابو": "abu",
    "ام": "umm",
}
_ABD_ARABIC = re.compile("^عبدال(?=...)(?!له$)")
_ARABIC_ARTICLE = re.compile("^ال(?=...)")
_TOGETHER = frozenset((Script.HAN, Script.HANGUL))
_LONGEST_TOGETHER = 4  # characters of a whole Chinese or Korean name
_TWO_CHARACTER_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 东方 独孤 南宫 西门 端木 남궁 황보 제갈 선우 독고".split()
)


def normalise_person(text: str) -> PersonName:
    """Normalise a person's name, as written by anybody.

    Args:
        text: Any Unicode string; one without a letter gives an empty name, of more than
            `MOST_WORDS` words the first count.
    """
    native = fold_native(" ".join(text.split()))
    nicknames = [a or b for a, b in _BRACKETED.findall(native)]
    before, comma, after = _BRACKETED.sub(" ", native).partition(",")
    surname, given = _split(before), _split(after)
    # `CRUZ, Juan de la`: what stands before the surname when it is written first is put back.
    while comma and given and given[-1][0].text in _PARTICLES:
        surname.insert(0, given.pop())
    found = surname + given
    parts = _parts(found, len(surname) if comma else 0)
    if Part.WORD not in parts:  # `Haji`, `(Carlos)`: all it has
        parts = [
            Part.WORD if len(token.text) > 1 else part
            for (token, _), part in zip(found, parts, strict=True)
        ]
    asides = [(token, Part.ASIDE) for name in nicknames for token, _ in _split(name)]
    whole = [*zip((token for token, _ in found), parts, strict=True), *asides]
    if Part.WORD not in parts:
        whole = [(token, Part.WORD) for token, _ in whole]
    whole = whole[:MOST_WORDS]
    return PersonName(
        name=Name(
            tuple([Token(t.text, t.native, t.number, optional=p not in _MISSED) for t, p in whole])
        ),
        parts="".join(part for _, part in whole),
    )


def _split(native: str) -> list[tuple[Token, bool]]:
    """The words of a text, and whether a full stop follows each."""
    native = _APOSTROPHES.sub("", native).replace("عبد الله", "عبدالله")
    native = _ABD.sub("abdul ", _SUN_LETTER.sub("al ", native))
    found: list[tuple[Token, bool]] = []
    for word, stop in _LETTERS.findall(native):
        if word.isascii():
            if together := _ABD_TOGETHER.match(word):
                found.append((Token("abdul"), False))
                word = word[together.end() :]
            found.append((Token(_ABBREVIATED.get(word, word)), bool(stop)))
        else:
            found.extend((token, bool(stop)) for token in _native(word))
    return found


def _native(word: str) -> list[Token]:
    """The words of a run of letters that are not all ASCII."""
    tokens = []
    for script, run in runs(word) if _is_mixed(word) else [(runs(word)[0][0], word)]:
        pieces = [run]
        if script in _TOGETHER and 1 < len(run) <= _LONGEST_TOGETHER:
            at = 2 if run[:2] in _TWO_CHARACTER_SURNAMES and len(run) > 2 else 1
            pieces = [run[:at], run[at:]]
        elif script is Script.ARABIC:
            if known := _ARABIC_WORDS.get(run):
                tokens.append(Token(known, run))
                continue
            for before, particle in ((_ABD_ARABIC, "abdul"), (_ARABIC_ARTICLE, "al")):
                if found := before.match(run):
                    tokens.append(Token(particle, found[0]))
                    pieces = [run[found.end() :]]
                    break
        for piece in pieces:
            text = "".join(c for c in romanise(piece, script) if c.isalpha() and c.isascii())
            if text:
                tokens.append(Token(text, "" if piece.isascii() else piece))
    return tokens


def _is_mixed(word: str) -> bool:
    return len({script for script, _ in runs(word) if script}) > 1


def _parts(words: list[tuple[Token, bool]], surname: int) -> list[Part]:
    """What each word is.

    Args:
        words: Each with whether a full stop follows.
        surname: How many of them stand before a comma: a surname, and no patronymic.
    """
    parts = [_part(token, stop) for token, stop in words]
    if parts.count(Part.WORD) + parts.count(Part.INITIAL) < _FEWEST_WORDS:
        # `Le Van Do` has no particle, and `KHAN, Haji` no title.
        words_after_all = {Part.PARTICLE, Part.ASIDE} if surname else {Part.PARTICLE}
        parts = [Part.WORD if part in words_after_all else part for part in parts]
    places = [place for place, part in enumerate(parts) if part is Part.WORD]
    if len(places) >= _PATRONYMIC_FROM:
        fathers = [
            place
            for place in places
            if place >= max(surname, 1) and _PATRONYMIC.search(words[place][0].text)
        ]
        if fathers:
            parts[fathers[0]] = Part.PATRONYMIC
            if words[fathers[0]][0].text in _PATRONYMIC_WORDS:
                parts[fathers[0]] = Part.PARTICLE
                if fathers[0] and parts[fathers[0] - 1] is Part.WORD and len(places) > 3:
                    parts[fathers[0] - 1] = Part.PATRONYMIC
    return parts


def _part(token: Token, stop: bool) -> Part:
    text = token.text
    is_latin = not token.native
    if len(text) == 1 or (len(token.native) == 1 and not _is_whole(token.native)):
        return Part.INITIAL
    if stop and text in _LONG_INITIALS:
        return Part.INITIAL
    if text in _TITLES and (is_latin or len(text) > 3):
        return Part.ASIDE
    return Part.PARTICLE if text in _PARTICLES else Part.WORD


def _is_whole(character: str) -> bool:
    """Whether one character can be a word of a name."""
    return runs(character)[0][0] in _TOGETHER

"""Pairs on either side of each bound that C and Python both know: a slip in one shows here."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from matcher.comparison.background import Background, token_key
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.lexicon import symmetric
from matcher.index.searching import EVERYTHING, Interest
from matcher.index.snapshot import Snapshot
from matcher.normalise.names import normalise_name
from matcher.scoring.model import Model
from tests.matcher.index.homes import entity, snapshot_of
from tests.matcher.index.searchers import assert_same_alignment, compiled, reference

_TRANSLATIONS = [
    ("nord", "ica", 0.9), ("kurs", "alma", 0.9), ("shipyard", "верфь", 0.9),
    ("mikra", "велт", 0.09), ("mikra", "тарим", 0.11), ("mikra", "саронверк", 0.5),
    ("lunet", "oskol", 0.09), ("lunet", "tarim", 0.1), ("lunet", "velt", 0.11),
    ("lunet", "gorod", 0.6), ("бета", "gamma", 0.5), ("mikra", "zavel", 0.25), ("lunet", "xenob", 0.26),
]  # fmt: skip
# Unlike one another, so that what is missed is missed.
_WORDS = (
    "abrizolum bakutemir cedronawip dufilozeg fagusipol gimeturan hopalfidu jorkutile kemdosavi "
    "lupegrado mozintela nifukrabe pudrokesh quelbatis rovimunde sakelfino tubargime "
    "vekoldani wibunerat zolipamek ybrotugas exunfamid"
).split()
# Word i has about i/2 + 4 bits.
_NAMES = 1 << 20
_COUNTS = {
    token_key(normalise_name(word).tokens[0]): max(1, round(_NAMES / 2 ** (place / 2 + 4)))
    for place, word in enumerate(_WORDS)
}

PAIRS = [
    # Acronyms: of translations, more than half as many words as letters.
    ("НИКА", "Nord Kurs"), ("НИКА", "Nord Kurs Alma"), ("НИК", "Nord Kurs"), ("ника", "Nord Ica Kurs"),
    # In Latin letters of four at least, `ts` for one; a translation of .26 lends its initial.
    ("NIKA", "Nord Kurs"), ("NIKA", "Nord Kurs Alma"), ("NIK", "Nord Kurs"), ("TsNIKA", "Cedro Nord Kurs"),
    ("TsIK", "Cedro Nord Kurs"), ("ЦИК", "Cedro Nord Kurs"), ("ЦИ", "Cedro Nord"), ("TsNK", "Cedro Nord Kurs"),
    ("NZKA", "Nord Mikra Kurs Alma"), ("NXKA", "Nord Lunet Kurs Alma"), ("NMKA", "Nord Mikra Kurs Alma"),
    ("ABC", "Abril Bakut Cedro"), ("AB", "Abril Bakut"),
    ("ABCDEFG", "Abril Bakut Cedro Dufil Exunf Fagus Gimet"),
    ("ABCDEFGH", "Abril Bakut Cedro Dufil Exunf Fagus Gimet Hopal"),
    # Slips: of four and eight letters, of pinyin of eight and nine, of three letters and four.
    ("Vaga", "Vega"), ("Vag", "Veg"), ("Mir", "Mirr"), ("Mar", "Mirt"), ("Zeg", "Zeog"), ("Xeg", "Zegx"),
    ("Orxonaz", "Orionas"), ("Orxonazt", "Orionast"), ("Orxonaztu", "Orionastu"), ("Abcdefgh", "Badcefgh"),
    ("机械厂", "机械"), ("研究所", "研究院"), ("Saron 实验室", "实验 Saron"), ("龙华", "龙华港"),
    ("长关", "Changguang"), ("长关", "Changguen"), ("长安", "Changang"), ("海星", "Haixink"), ("Haixing", "海兴"), ("华广", "Huaguanq"), ("华光", "Huagang"),
    ("黄河", "Huanghxe"), ("中广", "Zhongguanq"), ("双双", "Shuangshang"), ("长广", "Changguamg"), ("长光", "Changguang"),
    ("新光", "Xinguamg"), ("东光", "Dongguamg"), ("上光", "Shangguamg"), ("王江", "Wangjiamg"), ("江西", "Jiangxo"),
    ("华江港", "华江广"), ("华江", "华广"), ("华江港电", "华江港"), ("华江港", "华"), ("中国石油", "中国"), ("华光电", "华光力"),
    # Conventions: a third of the letters may differ.
    ("Shchek", "Schek"), ("Jetee", "Yeti"), ("Tsoy", "Coi"), ("Exxon", "Ekson"), ("Ieee", "Yi"), ("Quick", "Kuik"),
    ("Kwick", "Kvik"), ("Phooto", "Futo"), ("Woolfe", "Vulfe"), ("Czaar", "Tsaar"), ("Dhooty", "Duti"), ("Weeqa", "Vika"),
    ("Tschoo", "Chu"), ("Shoo", "Schu"), ("Kheeto", "Hito"), ("Ghooli", "Huli"), ("Thooxu", "Tuksu"), ("Jyaa", "Ia"),
    ("Bilik", "Bolok"), ("Bolikar", "Bulakir"), ("Dragon", "Drugin"), ("Drgn", "Dragan"), ("Bk", "Bak"), ("Bkr", "Bakur"),
    # Heard: consonants of three to five letters, and one edit among them.
    ("カザン", "Kazan"), ("メガフォン", "Megafon"), ("スバル", "Subaru"), ("テクノ", "Techno"), ("ロスネフチ", "Rosneft"),
    ("カルトン", "Karutn"), ("شركة", "Sharika"), ("غازبروم", "Gazprom"), ("لوكويل", "Lukoil"), ("روسنفت", "Rosneft"),
    ("كرتنب", "Krtn"), ("كرتنبس", "Krtns"), ("Кртнб", "Krtm"), ("信达", "Cinda"), ("华为", "Huawai"), ("현대", "Hyundai"),
    ("ガズプロム", "Gazpram"), ("トヨタ", "Toyoda"), ("ミツビシ", "Mitsubishi"), ("サムスン", "Samsung"),
    # Parts of words written without spaces, beginnings.
    ("カザンガス", "Kazan"), ("カザンガス", "Kaza"), ("华光电", "Huaguang"), ("华光电", "Guangdian"), ("华光电", "Huagu"),
    ("西安", "Xian"), ("先", "Xian"), ("Tech", "Technology"), ("Te", "Technology"), ("Tec", "Technology"), ("海", "Haixing"),
    # Joined and inflected.
    ("Alphabeta", "Alpha Beta"), ("Alphabetagamma", "Alpha Beta Gamma"), ("Alpha Beta", "Alfabeta"),
    ("Alpha Beta Gamma Delta", "Alphabetagammadelta"), ("Alpha Beta", "Al Phabeta"),
    ("Kazanskiy", "Kazan"), ("Kazanskogo", "Kazanskiy"), ("Dormelanov", "Dormelan"), ("Kazany", "Kazan"),
    ("Dormela", "Dormeli"), ("Dormel", "Dormelsk"), ("Ursusk", "Ursu"), ("Orsk", "Or"), ("Omskes", "Omsk"),
    # Translated: at a tenth, with a word that helps, beside a likeness.
    ("Mikra Saron", "Велт Saron"), ("Mikra Saron", "Тарим Saron"), ("Mikra", "Саронверк"), ("Mikra", "Саронверк Тарим"),
    ("Mikra", "Саронверк Велт"), ("Lunet", "Gorod Oskol"), ("Lunet", "Gorod Tarim"), ("Lunet", "Gorod Velt"),
    ("Shipyard", "Верфь"), ("Shipyards Saron", "Saron Верфь"), ("Бета", "Gamma"), ("Бета", "Beta Gamma"),
    # Numbers, brackets, second names, legal forms.
    ("Saron 7", "Saron 7"), ("Saron 7", "Saron 8"), ("Saron 7", "Saron 7 8"), ("Saron 7", "Saron"), ("7", "7"), ("Saron 7 7", "Saron 7"),
    ("Saron (Velt)", "Saron (Mikra)"), ("Saron (Velt)", "Saron"), ("Saron (Velt)", "Velt"), ("Saron (Velt) 9", "Mikra (Velt) 9"),
    ("Saron Ltd", "Saron GmbH"), ("Saron Ltd", "Saron Limited"), ("Saron", "Saron LLC"),
    ("Saron Velt Saron", "Saron Saron"), ("Orian Orion", "Orion Orian"), ("ↆↆ Saron", "ↆↆ Velt"),
    # Endless, and as long as there is room for.
    ("x" * 255, "x" * 254), ("q" + "x" * 254, "x" * 255), ("ab" * 120, "ab" * 119 + "ba"), ("x" * 200, "ks" * 200),
    (" ".join(f"a{n}b" for n in range(64)), " ".join(f"a{n}c" for n in range(64))),
]  # fmt: skip


def _weighed() -> Iterator[tuple[str, str]]:
    """What agrees, what each side misses and what it is written like, of every number of bits."""
    for agreed, missed in product(_WORDS[::2], _WORDS[1::2]):
        yield f"{agreed} {missed}", agreed
        yield f"{agreed} {missed}", f"{agreed} {_WORDS[-1]}"
        yield f"{agreed} {missed}", f"{agreed} ({missed[::-1]})"
    for word in _WORDS:
        slip = word[:4] + ("o" if word[4] != "o" else "u") + word[5:]
        yield word, word[:5]
        yield f"{word} {_WORDS[0]}", f"{slip} {_WORDS[0]}"
        yield f"{word} Saron", f"{slip} Saron"
        yield f"({word}) Saron", f"Saron {word}"


_ALL = [*PAIRS, *_weighed()]


@pytest.fixture(scope="module")
def knowledge(model: Model) -> Knowledge:
    keys = {
        word: token_key(normalise_name(word).tokens[0])
        for one, other, _ in _TRANSLATIONS
        for word in (one, other)
    }
    lexicon = symmetric([(keys[one], keys[other], chance) for one, other, chance in _TRANSLATIONS])
    words = Background(counts=_COUNTS, names=_NAMES)
    return replace(model.knowledge, words=words, lexicon=lexicon)


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    names = dict.fromkeys(name for pair in _ALL for name in pair)
    return snapshot_of(
        tmp_path_factory.mktemp("bounds"),
        *(entity(f"x-{place}", name) for place, name in enumerate(names)),
    )


def test_of_pairs_at_bounds_the_kernel_says_what_python_does(
    listed: Snapshot, model: Model, knowledge: Knowledge
) -> None:
    kernel, python = (make(listed, model, knowledge) for make in (compiled, reference))
    nobody = np.zeros(listed.entity_count, dtype=bool)
    rows = {name: row for row, name in enumerate(dict.fromkeys(n for pair in _ALL for n in pair))}
    for pair in _ALL:
        for query, other in (pair, pair[::-1]):
            name, beside = normalise_name(query), np.array([rows[other]], dtype=np.uint32)
            found = kernel.search(name, beside, nobody, EVERYTHING)
            expected = python.search(name, beside, nobody, EVERYTHING)
            assert found.compared.levels.tolist() == expected.compared.levels.tolist(), pair
            assert_same_alignment(kernel, python, query, rows[other])
            weight = float(expected.compared.weights[0])
            # At the very weight it is of interest, whatever was bounded before.
            assert kernel.search(name, beside, nobody, Interest(weight)).best.tolist() == [0], pair

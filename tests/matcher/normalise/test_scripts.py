import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalise.scripts import (
    Script,
    consonant_key,
    fold_native,
    loose_key,
    romanise,
    runs,
    script_of,
    sound_key,
    stem_key,
    unread,
)


@pytest.mark.parametrize(
    ("character", "script"),
    [
        pytest.param("a", Script.LATIN, id="latin"),
        pytest.param("ş", Script.LATIN, id="turkish"),
        pytest.param("щ", Script.CYRILLIC, id="cyrillic"),
        pytest.param("华", Script.HAN, id="han"),
        pytest.param("タ", Script.KANA, id="katakana"),
        pytest.param("한", Script.HANGUL, id="hangul"),
        pytest.param("ش", Script.ARABIC, id="arabic"),
        pytest.param("ω", Script.OTHER, id="greek"),
        pytest.param("7", None, id="a-digit-has-none"),
        pytest.param(" ", None, id="a-space-has-none"),
    ],
)
def test_script_of(character: str, script: Script | None) -> None:
    assert script_of(character) is script


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("華為", "华为", id="traditional-and-simplified"),
        pytest.param("ＡＢＣ", "abc", id="full-width"),
        pytest.param("Şirketi", "sirketi", id="accents-of-latin-letters"),
        pytest.param("İSTANBUL", "istanbul", id="dotted-capital-i"),
        pytest.param("الأَحمد", "الاحمد", id="arabic-vowels-and-hamza"),
        pytest.param("شركة", "شرکه", id="persian-keyboard"),
        pytest.param("Aкционерное", "акционерное", id="latin-letter-in-a-cyrillic-word"),
    ],
)
def test_ways_to_write_one_word_fold_to_one(one: str, other: str) -> None:
    assert fold_native(one) == fold_native(other)


def test_a_latin_word_beside_a_cyrillic_one_stays_latin() -> None:
    assert fold_native("Acme завод") == "acme завод"
    assert fold_native("Acme \ud800廠") == "acme  厂"


@given(st.text())
def test_folding_is_total_and_stable(text: str) -> None:
    once = fold_native(text)
    assert fold_native(once) == once


@given(st.text())
def test_runs_join_to_the_text(text: str) -> None:
    assert "".join(part for _, part in runs(text)) == text


@pytest.mark.parametrize(
    ("term", "read"),
    [
        pytest.param("长乙", "changyi", id="as-in-names"),
        pytest.param("校长", "xiaozhang", id="another-word-is-read-as-it-is"),
        pytest.param("都甲", "dujia", id="a-capital"),
    ],
)
def test_a_character_is_read_as_in_names(term: str, read: str) -> None:
    assert romanise(term, Script.HAN) == read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("electronics", "electronic", id="ics"),
        pytest.param("optics", "optic", id="short-ics"),
        pytest.param("instruments", "instrument", id="ts"),
        pytest.param("parts", "part", id="short-ts"),
        pytest.param("engines", "engine", id="six-letters-and-s"),
        pytest.param("services", "service", id="seven-letters-and-s"),
        pytest.param("technologies", "technology", id="ies"),
    ],
)
def test_a_plural_has_the_stem_of_its_word(one: str, other: str) -> None:
    assert stem_key(one) == stem_key(other)


def test_cs_inside_a_word_is_one_sound() -> None:
    assert sound_key("kovacsker") == sound_key("kovachker")


def test_romanise_follows_passport_practice() -> None:
    assert romanise("щёкиноазот".replace("ё", "е"), Script.CYRILLIC) == "shchekinoazot"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("shchekinoazot", "schekinoazot", id="shch-and-sch"),
        pytest.param("ghavamin", "qavamin", id="gh-and-q"),
        pytest.param("zavodskoy", "zavodskoj", id="y-and-j"),
        pytest.param("izhevskii", "izhevskiy", id="ii-and-iy"),
        pytest.param("maxim", "maksim", id="x-and-ks"),
        pytest.param("aldormel", "dormel", id="article"),
        pytest.param("eltarimia", "tarimia", id="article-of-egypt"),
    ],
)
def test_romanisations_of_one_word_sound_alike(one: str, other: str) -> None:
    assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("velesstroi", "velesstore", id="two-companies"),
        pytest.param("izhevsk", "ryazan", id="two-towns"),
        pytest.param("almaz", "maz", id="too-short-for-an-article"),
        pytest.param("electra", "ectra", id="no-article-before-a-vowel"),
        pytest.param("alliance", "liance", id="no-article-before-another-l"),
    ],
)
def test_different_words_sound_different(one: str, other: str) -> None:
    assert sound_key(one) != sound_key(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("lavochkina", "lavochkin", True, id="genitive"),
        pytest.param("kazanskiy", "kazan", True, id="adjective"),
        pytest.param("kazanskaya", "kazanskiy", True, id="two-genders"),
        pytest.param("technologies", "technology", True, id="plural"),
        pytest.param("changsha", "changshu", False, id="short-words-differ-by-a-vowel"),
        pytest.param("huasu", "huasi", False, id="very-short-words"),
        pytest.param("guards", "guard", True, id="plural-of-a-short-word"),
        pytest.param("lines", "line", True, id="plural-in-e"),
        pytest.param("paris", "pari", False, id="no-plural-after-i"),
        pytest.param("mars", "mar", False, id="too-short-for-a-plural"),
    ],
)
def test_stem_key(one: str, other: str, same: bool) -> None:
    assert (stem_key(one) == stem_key(other)) is same


def test_words_of_one_consonant_skeleton() -> None:
    assert consonant_key("qatirji") == consonant_key("qatarji")


def test_a_word_spelled_by_ear_in_kana() -> None:
    assert loose_key("kuronshutatto") == loose_key("kronshtadt")


@given(
    st.text(alphabet="一二龙造船所社", min_size=1), st.text(alphabet="一二龙造船所社", min_size=1)
)
def test_a_word_that_nobody_can_read_sounds_like_no_other(one: str, other: str) -> None:
    assert unread(one).isdigit()
    assert (unread(one) == unread(other)) is (one == other)

import pytest

from matcher.normalise.scripts import Script, fold_native, romanise


@pytest.mark.parametrize(
    ("text", "script", "latin"),
    [
        pytest.param("ماهان", Script.ARABIC, "mahan", id="long-vowels"),
        pytest.param("ایران", Script.ARABIC, "iran", id="carried-vowel"),
        pytest.param("جواد", Script.ARABIC, "jwad", id="consonant-before-a-long-vowel"),
        pytest.param("نور", Script.ARABIC, "nur", id="vowel-between-consonants"),
        pytest.param("یزد", Script.ARABIC, "yzd", id="consonant-at-the-beginning"),
        pytest.param("ファナック", Script.KANA, "fanakku", id="small-and-doubled"),
        pytest.param("ディーゼル", Script.KANA, "dizeru", id="small-vowel"),
        pytest.param("ジャパン", Script.KANA, "zhapan", id="small-ya"),
        pytest.param("さくら", Script.KANA, "sakura", id="hiragana"),
        pytest.param("ッ", Script.KANA, "", id="doubling-nothing"),
        pytest.param("우리", Script.HANGUL, "uri", id="hangul"),
        pytest.param("설악", Script.HANGUL, "seorak", id="final-drawn-over"),
        pytest.param("신라", Script.HANGUL, "silla", id="n-before-r"),
        pytest.param("강릉", Script.HANGUL, "gangneung", id="r-after-ng"),
        pytest.param("ㄱ", Script.HANGUL, "g", id="a-letter-alone"),
        pytest.param("завод", Script.CYRILLIC, "zavod", id="cyrillic"),
        pytest.param("吕梁", Script.HAN, "luliang", id="umlaut-of-pinyin"),
    ],
)
def test_how_a_word_is_spelled(text: str, script: Script, latin: str) -> None:
    assert romanise(fold_native(text), script) == latin


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param("浜松", "濱松", id="japanese-and-traditional"),
        pytest.param("鉄鋼", "铁钢", id="japanese-and-simplified"),
        pytest.param("Məmmədov", "Memmedov", id="azerbaijani"),
        pytest.param("Łódź Ørsted", "Lodz Orsted", id="letters-with-a-stroke"),
        pytest.param("جماعت الدعوہ", "جماعت الدعوه", id="urdu"),
        pytest.param("Sudostroitelʹnyj", "Sudostroitel'nyj", id="scholarly-soft-sign"),
    ],
)
def test_one_letter_written_in_two_ways(ours: str, theirs: str) -> None:
    assert fold_native(ours) == fold_native(theirs)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalise.abbreviations import abbreviations
from matcher.normalise.names import normalise_name


def texts(name: str) -> list[str]:
    return [token.text for token in normalise_name(name).tokens]


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        pytest.param("Alpha-Beta Trading", ["alpha", "beta", "trading"], id="hyphen"),
        pytest.param("A.B.C. Trading", ["abc", "trading"], id="dotted-initials"),
        pytest.param("O.R.V. S.A.", ["orv"], id="dotted-initials-before-a-dotted-form"),
        pytest.param("Orvik S. A.", ["orvik"], id="spaced-dots"),
        pytest.param("O'Hara Tools", ["ohara", "tools"], id="apostrophe"),
        pytest.param("The House of Tools", ["house", "tools"], id="connecting-words"),
        pytest.param("The", ["the"], id="nothing-but-a-connecting-word"),
        pytest.param("Plant No. 007", ["plant", "7"], id="number"),
        pytest.param("Завод №5", ["zavod", "5"], id="sign-of-a-number"),
        pytest.param("Casino 5", ["casino", "5"], id="a-word-that-ends-like-the-sign"),
        pytest.param("No Limits", ["no", "limits"], id="no-number-follows"),
        pytest.param("Saron Co. for Trade Ltd", ["saron", "trade"], id="company-in-the-middle"),
        pytest.param("Строительная компания Сарон", ["stroitelnyy", "saron"], id="kompaniya"),
        pytest.param("НИИ Ромашка", "scientific research institute romashka".split(), id="short"),
        pytest.param("Завод Академика Ромашкина", ["zavod", "romashkina"], id="title"),
        pytest.param("نور القمر", ["nur", "qmr"], id="arabic-article"),
        pytest.param("甲乙医药", ["jiayi", "yiyao"], id="sounds-like-a-legal-form"),
        pytest.param("甲西科技", ["jiaxi", "keji"], id="sounds-like-a-number"),
        pytest.param("大 科技", ["da", "keji"], id="sounds-like-a-connecting-word"),
        pytest.param("甲々科技", ["jia", "keji"], id="a-mark-that-is-no-letter"),
        pytest.param("甲乙第二十八厂", ["jiayi", "28", "chang"], id="chinese-number"),
        pytest.param("深圳市甲乙科技", ["shenzhen", "jiayi", "keji"], id="city"),
        pytest.param("Гру́ппа Рома́шка", ["gruppa", "romashka"], id="stress-of-a-dictionary"),
        pytest.param("Co., Ltd.", [], id="a-legal-form-is-no-name"),
        pytest.param("N O V A Trading", ["nova", "trading"], id="spaced-initials"),
        pytest.param("Orvik A B C", ["orvik", "a", "b", "c"], id="spaced-letters-at-the-end"),
        pytest.param("Banque de l'Orvik", ["banque", "orvik"], id="elided-article"),
        pytest.param("L'Orvik", ["lorvik"], id="elided-article-at-the-beginning"),
        pytest.param("Hong Da Trading", ["hong", "da", "trading"], id="syllable-of-pinyin"),
        pytest.param("Casa de Orvik", ["casa", "orvik"], id="no-syllable-of-pinyin"),
        pytest.param("Ash-Sharon Trading", ["sharon", "trading"], id="assimilated-article"),
        pytest.param("Orvik-e Saron", ["orvik", "saron"], id="persian-joint"),
        pytest.param("&quot;Orvik&quot; A&amp;B", ["orvik", "a", "b"], id="entities-of-html"),
        pytest.param("ORV1K TECHN0L0GY", ["orvik", "technology"], id="digits-read-for-letters"),
        pytest.param("B2B S7 Orvik", ["b2b", "s7", "orvik"], id="digits-that-are-meant"),
        pytest.param("Lvorang Lvliang", ["lvorang", "luliang"], id="v-for-an-umlaut-of-pinyin"),
        pytest.param("Twenty-Sixth Plant", ["26", "plant"], id="number-of-two-words"),
        pytest.param("35-й завод", ["35", "zavod"], id="ending-of-a-number"),
        pytest.param("제2무역", ["2", "muyeok"], id="korean-sign-of-a-number"),
        pytest.param("«»—!", [], id="no-letter"),
    ],
)
def test_tokens(name: str, tokens: list[str]) -> None:
    assert texts(name) == tokens


@pytest.mark.parametrize(
    ("name", "required", "optional"),
    [
        pytest.param("Alpha (Beta) LLC", ["alpha"], ["beta"], id="brackets"),
        pytest.param("Alpha d/b/a Beta Corp", ["alpha"], ["beta"], id="doing-business-as"),
        pytest.param("Alpha Ltd, formerly known as Beta Ltd", ["alpha"], ["beta"], id="former"),
        pytest.param("ООО Альфа or ООО Бета", ["alfa"], ["beta"], id="or"),
        pytest.param("Alpha / Beta", ["alpha"], ["beta"], id="slash"),
        pytest.param("Alpha (Alpha LLC)", ["alpha"], [], id="said-twice"),
        pytest.param("Завод им. А.Б. Ромашкина", ["zavod", "romashkina"], ["ab"], id="initials"),
        pytest.param("Plant of A. B. Romashkin", ["plant", "romashkin"], ["ab"], id="spaced"),
        pytest.param("M.R. LLC", ["mr"], [], id="initials-are-all-there-is"),
        pytest.param("A.B.C. Tools", ["abc", "tools"], [], id="three-letters-are-a-name"),
        pytest.param("(Alpha)", ["alpha"], [], id="brackets-are-all-there-is"),
    ],
)
def test_words_that_may_be_missing(name: str, required: list[str], optional: list[str]) -> None:
    tokens = normalise_name(name).tokens
    assert [t.text for t in tokens if not t.optional] == required
    assert [t.text for t in tokens if t.optional] == optional


@pytest.mark.parametrize(
    ("name", "native", "read"),
    [
        pytest.param("株式会社大和製作所", "大和", False, id="japanese-form"),
        pytest.param("ヴェルモ造船所", "造船所", False, id="kana-beside-it"),
        pytest.param("大和 (ヤマト)", "大和", False, id="kana-in-brackets"),
        pytest.param("鲜の每日", "每日", True, id="chinese-shops-like-no"),
        pytest.param("大和集团公司", "大和", True, id="chinese"),
        pytest.param(
            "ダーホー有限会社（大和贸易有限公司）", "大和", True, id="chinese-in-brackets"
        ),
        pytest.param("大和贸易有限公司（ダーホー）", "大和", True, id="chinese-before-brackets"),
    ],
)
def test_only_chinese_names_are_read_in_mandarin(name: str, native: str, read: bool) -> None:
    (text,) = [token.text for token in normalise_name(name).tokens if token.native == native]
    assert text.isalpha() is read


def test_a_japanese_name_is_the_chinese_one_in_characters() -> None:
    japanese, chinese = (normalise_name(name) for name in ("株式会社大和", "大和公司"))
    assert {token.native for token in japanese.tokens} == {token.native for token in chinese.tokens}


@given(st.text())
def test_any_text_is_normalised(text: str) -> None:
    name = normalise_name(text)
    assert normalise_name(text) == name
    assert all(token.text.isascii() and token.text.isalnum() for token in name.tokens)


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщ ", min_size=1))
def test_case_says_nothing(text: str) -> None:
    assert normalise_name(text.upper()) == normalise_name(text)


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        pytest.param("Korvel Mfg. Co.", ["korvel", "manufacturing"], id="english"),
        pytest.param("Zelta Imp. & Exp. Co.", ["zelta", "import", "export"], id="two"),
        pytest.param(
            "Ind. e Com. Belmar Ltda", ["industry", "comercio", "belmar"], id="portuguese"
        ),
        pytest.param("Lale San. ve Tic. A.Ş.", ["lale", "sanayi", "ticaret"], id="turkish"),
        pytest.param("Lale Nak. Ltd. Şti.", ["lale", "nakliyat"], id="beside-a-legal-form"),
        pytest.param(
            "San Pelayo Trading", ["san", "pelayo", "trading"], id="beside-no-turkish-word"
        ),
        pytest.param("Com Plaza", ["com", "plaza"], id="beside-no-portuguese-word"),
    ],
)
def test_what_trade_abbreviates_is_spelled_out(name: str, tokens: list[str]) -> None:
    assert texts(name) == tokens


def test_abbreviations_stand_for_ascii_words() -> None:
    for short, long in abbreviations().items():
        assert long.words
        words = (short, *long.words, *long.beside)
        assert all(word.isascii() and word == word.lower() for word in words)

from importlib.resources import files

import pytest

from matcher.normalise.legal_form_search import take_glued, take_spaced
from matcher.normalise.legal_forms import classes_of, legal_forms, mended
from matcher.normalise.names import normalise_name
from matcher.normalise.scripts import fold_native


@pytest.mark.parametrize(
    ("text", "form", "rest"),
    [
        pytest.param("Acme LLC", "llc", "acme", id="english"),
        pytest.param("ООО «Ромашка»", "llc", "romashka", id="russian-abbreviation"),
        pytest.param(
            "Общество с ограниченной ответственностью «Ромашка»", "llc", "romashka", id="russian"
        ),
        pytest.param(
            "OBSHCHESTVO S OGRANICHENNOY OTVETSTVENNOSTYU ROMASHKA",
            "llc",
            "romashka",
            id="russian-romanised",
        ),
        pytest.param("Lale Ticaret A.Ş.", "jsc", "lale ticaret", id="turkish"),
        pytest.param("Lale Dış Ticaret Ltd. Şti.", "llc", "lale dis ticaret", id="turkish-limited"),
        pytest.param("ПрАТ «Ромашка»", "pjsc", "romashka", id="ukrainian"),
        pytest.param("Rosa d.o.o.", "llc", "rosa", id="dotted"),
        pytest.param("株式会社タコ", "jsc", "tako", id="japanese-glued"),
        pytest.param("شركة الوردة ذ.م.م", "llc", "wrdh", id="arabic"),
        pytest.param("الوردة ش.ذ.م.م منطقة حرة", "llc", "wrdh", id="arabic-free-zone"),
        pytest.param("Rosa FZ-LLC", "llc", "rosa", id="free-zone"),
        pytest.param("Филиал АО «Ромашка»", "jsc", "filial romashka", id="in-the-middle"),
        pytest.param(
            "Торговое акционерное общество «Ромашка»", "jsc", "torgovyy romashka", id="two-words"
        ),
        pytest.param(
            "Общество c ограниченной ответственностью Ромашка", "llc", "romashka", id="latin-letter"
        ),
        pytest.param("Ромашка コーポレーション", "inc", "romashka", id="japanese-corporation"),
        pytest.param("Rosa Handelsges. mbH", "llc", "rosa handel", id="german-abbreviation"),
    ],
)
def test_a_legal_form_is_taken_out(text: str, form: str, rest: str) -> None:
    name = normalise_name(text)
    assert form in name.legal_forms
    assert " ".join(token.text for token in name.tokens) == rest


@pytest.mark.parametrize(
    ("text", "tokens", "forms"),
    [
        pytest.param("SS Dormelan", ["ss", "dormelan"], (), id="georgian-in-latin-letters"),
        pytest.param("სს დორმელან", ["dormelan"], ("jsc",), id="georgian"),
        pytest.param(
            "HK Dormelan Ltd",
            ["hong", "kong", "dormelan"],
            ("ltd",),
            id="sounds-like-a-mongolian-one",
        ),
        pytest.param("AG Dormelan", ["ag", "dormelan"], (), id="of-the-end-at-the-beginning"),
        pytest.param("KK Dormelan", ["dormelan"], ("jsc",), id="at-the-beginning"),
        pytest.param("KK Dormelan Ltd", ["kk", "dormelan"], ("ltd",), id="one-of-two"),
        pytest.param("조선총회사", ["joseon", "chonghoesa"], (), id="korean-general-corporation"),
        pytest.param("조선회사", ["joseon"], ("company",), id="korean-company"),
    ],
)
def test_what_may_be_a_word(text: str, tokens: list[str], forms: tuple[str, ...]) -> None:
    name = normalise_name(text)
    assert [token.text for token in name.tokens] == tokens
    assert name.legal_forms == forms


def test_the_longest_glued_form_wins() -> None:
    rest, forms = take_glued(fold_native("华光股份有限公司"))
    assert (rest.strip(), forms) == ("华光", ("jsc",))


@pytest.mark.parametrize(
    ("words", "kept", "forms"),
    [
        pytest.param("dormelan stock company", "dormelan", ("jsc",), id="longest-at-the-end"),
        pytest.param("joint stock company dormelan", "dormelan", ("jsc",), id="at-the-start"),
        pytest.param("dormelan company company", "dormelan", ("company",), id="twice"),
        pytest.param("stock company", "", ("jsc",), id="nothing-else"),
    ],
)
def test_the_longest_form_at_an_end_wins(words: str, kept: str, forms: tuple[str, ...]) -> None:
    places, found = take_spaced(words.split())
    assert " ".join(words.split()[place] for place in places) == kept
    assert found == forms


def test_a_short_form_inside_a_name_is_a_word() -> None:
    kept, forms = take_spaced(["co", "pilot", "as", "service"])
    assert "pilot" in [["co", "pilot", "as", "service"][place] for place in kept]
    assert "jsc" not in forms


def test_forms_of_one_class_in_two_countries() -> None:
    assert classes_of(["llc"]) & classes_of(["ltd"])
    assert not classes_of(["llc"]) & classes_of(["jsc"])


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param("株式会社タコ", "Tako Co., Ltd.", id="japanese"),
        pytest.param("华光股份有限公司", "Huaguang Co., Ltd.", id="chinese"),
        pytest.param("АО Вега", "Vega Corporation", id="corporation"),
    ],
)
def test_a_joint_stock_company_is_limited_in_english(ours: str, theirs: str) -> None:
    one, other = (classes_of(normalise_name(name).legal_forms) for name in (ours, theirs))
    assert one & other


@pytest.mark.parametrize("english", ["ltd", "inc"])
def test_a_share_company_in_english_may_be_called_so(english: str) -> None:
    """`股份有限公司` signs as `Co., Ltd.`, an open company of Minsk as `Inc.`"""
    assert classes_of([english]) & classes_of(["jsc"])


def test_a_form_is_of_the_same_classes_in_every_line() -> None:
    text = files("matcher.normalise").joinpath("data/legal_forms.tsv").read_text("utf-8")
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert len({form for form, *_ in lines}) == len(
        {(form, classes) for form, classes, *_ in lines}
    )


@pytest.mark.parametrize(
    ("word", "right"),
    [
        pytest.param("limtied", "limited", id="swapped"),
        pytest.param("corporatino", "corporation", id="long"),
        pytest.param("limitef", "limited", id="last-letter"),
        pytest.param("obshestvo", "obschestvo", id="dropped"),
        pytest.param("comapany", "company", id="doubled"),
        pytest.param("limitee", "limitee", id="another-ending"),
        pytest.param("companys", "companys", id="plural"),
        pytest.param("viability", "viability", id="another-first-letter"),
        pytest.param("ltd", "ltd", id="short"),
        pytest.param("company", "company", id="right"),
    ],
)
def test_a_slip_in_a_legal_form(word: str, right: str) -> None:
    assert mended(word) == right


def test_a_legal_form_with_a_slip_is_taken_out() -> None:
    name = normalise_name("Limited Liabilty Comapny Romashka")
    assert name.legal_forms == ("llc",)
    assert [token.text for token in name.tokens] == ["romashka"]


def test_the_word_company_says_nothing_of_the_form() -> None:
    assert classes_of(["company"]) == frozenset()


def test_every_form_has_a_class() -> None:
    table = legal_forms()
    assert set(table.phrases.values()) | {form for _, form in table.glued} <= set(table.classes)


def test_initials_are_no_legal_form() -> None:
    name = normalise_name("Завод имени С.А. Ромашкина")
    assert name.legal_forms == ()
    assert [(token.text, token.optional) for token in name.tokens][-1] == ("sa", True)


@pytest.mark.parametrize(
    "form",
    [
        *("Sp. z o.o.", "spol. s r.o.", "ApS", "UG (haftungsbeschränkt)", "S.à r.l.", "S.r.l.s."),
        *("PrJSC", "АТ", "жшс", "ՍՊԸ", "შპს", "Société à responsabilité limitée", "AB (publ)"),
        *("B.S.C.", "K.S.C.C.", "(Pty) Ltd", "S.A.U.", "Unipessoal Lda", "Godo Kaisha", "SE", "CC"),
        "Società a responsabilità limitata",
    ],
)
def test_legal_forms_of_the_world(form: str) -> None:
    name = normalise_name(f"Dormelan {form}")
    assert [token.text for token in name.tokens] == ["dormelan"]
    assert name.legal_forms


@pytest.mark.parametrize("name", ["SE Dormelan", "CC Dormelan", "PC Dormelan", "VAT Dormelan AG"])
def test_a_form_that_ends_names_begins_none(name: str) -> None:
    assert len(normalise_name(name).tokens) == 2


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("TBK JSC", ["tbk"], id="beside-another-form"),
        pytest.param("LLC AS", ["as"], id="behind-another-form"),
        pytest.param("CIOMP", ["ciomp"], id="sounds-like-comp"),
        pytest.param("АО «ТБК»", ["tbk"], id="russian"),
        pytest.param("ООО", [], id="beyond-doubt"),
        pytest.param("Co., Ltd.", [], id="plain"),
        pytest.param("GmbH & Co. KG", [], id="one-form-of-several-words"),
        pytest.param("Dormelan (publ)", ["dormelan"], id="not-in-brackets-behind-a-name"),
    ],
)
def test_a_name_of_legal_forms_alone_may_be_an_acronym(name: str, words: list[str]) -> None:
    assert [token.text for token in normalise_name(name).tokens] == words

from matcher.comparison.background import Background
from matcher.comparison.lexicon import Lexicon, symmetric
from matcher.normalise.names import Name, normalise_name
from matcher.normalise.scripts import stem_key
from matcher.normalise.tokens import Token
from models.lexicon import learn_lexicon, paraphrases, with_known, with_vocabulary
from models.rarity import level_across_translations

PAIRS = [
    ("Завод Альфа", "Plant Alfa"),
    ("Завод Бета", "Plant Beta"),
    ("Верфь Гамма", "Shipyard Gamma"),
    ("Верфь Дельта", "Shipyard Delta"),
    ("Верфь Завод Омега", "Shipyard Plant Omega"),
]


def learned(pairs: list[tuple[str, str]]) -> dict[str, str]:
    lexicon = learn_lexicon((normalise_name(a), normalise_name(b)) for a, b in pairs)
    return {
        word: max(found, key=lambda other: found[other])
        for word, found in lexicon.probabilities.items()
    }


def test_words_that_stand_for_each_other_are_found() -> None:
    found = learned(PAIRS)
    assert found["zavod"] == "plant"
    assert found["verf"] == learned(PAIRS[::-1])["verf"]


def test_a_word_that_both_names_carry_teaches_nothing() -> None:
    assert not learned([("Alfa", "Alfa"), ("Alfa", "Alfa")])


def test_one_pair_of_names_is_no_evidence() -> None:
    assert not learned([("Завод", "Plant")])


def test_another_name_of_one_company_translates_nothing() -> None:
    """Each of its words stands beside each of the others, however often the pair is listed."""
    names = ("Platinum Fortune Lake Bridge", "Orion Harbour Winter Candle")
    second = [names, names[::-1]]
    assert "platinum" not in learned([*PAIRS, *second])
    two = [("Platinum Alpha Group", "Orion Alpha Group"), ("Platinum Beta Oil", "Orion Beta Oil")]
    assert learned([*PAIRS, *two])["platinum"] == stem_key("orion")


def test_a_town_is_no_translation_of_a_brand() -> None:
    """Though it stands beside it in the names of two companies."""
    pairs = [("Moscow Alpha Group", "Orion Alpha Group"), ("Moscow Beta Oil", "Orion Beta Oil")]
    assert "orion" not in learned([*PAIRS, *pairs])
    across = [("Moscow Alfa", "Москва Альфа"), ("Moscow Beta", "Москва Бета")]
    assert learned([*PAIRS, *across])["moskva"] == stem_key("moscow")


def test_a_word_of_the_vocabulary_needs_no_company() -> None:
    known = [(normalise_name("верфь"), normalise_name("shipyard"))]
    assert learn_lexicon([], known * 3).translations("verf")
    assert not learn_lexicon([], known).translations("verf")


def told(*entries: tuple[str, str, str]) -> Lexicon:
    return with_known(
        symmetric([("plant", "zavod", 0.8)]),
        [(language, normalise_name(a), normalise_name(b)) for language, a, b in entries],
    )


def test_words_of_other_languages_are_told() -> None:
    lexicon = told(("fr", "fabrique", "plant"), ("de", "zavodwerk", "plant"))
    assert lexicon.translations("plant") == {
        "zavod": 0.8,
        stem_key("fabrique"): 0.25,
        stem_key("zavodwerk"): 0.25,
    }
    assert lexicon.translations(stem_key("fabrique")) == {"plant": 0.25}


def test_a_short_word_is_not_told() -> None:
    """It is a name somewhere."""
    assert told(("it", "oro", "gold")) == told()


def test_a_word_of_two_translations_is_half_of_either() -> None:
    lexicon = told(("fr", "atelier", "workshop"), ("fr", "atelier", "studio"))
    assert set(lexicon.translations(stem_key("atelier")).values()) == {0.177}


def test_what_was_learned_is_not_lowered() -> None:
    lexicon = told(("ru", "zavod", "plant"), ("ru", "zavod", "factory"))
    assert lexicon.translations("zavod") == {"plant": 0.8, stem_key("factory"): 0.177}


def entries(*words: tuple[str, str]) -> list[tuple[Name, Name]]:
    return [(normalise_name(term), normalise_name(english)) for term, english in words]


def test_what_has_several_names_keeps_them_all() -> None:
    """Learned, 药业 leaves nothing of `pharmaceutical` to 制药: most names have it."""
    taught = entries(*[("甲药业", "Jia Pharmaceutical"), ("乙药业", "Yi Pharmaceutical")] * 20)
    told = entries(("药业", "pharmaceutical"), ("制药", "pharmaceutical"))
    learned_alone = learn_lexicon(taught, told)
    known = with_vocabulary(learned_alone, told)
    pharmaceutical = stem_key("pharmaceutical")
    assert not learned_alone.translations("制药")
    assert known.translations("制药")[pharmaceutical] >= 0.4
    assert known.translations("药业") == learned_alone.translations("药业")


def test_a_word_of_several_translates_less_than_one_alone() -> None:
    known = with_vocabulary(Lexicon({}), entries(("钢管", "steel pipe"), ("钢铁", "steel")))
    assert (
        known.translations("钢管")[stem_key("steel")]
        < known.translations("钢铁")[stem_key("steel")]
    )


def test_an_entry_of_several_terms_translates_none_of_them() -> None:
    assert not with_vocabulary(Lexicon({}), entries(("морской техники", "marine"))).probabilities


def test_two_words_for_the_same_words_are_paraphrases() -> None:
    ways = {
        ("zavod", "Cyrillic"): {"plant", "factory"},
        ("工厂", "Han"): {"plant", "factory", "works"},
        ("gongjang", "Hangul"): {"plant", "factory", "works"},
        ("sila", "Cyrillic"): {"force", "power"},
        ("moshch", "Cyrillic"): {"force", "power"},
        ("energiya", "Cyrillic"): {"force", "power"},
    }
    assert paraphrases(ways) == [("factory", "plant")]


def test_paraphrases_translate_each_other() -> None:
    terms = ("завод", "工厂", "공장")
    told = entries(*[(term, word) for term in terms for word in ("plant", "factory")])
    known = with_vocabulary(Lexicon({}), told)
    assert known.translations(stem_key("plant"))[stem_key("factory")] == 0.25


def test_no_pairs_teach_nothing() -> None:
    assert not learned([])


def test_a_plain_word_is_plain_in_every_language() -> None:
    words = Background(counts={"plant": 500}, names=1000)
    levelled = level_across_translations(words, symmetric([("plant", "zavod", 0.8)]))
    assert levelled.bits(Token("zavod")) < words.bits(Token("zavod"))
    assert levelled.bits(Token("plant")) == words.bits(Token("plant"))


def test_a_doubtful_translation_lends_nothing() -> None:
    words = Background(counts={"plant": 500}, names=1000)
    levelled = level_across_translations(words, symmetric([("plant", "vega", 0.06)]))
    assert levelled.counts == words.counts

from matcher.comparison.keys import word_key
from matcher.linkage.blocking import BLOCKING_RULES, BlockingRule, blocking_keys

WORD = BlockingRule("rarest word", "w")


def test_the_rarest_key_of_a_kind_is_taken() -> None:
    names = ["Shchekino Trading", "Umbrova Trading", "Kirovsk Trading"]
    (keys,) = blocking_keys([names], [WORD])
    assert len(set(keys[WORD])) == 3


def test_rarity_counts_over_all_tables() -> None:
    query, listed = blocking_keys(
        [["Umbrova Optics"], ["Umbrova Trading", "Umbrova Metals", "Umbrova Mining"]], [WORD]
    )
    assert query[WORD] == [word_key("optic")]  # the stem
    assert len(set(listed[WORD])) == 3


def test_two_spellings_of_a_word_share_a_block() -> None:
    query, listed = blocking_keys([["Щёкиноазот ООО"], ["Shchekinoazot LLC"]])
    assert any(query[rule] == listed[rule] != [None] for rule in BLOCKING_RULES)


def test_a_party_without_a_name_has_no_key() -> None:
    (keys,) = blocking_keys([[None, ""]])
    assert all(values == [None, None] for values in keys.values())


def test_columns_and_rules_are_what_splink_reads() -> None:
    assert WORD.column == "block_rarest_word"
    assert WORD.sql == "l.block_rarest_word = r.block_rarest_word"

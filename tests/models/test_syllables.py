from models.syllables import count_syllables


def test_syllables_of_chinese_words_are_counted() -> None:
    names = ["宏升", "宏达 Hongda", "Hongda Ltd", "ВЕГА"]
    assert count_syllables(names) == {"hong": 2, "da": 1, "sheng": 1}

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.evaluation.variation import Variation, variation, writing_system


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param("Kamensk Optics", "Kamensk Optics", Variation.IDENTICAL, id="identical"),
        pytest.param("Kamensk-Optics", "KAMENSK OPTICS.", Variation.WRITING, id="writing"),
        pytest.param("Kamensk Optics LLC", "JSC Kamensk Optics", Variation.LEGAL_FORM, id="form"),
        pytest.param("Kamensk Optics", "Optics Kamensk LLC", Variation.ORDER, id="order"),
        pytest.param("Kamensk Optics", "Kamenskoptics", Variation.SPACING, id="spacing"),
        pytest.param("Каменск", "Kamensk", Variation.ROMANISED, id="romanised"),
        pytest.param("Завод", "Plant", Variation.TRANSLATED, id="translated"),
        pytest.param("KOW", "Kamensk Optics Works", Variation.ACRONYM, id="acronym"),
        pytest.param("Kamensk Optics", "Kamensk Optics Zarya", Variation.OMITTED, id="omitted"),
        pytest.param("Kamensk Optics", "Kamensk Opticz", Variation.SPELLING, id="spelling"),
        pytest.param("Kamensk Lathes", "Kamensk Bearings", Variation.OTHER_WORDS, id="others"),
        pytest.param("Kamensk", "Harbour Works", Variation.NOTHING, id="nothing"),
    ],
)
def test_variation(left: str, right: str, expected: Variation) -> None:
    assert variation(left, right) is expected
    assert variation(right, left) is expected


@settings(max_examples=50)
@given(st.text(max_size=20), st.text(max_size=20))
def test_any_two_texts_vary_somehow_and_alike_from_both_sides(left: str, right: str) -> None:
    assert variation(left, right) is variation(right, left)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kamensk 12", "Latin"),
        ("Каменск", "Cyrillic"),
        ("卡门斯克", "Han"),
        ("カメンスク光学", "Japanese"),
        ("Каменск Ltd", "Mixed"),
        ("12", "None"),
    ],
)
def test_writing_system(text: str, expected: str) -> None:
    assert writing_system(text) == expected

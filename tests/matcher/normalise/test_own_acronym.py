import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalise.own_acronym import without_own_acronym


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "Northern Dormelan Tanker Company (NDTC)",
            "Northern Dormelan Tanker Company",
            id="brackets",
        ),
        pytest.param(
            "Northern Dormelan Tanker Company - NDTC", "Northern Dormelan Tanker Company", id="dash"
        ),
        pytest.param(
            "NDTC Northern Dormelan Tanker Company", "Northern Dormelan Tanker Company", id="before"
        ),
        pytest.param(
            "Republic of Veltran Shipping Lines (RVSL)",
            "Republic of Veltran Shipping Lines",
            id="connecting-word-left-out",
        ),
        pytest.param(
            "Ministry of Dormelan (MOD)", "Ministry of Dormelan", id="connecting-word-counted"
        ),
        pytest.param(
            "JSC Research Institute Veltran (RIV)",
            "JSC Research Institute Veltran",
            id="legal-form-left-out",
        ),
        pytest.param(
            "АО Научный Институт Велтран (НИВ)", "АО Научный Институт Велтран", id="russian"
        ),
        pytest.param("Dormelan Optika (VLT)", None, id="of-other-words"),
        pytest.param("VLT Dormelan Optika", None, id="a-brand"),
        pytest.param("Dormelan Veltran (DV)", None, id="two-letters-are-anybody"),
        pytest.param("NDTC", None, id="nothing-else"),
    ],
)
def test_the_acronym_of_its_own_words(text: str, name: str | None) -> None:
    assert without_own_acronym(text) == name


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    name = without_own_acronym(text)

    assert name is None or 0 < len(name) < len(text)

import pytest

from matcher.normalise.names import normalise_name
from matcher.normalise.vessels import normalise_vessel


@pytest.mark.parametrize(
    "text",
    [
        *("M/V Quarl Breeze", "MV QUARL BREEZE", "M.V. Quarl Breeze", "M/T Quarl Breeze"),
        *("mt quarl breeze", "F/V Quarl Breeze", "S.S. Quarl Breeze", "Motor Tanker Quarl Breeze"),
        'M/V "Quarl Breeze"',
    ],
)
def test_what_stands_before_a_ships_name_is_left_out(text: str) -> None:
    assert normalise_vessel(text) == normalise_name("Quarl Breeze")


@pytest.mark.parametrize("text", ["Mvula", "Mt", "Tankerville", "Quarl MV"])
def test_a_name_that_begins_alike_is_kept(text: str) -> None:
    assert normalise_vessel(text).tokens == normalise_name(text).tokens


def test_a_legal_form_is_a_ships_name() -> None:
    assert [token.text for token in normalise_vessel("MV TRUST").tokens] == ["trust"]

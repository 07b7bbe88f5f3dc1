from hypothesis import given
from hypothesis import strategies as st

from matcher.normalise.addresses import normalise_address


def test_order_and_kinds_of_place_say_nothing() -> None:
    one = normalise_address("12 Lipovaya Street, Building 4, Moscow")
    other = normalise_address("Moscow, ul. Lipovaya, d. 12, str. 4")
    assert one == other


def test_native_and_romanised_agree() -> None:
    one = normalise_address("ул. Липовая, 12")
    other = normalise_address("Lipovaya ul. 12")
    assert one == other


def test_a_house_number_keeps_its_digits() -> None:
    address = normalise_address("Lipovaya 012A")
    assert address is not None
    assert address.numbers == {"12"}


def test_words_for_kinds_of_place_are_no_address() -> None:
    assert normalise_address("Street, Building") is None


@given(st.text())
def test_any_text_is_normalised(text: str) -> None:
    assert normalise_address(text) == normalise_address(text)

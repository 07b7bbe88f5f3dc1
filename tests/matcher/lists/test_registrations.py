import pytest

from matcher.lists.registrations import registration_facts


@pytest.mark.parametrize(
    ("text", "home", "facts"),
    [
        pytest.param("1027700000019", "ru", [("ogrnCode", "1027700000019")], id="russian"),
        pytest.param("BR-99-XY", None, [("registrationNumber", "BR-99-XY")], id="plain"),
        pytest.param("91110000100009563N", "cn", [("uscCode", "91110000100009563N")], id="chinese"),
        pytest.param(
            "INN: 7700000017; KPP: 770001001",
            None,
            [("innCode", "7700000017"), ("notes", "Registration: INN: 7700000017; KPP: 770001001")],
            id="of-an-office",
        ),
        pytest.param(
            "SWIFT/BIC EXAMRUMM",
            "ru",
            [("swiftBic", "EXAMRUMM"), ("notes", "Registration: SWIFT/BIC EXAMRUMM")],
            id="bank",
        ),
        pytest.param("not known", None, [("notes", "Registration: not known")], id="words"),
    ],
)
def test_registration_facts(text: str, home: str | None, facts: list[tuple[str, str]]) -> None:
    assert list(registration_facts(text, home=home)) == facts

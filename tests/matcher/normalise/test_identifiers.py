import pytest

from matcher.normalise.identifiers import normalise_identifier, normalise_identifiers
from matcher.records import Identifier


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        pytest.param("innCode", "7707 083 893", ("inn", "7707083893"), id="spaces"),
        pytest.param("taxNumber", "7707083893", ("inn", "7707083893"), id="known-by-check-digit"),
        pytest.param("taxNumber", "7707083894", ("registration", "7707083894"), id="not-an-inn"),
        pytest.param("imoNumber", "IMO 9074729", ("imo", "9074729"), id="imo-prefix"),
        pytest.param("registrationNumber", "12", None, id="too-short"),
        pytest.param("registrationNumber", "---", None, id="no-character"),
    ],
)
def test_normalise_identifier(kind: str, value: str, expected: tuple[str, str] | None) -> None:
    assert normalise_identifier(Identifier(kind=kind, value=value)) == expected


def test_one_number_under_two_properties_is_one() -> None:
    pair = [Identifier(kind=kind, value="7707083893") for kind in ("innCode", "taxNumber")]
    assert len(normalise_identifiers(pair)) == 1

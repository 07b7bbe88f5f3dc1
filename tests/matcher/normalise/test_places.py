import pytest

from matcher.normalise.names import normalise_name
from matcher.normalise.places import is_place


@pytest.mark.parametrize(
    ("name", "places"),
    [
        pytest.param("Shanghai Dormelan", ["shanghai"], id="city"),
        pytest.param("Zhejiang Dormelan", ["zhejiang"], id="province"),
        pytest.param("上海贸易", ["上海"], id="in-characters"),
        pytest.param("上海市贸易", ["上海"], id="with-its-kind"),
        pytest.param("Новосибирск Дормелан", ["новосибирск"], id="as-it-sounds"),
        pytest.param("试验", [], id="sounds-like-a-city"),  # shiyan, as of 十堰
        pytest.param("Dormelan Trading 7", [], id="none"),
    ],
)
def test_is_place(name: str, places: list[str]) -> None:
    tokens = normalise_name(name).tokens
    assert [token.native or token.text for token in tokens if is_place(token)] == places

import pytest

from matcher.errors import UnknownSource
from matcher.lists.sources import SOURCES, Format, get_source


def test_keys_are_unique() -> None:
    keys = [source.key for source in SOURCES]
    assert len(keys) == len(set(keys))


def test_get_source_gives_the_source_of_the_key() -> None:
    source = get_source("un_sc")
    assert source.format is Format.UN_XML
    assert source.publisher == "United Nations Security Council"


def test_an_unknown_source_is_refused_and_the_known_ones_named() -> None:
    with pytest.raises(UnknownSource, match="'ofac' is not known; known are: us_ofac_sdn, "):
        get_source("ofac")

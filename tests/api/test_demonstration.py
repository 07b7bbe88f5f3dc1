import shlex
from dataclasses import replace

import orjson

from api.demonstration import curl_command, example_for
from matcher.records import Alias, Listed
from tests.api.fakes import KAMENSK, WITH_SLASH, FakeModel, FakeScreener, FakeSnapshot

CYRILLIC = replace(KAMENSK, aliases=(Alias(name="Каменск"),))
VESSEL = replace(KAMENSK, schema="Vessel")
ADDRESS: Listed = replace(KAMENSK, aliases=())


def serving(*parties: Listed, threshold: float = 0.7) -> FakeScreener:
    snapshot = FakeSnapshot(parties=parties, entity_count=len(parties))
    return FakeScreener(snapshot=snapshot, model=FakeModel(threshold=threshold))


def test_the_first_party_that_a_terminal_can_show() -> None:
    screener = serving(CYRILLIC, VESSEL, ADDRESS, KAMENSK, WITH_SLASH)
    properties = {"name": ["Kamensk Optics LLC"], "country": ["ru"]}
    assert example_for(screener) == {"schema": "Company", "properties": properties}
    assert len(screener.asked) == 1


def test_none_that_hits() -> None:
    assert example_for(serving(KAMENSK, threshold=0.9)) is None
    assert example_for(serving()) is None


def test_the_command_survives_a_shell() -> None:
    example = {"schema": "Company", "properties": {"name": ['Sons\' "A & B" $(x)']}}
    words = shlex.split(curl_command("http://127.0.0.1:8000", example))
    assert words[:3] == ["curl", "-s", "http://127.0.0.1:8000/match/default"]
    assert orjson.loads(words[-1]) == {"queries": {"q1": example}}

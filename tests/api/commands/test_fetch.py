import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.commands import fetch
from matcher.lists import download
from matcher.lists.sources import Source, get_source
from tests.api.commands.conftest import Run
from tests.matcher.lists.publisher import Answer, Publisher, publisher

LIST = b'{"id": "x", "schema": "Company", "properties": {"name": "Example"}}\n'


@pytest.fixture
def publishing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """The publisher of the Canadian list."""
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(download, "FIRST_PAUSE_S", 0.0)
    with publisher() as found:

        def at_loopback(key: str) -> Source:
            return replace(get_source(key), downloads=(f"{found.url}/list",))

        monkeypatch.setattr(fetch, "get_source", at_loopback)
        yield found


def test_a_list_is_taken_once(run: Run, publishing: Publisher) -> None:
    publishing.serve("/list", Answer(body=LIST, headers={"ETag": "1"}), Answer(status=304))
    first = run("fetch", "ca_sema")
    assert first.exit_code == 0, first.output
    assert first.stdout.startswith("ca_sema: 1 parties, as of ")
    second = run("fetch", "ca_sema")
    assert second.exit_code == 0
    assert second.stdout.startswith("ca_sema: has not changed since ")


def test_for_programs(run: Run, publishing: Publisher) -> None:
    publishing.serve("/list", Answer(body=LIST))
    (one,) = json.loads(run("fetch", "ca_sema", "--json").stdout)["lists"]
    assert one["outcome"] == "new"
    assert one["freshness"]["files"][0]["size"] == len(LIST)
    assert one["manifest"]["report"]["entries"] == 1


def test_a_failure_is_told_and_the_last_good_list_kept(run: Run, publishing: Publisher) -> None:
    publishing.serve("/list", Answer(body=LIST), Answer(body=b"<html>"), Answer(body=LIST))
    run("fetch", "ca_sema")
    failed = run("fetch", "ca_sema", "un_sc")
    assert failed.exit_code == 1
    assert "ca_sema: not taken, the last good one keeps serving: " in failed.stderr
    assert "web page instead of the list" in failed.stderr
    assert "un_sc: not taken, there is none to serve: " in failed.stderr
    assert "2 of 2 lists were not taken" in failed.stderr


def test_no_network_is_said_in_a_word(
    run: Run, publishing: Publisher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = replace(get_source("ca_sema"), downloads=("http://127.0.0.1:1/list",))
    monkeypatch.setattr(fetch, "get_source", lambda _key: gone)
    failed = run("fetch", "ca_sema")
    assert failed.exit_code == 1
    assert "there is no network to the publishers; nothing is lost" in failed.stderr


def test_a_list_without_an_address_is_refused(run: Run) -> None:
    assert run("fetch", "ftm").exit_code == 2

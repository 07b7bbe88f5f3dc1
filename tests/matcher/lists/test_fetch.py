import json
import socket
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from matcher.errors import FetchError
from matcher.lists.download import ATTEMPTS, download, file_name
from matcher.lists.fetch import Fetcher, Outcome
from matcher.lists.sources import Source, get_source
from matcher.lists.store import ListStore
from tests.matcher.lists.publisher import Answer, Publisher

DAY = "Tue, 10 Feb 2026 08:00:00 GMT"


def entities(count: int) -> bytes:
    return b"".join(
        json.dumps({"id": f"x-{n}", "schema": "Company", "properties": {"name": f"Example {n}"}})
        .encode()
        .ljust(120)
        + b"\n"
        for n in range(count)
    )


def answer(count: int, etag: str = '"1"', **headers: str) -> Answer:
    return Answer(body=entities(count), headers={"ETag": etag, **headers})


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def fetcher(tmp_path: Path, pauses: list[float]) -> Fetcher:
    return Fetcher(
        home=tmp_path,
        now=lambda: datetime(2026, 2, 12, 9, 30, tzinfo=UTC),
        pause=pauses.append,
    )


def list_of(*urls: str, key: str = "ftm") -> Source:
    return replace(get_source(key), downloads=urls)


def serving(home: Path) -> dict[str, int]:
    return {m.source: m.report.entries for m in ListStore(home).current()}


def test_a_new_list_is_ingested_and_dated_by_its_publisher(
    fetcher: Fetcher, publishing: Publisher
) -> None:
    url = publishing.serve("/ftm.json", answer(3, **{"Last-Modified": DAY}))
    fetched = fetcher.fetch(list_of(url))
    assert fetched.outcome is Outcome.NEW
    assert fetched.manifest is not None
    assert fetched.manifest.as_of == date(2026, 2, 10)
    assert fetched.freshness.checked_at == "2026-02-12T09:30:00+00:00"
    assert fetched.freshness.changed_at == "2026-02-12T09:30:00+00:00"
    (file,) = fetched.freshness.files
    assert (file.name, file.etag, file.size) == ("ftm.json", '"1"', 363)
    assert fetcher.freshness(list_of(url)) == fetched.freshness
    assert serving(fetcher.home) == {"ftm": 3}


def test_without_a_date_of_the_publisher_the_day_of_fetching_counts(
    fetcher: Fetcher, publishing: Publisher
) -> None:
    fetched = fetcher.fetch(list_of(publishing.serve("/ftm.json", answer(3))))
    assert fetched.manifest is not None
    assert fetched.manifest.as_of == date(2026, 2, 12)


def test_what_has_not_changed_is_not_sent_again(fetcher: Fetcher, publishing: Publisher) -> None:
    source = list_of(
        publishing.serve("/a", answer(3, **{"Last-Modified": DAY}), Answer(status=304))
    )
    first = fetcher.fetch(source)
    second = fetcher.fetch(source)
    assert second.outcome is Outcome.UNCHANGED
    assert second.manifest is None
    assert second.freshness.files == first.freshness.files
    assert publishing.asked[1]["If-None-Match"] == '"1"'
    assert publishing.asked[1]["If-Modified-Since"] == DAY
    assert serving(fetcher.home) == {"ftm": 3}


def test_the_same_bytes_under_a_new_etag_are_unchanged(
    fetcher: Fetcher, publishing: Publisher
) -> None:
    source = list_of(publishing.serve("/a", answer(3), answer(3, '"2"')))
    fetcher.fetch(source)
    second = fetcher.fetch(source)
    assert second.outcome is Outcome.UNCHANGED
    assert second.freshness.files[0].etag == '"2"'


def test_a_file_that_went_missing_is_sent_whole(fetcher: Fetcher, publishing: Publisher) -> None:
    source = list_of(publishing.serve("/a", answer(3)))
    fetcher.fetch(source)
    (fetcher.home / "downloads/ftm/a").unlink()
    assert fetcher.fetch(source).outcome is Outcome.NEW
    assert "If-None-Match" not in publishing.asked[1]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        pytest.param(Answer(status=404), "answered 404", id="not-found"),
        pytest.param(answer(1), "shrank from 1,089 to 121 bytes", id="shrunk"),
        pytest.param(Answer(body=b" \n"), "empty file", id="empty"),
        pytest.param(Answer(body=b"<!DOCTYPE html><p>Sorry"), "web page", id="web-page"),
        pytest.param(Answer(body=entities(9)[:-100]), "row 9: is not JSON", id="cut-by-publisher"),
        pytest.param(
            Answer(body=entities(9), length=2_000), "answer was cut short, 4 times", id="truncated"
        ),
    ],
)
def test_what_is_not_the_list_is_not_taken(
    fetcher: Fetcher, publishing: Publisher, bad: Answer, said: str
) -> None:
    source = list_of(publishing.serve("/a", answer(9), bad, bad, bad, bad, answer(8, '"3"')))
    good = fetcher.fetch(source)
    failed = fetcher.fetch(source)
    assert failed.outcome is Outcome.FAILED
    assert failed.freshness.failure is not None
    assert said in failed.freshness.failure
    assert failed.freshness.files == good.freshness.files
    assert failed.freshness.checked_at == good.freshness.checked_at
    assert not failed.is_network
    assert serving(fetcher.home) == {"ftm": 9}
    assert sorted(path.name for path in (fetcher.home / "downloads/ftm").iterdir()) == [
        "a",
        "fetched.json",
    ]
    publishing.serve("/a", answer(8, '"3"'))
    recovered = fetcher.fetch(source)
    assert recovered.outcome is Outcome.NEW
    assert recovered.freshness.failure is None


def test_a_list_that_shrank_is_taken_when_told(fetcher: Fetcher, publishing: Publisher) -> None:
    source = list_of(publishing.serve("/a", answer(9), answer(2)))
    fetcher.fetch(source)
    assert fetcher.fetch(source, accept=True).outcome is Outcome.NEW
    assert serving(fetcher.home) == {"ftm": 2}


def test_entries_count_where_bytes_do_not_tell(fetcher: Fetcher, publishing: Publisher) -> None:
    padded = entities(2).replace(b"\n", b" " * 500 + b"\n")
    source = list_of(publishing.serve("/a", answer(9), Answer(body=padded)))
    fetcher.fetch(source)
    failed = fetcher.fetch(source)
    assert "shrank from 9 to 2 entries" in (failed.freshness.failure or "")
    assert serving(fetcher.home) == {"ftm": 9}
    assert fetcher.fetch(source, accept=True).outcome is Outcome.NEW


def test_a_publisher_that_stumbles_is_asked_again(
    fetcher: Fetcher, publishing: Publisher, pauses: list[float]
) -> None:
    source = list_of(publishing.serve("/a", Answer(status=500), Answer(status=503), answer(3)))
    assert fetcher.fetch(source).outcome is Outcome.NEW
    assert pauses == [1.0, 2.0]


def test_without_network_the_last_good_list_stays(
    fetcher: Fetcher, publishing: Publisher, pauses: list[float]
) -> None:
    url = publishing.serve("/a", answer(3))
    good = fetcher.fetch(list_of(url))
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        gone = f"http://127.0.0.1:{unused.getsockname()[1]}/a"
        failed = fetcher.fetch(list_of(gone))
    assert failed.is_network
    assert "no network, tried 4 times" in (failed.freshness.failure or "")
    assert failed.freshness.files == good.freshness.files
    assert serving(fetcher.home) == {"ftm": 3}
    assert len(pauses) == ATTEMPTS - 1


def test_of_several_files_those_that_did_not_change_are_kept(
    fetcher: Fetcher, publishing: Publisher
) -> None:
    entry = '{},"EXAMPLE {}",-0- ,"X",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    end = b"\x1a"

    def sdn(count: int) -> Answer:
        rows = "".join(entry.format(n, n) for n in range(1, count + 1))
        return Answer(body=rows.encode() + end, headers={"ETag": f'"{count}"'})

    alias = Answer(body=b'1,1,"aka","ALIAS ONE",-0- \r\n\x1a', headers={"ETag": '"a"'})
    nothing = Answer(body=end)
    source = list_of(
        publishing.serve("/SDN.CSV", sdn(3), sdn(4)),
        publishing.serve("/ALT.CSV", alias, Answer(status=304)),
        publishing.serve("/ADD.CSV", nothing),
        publishing.serve("/SDN_COMMENTS.CSV", nothing),
        key="us_ofac_sdn",
    )
    assert fetcher.fetch(source).outcome is Outcome.NEW
    second = fetcher.fetch(source)
    assert second.manifest is not None, second
    assert second.manifest.report.entries == 4
    assert second.manifest.report.aliases == {"alias": 1, "name": 4}


def test_a_damaged_record_is_as_good_as_none(fetcher: Fetcher, publishing: Publisher) -> None:
    source = list_of(publishing.serve("/a", answer(3)))
    fetcher.fetch(source)
    (fetcher.home / "downloads/ftm/fetched.json").write_text("{")
    assert fetcher.fetch(source).outcome is Outcome.NEW


def test_only_the_web_is_asked(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="no address on the web"):
        download("file:///etc/hostname", tmp_path, known=None)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        pytest.param("https://x.example/a/SDN.CSV", "SDN.CSV", id="file"),
        pytest.param("https://x.example/list/content?token=1", "content", id="query"),
        pytest.param("https://x.example", "list", id="none"),
    ],
)
def test_file_name(url: str, name: str) -> None:
    assert file_name(url) == name

"""Published lists as a publisher serves them: whole, shrunk, cut and with a new column."""

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from matcher.lists.fetch import Fetcher, Outcome
from matcher.lists.sources import get_source
from matcher.lists.store import ListStore
from tests.matcher.lists.publisher import Answer, Publisher

pytestmark = pytest.mark.data


def half_of_the_records(data: bytes) -> bytes:
    """A list that is well formed and has lost half of its entries."""
    records = re.findall(rb"<record>.*?</record>", data, re.DOTALL)
    start = data.index(b"<record>")
    return data[:start] + b"".join(records[: len(records) // 2]) + b"</data-set>"


@pytest.mark.parametrize(
    ("source", "path", "spoil", "said"),
    [
        pytest.param(
            "ca_sema", "ca/sema_2025-06.xml", half_of_the_records, "shrank from", id="shrunk"
        ),
        pytest.param(
            "ca_sema",
            "ca/sema_2025-06.xml",
            lambda data: data[: int(len(data) * 0.9)],
            "the XML is broken",
            id="truncated",
        ),
        pytest.param(
            "us_csl",
            "us_csl/consolidated_2022-04.csv.gz",
            lambda data: data.replace(b"_id,source", b"_id,moon,source", 1),
            "'moon': the column is not known",
            id="unknown-column",
        ),
        pytest.param(
            "us_csl",
            "us_csl/consolidated_2022-04.csv.gz",
            lambda data: data[: int(len(data) * 0.9)],
            "found",
            id="truncated-table",
        ),
        pytest.param(
            "us_bis_dpl",
            "us_bis/dpl_watchman_bench.txt",
            lambda data: b"\n".join(data.splitlines()[:250]),
            "shrank from",
            id="shrunk-table",
        ),
        pytest.param(
            "us_bis_dpl",
            "us_bis/dpl_watchman_bench.txt",
            lambda data: data.replace(b'"Action"', b'"Moon"', 1),
            "'Moon': the column is not known",
            id="renamed-column",
        ),
        pytest.param(
            "us_ofac_cons",
            "us_ofac/consolidated_nonsdn_2025-03-28.xml",
            lambda data: re.sub(rb"<sdnEntry>.*?</sdnEntry>", b"", data, count=9, flags=re.DOTALL),
            "443 entries announced, 434 found",
            id="fewer-than-announced",
        ),
    ],
)
def test_a_spoilt_list_does_not_replace_the_last_good_one(
    shared_data: Path,
    tmp_path: Path,
    publishing: Publisher,
    source: str,
    path: str,
    spoil: Callable[[bytes], bytes],
    said: str,
) -> None:
    data = (shared_data / "lists" / path).read_bytes()
    whole = gzip.decompress(data) if path.endswith(".gz") else data
    url = publishing.serve("/list", Answer(body=whole), Answer(body=spoil(whole)))
    fetcher = Fetcher(
        home=tmp_path,
        now=lambda: datetime(2026, 2, 12, tzinfo=UTC),
        pause=lambda _seconds: None,
    )
    listed = replace(get_source(source), downloads=(url,))
    good = fetcher.fetch(listed)
    assert good.outcome is Outcome.NEW, good.freshness.failure
    spoilt = fetcher.fetch(listed)
    assert spoilt.outcome is Outcome.FAILED
    assert said in (spoilt.freshness.failure or "")
    assert ListStore(tmp_path).current() == (good.manifest,)

import json
from pathlib import Path
from typing import Any

import pytest

from matcher.errors import BulkError
from matcher.records import Filters, Listed, Query
from matcher.resolution import resolve
from matcher.resolution.resolve import cuts_path, resolve_file
from matcher.screening import Screener
from tests.matcher.bulk.conftest import MakeJob

HEADER = "consignee;consignee address;country"
OTHERS = (
    "Quellbrunn Feinmechanik GmbH;Hafenstr. 3, Kiel;DE",
    "QUELLBRUNN FEINMECHANIK;;DE",
    "Quellbrunn Feinmecanik Gmbh;;",
    "Ostrava Zinc Holding a.s.;;CZ",
    "TO ORDER;;",
)


def write(path: Path, *rows: str) -> Path:
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return path


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_spellings_of_one_company_are_one_cluster(tmp_path: Path, make_job: MakeJob) -> None:
    job = make_job(write(tmp_path / "trade.csv", *OTHERS))
    summary = resolve_file(job, threshold=0.7)
    found = lines(job.out)
    assert [line["row"] for line in found] == [2, 3, 4, 5, 6]
    assert [line["outcome"] for line in found] == ["clear"] * 4 + ["rejected"]
    names = [line.get("cluster") for line in found]
    assert names[0] == names[1] == names[2] != names[3]
    assert found[0]["cluster_parties"] == 3
    assert names[4] is None
    assert (summary["distinct_parties"], summary["clusters"], summary["largest"]) == (4, 2, 3)
    assert not job.state.exists()
    assert cuts_path(job.out).exists()


def test_a_hit_on_one_spelling_flags_the_others(
    tmp_path: Path, make_job: MakeJob, parties: list[Listed], screener: Screener
) -> None:
    def score(name: str, *countries: str) -> float:
        found = screener.screen(Query(names=(name,), countries=countries), Filters())
        return max((hit.score for hit in found.hits), default=0.0)

    name, country = next(
        (one.caption, one.countries[0])
        for one in parties
        if one.schema == "Company"
        and one.countries
        and score(one.caption) > 0.97
        and score(one.caption, one.countries[0]) > score(one.caption)
    )
    least = score(name, country)  # so that the name alone is no hit
    file = write(tmp_path / "trade.csv", f"{name};;{country}", f"{name};;", OTHERS[0])
    job = make_job(file, filters=Filters(threshold=least, cutoff=least))
    resolve_file(job, threshold=0.7)
    hit, flagged, other = lines(job.out)
    assert [line["outcome"] for line in (hit, flagged, other)] == ["hit", "through", "clear"]
    assert flagged["listed_id"] == hit["listed_id"]
    assert flagged["through"] == name
    assert flagged["score"] == hit["score"] == least
    assert "through" not in hit


def test_ids_survive_when_the_file_grows(tmp_path: Path, make_job: MakeJob) -> None:
    first = make_job(write(tmp_path / "trade.csv", *OTHERS[1:4]), "first.parquet")
    resolve_file(first, threshold=0.7)
    grown = make_job(write(tmp_path / "trade.csv", *OTHERS), "grown.jsonl")
    resolve_file(grown, threshold=0.7, previous=first.out)
    again = make_job(write(tmp_path / "trade.csv", *OTHERS[1:4]), "again.jsonl")
    resolve_file(again, threshold=0.7)
    ids = {line["names"]: line["cluster"] for line in lines(again.out) if "cluster" in line}
    later = {line["names"]: line["cluster"] for line in lines(grown.out) if "cluster" in line}
    assert ids.items() <= later.items()


class Stopped(Exception):
    """Stands for a kill."""


@pytest.mark.parametrize("seam", ["write_keys", "write_pairs", "write_links", "write_answer"])
def test_a_run_that_stops_while_it_compares_goes_on_and_writes_the_same_bytes(
    tmp_path: Path, make_job: MakeJob, monkeypatch: pytest.MonkeyPatch, seam: str
) -> None:
    monkeypatch.setattr(resolve, "_CHUNK_PAIRS", 7)
    monkeypatch.setattr("matcher.bulk.store.CHUNK_PARTIES", 5)
    monkeypatch.setattr(resolve, "CHUNK_PARTIES", 5)
    rows = [f"{name} {number % 9};;DE" for number in range(40) for name in ("Velt Optika", "Saron")]
    file = write(tmp_path / "trade.csv", *rows, *OTHERS)
    straight = make_job(file, "straight.jsonl")
    resolve_file(straight, threshold=0.7)
    calls = 0
    kept = getattr(resolve, seam)

    def stop_at_second(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == (2 if seam in {"write_keys", "write_links"} else 1):
            raise Stopped
        return kept(*arguments)

    job = make_job(file, "stopped.jsonl")
    monkeypatch.setattr(resolve, seam, stop_at_second)
    with pytest.raises(Stopped):
        resolve_file(job, threshold=0.7)
    assert not job.out.exists()
    monkeypatch.setattr(resolve, seam, kept)
    seen: list[int] = []
    resolve_file(job, threshold=0.7, compared=lambda done, _: seen.append(done))
    if seam == "write_links":
        assert seen[0] == 14, "the first chunk was compared before"
    if seam == "write_answer":
        assert seen == [], "all were compared before"
    assert job.out.read_bytes() == straight.out.read_bytes()
    assert job.summary.read_bytes() == straight.summary.read_bytes()
    assert cuts_path(job.out).read_bytes() == cuts_path(straight.out).read_bytes()
    assert not job.state.exists()


def test_links_of_another_score_are_not_taken_up(
    tmp_path: Path, make_job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "trade.csv", *OTHERS)
    job = make_job(file, "stopped.jsonl")

    def stop(*_: Any) -> Any:
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(resolve, "write_answer", stop)
        with pytest.raises(Stopped):
            resolve_file(job, threshold=0.7, enough=0.9999)
    summary = resolve_file(job, threshold=0.7)
    assert summary["links"] == resolve_file(make_job(file, "b.jsonl"), threshold=0.7)["links"] > 0


def test_what_is_no_former_answer_is_refused(tmp_path: Path, make_job: MakeJob) -> None:
    job = make_job(write(tmp_path / "trade.csv", *OTHERS))
    other = tmp_path / "other.jsonl"
    other.write_text('{"name": "x"}\n', encoding="utf-8")
    with pytest.raises(BulkError, match=r"other\.jsonl"):
        resolve_file(job, threshold=0.7, previous=other)


def test_a_file_without_rows_has_no_cluster(tmp_path: Path, make_job: MakeJob) -> None:
    job = make_job(write(tmp_path / "trade.csv"))
    assert resolve_file(job, threshold=0.7)["clusters"] == 0
    assert lines(job.out) == []

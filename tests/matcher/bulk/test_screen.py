import csv
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pytest
from pyarrow import parquet

from matcher.bulk import screen
from matcher.bulk.answer import COLUMNS
from matcher.bulk.engine import Engine
from matcher.bulk.job import Job
from matcher.bulk.processes import Pool, ProcessEngine
from matcher.bulk.screen import Steps, screen_file
from matcher.bulk.state import open_state
from matcher.errors import BulkError, TableError
from matcher.records import Filters
from matcher.sample import SampleFiles
from matcher.scoring.explain import as_line
from matcher.scoring.model import Model
from matcher.screening import Screener
from matcher.trade.records import Rejected, ShipmentRow
from matcher.trade.shipments import open_shipments
from tests.matcher.bulk.conftest import MakeJob

ROWS = 80


@pytest.fixture
def trade(listed_sample: SampleFiles, tmp_path: Path) -> Path:
    """The sample's first rows, one that is ragged, one that names nobody and some repeated."""
    lines = listed_sample.trade.read_text(encoding="utf-8").splitlines()[: ROWS + 1]
    path = tmp_path / "trade.csv"
    nobody = "," * lines[0].count(",")
    text = "\n".join([*lines, "a,b", f"X1{nobody[:-1]},", *lines[1:6]])
    path.write_text(text + "\n", encoding="utf-8")
    return path


def run(job: Job, model: Model, **options: Any) -> dict[str, Any]:
    return screen_file(job, threshold=model.threshold, **options)


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def test_every_row_comes_out_with_the_answers_of_the_endpoint(
    trade: Path, make_job: MakeJob, model: Model, screener: Screener
) -> None:
    job = make_job(trade)
    summary = run(job, model)
    lines = lines_of(job.out)
    filters = Filters(cutoff=model.threshold)
    wanted: list[tuple[Any, ...]] = []
    with open_shipments(trade) as shipments:
        rows = list(shipments)
    for row in rows:
        if isinstance(row, Rejected):
            wanted.append((row.row, None, "rejected", row.reason))
            continue
        for party in row.parties:
            hits = screener.screen(party.query(), filters).hits
            wanted += [
                (row.row, party.role, "hit", hit.listed.id, hit.score, as_line(hit.evidence))
                for hit in hits
            ] or [(row.row, party.role, "clear", None)]
    found = [
        (line["row"], line.get("role"), line["outcome"])
        + (
            (line["listed_id"], line["score"], line["explanation"])
            if line["outcome"] == "hit"
            else (line.get("reason"),)
        )
        for line in lines
    ]
    assert found == wanted
    assert {line["model"] for line in lines} == {model.id}
    assert summary["rows"] == len(rows) == ROWS + 7
    parties = {row for row in wanted if row[2] == "hit"}
    assert summary["mentions"]["rejected"] == 2
    assert summary["mentions"]["hit"] > 3
    assert len(parties) > 3


def test_each_distinct_party_is_screened_once(trade: Path, make_job: MakeJob, model: Model) -> None:
    asked: Counter[bytes] = Counter()

    class Counting(ProcessEngine):
        def screen(self, chunks: Any) -> Any:
            def counted() -> Any:
                for chunk in chunks:
                    asked.update(chunk.keys)
                    yield chunk

            return super().screen(counted())

    run(make_job(trade), model, make_engine=Counting)
    with open_shipments(trade) as shipments:
        queries = {
            party.query()
            for row in shipments
            if isinstance(row, ShipmentRow)
            for party in row.parties
        }
    assert set(asked.values()) == {1}
    assert len(asked) == len({(q.names, q.countries, q.addresses, q.identifiers) for q in queries})


def test_the_formats_say_the_same(trade: Path, make_job: MakeJob, model: Model) -> None:
    for out in ("a.jsonl", "a.parquet", "a.csv"):
        run(make_job(trade, out), model)
    folder = make_job(trade).out.parent
    table = parquet.read_table(folder / "a.parquet")
    assert tuple(table.column_names) == COLUMNS
    known = [{k: v for k, v in row.items() if v is not None} for row in table.to_pylist()]
    assert known == lines_of(folder / "a.jsonl")
    with (folder / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["listed_id"] for row in rows] == [row.get("listed_id", "") for row in known]
    assert [row["outcome"] for row in rows] == [row["outcome"] for row in known]


def test_a_file_of_many_parts_has_the_answer_of_one(
    trade: Path, make_job: MakeJob, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = make_job(trade, "whole.jsonl")
    run(whole, model)
    monkeypatch.setattr(screen, "PART_ROWS", 7)
    monkeypatch.setattr("matcher.bulk.store._PARTS_AT_ONCE", 2)
    in_parts = make_job(trade, "parts.jsonl")
    run(in_parts, model)
    assert in_parts.out.read_bytes() == whole.out.read_bytes()


def test_a_run_that_stops_goes_on_and_writes_the_same_bytes(
    trade: Path, make_job: MakeJob, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "PART_ROWS", 20)
    monkeypatch.setattr("matcher.bulk.store.CHUNK_PARTIES", 50)
    monkeypatch.setattr(screen, "CHUNK_PARTIES", 50)
    straight = make_job(trade, "straight.jsonl")
    run(straight, model)

    class Stopped(Exception):
        pass

    def stop_reading(done: int, _total: int | None) -> None:
        if done >= 60:
            raise Stopped

    def stop_screening(_done: int, _total: int, before: int) -> None:
        befores.append(before)
        if len(befores) == 2:
            raise Stopped

    job = make_job(trade, "stopped.jsonl")
    befores: list[int] = []
    for steps in (Steps(read=stop_reading), Steps(screened=stop_screening)):
        with pytest.raises(Stopped):
            run(job, model, steps=steps)
        assert not job.out.exists()
    seen: list[int] = []
    run(job, model, steps=Steps(screened=lambda _done, _total, before: seen.append(before)))
    assert befores == [0, 0]
    assert seen[0] == 100
    assert job.out.read_bytes() == straight.out.read_bytes()
    assert job.summary.read_bytes() == straight.summary.read_bytes()
    assert not job.state.exists()


@pytest.mark.slow
def test_a_killed_run_goes_on(
    listed_sample: SampleFiles, sample_home: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", "from api.cli import main; main()", "--home", str(sample_home)]
    command += ["screen", str(listed_sample.trade), "--processes", "2", "--out"]
    subprocess.run([*command, str(tmp_path / "straight.parquet")], check=True)
    for pause in (2.0, 3.0):
        with subprocess.Popen(
            [*command, str(tmp_path / "killed.parquet")], start_new_session=True
        ) as process:
            time.sleep(pause)
            os.killpg(process.pid, signal.SIGKILL)
    subprocess.run([*command, str(tmp_path / "killed.parquet")], check=True)
    killed, straight = (tmp_path / f"{name}.parquet" for name in ("killed", "straight"))
    assert killed.read_bytes() == straight.read_bytes()


def test_the_state_of_another_run_is_not_used(trade: Path, make_job: MakeJob, model: Model) -> None:
    def stop(_done: int, _total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(make_job(trade), model, steps=Steps(read=stop))
    other = make_job(trade, filters=Filters(threshold=0.9, cutoff=0.9))
    with pytest.raises(BulkError, match="another run"):
        run(other, model)
    assert run(other, model, restart=True)["rows"] == ROWS + 7


def test_two_runs_of_one_answer_do_not_mix(trade: Path, make_job: MakeJob, model: Model) -> None:
    job = make_job(trade)
    with open_state(job, restart=False), pytest.raises(BulkError, match="another process"):
        run(job, model)
    assert run(job, model)["rows"] == ROWS + 7


def test_the_answer_never_replaces_the_file(trade: Path, make_job: MakeJob, model: Model) -> None:
    before = trade.read_bytes()
    with pytest.raises(BulkError, match="would replace the file"):
        run(make_job(trade, trade.name), model)
    assert trade.read_bytes() == before


def test_an_answer_that_cannot_be_written_is_refused_before_the_work(
    trade: Path, make_job: MakeJob, model: Model
) -> None:
    for out in ("answer.pdf", "nowhere/answer.csv"):
        with pytest.raises(BulkError):
            run(make_job(trade, out), model)
    trade.write_text("TEU\n1\n", encoding="utf-8")
    with pytest.raises(TableError, match="no column names a party"):
        run(make_job(trade), model)


def test_a_file_without_rows_has_an_answer_without_lines(
    tmp_path: Path, make_job: MakeJob, model: Model
) -> None:
    path = tmp_path / "none.csv"
    path.write_text("Shipper,Consignee\n", encoding="utf-8")
    job = make_job(path, "answer.csv")
    assert run(job, model)["rows"] == 0
    assert job.out.read_text(encoding="utf-8") == ",".join(COLUMNS) + "\n"


def test_a_process_that_dies_is_reported(trade: Path, make_job: MakeJob, model: Model) -> None:
    class Dying(ProcessEngine):
        def screen(self, chunks: Any) -> Any:
            return self._pool.map(_die, chunks)

    def make(job: Job, pool: Pool) -> Engine:
        return Dying(job, pool)

    with pytest.raises(BulkError, match="died; run the same command again"):
        run(make_job(trade, processes=2), model, make_engine=make)


def _die(_chunk: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)

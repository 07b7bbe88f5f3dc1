import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from api.counts import prepare_folder
from api.metrics import serving_metrics
from tests.api.fakes import FakeScreener

BODY = {"queries": {"q1": {"schema": "Company", "properties": {"name": "Kamensk Optics"}}}}


def samples(text: str) -> dict[tuple[str, ...], float]:
    """Value by name and sorted labels."""
    return {
        (sample.name, *(f"{key}={value}" for key, value in sorted(sample.labels.items()))): (
            sample.value
        )
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_a_match_is_counted(client: FlaskClient) -> None:
    client.post("/match/default", json=BODY)
    client.post("/match/default", json=BODY)
    client.post("/match/default", json={})
    answer = client.get("/metrics")
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    found = samples(answer.text)
    route = ("method=POST", "route=/match/<dataset>")
    assert found[("tallyman_request_seconds_count", *route, "status=200")] == 2
    assert found[("tallyman_request_seconds_count", *route, "status=422")] == 1
    assert found[("tallyman_queries_total",)] == 2
    assert found[("tallyman_candidates_scored_total",)] == 4
    assert found[("tallyman_results_total", "match=true")] == 2
    assert found[("tallyman_serving_info", "model=m1", "snapshot=20260201-1")] == 1


def test_what_a_caller_makes_up_is_no_label(client: FlaskClient) -> None:
    client.open("/a/secret/name", method="FROBNICATE")
    text = client.get("/metrics").text
    assert "FROBNICATE" not in text
    assert "secret" not in text
    assert 'method="other",route="unknown",status="404"' in text


def test_ages_are_counted_to_a_moment(screener: FakeScreener) -> None:
    now = datetime(2026, 2, 2, 9, tzinfo=UTC)
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for metric in serving_metrics(screener, now)
        for sample in metric.samples
    }
    assert found["tallyman_snapshot_age_seconds",] == 86_400
    assert found["tallyman_list_age_days", "zz_list"] == 2
    assert ("tallyman_list_age_days", "yy_list") not in found


def test_before_the_first_build_there_are_no_ages(empty_client: FlaskClient) -> None:
    answer = empty_client.get("/metrics")
    assert answer.status_code == 200
    assert "tallyman_snapshot_age" not in answer.text


def test_a_new_service_clears_what_dead_ones_left(tmp_path: Path) -> None:
    dead = tmp_path / "run" / "metrics" / "999999999"
    dead.mkdir(parents=True)
    living = tmp_path / "run" / "metrics" / str(os.getppid())
    living.mkdir()
    folder = prepare_folder(tmp_path)
    (folder / "left.db").touch()
    assert prepare_folder(tmp_path) == folder
    assert list(folder.iterdir()) == []
    assert living.is_dir()
    assert not dead.exists()


def test_a_home_that_cannot_be_written_needs_no_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("a file where the folder would be")
    folder = prepare_folder(tmp_path)
    assert folder.is_dir()
    assert tmp_path not in folder.parents
    folder.rmdir()


_WORKER = """
import sys
from pathlib import Path
from api.counts import Metrics
metrics = Metrics(Path(sys.argv[1]))
metrics.observe_request("GET", "/healthz", 200, 0.002)
print(metrics.exposition().decode())
"""


def test_workers_are_added_up(tmp_path: Path) -> None:
    for times in (1, 2, 3):
        result = subprocess.run(
            [sys.executable, "-c", _WORKER, str(tmp_path)],
            capture_output=True,
            text=True,
            check=True,
        )
        found = samples(result.stdout)
        labels = ("method=GET", "route=/healthz", "status=200")
        assert found["tallyman_request_seconds_count", *labels] == times

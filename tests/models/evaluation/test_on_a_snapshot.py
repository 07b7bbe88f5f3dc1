"""What is measured against listed parties: on the sample, with the model that ships."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from matcher.records import Query
from matcher.sample import SampleFiles
from matcher.screening import Screener
from models.evaluation.additions import EXACT, recent_additions, self_test
from models.evaluation.below_line import COLUMNS, below_the_line, write_below_the_line
from models.evaluation.blocking import measure_blocking, measure_scan
from models.evaluation.clean_names import CleanName, by_sort, draw, read_clean_names, screen_names
from models.evaluation.perturbation import PERTURBATIONS, perturbed
from models.pairs import read_labels


def test_recent_additions_alert_under_their_own_name(screener: Screener) -> None:
    recent, undated = recent_additions(screener.snapshot, "1900-01-01")
    dates = sorted(listed.first_seen or "" for listed in recent)
    since = dates[len(dates) // 2]
    found = self_test(screener, since, most=20, seed=1)
    assert 0 < found.recent < len(recent)
    assert found.undated == undated
    assert found.entries == min(20, found.recent)
    assert found.asked[EXACT] == found.entries
    assert found.passed == (found.alerted[EXACT] == found.entries)
    assert len(found.misses) == sum(found.asked.values()) - sum(found.alerted.values())
    assert set(found.asked) <= {EXACT, *PERTURBATIONS}
    assert found == self_test(screener, since, most=20, seed=1), "the same seed, the same slips"


def test_a_model_that_alerts_on_nothing_fails_the_self_test(screener: Screener) -> None:
    deaf = Screener(screener.snapshot, replace(screener.model, threshold=1.0))
    found = self_test(deaf, "1900-01-01", most=3, seed=1)
    assert not found.passed
    assert found.alerted[EXACT] == 0


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        pytest.param("Zavod Kamensk OOO", "order", "Kamensk OOO Zavod", id="order"),
        pytest.param("Каменск", "transliteration", "KAMENSK", id="romanised"),
        pytest.param("Khimprom", "transliteration", "Himprom", id="respelled"),
    ],
)
def test_perturbations(name: str, kind: str, expected: str) -> None:
    assert perturbed(name, seed=1)[kind] == expected


def test_a_name_that_cannot_vary_has_no_variation() -> None:
    assert "order" not in perturbed("Kamensk", seed=1)
    assert all(text != "Kamensk" for text in perturbed("Kamensk", seed=1).values())


def test_listed_names_are_found_and_every_key_is_counted(
    screener: Screener, sample: SampleFiles
) -> None:
    matches = [
        (pair.left.name, pair.right.name, True)
        for pair in read_labels(sample.pairs)
        if pair.same and pair.left.name and pair.right.name
    ][:60]
    found = measure_blocking(screener.snapshot, screener.model, matches)
    assert found is not None
    assert 0 < found.matches <= len(matches)
    assert found.alerting == found.matches
    assert found.found == found.found_alerting > 0.5
    assert all(0 <= kind.alone <= kind.reached <= 1 for kind in found.kinds)
    assert max(kind.reached for kind in found.kinds) >= found.found - 0.2


def test_no_listed_name_means_nothing_to_find(screener: Screener) -> None:
    assert measure_blocking(screener.snapshot, screener.model, [("a", "Nobody Here", True)]) is None


def test_the_service_answers_what_a_full_scan_alerts_on(screener: Screener) -> None:
    names = [screener.snapshot.listed(row).caption for row in range(0, 30, 6)]
    found = measure_scan(screener, [Query(names=(name,)) for name in names])
    assert found.queries == 5
    assert found.best_answered == found.best > 0
    assert found.answered == found.alerts - len(found.lost)


def test_clean_names_are_screened_drawn_and_sorted(tmp_path: Path, screener: Screener) -> None:
    path = tmp_path / "names.csv"
    path.write_text("name,country,kind\nHarbour Lathes,GB,legal\n港口车床,,short\n ,,\n", "utf-8")
    names = read_clean_names(path)
    assert names == [
        CleanName(name="Harbour Lathes", country="gb", sort="legal Latin"),
        CleanName(name="港口车床", country=None, sort="short Han"),
    ]
    assert draw(names, 1, seed=7) == draw(names[::-1], 1, seed=7)
    screened = screen_names(screener, names)
    assert [one.clean for one in screened] == names
    assert all(0.0 <= one.score < 1.0 for one in screened)
    assert list(by_sort(screened)) == ["all", "legal Latin", "short Han"]


def test_the_sample_below_the_line_can_be_labelled(tmp_path: Path, screener: Screener) -> None:
    listed = screener.snapshot.listed(0)
    (screened,) = screen_names(
        screener, [CleanName(name=listed.caption, country=None, sort="legal")]
    )
    over = min(screened.score + 1e-6, 0.9999999)
    sample, in_band = below_the_line([screened], over, count=10, seed=1)
    assert (sample, in_band) == ([screened], 1)
    assert below_the_line([screened], screened.score, count=10, seed=1) == ([], 0)
    path = tmp_path / "below.csv"
    write_below_the_line(sample, path)
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert tuple(row) == COLUMNS
    assert (row["label"], row["left_name"], row["right_id"]) == ("", listed.caption, listed.id)

import json

import pytest

from api.commands import match
from matcher.errors import NoSnapshot
from matcher.records import Filters, Identifier, Query
from tests.api.commands.conftest import Run
from tests.api.fakes import FakeScreener


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> FakeScreener:
    screener = FakeScreener()
    monkeypatch.setattr(match, "open_live_screener", lambda _home: screener)
    return screener


def test_options_become_a_query(run: Run, served: FakeScreener) -> None:
    result = run(
        *("match", "Kamensk Optics", "--country", "Russia", "--country", "cn"),
        *("--address", "1 Zavodskaya", "--identifier", "innCode:6612000001"),
        *("--schema", "Company", "--limit", "3", "--threshold", "0.5"),
    )
    assert result.exit_code == 0, result.output
    [(query, filters, dataset)] = served.asked
    assert query == Query(
        schema="Company",
        names=("Kamensk Optics",),
        countries=("ru", "cn"),
        addresses=("1 Zavodskaya",),
        identifiers=(Identifier(kind="innCode", value="6612000001"),),
    )
    assert filters == Filters(limit=3, threshold=0.5)
    assert dataset is None


def test_a_person_is_asked_with_a_date_of_birth(run: Run, served: FakeScreener) -> None:
    dates = ("--birth-date", "1961-05-04", "--birth-date", "1962")
    result = run("match", "Edrik Vorlin", "--schema", "Person", *dates)
    assert result.exit_code == 0, result.output
    [(query, _, _)] = served.asked
    assert query == Query(schema="Person", names=("Edrik Vorlin",), births=("1961-05-04", "1962"))


def test_a_company_has_no_date_of_birth(run: Run, served: FakeScreener) -> None:
    result = run("match", "Vorlin", "--schema", "Company", "--birth-date", "1961")
    assert result.exit_code == 2
    assert "'birthDate' is not a property of Company, but of Person" in result.output
    assert not served.asked


def test_the_report_is_pinned(run: Run, served: FakeScreener) -> None:
    result = run("match", "Каменск Оптика")
    assert result.output.splitlines() == [
        "Каменск Оптика: 1 found, 1 shown",
        "match from 0.700, model m1, snapshot 20260201-1",
        "",
        "  1  MATCH  0.8300    +2.25 bits  Kamensk Optics LLC  (Company, ru)",
        "            zz_list-1 on zz_list",
        "            prior           -12.00  one listed party in 4,096",
        "            name            +14.25  every word is the same"
        "  [kamensk optics ~ kamensk optics]",
        "            silent: country",
    ]


def test_json_is_the_answer_of_the_endpoint(run: Run, served: FakeScreener) -> None:
    result = run("match", "Kamensk Optics", "--json")
    document = json.loads(result.stdout)
    assert document["results"][0]["explanations"]["name"]["bits"] == 14.25
    assert document["query"]["properties"] == {"name": ["Kamensk Optics"]}
    assert (document["model"], document["snapshot"]) == ("m1", "20260201-1")
    assert (document["threshold"], document["limit"]) == (0.7, 5)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param((), "nothing to match by", id="nothing"),
        pytest.param(("",), "nothing to match by", id="blank-name"),
        pytest.param(("x", "--country", "Atlantis"), "'Atlantis'", id="country"),
        pytest.param(("x", "--identifier", "7701"), "KIND:VALUE", id="identifier-no-kind"),
        pytest.param(("x", "--identifier", "inn:7701"), "innCode", id="identifier-kind"),
        pytest.param(("x", "--identifier", "website:7701"), "'website'", id="no-identifier"),
        pytest.param(("x", "--schema", "Firm"), "Firm", id="schema"),
        pytest.param(("x", "--limit", "0"), "limit", id="limit"),
        pytest.param(("x", "--threshold", "2"), "threshold", id="threshold"),
        pytest.param(("x", "--nope"), "--nope", id="option"),
    ],
)
def test_a_malformed_command_is_exit_code_2(
    run: Run, served: FakeScreener, arguments: tuple[str, ...], said: str
) -> None:
    result = run("match", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert not served.asked


def test_no_snapshot_is_exit_code_1(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing_built(_home: object) -> None:
        raise NoSnapshot("nothing has been built yet")

    monkeypatch.setattr(match, "open_live_screener", nothing_built)
    result = run("match", "Kamensk Optics")
    assert result.exit_code == 1
    assert result.stderr == "Error: nothing has been built yet\n"

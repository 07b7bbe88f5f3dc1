import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.api.commands.conftest import Run
from tests.matcher.routing.answers import LINES, write_answer


class _Page(HTMLParser):
    """What of a page would be loaded from elsewhere, and whether its tags close."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.loaded += [str(values[name]) for name in ("src", "data", "action") if name in values]
        if tag in {"script", "link", "iframe", "img"}:
            self.loaded.append(tag)
        if tag == "a":
            self.links.append(str(values["href"]))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parse(page: Path) -> _Page:
    parser = _Page()
    parser.feed(page.read_text(encoding="utf-8"))
    assert parser.open == []
    return parser


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".jsonl"])
def test_a_report_of_each_format(run: Run, tmp_path: Path, suffix: str) -> None:
    answer = write_answer(tmp_path / f"hits{suffix}")
    done = run("report", str(answer), "--out", str(tmp_path / "report.html"))
    assert done.exit_code == 0, done.output
    assert "2 rows, 2 parties: 1 hits, 0 near, 1 clear, 2 not screened" in done.stdout
    (hit,) = rows_of(tmp_path / "report.hits.csv")
    assert (hit["listed_id"], hit["tiers"], hit["party"]) == ("us_bis_el-1", "1", "'=Example Works")
    assert hit["rules"] == "high_priority_code; jurisdiction"
    flags = rows_of(tmp_path / "report.flags.csv")
    assert [flag["rule"] for flag in flags] == ["high_priority_code", "jurisdiction"]
    assert {flag["row_has_hit"] for flag in flags} == {"true"}
    document = json.loads((tmp_path / "report.json").read_text())
    assert document["outcomes"] == {"hit": 1, "near": 0, "clear": 1}
    assert document["rules"]["bis_affiliates"]["not_asked_because"].startswith("it needs")


def test_the_page_needs_nothing_from_elsewhere(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    run("report", str(write_answer(tmp_path / "hits.parquet")), "--out", str(page))
    parsed = parse(page)
    assert parsed.loaded == []
    files = [link for link in parsed.links if not link.startswith("#")]
    assert files
    assert all((tmp_path / link).is_file() for link in files)
    ids = set(re.findall(r'id="([^"]+)"', page.read_text()))
    assert {link[1:] for link in parsed.links if link.startswith("#")} <= ids


def test_what_a_file_says_is_shown_as_text(run: Run, tmp_path: Path) -> None:
    lines = [{**line, "names": "<script>alert(1)</script>"} for line in LINES[:1]]
    page = tmp_path / "report.html"
    run("report", str(write_answer(tmp_path / "hits.jsonl", lines)), "--out", str(page))
    assert "<script" not in page.read_text()
    assert "&lt;script&gt;alert(1)" in page.read_text()


def test_the_score_of_a_hit_is_that_of_the_answer(run: Run, tmp_path: Path) -> None:
    """Routing evidence stands beside a score, and changes none."""
    run("report", str(write_answer(tmp_path / "h.csv")), "--out", str(tmp_path / "report.html"))
    (hit,) = rows_of(tmp_path / "report.hits.csv")
    assert (float(hit["score"]), float(hit["match_weight"])) == (0.93, 12.5)


def test_an_answer_without_rows_has_a_page_too(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    done = run("report", str(write_answer(tmp_path / "hits.parquet", [])), "--out", str(page))
    assert done.exit_code == 0, done.output
    assert "No party of the file reaches the threshold." in page.read_text()
    parse(page)


def test_rules_and_a_register(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text("[jurisdiction]\non = false\n")
    (tmp_path / "register.csv").write_text("name,founded\nExample Works,2023-01-01\n")
    arguments = ("--out", str(tmp_path / "r.html"), "--rules", str(tmp_path / "rules.toml"))
    lines = [{**LINES[0], "names": "Example Works"}]
    done = run(
        "report",
        str(write_answer(tmp_path / "hits.jsonl", lines)),
        *arguments,
        "--register",
        str(tmp_path / "register.csv"),
        "--json",
    )
    rules = json.loads(done.stdout)["rules"]
    assert rules["jurisdiction"]["not_asked_because"] == "switched off"
    assert rules["founded_after"]["rows_with_hit"] == 1


def test_addresses_are_asked_of_the_lists_that_were_taken_in(run: Run, tmp_path: Path) -> None:
    entity = {
        "id": "us_bis_el-7",
        "schema": "Organization",
        "datasets": ["us_bis_el"],
        "target": True,
        "properties": {"name": ["Address 07"], "address": ["Unit 9, 18 Luard Rd, Wan Chai"]},
    }
    (tmp_path / "list.json").write_text(json.dumps(entity))
    assert run("ingest", "ftm", str(tmp_path / "list.json")).exit_code == 0
    lines = [{**LINES[2], "role": "consignee", "addresses": "Unit 9 - 18 LUARD ROAD, WAN CHAI"}]
    answer = write_answer(tmp_path / "hits.csv", lines)
    done = run("report", str(answer), "--out", str(tmp_path / "report.html"))
    assert "address_of_listed: 1 rows" in done.stdout
    flags = {flag["rule"]: flag for flag in rows_of(tmp_path / "report.flags.csv")}
    assert "it is listed without a name" in flags["address_of_listed"]["sentence"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("hits.csv", "--out", "report.txt"), "the page is .html", id="out"),
        pytest.param(("none.csv", "--out", "r.html"), "cannot be read", id="no-answer"),
        pytest.param(("other.csv", "--out", "r.html"), "column is missing", id="another-table"),
        pytest.param(
            ("hits.csv", "--out", "r.html", "--rules", "other.csv"), "is not TOML", id="rules"
        ),
        pytest.param(
            ("hits.csv", "--out", "r.html", "--register", "other.csv"), "not known", id="register"
        ),
    ],
)
def test_what_is_refused(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    write_answer(tmp_path / "hits.csv")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    placed = [str(tmp_path / word) if "." in word else word for word in arguments]
    done = run("report", *placed)
    assert done.exit_code == 1
    assert said in done.output
    assert not (tmp_path / "r.html").exists()


def test_a_report_finds_the_evidence_that_stands_in_the_answer(run: Run, tmp_path: Path) -> None:
    assert run("sample").exit_code == 0
    lines = (tmp_path / "home/sample/trade.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "trade.csv").write_text("\n".join(lines[:61]) + "\n", encoding="utf-8")
    for suffix in (".parquet", ".csv", ".jsonl"):
        out = tmp_path / f"hits{suffix}"
        done = run("screen", str(tmp_path / "trade.csv"), "--out", str(out), "--processes", "1")
        assert done.exit_code == 0, done.output
        screened = json.loads((tmp_path / f"hits{suffix}.summary.json").read_text())["routing"]
        assert run("report", str(out), "--out", str(tmp_path / "report.html")).exit_code == 0
        document = json.loads((tmp_path / "report.json").read_text())
        assert document["rows_with_routing_evidence"] == screened["rows"] > 0
        assert {
            name: (rule["rows"], rule["not_asked_because"])
            for name, rule in document["rules"].items()
        } == {
            name: (rule["rows"], rule["not_asked_because"])
            for name, rule in screened["rules"].items()
        }

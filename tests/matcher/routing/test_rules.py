from pathlib import Path

import pytest

from matcher.errors import RoutingError
from matcher.routing.flags import MAKERS
from matcher.routing.guidance import read_guidance
from matcher.routing.rules import read_rules


def test_every_rule_has_its_maker_and_every_maker_its_rule() -> None:
    assert set(MAKERS) == set(read_rules().each())


def test_each_rule_says_its_source_and_day() -> None:
    for rule in read_rules().each().values():
        assert rule.on
        assert rule.source
        assert rule.date


def test_the_priority_list_is_whole() -> None:
    codes = read_guidance("high_priority.csv", "jurisdictions.csv").codes
    tiers = [code.tier for code in codes.values()]
    assert {tier: tiers.count(tier) for tier in sorted(set(tiers))} == {
        "1": 4, "2": 5, "3.A": 16, "3.B": 9, "4.A": 11, "4.B": 5,
    }  # fmt: skip
    assert all(len(hs6) == 6 and hs6.isdigit() for hs6 in codes)


@pytest.mark.parametrize(
    ("text", "field", "message"),
    [
        pytest.param("[moon]\non = true\n", "moon", "is no rule", id="unknown-rule"),
        pytest.param("[address_of_many]\nnames = 1\n", "address_of_many.names", "2", id="value"),
        pytest.param(
            "[address_of_many]\nmoon = 1\n", "address_of_many.moon", "not permitted", id="key"
        ),
        pytest.param("[end_user_differs]\non = 'x'\n", "end_user_differs.on", "bool", id="type"),
        pytest.param("[end_user", None, "not TOML", id="broken"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, field: str | None, message: str) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(text)
    with pytest.raises(RoutingError, match=message) as caught:
        read_rules(file)
    assert (caught.value.path, caught.value.field) == (file, field)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RoutingError, match="cannot be read"):
        read_rules(tmp_path / "rules.toml")


def test_a_table_that_is_not_there_is_refused() -> None:
    with pytest.raises(RoutingError, match=r"'moon\.csv'.*no such table"):
        read_guidance("moon.csv", "jurisdictions.csv")

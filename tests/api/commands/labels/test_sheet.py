import pytest

from api.commands.labels.sheet import plain, side_by_side, width_of, wrap


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Kvartslit LLC", "Kvartslit LLC", id="plain"),
        pytest.param("\x1b[2JKvarts", "\ufffd[2JKvarts", id="escape-sequence"),
        pytest.param("a\u202egnp.exe", "a\ufffdgnp.exe", id="turned-around"),
        pytest.param("a\nb\tc", "a\ufffdb\ufffdc", id="line-break"),
        pytest.param("می‌خواهم", "می‌خواهم", id="persian-joiner"),
    ],
)
def test_a_terminal_is_not_steered(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("Kvartslit Pribor LLC", ["Kvartslit", "Pribor LLC"], id="at-spaces"),
        pytest.param(
            "长江存储科技有限责任公司", ["长江存储科", "技有限责任", "公司"], id="chinese"
        ),
        pytest.param("Shchekinoazot", ["Shchekinoa", "zot"], id="long-word"),
        pytest.param("", [""], id="empty"),
    ],
)
def test_lines_fit_their_column(text: str, lines: list[str]) -> None:
    assert wrap(text, 10) == lines
    assert all(width_of(line) <= 10 for line in lines)


def test_the_right_column_begins_where_it_does_in_every_script() -> None:
    rows = [
        ("name", "长江存储科技有限责任公司", "Yangtze Memory"),
        ("country", "CN", "CN"),
        ("address", "ул. Панферова, 18", "Wuhan"),
        ("nothing", "", ""),
    ]
    lines = list(side_by_side(rows, 60))
    assert not any(line.startswith("nothing") for line in lines)
    starts = {
        width_of(line.rpartition(right)[0])
        for line, right in ((lines[0], "Yangtze"), (lines[-2], "CN"), (lines[-1], "Wuhan"))
    }
    assert len(starts) == 1
    assert all(width_of(line) <= 60 for line in lines)

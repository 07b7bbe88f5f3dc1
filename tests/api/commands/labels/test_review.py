"""The reviewer on a pipe, and once on a terminal."""

import json
import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from tests.api.commands.conftest import Run

QUEUE = (
    "left_name,left_country,right_name,right_country\n"
    "科电半导体,CN,Kedian Semiconductor Co Ltd,CN\n"
    "Kvartslit,RU,Kvarts Kran JSC,RU\n"
    "Plant 150,RU,Plant 810,RU\n"
)
Review = Callable[..., Result]


@pytest.fixture
def queue(tmp_path: Path) -> Path:
    path = tmp_path / "march.csv"
    path.write_text(QUEUE, encoding="utf-8")
    return path


@pytest.fixture
def review(tmp_path: Path, queue: Path) -> Review:
    """`review("m", "n")` presses m, then n."""
    home = str(tmp_path / "home")

    def invoke(*keys: str, who: str = "anna", options: tuple[str, ...] = ()) -> Result:
        arguments = ["--home", home, "labels", "review", "--reviewer", who, *options]
        if "--conflicts" not in options and "--second" not in options:
            arguments.append(str(queue))
        return CliRunner().invoke(main, arguments, input="".join(f"{key}\n" for key in keys))

    return invoke


def said(run: Run) -> list[tuple[str, str, str]]:
    found = json.loads(run("labels", "list", "--json").stdout)["decisions"]
    return [(one["reviewer"], one["verdict"], one["reason"]) for one in reversed(found)]


def test_each_key_is_a_decision_with_its_reason(review: Review, run: Run) -> None:
    result = review("m", "n another plant", "u")
    assert result.exit_code == 0, result.output
    assert "Decided: 3 (1 match, 1 no-match, 1 unsure). Left: 0." in result.stdout
    assert said(run) == [
        ("anna", "match", ""),
        ("anna", "no-match", "another plant"),
        ("anna", "unsure", ""),
    ]
    assert "No pair waits" in review().stdout


def test_it_goes_on_where_it_stopped(review: Review, run: Run) -> None:
    first = review("m", "q", "n")
    assert "Decided: 1 (1 match). Left: 2." in first.stdout
    second = review("n")
    assert "Pairs that wait: 2." in second.stdout
    assert "科电半导体" not in second.stdout
    assert [verdict for _, verdict, _ in said(run)] == ["match", "no-match"]


def test_back_adds_a_decision_and_changes_none(review: Review, run: Run) -> None:
    result = review("b", "m", "b", "n")
    assert "This is the first pair." in result.stdout
    assert "You said match." in result.stdout
    assert "Decided: 1 (1 no-match). Left: 2." in result.stdout
    assert [verdict for _, verdict, _ in said(run)] == ["match", "no-match"]


def test_a_reason_may_come_first_and_enter_passes_on(review: Review, run: Run) -> None:
    result = review("r seen on their site", "m", "", "z", "n")
    assert "m match" in result.stdout
    assert said(run) == [("anna", "match", "seen on their site"), ("anna", "no-match", "")]


def test_bits_are_shown_when_asked_for_and_not_before(review: Review) -> None:
    before, _, after = review("x", "q").stdout.partition("score ")
    assert "bits  r reason" in before
    assert "+" not in before
    assert "The country is the same" in after


def test_a_second_opinion_does_not_see_the_first(review: Review, run: Run) -> None:
    review("m because", "n", "q")
    result = review("n", "n", who="boris", options=("--second",))
    assert "Pairs that wait: 2." in result.stdout
    assert "because" not in result.stdout
    assert "anna" not in result.stdout
    assert json.loads(run("labels", "list", "--json").stdout)["conflicts"] == 1


def test_a_conflict_is_resolved_in_sight_of_what_was_said(review: Review, run: Run) -> None:
    review("m one INN", "q")
    review("n", who="boris", options=("--second",))
    result = review("m asked the register", who="clara", options=("--conflicts",))
    assert "anna: one INN" in result.stdout
    assert "boris" in result.stdout
    assert "In conflict: 0." in run("labels", "conflicts").stdout
    assert "No pair is in conflict" in review(options=("--conflicts",)).stdout


def test_a_broken_file_is_named(review: Review, queue: Path) -> None:
    queue.write_text(QUEUE.replace("CN", "Atlantis", 1), encoding="utf-8")
    result = review("m")
    assert result.exit_code == 1
    assert "march.csv, row 2, column 'left_country'" in result.stderr


def test_a_pipe_has_to_say_who_decides(queue: Path, tmp_path: Path) -> None:
    runner = CliRunner(env={"USER": None, "LOGNAME": None})
    result = runner.invoke(main, ["--home", str(tmp_path), "labels", "review", str(queue)])
    assert result.exit_code == 2
    assert "--reviewer" in result.stderr


# The terminal is made the program's own, so that Ctrl-C is a signal.
ON_A_TERMINAL = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from api.cli import main
main()
"""


_PATIENCE = 120  # seconds, on a machine that is busy with other work


class Terminal:
    """A pseudo-terminal that somebody types into."""

    def __init__(self, arguments: list[str], environment: dict[str, str]) -> None:
        self._side, inner = pty.openpty()
        command = [sys.executable, "-c", ON_A_TERMINAL, *arguments]
        self.process = subprocess.Popen(
            command,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            env=environment,
            start_new_session=True,
        )
        os.close(inner)
        self._unread = ""

    def wait_for(self, text: str) -> None:
        deadline = time.monotonic() + _PATIENCE
        while text not in self._unread:
            ready, _, _ = select.select([self._side], [], [], deadline - time.monotonic())
            assert ready, f"{text!r} never came, but {self._unread!r}"
            self._unread += os.read(self._side, 65536).decode(errors="ignore")
        self._unread = self._unread.partition(text)[2]

    def press(self, keys: str) -> None:
        os.write(self._side, keys.encode())

    def press_key(self, key: str) -> None:
        """Press it once the program waits for a single key: what came before it forgets."""
        self.wait_for("> ")
        deadline = time.monotonic() + _PATIENCE
        while termios.tcgetattr(self._side)[3] & termios.ICANON:
            assert time.monotonic() < deadline, "no key was asked for"
            time.sleep(0.005)
        self.press(key)

    def wait(self) -> int:
        return self.process.wait(_PATIENCE)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._side)


def test_on_a_terminal_a_key_needs_no_enter(
    tmp_path: Path, queue: Path, run: Run, request: pytest.FixtureRequest
) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if name not in ("USER", "LOGNAME")},
        "COLUMNS": "80",
    }
    home = tmp_path / "home"
    terminal = Terminal(["--home", str(home), "labels", "review", str(queue)], environment)
    request.addfinalizer(terminal.close)
    terminal.wait_for("Reviewer: ")
    terminal.press("anna\n")
    terminal.wait_for("1 of 3")
    terminal.press_key("m")
    terminal.wait_for("2 of 3")
    assert said(run) == [("anna", "match", "")]  # written at once
    terminal.press_key("r")
    terminal.wait_for("Why: ")
    terminal.press("another plant\n")
    terminal.press_key("n")
    terminal.wait_for("3 of 3")
    terminal.press_key("\x03")  # Ctrl-C
    terminal.wait_for("Left: 1.")
    assert terminal.wait() == 0
    assert said(run) == [("anna", "match", ""), ("anna", "no-match", "another plant")]

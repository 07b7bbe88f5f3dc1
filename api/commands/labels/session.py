"""One sitting of a reviewer: pair after pair, each decision written at once."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from shutil import get_terminal_size

import click

from api.commands.labels.keyboard import Keyboard, Stroke, ask
from api.commands.labels.opening import decision_line
from api.commands.labels.sheet import plain, side_by_side, wrap
from models.labels.causes import WORDS, Cause
from models.labels.records import Decision, Pair, Proposal, Record, Verdict, now
from models.labels.store import LabelStore
from models.scoring import Judged

VERDICTS = {"m": Verdict.MATCH, "n": Verdict.NO_MATCH, "u": Verdict.UNSURE}
HELP = "m match  n no match  u unsure  |  x bits  r reason  b back  Enter next  q quit"
_NARROWEST = 40
_WIDEST = 160  # columns: past them the eye loses the line


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A pair to decide on.

    Args:
        shown: Decisions to show beside it; a second opinion is asked without them.
    """

    pair: Pair
    proposal: Proposal | None = None
    shown: tuple[Decision, ...] = ()


@dataclass(slots=True, kw_only=True)
class Sitting:
    """A reviewer at a row of tasks.

    Args:
        judge: What the live model makes of a pair; called when somebody asks for the bits.
        is_open: Whether a task still waits: another reviewer may have been faster.
        resolves: Whether the decisions settle what was said before.
    """

    store: LabelStore
    reviewer: str
    tasks: Sequence[Task]
    keyboard: Keyboard
    judge: Callable[[Pair], Judged]
    is_open: Callable[[Task], bool]
    resolves: bool = False
    _said: dict[str, Verdict] = field(default_factory=dict)

    def run(self) -> Mapping[Verdict, int]:
        """Review until the tasks or the reviewer are done.

        Returns:
            How many pairs were decided on, by verdict.
        """
        try:
            self._go_through()
        except KeyboardInterrupt:  # every decision so far is written
            click.echo("")
        return Counter(self._said.values())

    def _go_through(self) -> None:
        place = 0
        while place < len(self.tasks):
            task = self.tasks[place]
            if task.pair.key not in self._said and not self.is_open(task):
                place += 1
                continue
            self._show(task, place)
            step = self._decide(task)
            if step is None:
                break
            if place + step < 0:
                click.echo("This is the first pair.")
            place = max(0, place + step)

    def _decide(self, task: Task) -> int | None:
        """Keys until the pair is left: by how many places; None to quit."""
        reason = ""
        while True:
            click.echo("> ", nl=False)
            stroke = self.keyboard()
            if stroke.key in VERDICTS:
                self._write(task, VERDICTS[stroke.key], stroke.text or reason)
                return 1
            match stroke.key:
                case "q":
                    return None
                case "b":
                    return -1
                case "":
                    return 1
                case "r":
                    reason = self._reason(stroke)
                case "x":
                    for line in bits(self.judge(task.pair), task.proposal, _width()):
                        click.echo(line)
                case _:
                    click.echo(HELP)

    @staticmethod
    def _reason(stroke: Stroke) -> str:
        return stroke.text or ask("Why")

    def _write(self, task: Task, verdict: Verdict, reason: str) -> None:
        if self._said.get(task.pair.key) != verdict or reason:
            self.store.decide(
                Decision(
                    pair=task.pair.key,
                    verdict=verdict,
                    reviewer=self.reviewer,
                    decided_at=now(),
                    reason=reason,
                    resolves=self.resolves,
                )
            )
        self._said[task.pair.key] = verdict
        click.echo(f"{verdict.value}{f': {plain(reason)}' if reason else ''}")

    def _show(self, task: Task, place: int) -> None:
        why = f"  ({WORDS[Cause(task.proposal.cause)]})" if task.proposal else ""
        click.echo("")
        click.echo(click.style(f"{place + 1} of {len(self.tasks)}{why}", bold=True))
        for line in side_by_side(_rows(task.pair), _width()):
            click.echo(line)
        for decision in task.shown:
            click.echo(decision_line(decision))
        if said := self._said.get(task.pair.key):
            click.echo(f"You said {said.value}.")


def _width() -> int:
    return max(_NARROWEST, min(get_terminal_size().columns, _WIDEST))


def _rows(pair: Pair) -> list[tuple[str, str, str]]:
    left, right = pair.left, pair.right
    return [
        ("name", left.name, right.name),
        ("country", left.country, right.country),
        ("address", left.address, right.address),
        ("numbers", left.identifiers, right.identifiers),
        ("source", _source(left), _source(right)),
    ]


def _source(record: Record) -> str:
    """Where a record stands; many ids say that themselves."""
    if record.id.startswith(record.source):
        return record.id or record.source
    return f"{record.source} {record.id}".strip()


def bits(judged: Judged, proposal: Proposal | None, width: int) -> Iterator[str]:
    """What the model makes of a pair: each comparison that is not silent, in lines of a width."""
    if proposal and proposal.why:
        yield f"  proposed: {plain(proposal.why)}"
    yield f"  score {judged.score:.3f}, {judged.match_weight:+.2f} bits"
    for found in judged.evidence:
        if found.level is not None or found.comparison == "prior":
            head = f"  {found.comparison:<11} {found.bits:+6.2f}  "
            first, *rest = wrap(found.label, width - len(head))
            yield head + first
            yield from (" " * len(head) + line for line in rest)

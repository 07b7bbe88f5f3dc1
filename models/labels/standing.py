"""What a pair counts as, given everything that was said of it.

Each reviewer's last word stands; a decision that resolves sets aside what came before it.
Where match and no match both stand, the pair is in conflict and teaches nothing until
somebody resolves it. `unsure` abstains.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.labels.records import Decision, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The decisions on a pair that stand, the latest last, one for each reviewer."""

    decisions: tuple[Decision, ...]

    @property
    def is_conflict(self) -> bool:
        """Whether one reviewer says match and another no match."""
        said = {one.verdict for one in self.decisions}
        return {Verdict.MATCH, Verdict.NO_MATCH} <= said

    @property
    def verdict(self) -> Verdict | None:
        """What the pair counts as; None while it is in conflict."""
        if self.is_conflict:
            return None
        said = {one.verdict for one in self.decisions} - {Verdict.UNSURE}
        return said.pop() if said else Verdict.UNSURE

    @property
    def same(self) -> bool | None:
        """One company, or two; None if the pair teaches neither."""
        return {Verdict.MATCH: True, Verdict.NO_MATCH: False}.get(self.verdict or Verdict.UNSURE)

    @property
    def deciding(self) -> Decision:
        """The latest decision that says what the pair counts as; in conflict the latest."""
        agreeing = [one for one in self.decisions if one.verdict == self.verdict]
        return (agreeing or list(self.decisions))[-1]


def standings(decisions: Iterable[Decision]) -> dict[str, Standing]:
    """What stands for each pair.

    Args:
        decisions: The earliest first.
    """
    last: dict[str, dict[str, Decision]] = defaultdict(dict)
    for decision in decisions:
        said = last[decision.pair]
        if decision.resolves:
            said.clear()
        said.pop(decision.reviewer, None)  # so that the latest comes last
        said[decision.reviewer] = decision
    return {pair: Standing(decisions=tuple(said.values())) for pair, said in last.items()}


def in_conflict(standing: Mapping[str, Standing]) -> list[str]:
    """Keys of the pairs in conflict."""
    return [pair for pair, found in standing.items() if found.is_conflict]

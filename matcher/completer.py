"""Names that were cut off, completed with the listed names that begin so."""

from collections.abc import Callable, Mapping

from matcher.asked import Asked
from matcher.comparison.background import Background
from matcher.comparison.completion import beginning_of, completions, opening_key
from matcher.index.snapshot import Snapshot
from matcher.index.weighed import ListedName

_MOST_ROWS = 64  # that are looked at; what more names begin with says too little


class Completer:
    """Completes names with those of one snapshot. Safe to share between threads.

    Args:
        snapshot: Whose names.
        name_of: Reads the name of an alias row.
        background: That says how much a beginning says.
    """

    def __init__(
        self, snapshot: Snapshot, name_of: Callable[[int], ListedName], background: Background
    ) -> None:
        self._rows_of = snapshot.names.rows
        self._name_of = name_of
        self._background = background

    def completed(self, asked: Mapping[Asked, str]) -> dict[Asked, str]:
        """The names that some may be the beginnings of, each as it is shown.

        Args:
            asked: Names of an organisation, each as it was written.
        """
        found: dict[Asked, str] = {}
        for one, text in asked.items():
            found |= self._complete(one, text)
        return {one: text for one, text in found.items() if one not in asked}

    def _complete(self, asked: Asked, text: str) -> dict[Asked, str]:
        beginning = beginning_of(text, asked.name, self._background)
        if beginning is None or (key := opening_key(beginning)) is None:
            return {}
        rows = self._rows_of(key)
        if len(rows) > _MOST_ROWS:
            return {}
        listed = [name for row in rows.tolist() if (name := self._name_of(row).name)]
        whole = completions(beginning, listed, self._background)
        return {Asked(name): shown for name, shown in whole.items()}

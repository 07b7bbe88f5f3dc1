"""Blocking rules as data: pairs that Splink looks at by itself share a key of the index.

What is trained is what is served: the keys are those under which the index files a listed
party and looks for a query (`matcher.comparison.keys`). A party takes one key of each kind, its
rarest, so that a rule is an equality of two columns.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from matcher.comparison.keys import name_keys
from matcher.normalise.names import normalise_name


@dataclass(frozen=True, slots=True)
class BlockingRule:
    """Two parties are worth comparing if their rarest keys of one kind are equal.

    Args:
        name: What they share, in words.
        kind: First letter of the keys of the index.
    """

    name: str
    kind: str

    @property
    def column(self) -> str:
        """The column that holds the keys."""
        return "block_" + self.name.replace(" ", "_")

    @property
    def sql(self) -> str:
        """The rule as Splink reads it."""
        return f"l.{self.column} = r.{self.column}"


BLOCKING_RULES = (
    BlockingRule("rarest word", "w"),
    BlockingRule("rarest native word", "n"),
    BlockingRule("rarest consonants", "c"),
)

Keys = dict[BlockingRule, list[str | None]]  # of each party, None if it has none of the kind


def blocking_keys(
    tables: Sequence[Sequence[str | None]], rules: Sequence[BlockingRule] = BLOCKING_RULES
) -> list[Keys]:
    """The key of each name by each rule, table by table; the rarest over all tables.

    Args:
        tables: Names of parties; None where a party has none.
        rules: Which kinds of keys.
    """
    found = [
        [name_keys(normalise_name(name)) if name else [] for name in names] for names in tables
    ]
    counts = Counter(key for names in found for keys in names for key in keys)
    return [
        {
            rule: [
                min(
                    (key for key in keys if key.startswith(rule.kind)),
                    key=lambda key: (counts[key], key),
                    default=None,
                )
                for keys in names
            ]
            for rule in rules
        }
        for names in found
    ]

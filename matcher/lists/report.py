"""What was read of a list, counted so that it can be held against the file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from matcher.records import Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """One file of a list.

    Args:
        name: Without its folder.
        sha256: Hex digest of the file as it lies on disk (of the compressed bytes).
        rows: Records read: lines of CSV and JSON, entries of XML.
    """

    name: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """Counts of one reading.

    Args:
        as_of: Date of the list; None if neither the file nor the caller says.
        schemata: Entries by FollowTheMoney schema.
        aliases: Names by kind.
        addresses: Addresses that say more than a country.
        country_only: Addresses that say no more than a country.
        identifiers: By kind.
        repeated: Values printed twice in one entry and kept once, by what they are.
        orphans: Rows that belong to no entry, by file.
        skipped: FollowTheMoney entities that are no parties, by schema.
        unknown_countries: Texts in a country's place that name no country, with their count.
        warnings: What the operator should look at, in words.
    """

    source: str
    as_of: date | None
    entries: int
    schemata: Mapping[str, int]
    aliases: Mapping[str, int]
    addresses: int
    country_only: int
    identifiers: Mapping[str, int]
    repeated: Mapping[str, int]
    orphans: Mapping[str, int]
    skipped: Mapping[str, int]
    unknown_countries: Mapping[str, int]
    files: tuple[FileRead, ...]
    warnings: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Tally:
    """The counts of a reading that is under way."""

    source: str
    as_of: date | None = None
    entries: int = 0
    addresses: int = 0
    country_only: int = 0
    schemata: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    identifiers: Counter[str] = field(default_factory=Counter)
    repeated: Counter[str] = field(default_factory=Counter)
    orphans: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    unknown_countries: Counter[str] = field(default_factory=Counter)
    files: list[FileRead] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def count(self, listed: Listed) -> None:
        """Count one entry that was read whole."""
        self.entries += 1
        self.schemata[listed.schema] += 1
        self.aliases.update(alias.kind.value for alias in listed.aliases)
        self.addresses += len(listed.addresses)
        self.identifiers.update(identifier.kind for identifier in listed.identifiers)

    def report(self) -> ReadReport:
        """The counts as they stand, zeros left out, in an order of their own."""
        return ReadReport(
            source=self.source,
            as_of=self.as_of,
            entries=self.entries,
            schemata=_sorted(self.schemata.items()),
            aliases=_sorted(self.aliases.items()),
            addresses=self.addresses,
            country_only=self.country_only,
            identifiers=_sorted(self.identifiers.items()),
            repeated=_sorted(self.repeated.items()),
            orphans=_sorted(self.orphans.items()),
            skipped=_sorted(self.skipped.items()),
            unknown_countries=_sorted(self.unknown_countries.items()),
            files=tuple(self.files),
            warnings=tuple(self.warnings),
        )


def _sorted(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    return dict(sorted((key, count) for key, count in counts if count))

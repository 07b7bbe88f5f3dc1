"""What is to be screened, with what, and where the answer goes."""

from dataclasses import dataclass
from pathlib import Path

from matcher.records import Filters
from matcher.trade.mapping import MappingFile

VERSION = 2  # of what stands in the state folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file to screen.

    Args:
        file: The trade records.
        out: Where the answer goes: Parquet, CSV or JSON lines, by its suffix.
        told: What is known of the file beforehand.
        ignore_rest: As for `matcher.trade.mapping.make_mapping`.
        snapshot: Directory of the snapshot to screen against.
        model: Directory of the model to screen with.
        filters: Which listed parties may be answered, and how many.
        dataset: Key of the list to screen against; None for all.
        processes: How many work at a time.
    """

    file: Path
    out: Path
    told: MappingFile
    ignore_rest: bool
    snapshot: Path
    model: Path
    filters: Filters
    dataset: str | None
    processes: int

    @property
    def state(self) -> Path:
        """The folder beside the answer that holds what is done so far."""
        return self.out.with_name(f"{self.out.name}.state")

    @property
    def summary(self) -> Path:
        """The counts, beside the answer."""
        return self.out.with_name(f"{self.out.name}.summary.json")

    def fingerprint(self) -> dict[str, object]:
        """What must be the same for a run to go on where another stopped."""
        stat = self.file.stat()
        filters = self.filters
        return {
            "version": VERSION,
            "file": str(self.file.resolve()),
            "bytes": stat.st_size,
            "modified_ns": stat.st_mtime_ns,
            "out": self.out.name,
            "told": self.told.model_dump(),
            "ignore_rest": self.ignore_rest,
            "snapshot": self.snapshot.name,
            "model": self.model.name,
            "dataset": self.dataset,
            "limit": filters.limit,
            "cutoff": filters.cutoff,
            "threshold": filters.threshold,
            "include_datasets": sorted(filters.include_datasets),
            "exclude_datasets": sorted(filters.exclude_datasets),
            "topics": sorted(filters.topics),
            "changed_since": filters.changed_since,
        }

"""A small screener of fictitious parties: what the faces show does not depend on the model."""

from dataclasses import dataclass, field, replace
from typing import Literal

from api.screeners import Refusal
from matcher.errors import NoSnapshot, UnknownEntity
from matcher.index.snapshot import DatasetSummary
from matcher.records import (
    Alias,
    AliasKind,
    Cut,
    Evidence,
    Filters,
    Hit,
    Identifier,
    Listed,
    Provenance,
    Query,
    Screening,
)

KAMENSK = Listed(
    id="zz_list-1",
    schema="Company",
    aliases=(
        Alias(name="Kamensk Optics LLC"),
        Alias(name="ООО «Каменск Оптика»", kind=AliasKind.ALIAS),
    ),
    provenance=Provenance(source="zz_list", entry_id="1", file_sha256="ab" * 32),
    countries=("ru",),
    addresses=("1 Zavodskaya, Kamensk",),
    identifiers=(Identifier(kind="innCode", value="6612000001"),),
    topics=("sanction",),
    datasets=("zz_list",),
    referents=("zz_other-7",),
    first_seen="2024-01-02",
    last_seen="2026-10-01",
    last_change="2025-03-04",
)
WITH_SLASH = Listed(
    id="yy_list-8/2014 A%B",
    schema="Organization",
    aliases=(Alias(name="Harbour Lathes Works"),),
    provenance=Provenance(source="yy_list", entry_id="8/2014", file_sha256="cd" * 32),
    datasets=("yy_list",),
)
EVIDENCE = (
    Evidence(comparison="prior", level=None, label="one listed party in 4,096", bits=-12.0),
    Evidence(
        comparison="name",
        level=5,
        label="every word is the same",
        bits=14.25,
        query="kamensk optics",
        listed="kamensk optics",
    ),
    Evidence(comparison="country", level=None, label="not known on one side", bits=0.0),
)


ZZ = DatasetSummary(
    key="zz_list",
    title="List of Zz",
    publisher="Office of Fictions",
    as_of="2026-01-31",
    sha256="ab" * 32,
    entities=1,
    names=2,
    ingested_at="2026-02-01T08:00:00",
)
YY = replace(ZZ, key="yy_list", title="List of Yy", as_of=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeSnapshot:
    id: str = "20260201-1"
    built_at: str = "2026-02-01T09:00:00"
    datasets: tuple[DatasetSummary, ...] = (ZZ, YY)
    parties: tuple[Listed, ...] = (KAMENSK, WITH_SLASH)
    entity_count: int = 2
    name_count: int = 3

    def listed(self, entity: int, /) -> Listed:
        return self.parties[entity]

    def entity(self, entity_id: str, /) -> Listed:
        for listed in self.parties:
            if entity_id == listed.id or entity_id in listed.referents:
                return listed
        raise UnknownEntity(entity_id)

    def listings(self, entity_id: str, /) -> tuple[Listed, ...]:
        return (self.entity(entity_id),)


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeModel:
    id: str = "m1"
    threshold: float = 0.7
    base_rate: float = 0.05


@dataclass(slots=True, kw_only=True)
class FakeScreener:
    """Answers one hit to whatever is asked, and remembers what was asked."""

    snapshot: FakeSnapshot = field(default_factory=FakeSnapshot)
    model: FakeModel = field(default_factory=FakeModel)
    asked: list[tuple[Query, Filters, str | None]] = field(default_factory=list)
    cuts: tuple[Cut, ...] = ()
    compared_by: Literal["kernel", "python"] = "kernel"

    def screen(self, query: Query, filters: Filters, dataset: str | None = None) -> Screening:
        self.asked.append((query, filters, dataset))
        threshold = self.model.threshold if filters.threshold is None else filters.threshold
        hit = Hit(
            listed=KAMENSK,
            matched_name="Kamensk Optics LLC",
            match_weight=2.25,
            score=0.83,
            match=threshold <= 0.83,
            evidence=EVIDENCE,
        )
        return Screening(
            hits=(hit,),
            total=1,
            scored=2,
            threshold=threshold,
            model_id=self.model.id,
            snapshot_id=self.snapshot.id,
            base_rate=filters.base_rate or self.model.base_rate,
            cuts=self.cuts,
        )


@dataclass(slots=True)
class FakeScreeners:
    """Where the application gets its screener; None as before the first build."""

    screener: FakeScreener | None
    refused: tuple[Refusal, ...] = ()

    def refusals(self) -> tuple[Refusal, ...]:
        return self.refused

    def current(self) -> FakeScreener:
        if self.screener is None:
            raise NoSnapshot("no snapshot is being served; ingest a list and build")
        return self.screener

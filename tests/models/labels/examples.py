"""Fictitious pairs for the tests of labels."""

from collections.abc import Mapping

from models.labels.records import Decision, Origin, Pair, Record, Verdict
from models.labels.store import Entry

ZAVOD = Record(name="ООО «Кварцлит»", source="un_sc", id="UNe.1", country="RU")
PLANT = Record(name="Kvartslit LLC", source="us_ofac_sdn", id="17", country="RU")
OTHER = Record(name="Kvarts Kran JSC", source="us_ofac_sdn", id="18", country="RU")


def decision(
    pair: Pair, verdict: Verdict, reviewer: str = "anna", *, day: int = 1, resolves: bool = False
) -> Decision:
    return Decision(
        pair=pair.key,
        verdict=verdict,
        reviewer=reviewer,
        decided_at=f"2026-03-{day:02}T09:00:00.000000+00:00",
        resolves=resolves,
    )


def entry(
    pair: Pair,
    verdict: Verdict | None = None,
    reviewer: str = "anna",
    *,
    clusters: Mapping[str, str] | None = None,
    use: str = "train",
    day: int = 1,
) -> Entry:
    return Entry(
        pair=pair,
        origin=Origin(pair=pair.key, use=use, clusters=clusters or {}),
        decision=None if verdict is None else decision(pair, verdict, reviewer, day=day),
    )

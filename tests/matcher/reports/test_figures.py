from datetime import date

from matcher.reports.figures import Figures
from matcher.routing.evidence import Judged
from matcher.routing.records import Flag, ListedHit, Rejection, ScreenedParty, Shipment
from matcher.trade.records import Role


def hit(rank: int = 1, *, outcome: str = "hit", score: float = 0.9) -> ListedHit:
    return ListedHit(
        outcome=outcome,
        rank=rank,
        score=score,
        match_weight=5.0,
        listed_id=f"us_bis_el-{rank}",
        listed_name="Example Works",
        matched_name="Example Works",
        datasets=("us_bis_el", "us_csl"),
    )


def judged(row: int, *hits: ListedHit, tier: str | None = None, **values: object) -> Judged:
    party = ScreenedParty(role=Role.CONSIGNEE, names=("Example",), hits=hits)
    shipment = Shipment(row=row, parties=(party,), **values)  # type: ignore[arg-type]
    flag = Flag(
        row=row, rule="high_priority_code", sentence="x", source="y", date=date(2024, 2, 23),
        tier=tier,
    )  # fmt: skip
    return Judged(shipment=shipment, flags=(flag,) if tier else ())


def figures_of(*rows: Judged, most_rows: int = 10) -> Figures:
    figures = Figures(most_rows=most_rows)
    for row in rows:
        figures.add(row)
    return figures


def test_a_party_counts_once_under_its_best_hit() -> None:
    figures = figures_of(judged(2, hit(1), hit(2)))
    assert (figures.hits, figures.near, figures.clear) == (1, 0, 0)
    assert figures.figures["listed"].counts == {"Example Works (us_bis_el-1)": 1}
    assert figures.figures["list"].counts == {"us_bis_el": 1, "us_csl": 1}


def test_each_party_is_a_hit_near_or_clear() -> None:
    figures = figures_of(judged(2, hit()), judged(3, hit(outcome="near")), judged(4))
    assert (figures.hits, figures.near, figures.clear) == (1, 1, 1)
    assert figures.parties == figures.hits + figures.near + figures.clear


def test_labels_say_what_is_not_known() -> None:
    known = judged(2, hit(), tier="3.A", origin="us", destination="kz", day=date(2024, 5, 6))
    figures = figures_of(known, judged(3, hit())).figures
    assert figures["route"].counts == {"US → KZ": 1, "not known → not known": 1}
    assert figures["tier"].counts == {"tier 3.A": 1, "not on the priority list": 1}
    assert figures["month"].counts == {"2024-05": 1, "not known": 1}


def test_hits_and_routing_evidence_are_counted_apart() -> None:
    figures = figures_of(
        judged(2, hit(), tier="1"), judged(3, tier="1"), judged(4, hit()), judged(5)
    )
    assert (figures.rows, figures.rows_with_hit, figures.rows_with_flag) == (4, 2, 2)
    assert figures.rows_with_both == 1
    rule = figures.rules["high_priority_code"]
    assert (rule.rows, rule.rows_with_hit) == (2, 1)


def test_the_rows_behind_a_figure_are_bounded_and_the_count_is_not() -> None:
    figures = figures_of(*(judged(row, hit()) for row in range(2, 9)), most_rows=3)
    ((_, count, rows),) = figures.figures["role"].bars(5)
    assert count == 7
    assert [row.shipment.row for row in rows] == [2, 3, 4]


def test_the_first_to_read_have_the_highest_scores() -> None:
    rows = [judged(row, hit(score=row / 10)) for row in range(1, 8)]
    figures = figures_of(*rows, most_rows=2)
    assert [row.shipment.row for row in figures.first] == [7, 6]


def test_rejections_are_counted_by_reason() -> None:
    rejections = (Rejection(row=2, role="consignee", reason="names nobody"),)
    figures = figures_of(Judged(shipment=Shipment(row=2, rejections=rejections), flags=()))
    assert figures.rejected == {"names nobody": 1}

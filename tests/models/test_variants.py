from datetime import date

from rapidfuzz.distance import OSA

from matcher.records import Alias, Listed, Provenance
from models.variants import KIND, mistyped_pairs


def listed(name: str) -> Listed:
    return Listed(
        id=name,
        schema="Company",
        aliases=(Alias(name=name),),
        provenance=Provenance(
            source="x", entry_id=name, file_sha256="0" * 64, as_of=date(2026, 1, 1)
        ),
    )


ENTRIES = [listed(name) for name in ("Velmoran Optics LLC", "Brintal Shipping Co", "ООО Вельморан")]


def test_a_mistyped_name_is_one_slip_away() -> None:
    pairs = mistyped_pairs(ENTRIES)
    assert {pair.right.name for pair in pairs} == {"Velmoran Optics LLC", "Brintal Shipping Co"}
    for pair in pairs:
        assert pair.same
        assert pair.kind == KIND
        assert OSA.distance(pair.left.name or "", pair.right.name or "") == 1


def test_the_slip_is_drawn_from_the_name() -> None:
    alone = {pair.right.name: pair for pair in mistyped_pairs(ENTRIES[:1])}
    for pair in mistyped_pairs(ENTRIES[::-1]):
        assert alone.get(pair.right.name, pair) == pair

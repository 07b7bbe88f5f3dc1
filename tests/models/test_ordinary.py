from datetime import date

import numpy as np
import pytest

from matcher.comparison.sounds import SYMBOLS, Sounds
from matcher.records import Alias, Listed, Provenance
from models.ordinary import KIND, ordinary_pairs
from models.transcription import prior


def listed(entry_id: str, *names: str) -> Listed:
    return Listed(
        id=entry_id,
        schema="Company",
        aliases=tuple(Alias(name=name) for name in names),
        provenance=Provenance(
            source="x", entry_id=entry_id, file_sha256="0" * 64, as_of=date(2026, 1, 1)
        ),
    )


LISTED = [listed("a", "Velmoran Optics LLC", "ООО Вельморан"), listed("b", "Brintal Shipping Co")]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("Velmoran Bakery", {"Velmoran Optics LLC", "ООО Вельморан"}, id="shared-word"),
        pytest.param("Brintel", {"Brintal Shipping Co"}, id="a-letter-away"),
        pytest.param("BRINTAL", {"Brintal Shipping Co"}, id="other-case"),
        pytest.param("李莫兰", {"Limorran GmbH"}, id="heard"),
        pytest.param("Kordesh Vale Quarries", {"KVQ"}, id="initials"),
    ],
)
def test_an_ordinary_name_stands_beside_what_resembles_it(name: str, found: set[str]) -> None:
    entries = [*LISTED, listed("c", "Limorran GmbH"), listed("d", "KVQ")]
    sounds = Sounds({"Han": prior("Han").transducer(np.full(len(SYMBOLS), 1 / len(SYMBOLS)))})
    pairs = ordinary_pairs([name], entries, sounds)
    assert {pair.right.name for pair in pairs} >= found
    assert all(not pair.same and pair.trainable and pair.kind == KIND for pair in pairs)


def test_an_ordinary_name_stands_beside_any_listed_one_too() -> None:
    (pair,) = ordinary_pairs(["Kordesh Farms"], LISTED)
    assert pair.right.name in {alias.name for entry in LISTED for alias in entry.aliases}
    assert ordinary_pairs(["Kordesh Farms"], []) == []


def test_both_sides_are_in_one_fold_and_ids_differ() -> None:
    pairs = ordinary_pairs(["Velmoran Bakery", "Brintal Velmoran Inn"], LISTED)
    assert all(pair.left_cluster == pair.right_cluster for pair in pairs)
    assert len({pair.id for pair in pairs}) == len(pairs)
    assert pairs == ordinary_pairs(["Velmoran Bakery", "Brintal Velmoran Inn"], LISTED)

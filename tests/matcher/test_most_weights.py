from itertools import product

import numpy as np
import pytest

from matcher.comparison.kinds import Family
from matcher.comparison.party import Context, make_context
from matcher.index.searching import Searcher
from matcher.index.snapshot import Snapshot
from matcher.most_weights import MostWeights
from matcher.others import Others, of_names
from matcher.pairing import Pairing
from matcher.records import Identifier, PartyKind
from matcher.scoring.model import Model
from matcher.strongest import ROUNDING
from tests.matcher.index.homes import entity, snapshot_of
from tests.matcher.index.searchers import compiled, reference

ENTITIES = (
    entity("p1", "VORLIN, Edrik Tamovich", schema="Person", birthDate="1961", nationality="ru"),
    entity("p2", "Эдрик Тамович Ворлин", schema="Person", birthDate="1968"),
    entity("p3", "AL-BOSRI, Abd al-Rahim", "Bosri", schema="Person", address="12 Velna Road, Dorm"),
    entity("v1", "QUARLBREE 7", "7", schema="Vessel", imoNumber="9074729", flag="pa"),
    entity("v2", "VELNA STAR", "Star of Velna (Dorm)", schema="Vessel"),
    entity("v3", "VELNASTAR", "Вельна Звезда", "Harmony", schema="Vessel", flag="ru"),
    entity("o1", "QUELLMAR TRADING LLC", country="ru"),
    entity("o2", "Velna Star Shipping (Dorm) 7", "Star 7", schema="Organization"),
    entity("o3", "Edrik Vorlin Foundation", schema="Organization", country="pa"),
    entity("o4", "Bosri Exchange", schema="LegalEntity"),
    entity("a1", schema="Organization", address="12 Velna Road, Dorm"),
)
TEXTS = (
    *("Edrik Vorlin", "E. T. Vorlin", "Vorlin Trading LLC", "Эдрик Ворлин", "Bosri, Abdulrahim"),
    *("M/V Quarlbree 7", "QUARLBREE 9", "Quarlbree", "7", "Velna Star", "Velna Star 7", "Velnastar"),
    *("Star (Dorm)", "Velna (Dorm) Star of", "Hermony", "Quellmar", "Ltd.", "", "Star Velna Edrik"),
    *("Velna Звезда", "Harmony Star Velna Quarlbree", "x" * 300, "word " * 70, "Trust"),
)  # fmt: skip
NUMBER = (Identifier(kind="imoNumber", value="9074729"),)


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(tmp_path_factory.mktemp("most"), *ENTITIES)


@pytest.fixture(scope="module")
def pairing(model: Model) -> Pairing:
    return Pairing(model)


@pytest.fixture(scope="module")
def searcher(listed: Snapshot, model: Model) -> Searcher:
    return compiled(listed, model, model.knowledge)


def contexts(kind: PartyKind) -> list[Context]:
    """What may stand beside a query."""
    return [
        make_context((), (), (), (), kind),
        make_context(("ru",), (), (), ("1961",), kind),
        make_context(("pa",), ("12 Velna Road, Dorm",), NUMBER, (), kind),
    ]


def everything(listed: Snapshot, count: int) -> Others:
    """Every listed name, with each of some queries."""
    return of_names(listed, [np.arange(listed.name_count, dtype=np.uint32)] * count)


@pytest.mark.parametrize("kind", PartyKind)
def test_no_pair_weighs_more(
    listed: Snapshot, pairing: Pairing, searcher: Searcher, kind: PartyKind
) -> None:
    most_weights = MostWeights(listed.kinds, pairing, searcher)
    texts, beside = zip(*product(TEXTS, contexts(kind)), strict=True)
    others = everything(listed, len(texts))
    families = most_weights.families(others, beside)
    most = most_weights.most(others, families, texts, beside)
    reaching = set(most_weights.reaching(most, families, None, 0.4).tolist())
    passed_over = 0
    for place, number in enumerate(families.tolist()):
        if (family := Family(number)) is Family.ORGANISATIONS:
            continue
        query, row, owner = others.at(place)
        alias = listed.alias(row).alias
        levels = pairing.levels_beside(family, beside[query], listed.context(owner))
        found = pairing.compare(
            family,
            pairing.query_form(family, texts[query]),
            pairing.listed_form(family, alias.name if alias else None),
            levels,
        )
        weights = pairing.schemes[family].weights
        pair = (texts[query], alias, family, found.vector)
        assert found.match_weight <= most.weights[place], pair
        at_most = weights.with_context(most.names[place], levels)
        assert found.match_weight <= at_most + ROUNDING, pair
        if place not in reaching:
            assert pairing.scorer(None)(family, found.match_weight) < 0.4, pair
            passed_over += 1
    assert passed_over > 100


@pytest.mark.parametrize(
    ("kind", "text", "name", "reaches"),
    [
        pytest.param(
            PartyKind.UNKNOWN, "Edrik Vorlin", "VORLIN, Edrik Tamovich", True, id="person"
        ),
        pytest.param(
            PartyKind.UNKNOWN, "Vorlin Trading", "VORLIN, Edrik Tamovich", False, id="a-surname"
        ),
        pytest.param(PartyKind.VESSEL, "Velna Star", "VELNA STAR", True, id="vessel"),
        pytest.param(PartyKind.VESSEL, "Velna Pride", "VELNA STAR", False, id="another-vessel"),
        pytest.param(
            PartyKind.VESSEL, "Quarlbree", "Velna Star Shipping (Dorm) 7", False, id="mixed"
        ),
        pytest.param(
            PartyKind.PERSON,
            "Edrik Vorlin",
            "QUELLMAR TRADING LLC",
            False,
            id="a-person-for-company",
        ),
    ],
)
def test_what_may_reach_a_cutoff(
    listed: Snapshot, pairing: Pairing, searcher: Searcher,
    kind: PartyKind, text: str, name: str, reaches: bool,
) -> None:  # fmt: skip
    aliases = [listed.alias(row).alias for row in range(listed.name_count)]
    row = [alias.name if alias else None for alias in aliases].index(name)
    most_weights = MostWeights(listed.kinds, pairing, searcher)
    others = of_names(listed, [np.array([row], dtype=np.uint32)])
    [context, *_] = contexts(kind)
    families = most_weights.families(others, [context])
    most = most_weights.most(others, families, [text], [context])
    found = most_weights.reaching(most, families, None, 0.6)
    assert found.tolist() == ([0] if reaches else [])


def test_where_there_is_no_kernel_anything_may_be(
    listed: Snapshot, pairing: Pairing, model: Model
) -> None:
    most_weights = MostWeights(listed.kinds, pairing, reference(listed, model, model.knowledge))
    others = everything(listed, 1)
    [context, *_] = contexts(PartyKind.PERSON)
    families = most_weights.families(others, [context])
    most = most_weights.most(others, families, ["Edrik Vorlin"], [context])
    assert np.isinf(most.weights).all()
    everywhere = most_weights.reaching(most, families, None, 0.9)
    assert everywhere.tolist() == list(range(len(others.rows)))

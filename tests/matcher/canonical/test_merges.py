from itertools import permutations

import pytest

from matcher.canonical.merges import Decisions, find_merges
from matcher.records import Listed
from tests.matcher.canonical.parties import listed

INN, OTHER_INN = "7707083893", "7736050003"  # both pass their check digits
# Words that many entries carry say little: a background of ordinary parties.
OTHERS = [listed(f"zz-{n}", f"Trading House {n}", countries=("tr",)) for n in range(1_000)]


def merged(*entries: Listed, decisions: Decisions | None = None) -> set[frozenset[str]]:
    """Ids of the entries of each merged party."""
    everything = [*entries, *OTHERS]
    found = find_merges(lambda: everything, decisions or Decisions())
    return {frozenset(found.entries[row].id for row in rows) for rows in found.clusters.members}


def together(first: Listed, second: Listed) -> bool:
    found = merged(first, second)
    assert found == merged(second, first)  # whichever is read first
    return found == {frozenset((first.id, second.id))}


OPTICS = "Dormelan Optical Instruments LLC"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(
            listed("a-1", OPTICS, countries=("ru",)),
            listed("b-1", "Dormelan Optical Instruments", countries=("ru",)),
            True,
            id="same-name-and-country",
        ),
        pytest.param(
            listed("a-1", "ООО «Дормелан Оптика»", countries=("ru",)),
            listed("b-1", "Dormelan Optika LLC", countries=("ru",)),
            True,
            id="across-scripts",
        ),
        pytest.param(
            listed("a-1", OPTICS, countries=("ru",)),
            listed("b-1", OPTICS, countries=("by",)),
            False,
            id="another-country",
        ),
        pytest.param(
            listed("a-1", OPTICS, countries=("ru",)), listed("b-1", OPTICS), False, id="no-country"
        ),
        pytest.param(
            listed("a-1", OPTICS, countries=("ru",)),
            listed("b-1", "Dormelan Optical Instruments JSC", countries=("ru",)),
            False,
            id="legal-forms-contradict",
        ),
        pytest.param(
            listed("a-1", OPTICS, countries=("ru",), ids={"innCode": INN}),
            listed("b-1", OPTICS, countries=("ru",), ids={"innCode": OTHER_INN}),
            False,
            id="numbers-contradict",
        ),
        pytest.param(
            listed("a-1", "Saron", countries=("ru",)),
            listed("b-1", "Saron", countries=("ru",)),
            False,
            id="one-word-says-too-little",
        ),
        pytest.param(
            listed("a-1", "Saron", countries=("ru",), addresses=("12 Zavodskaya, Kamensk",)),
            listed("b-1", "Saron", countries=("ru",), addresses=("Kamensk, ul. Zavodskaya, d. 12",)),
            True,
            id="one-word-at-one-address",
        ),
        pytest.param(
            listed("a-1", OPTICS, countries=("ru",)),
            listed("a-2", OPTICS, countries=("ru",)),
            False,
            id="two-entries-of-one-list",
        ),
        pytest.param(
            listed("a-1", "Kamensk Plant Dormelan", ids={"innCode": INN}),
            listed("b-1", "Kamenskij Zavod Dormelan", ids={"innCode": INN}),
            False,
            id="number-without-a-name",
        ),
        pytest.param(
            listed("a-1", "Kamensk Dormelan Plant", ids={"innCode": INN}),
            listed("b-1", "Dormelan Plant of Kamensk JSC", ids={"taxNumber": INN}),
            True,
            id="number-and-name",
        ),
        pytest.param(
            listed("a-1", "Dormelan Kamensk Optical Lathes", ids={"innCode": INN}),
            listed("b-1", "Dormelan Kamensk Optical Lathe", ids={"innCode": INN}),
            True,
            id="number-and-most-of-a-name",
        ),
        pytest.param(
            listed("a-1", "Dormelan 12 Plant", ids={"innCode": INN}),
            listed("b-1", "Dormelan 14 Plant", ids={"innCode": INN}),
            False,
            id="number-and-another-number-in-the-name",
        ),
        pytest.param(
            listed("a-1", "Oleg Saronov", schema="Person", properties={"birthDate": ("1961-05-20",)}),
            listed("b-1", "SARONOV, Oleg", schema="Person", properties={"birthDate": ("1961-05-20",)}),
            True,
            id="person-born-on-one-day",
        ),
        pytest.param(
            listed("a-1", "Oleg Saronov", schema="Person", properties={"birthDate": ("1961",)}),
            listed("b-1", "Oleg Saronov", schema="Person", properties={"birthDate": ("1961",)}),
            False,
            id="person-born-in-one-year",
        ),
        pytest.param(
            listed("a-1", "Velt Star", schema="Vessel", countries=("pa",)),
            listed("b-1", "Velt Star", schema="Vessel", countries=("pa",)),
            False,
            id="ships-share-names",
        ),
        pytest.param(
            listed("a-1", "Velt Star", schema="Vessel", ids={"imoNumber": "9074729"}),
            listed("b-1", "VELT STAR", schema="Vessel", ids={"imoNumber": "IMO 9074729"}),
            True,
            id="ship-by-number",
        ),
        pytest.param(
            listed("a-1", OPTICS), listed("b-1", "Anything", referents=("a-1",)), True, id="reference"
        ),
        pytest.param(
            listed("un-1", OPTICS, referents=("KPe.001",)),
            listed("eu-1", "Anything", referents=("KPe.001",)),
            True,
            id="both-name-a-third",
        ),
        pytest.param(
            listed("a-1", OPTICS),
            listed("b-1", "Oleg", schema="Person", referents=("a-1",)),
            False,
            id="a-person-is-no-company",
        ),
    ],
)  # fmt: skip
def test_two_entries(first: Listed, second: Listed, expected: bool) -> None:
    assert together(first, second) is expected


def test_a_name_that_two_entries_of_a_list_have_tells_neither() -> None:
    entries = [
        listed("a-1", OPTICS, countries=("ru",)),
        listed("b-1", OPTICS, countries=("ru",)),
        listed("b-2", OPTICS, countries=("ru",)),
    ]
    assert merged(*entries) == set()


def test_a_chain_does_not_drag_two_companies_together() -> None:
    chain = [
        listed("a-1", OPTICS, countries=("ru",), ids={"innCode": INN}),
        listed("b-1", OPTICS, "Saron Measuring Technology", countries=("ru",)),
        listed("c-1", "Saron Measuring Technology", countries=("ru",), ids={"innCode": OTHER_INN}),
    ]
    found = {merged_ids for order in permutations(chain) for merged_ids in merged(*order)}
    assert len(found) == 1  # b-1 goes to one of them, and always to the same
    [together] = found
    assert "b-1" in together
    assert not {"a-1", "c-1"} <= together


def test_two_readings_of_one_entry_are_one() -> None:
    own = listed("a-1", "Published")
    conversion = listed("a-1", "Converted", source="ftm")
    everything = [conversion, own, *OTHERS]
    found = find_merges(lambda: everything, Decisions())
    [(entity, entries)] = [
        (entity, entries) for entity, entries in found.entities(everything) if entity.id == "a-1"
    ]
    assert entries == (own, conversion)
    assert entity.caption == "Published"
    assert [one.provenance.source for one in entity.listings] == ["a", "ftm"]


def test_what_people_decided_goes_before_the_rules() -> None:
    same = (listed("a-1", OPTICS, countries=("ru",)), listed("b-1", OPTICS, countries=("ru",)))
    pair = frozenset(("a-1", "b-1"))
    assert merged(*same) == {pair}
    assert merged(*same, decisions=Decisions(split=frozenset((pair,)))) == set()
    different = (listed("a-1", "Saron"), listed("b-1", "Tarim"))
    assert merged(*different) == set()
    assert merged(*different, decisions=Decisions(joined=frozenset((pair,)))) == {pair}


def test_a_split_holds_along_a_chain() -> None:
    chain = [
        listed("a-1", OPTICS, referents=("x",)),
        listed("b-1", OPTICS, referents=("x",)),
        listed("c-1", OPTICS, referents=("x",)),
    ]
    assert merged(*chain) == {frozenset(("a-1", "b-1", "c-1"))}
    split = Decisions(split=frozenset((frozenset(("a-1", "b-1")),)))
    [found] = merged(*chain, decisions=split)
    assert not {"a-1", "b-1"} <= found

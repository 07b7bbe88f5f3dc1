from matcher.canonical.entity import merge, ranked
from matcher.records import Alias, AliasKind, Identifier
from tests.matcher.canonical.parties import listed

OFAC = listed(
    "us_ofac_sdn-7", "SARON JSC", "Saron Plant",
    countries=("ru",), addresses=("Kamensk",), topics=("sanction",), ids={"innCode": "7707083893"},
    properties={"program": ("X-1",)}, first_seen="2022-03-01", last_change="2023-01-01",
)  # fmt: skip
EU = listed(
    "eu_fsf-9", "Saron", "SARON JSC", schema="Organization",
    countries=("ru", "by"), referents=("EU.1.2",), topics=("sanction",),
    ids={"innCode": "7707083893", "ogrnCode": "1027700132195"},
    properties={"program": ("X-1", "Y-2"), "website": ("saron.example",)},
    first_seen="2021-05-05", last_change="2024-02-02T10:00:00",
)  # fmt: skip


def test_every_value_once_and_every_listing_kept() -> None:
    entity = merge(ranked([EU, OFAC]))
    assert entity.id == "us_ofac_sdn-7"
    assert entity.referents == ("eu_fsf-9", "EU.1.2")
    assert entity.schema == "Company"
    assert [alias.name for alias in entity.aliases] == ["SARON JSC", "Saron Plant", "Saron"]
    assert entity.countries == ("ru", "by")
    assert entity.identifiers == (
        Identifier(kind="innCode", value="7707083893"),
        Identifier(kind="ogrnCode", value="1027700132195"),
    )
    assert entity.properties == {"program": ("X-1", "Y-2"), "website": ("saron.example",)}
    assert entity.datasets == ("us_ofac_sdn", "eu_fsf")
    assert (entity.first_seen, entity.last_change) == ("2021-05-05", "2024-02-02T10:00:00")
    assert [(one.id, one.caption, one.provenance.source) for one in entity.listings] == [
        ("us_ofac_sdn-7", "SARON JSC", "us_ofac_sdn"),
        ("eu_fsf-9", "Saron", "eu_fsf"),
    ]


def test_the_order_of_reading_does_not_count() -> None:
    assert merge(ranked([OFAC, EU])) == merge(ranked([EU, OFAC]))


def test_a_name_is_as_strong_as_the_list_that_says_most_of_it() -> None:
    weak = listed("b-1", "Tarim", listings=())
    weak = listed("b-1", source="b").__class__(
        id="b-1", schema="Company", provenance=weak.provenance, datasets=("b",),
        aliases=(Alias(name="Tarim"), Alias(name="Saron", kind=AliasKind.WEAK)),
    )  # fmt: skip
    entity = merge(ranked([weak, listed("a-1", "Saron")]))
    assert {alias.name: alias.kind for alias in entity.aliases} == {
        "Saron": AliasKind.PRIMARY,
        "Tarim": AliasKind.PRIMARY,
    }


def test_the_last_change_is_not_known_where_a_listing_does_not_say_its_own() -> None:
    undated = listed("b-1", "Saron")
    assert merge(ranked([OFAC, undated])).last_change is None
    assert merge(ranked([OFAC, undated])).first_seen == "2022-03-01"

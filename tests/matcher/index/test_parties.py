from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.party import Context, make_context
from matcher.comparison.words import spell
from matcher.index.parties import (
    NOBODY,
    WordTable,
    decode_alias,
    decode_context,
    decode_word,
    encode_alias,
    encode_context,
)
from matcher.normalise.addresses import Address
from matcher.normalise.names import normalise_name
from matcher.records import Alias, AliasKind

text = st.text(max_size=40)
words = st.frozensets(st.text(min_size=1, max_size=8), max_size=4)
addresses = st.builds(Address, words, words, text)
contexts = st.builds(
    Context,
    countries=words,
    addresses=st.lists(addresses, max_size=3).map(tuple),
    identifiers=st.frozensets(st.tuples(text, text), max_size=3),
)


@given(st.lists(text, max_size=3), st.sampled_from(AliasKind))
def test_an_alias_comes_back_as_it_was(names: list[str], kind: AliasKind) -> None:
    table = WordTable()
    stored = [table.store(Alias(name=name, kind=kind), normalise_name(name)) for name in names]
    words = [decode_word(data) for data in table.encoded()]
    assert all(word == spell(word.token) for word in words)
    assert len(set(words)) == len(words)
    for name, alias in zip(names, stored, strict=True):
        again = decode_alias(encode_alias(alias))
        assert again == alias
        assert tuple(words[number].token for number in again.words) == normalise_name(name).tokens


def test_a_party_without_a_name_has_an_alias_of_nothing() -> None:
    assert decode_alias(encode_alias(NOBODY)) == NOBODY


@given(contexts)
def test_a_context_comes_back_as_it_was(context: Context) -> None:
    decoded = decode_context(encode_context(context))
    assert decoded == context
    # The text is shown but not compared, so equality alone would not miss it.
    assert [a.text for a in decoded.addresses] == [a.text for a in context.addresses]


def test_nothing_beside_a_name_comes_back_as_nothing() -> None:
    assert decode_context(encode_context(make_context((), (), ()))) == Context()


@given(contexts)
def test_the_same_context_gives_the_same_bytes(context: Context) -> None:
    again = Context(
        countries=frozenset(sorted(context.countries, reverse=True)),
        addresses=context.addresses,
        identifiers=frozenset(sorted(context.identifiers, reverse=True)),
    )
    assert encode_context(again) == encode_context(context)

"""What of a listed entry decides whether another listing is the same party."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from matcher.comparison.background import Background
from matcher.comparison.party import Context, make_context
from matcher.normalise.legal_forms import classes_of
from matcher.normalise.names import Name, normalise_name
from matcher.normalise.scripts import sound_key
from matcher.records import AliasKind, Listed

_FULL_DATE = len("1961-05-20")
_KINDS = {"Person": "person", "Vessel": "vessel", "Airplane": "aircraft"}
# Of a `LegalEntity` the publisher says no more; it may be a person or a company.
_UNSAID = frozenset({"LegalEntity", "Thing"})
_ORGANISATIONS = frozenset({"Company", "Organization", "PublicBody"})


@dataclass(frozen=True, slots=True)
class NameFigure:
    """One name of an entry, by its words.

    Args:
        key: `name_key` of it.
        bits: Information of its words, from how many listed entries carry each.
        words: Words that are no numbers.
        sounds: Each word as it sounds, with its information; numbers as they are.
        numbers: Its numbers.
        legal_forms: Classes of the legal forms that stand with it.
    """

    key: str
    bits: float
    words: int
    sounds: Mapping[str, float]
    numbers: frozenset[str]
    legal_forms: frozenset[str]


@dataclass(frozen=True)
class Profile:
    """An entry as the rules of merging see it; figured out when it is asked for.

    Args:
        listed: The entry.
        words: Information of words in names.
        normalise: `normalise_name`, or one that remembers.
    """

    listed: Listed
    words: Background
    normalise: Callable[[str], Name] = normalise_name

    @cached_property
    def kind(self) -> str | None:
        """What it is (`organisation`, `person`, ...); None if the publisher does not say."""
        schema = self.listed.schema
        if schema in _UNSAID:
            return None
        return "organisation" if schema in _ORGANISATIONS else _KINDS.get(schema, schema)

    @cached_property
    def lists(self) -> frozenset[tuple[str, str]]:
        """The lists that carry it, as read: two entries of one are two to its publisher.

        A file that bundles lists (`us_csl`) is none itself.
        """
        source, datasets = self.listed.provenance.source, self.listed.datasets
        return frozenset((source, key) for key in datasets if key != source or len(datasets) == 1)

    @cached_property
    def names(self) -> Mapping[str, NameFigure]:
        """Its comparable names by `name_key`; a weak alias says too little to merge by."""
        found: dict[str, NameFigure] = {}
        for alias in self.listed.aliases:
            name = self.normalise(alias.name)
            if name.tokens and alias.kind is not AliasKind.WEAK:
                figure = self._figure(name)
                found.setdefault(figure.key, figure)
        return found

    @cached_property
    def context(self) -> Context:
        """Countries, addresses and identifiers, normalised."""
        listed = self.listed
        return make_context(listed.countries, listed.addresses, listed.identifiers)

    @cached_property
    def birth_dates(self) -> frozenset[str]:
        """Full dates of birth; a year alone is shared by millions."""
        dates = self.listed.properties.get("birthDate", ())
        return frozenset(date for date in dates if len(date) == _FULL_DATE)

    def _figure(self, name: Name) -> NameFigure:
        bits = {token.text: self.words.bits(token) for token in name.tokens}
        return NameFigure(
            key=name_key(name),
            bits=sum(bits.values()),
            words=sum(not token.number for token in name.tokens),
            sounds={
                token.text if token.number else sound_key(token.text): bits[token.text]
                for token in name.tokens
            },
            numbers=frozenset(token.text for token in name.tokens if token.number),
            legal_forms=classes_of(name.legal_forms),
        )


def name_key(name: Name) -> str:
    """The words of a name, whatever their order and script."""
    return " ".join(sorted(token.text for token in name.tokens))

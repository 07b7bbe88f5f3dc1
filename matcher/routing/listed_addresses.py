"""The addresses of the lists, to be asked whether one of a shipment is among them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from matcher.records import Listed
from matcher.routing.folding import AddressKey, address_key, is_same_place
from matcher.routing.records import ListedAddress

_REMEMBERED = 20_000  # answers: the rows of a file name the same places again and again


@dataclass(slots=True)
class ListedAddresses:
    """Addresses by their numbers; one asks with an address as it is written."""

    _by_numbers: dict[frozenset[str], list[tuple[AddressKey, ListedAddress]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    _asked: dict[str, list[ListedAddress]] = field(default_factory=dict)

    def add(self, listed: Listed) -> None:
        """Take the addresses of an entry."""
        self._asked.clear()
        name = listed.aliases[0].name if listed.aliases else ""
        for address in listed.addresses:
            key = address_key(address)
            if key is not None:
                entry = ListedAddress(listed_id=listed.id, name=name, datasets=listed.datasets)
                self._by_numbers[key[1]].append((key, entry))

    def at(self, address: str) -> list[ListedAddress]:
        """The entries at an address; those that list it alone first."""
        found = self._asked.get(address)
        if found is None:
            if len(self._asked) >= _REMEMBERED:
                self._asked.clear()
            found = self._asked[address] = self._find(address)
        return found

    def _find(self, address: str) -> list[ListedAddress]:
        key = address_key(address)
        if key is None:
            return []
        near = self._by_numbers.get(key[1], ())
        found = {entry.listed_id: entry for other, entry in near if is_same_place(key, other)}
        return sorted(found.values(), key=lambda entry: (bool(entry.name), entry.listed_id))


def addresses_of(entries: Iterable[Listed]) -> ListedAddresses:
    """Those of whole lists."""
    addresses = ListedAddresses()
    for listed in entries:
        addresses.add(listed)
    return addresses

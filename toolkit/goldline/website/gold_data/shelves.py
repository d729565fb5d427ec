"""Records lie on shelves, small files by the hash of an item's id, so that a page loads only its own.

Scripts find the shelf of an item by the same hash (`item-page.js`). An item that comes or goes changes
one shelf and no other; only where a site grows to twice its size are all of them laid out anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

_ROOM = 40
"""How many records a shelf holds on average, at most: about 100 kB."""

_BASIS, _PRIME, _BITS = 0x811C9DC5, 0x01000193, 0xFFFFFFFF


def shelves_for(items: int) -> int:
    """Return how many shelves a site of so many items has: a power of two."""
    return 1 << max(0, -(-items // _ROOM) - 1).bit_length()


def shelf_of(item_id: str, shelves: int) -> int:
    """Return the shelf of an item, from 0: the 32 bits of FNV-1a over its id in UTF-8, modulo `shelves`.

    Source: http://www.isthe.com/chongo/tech/comp/fnv/.
    """
    value = _BASIS
    for byte in item_id.encode():
        value = ((value ^ byte) * _PRIME) & _BITS
    return value % shelves


def shelved(ids: Iterable[str], shelves: int) -> dict[int, list[str]]:
    """Return the ids on each shelf, empty ones too, in the order given."""
    found: dict[int, list[str]] = defaultdict(list)
    for item_id in ids:
        found[shelf_of(item_id, shelves)].append(item_id)
    return {shelf: found[shelf] for shelf in range(shelves)}

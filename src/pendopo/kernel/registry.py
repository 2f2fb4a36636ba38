"""One typed registry for the few places with real variety: notice channels, import formats, signature providers."""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Named things of one type."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._items: dict[str, T] = {}

    def register(self, name: str, item: T) -> T:
        """Add an item. Raises ValueError when another item has the name."""
        if name in self._items and self._items[name] is not item:
            raise ValueError(f"two items of the kind {self.kind} are called {name}")
        self._items[name] = item
        return item

    def __getitem__(self, name: str) -> T:
        return self._items[name]

    def get(self, name: str) -> T | None:
        """The item of that name, or None."""
        return self._items.get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __contains__(self, name: object) -> bool:
        return name in self._items

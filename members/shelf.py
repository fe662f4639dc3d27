"""A shelf: lower floors own it, upper floors put things on it, nobody reaches up."""

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar

from django.core.exceptions import ImproperlyConfigured


class Named(Protocol):
    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)


class Shelf(Generic[T]):
    """Things by name, in the order in which they came; the same name twice is an error."""

    def __init__(self, label: str) -> None:
        self.label = label
        self._things: dict[str, T] = {}

    def register(self, thing: T) -> T:
        if thing.name in self._things:
            raise ImproperlyConfigured(f"{thing.name} stands twice on the shelf of {self.label}.")
        self._things[thing.name] = thing
        return thing

    def __getitem__(self, name: str) -> T:
        return self._things[name]

    def get(self, name: str) -> T | None:
        return self._things.get(name)

    def __contains__(self, name: object) -> bool:
        return name in self._things

    def __iter__(self) -> Iterator[T]:
        return iter(self._things.values())

    def __len__(self) -> int:
        return len(self._things)

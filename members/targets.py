"""Loads what generic rows point at: one query a kind, and only what the reader may see."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from django.db.models import Model, QuerySet

from members.models import Member


class Loading(Protocol):
    @property
    def load(self) -> Callable[[Any], QuerySet[Any]]: ...


Row = TypeVar("Row", bound=Any)


def attach(rows: Sequence[Row], kinds: Any, member: Member | None) -> list[Row]:
    """Give every row its target and keep the rows whose target this member may see.

    Rows of one kind are loaded together. `kinds` is the shelf that knows their `load`.
    """
    found = {kind: _load(kinds.get(kind), ids, member) for kind, ids in _ids_by_kind(rows).items()}
    kept = []
    for row in rows:
        target = found[row.kind].get(row.target_id)
        if target is not None:
            row.target = target
            kept.append(row)
    return kept


def _ids_by_kind(rows: Iterable[Any]) -> dict[str, set[int]]:
    ids: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        ids[row.kind].add(row.target_id)
    return ids


def _load(kind: Loading | None, ids: set[int], member: Member | None) -> dict[int, Model]:
    return {} if kind is None else kind.load(member).in_bulk(list(ids))

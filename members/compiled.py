"""Querysets for pages that are read often: put into SQL once per process, asked with new values.

Django spends more time on writing the SQL of a list than PostgreSQL on answering it. A function
decorated with `compiled` says its question as a queryset of `values_list`, so that the rules stay
where they are (`visible_to` and its kin); it is called once for every shape of its arguments, with
stand-ins for the values, and afterwards only the values change.

    @compiled
    def topics_of(community: int, member: int | None) -> QuerySet:
        mine = Topic.objects.visible_to(person(member))
        return mine.filter(community=community).values_list("id", "question")

    topics_of(community=7, member=None)        # rows as tuples

Values are int, float, str, datetime or a list of int, given by name. None is a shape of its own, as
is every argument given by place; so is the length of a list, which is filled up to a power of two
by repeating its last id, since it only ever says which ids are meant. The function must not look at
a value, only hand it on, and it must not ask for the time: whatever it works out by itself is
written into the SQL and stays.

The SQL goes to the database like any other, with its values: nothing is left behind on a
connection, so several houses and a pooler may share it.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.db import connections
from django.db.models import Model, QuerySet

from members.models import Member

Value = int | float | str | datetime | None
Values = dict[str, Value]
Build = Callable[..., "QuerySet[Any, Any]"]
STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda place: -7_000_000_000_000 - place,
    float: lambda place: -7_000_000_000_000.5 - place,
    str: lambda place: f"\ue000{place}",
    datetime: lambda place: datetime(1000, 1, 1, 0, 0, place, tzinfo=UTC),
}


# What was compiled in this process, by question.
EVERYTHING: list[dict[Any, "Compiled"]] = []


class Compiled:
    """The SQL of one shape: which of its parameters are values, and which stay as they are."""

    def __init__(self, queryset: "QuerySet[Any, Any]", names: dict[Any, str]) -> None:
        self.database = queryset.db
        self.sql, parameters = queryset.query.sql_with_params()
        self.parameters = [(names.get(one), one) for one in parameters]
        if missing := set(names.values()) - {name for name, _ in self.parameters}:
            raise LookupError(f"The question does not use {', '.join(sorted(missing))}.")

    def rows(self, values: Values) -> list[tuple[Any, ...]]:
        given = [values[name] if name else constant for name, constant in self.parameters]
        with connections[self.database].cursor() as cursor:
            cursor.execute(self.sql, given)
            return cursor.fetchall()


def compiled(build: Build) -> Callable[..., list[tuple[Any, ...]]]:
    """Compile the queryset once for each shape; see the head of this module."""
    shapes: dict[Any, Compiled] = {}
    EVERYTHING.append(shapes)

    @wraps(build)
    def ask(*shape: Any, **given: Value | list[int]) -> list[tuple[Any, ...]]:
        values, lengths = _spread(given)
        kinds = tuple((name, lengths.get(name, type(value))) for name, value in given.items())
        known = shapes.get((shape, kinds))
        if known is None:
            known = shapes[shape, kinds] = _compile(build, shape, values, lengths)
        return known.rows(values)

    return ask


def forget_compiled() -> None:
    """Compile anew: an emptied database gives its content types other ids."""
    for shapes in EVERYTHING:
        shapes.clear()


def columns(model: type[Model], *names: str) -> tuple[str, ...]:
    """The columns in the order in which `from_db` of the model takes their values."""
    order = [field.attname for field in model._meta.concrete_fields]
    return tuple(sorted(names, key=order.index))


def person(pk: int | None) -> Member | None:
    """A member for whom only the id matters, as `visible_to` takes them."""
    return None if pk is None else Member.from_db("default", ["id"], [pk])


def _spread(given: dict[str, Value | list[int]]) -> tuple[Values, dict[str, int]]:
    """Every id of a list as a value of its own, and how many there are in each list."""
    values: Values = {}
    lengths: dict[str, int] = {}
    for name, value in given.items():
        if not isinstance(value, list):
            values[name] = value
            continue
        lengths[name] = 1 << (len(value) - 1).bit_length() if value else 0
        filled = value + value[-1:] * (lengths[name] - len(value))
        values |= {_place_in(name, place): one for place, one in enumerate(filled)}
    return values, lengths


def _place_in(name: str, place: int) -> str:
    return f"{name}.{place}"


def _compile(
    build: Build, shape: tuple[Any, ...], values: Values, lengths: dict[str, int]
) -> Compiled:
    stand_ins = {
        name: STAND_INS[type(value)](place)
        for place, (name, value) in enumerate(values.items())
        if value is not None
    }
    arguments: dict[str, Any] = {name: stand_ins.get(name) for name in values if "." not in name}
    for name, length in lengths.items():
        arguments[name] = [stand_ins[_place_in(name, place)] for place in range(length)]
    queryset = build(*shape, **arguments)
    return Compiled(queryset, {stand_in: name for name, stand_in in stand_ins.items()})

"""Querysets for pages that are read often: put into SQL once per process, asked with new values.

Django spends more time on writing the SQL of a list than PostgreSQL on answering it. A function
decorated with `prepared` says its question as a queryset of `values_list`, so that the rules stay
where they are (`visible_to` and its kin); it is called once for every shape of its arguments, with
stand-ins for the values, and afterwards only the values change.

    @prepared
    def topics_of(community: int, member: int | None) -> QuerySet:
        mine = Topic.objects.visible_to(person(member))
        return mine.filter(community=community).values_list("id", "question")

    topics_of(community=7, member=None)        # rows as tuples

Values are int, float, str or datetime, given by name; None is a shape of its own, as is every
argument given by place. The function must not look at a value, only hand it on, and it must not ask
for the time: whatever it works out by itself is written into the SQL and stays.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.models import Model, QuerySet

from members.models import Member

Value = int | float | str | datetime | None
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
    """The SQL of one shape: which of its parameters are values, and which stay as they are.

    PostgreSQL keeps the statement too, so that it need not plan it anew each time.
    """

    numbers = count(1)
    # What each connection to the database has been told already.
    told: "WeakKeyDictionary[Any, set[str]]" = WeakKeyDictionary()

    def __init__(self, queryset: "QuerySet[Any, Any]", names: dict[Any, str]) -> None:
        self.database = queryset.db
        self.sql, parameters = queryset.query.sql_with_params()
        self.parameters = [(names.get(one), one) for one in parameters]
        self.values = sorted({name for name, _ in self.parameters if name})
        if missing := set(names.values()) - set(self.values):
            raise LookupError(f"The question does not use {', '.join(sorted(missing))}.")
        self.name = f"resonanz_{next(self.numbers)}"
        given = f" ({', '.join(['%s'] * len(self.values))})" if self.values else ""
        self.execute = f"EXECUTE {self.name}{given}"

    def rows(self, values: dict[str, Value]) -> list[tuple[Any, ...]]:
        connection = connections[self.database]
        with connection.cursor() as cursor:
            self._tell(connection.connection)
            cursor.execute(self.execute, [values[name] for name in self.values])
            return cursor.fetchall()

    def _tell(self, connection: Any) -> None:
        known = self.told.setdefault(connection, set())
        if self.name in known:
            return
        with connection.cursor() as cursor:
            places = tuple(
                f"${self.values.index(name) + 1}"
                if name
                else cursor.mogrify("%s", [constant]).decode()
                for name, constant in self.parameters
            )
            cursor.execute(f"PREPARE {self.name} AS {self.sql % places}")
        known.add(self.name)


def prepared(build: Build) -> Callable[..., list[tuple[Any, ...]]]:
    """Compile the queryset once for each shape; see the head of this module."""
    shapes: dict[Any, Compiled] = {}
    EVERYTHING.append(shapes)

    @wraps(build)
    def ask(*shape: Any, **values: Value) -> list[tuple[Any, ...]]:
        key = (shape, tuple((name, type(value)) for name, value in values.items()))
        compiled = shapes.get(key)
        if compiled is None:
            compiled = shapes[key] = _compile(build, shape, values)
        return compiled.rows(values)

    return ask


def forget() -> None:
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


def _compile(build: Build, shape: tuple[Any, ...], values: dict[str, Value]) -> Compiled:
    stand_ins = {
        name: STAND_INS[type(value)](place)
        for place, (name, value) in enumerate(values.items())
        if value is not None
    }
    queryset = build(*shape, **{name: stand_ins.get(name) for name in values})
    return Compiled(queryset, {stand_in: name for name, stand_in in stand_ins.items()})

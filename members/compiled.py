"""Querysets for pages that are read often: put into SQL once per process, asked with new values.

Django spends more time on writing the SQL of a list than PostgreSQL on answering it. A function
decorated with `compiled` says its question as a queryset of `values_list`, so that the rules stay
where they are (`visible_to` and its kin); it is called once for every shape of its arguments, with
stand-ins for the values, and afterwards only the values change.

    @compiled
    def topics_of(*, community: int, member: Member | None) -> QuerySet:
        mine = Topic.objects.visible_to(member)
        return mine.filter(community=community).values_list("id", "question")

    topics_of(community=7, member=None)        # rows as tuples

Values are int, float, str, datetime or Member, given by name. None, yes and no are shapes of their
own, as is every argument given by place. The function must not look at a value, only hand it on,
and it must not ask for the time: whatever it works out by itself is written into the SQL and stays.

Of a member the id is a value, and so is everybody they do not meet, where that was read along with
them (`known_blocks`): rules ask for it several times, and PostgreSQL plans every sub-query of a
statement each time anew. Most people have blocked nobody, which makes the smallest shape.

The SQL goes to the database like any other, with its values: nothing is left behind on a
connection, so processes and a pooler may share it.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.db import connections
from django.db.models import Model, QuerySet

from members.models import Member

Value = int | float | str | datetime | None
Given = Value | Member
Values = dict[str, Value]
# The names of what is given, and of what kind it is.
Kinds = tuple[tuple[Any, ...], ...]
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

    @property
    def used(self) -> set[str]:
        return {name for name, _ in self.parameters if name}

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
    def ask(*shape: Any, **given: Given) -> list[tuple[Any, ...]]:
        kinds, values = _apart(given)
        known = shapes.get((shape, kinds))
        if known is None:
            known = shapes[shape, kinds] = _compile(build, shape, kinds, values)
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


def _apart(given: dict[str, Given]) -> tuple[Kinds, Values]:
    """What is given by kind, which decides on the SQL, and by value, which does not."""
    kinds: list[tuple[Any, ...]] = []
    values: Values = {}
    for name, value in given.items():
        if isinstance(value, Member):
            blocks = _filled(value.known_blocks)
            values[name] = value.pk
            values |= {_nth(name, place): one for place, one in enumerate(blocks or ())}
            kinds.append((name, Member, None if blocks is None else len(blocks)))
        elif isinstance(value, bool):
            kinds.append((name, value))
        else:
            values[name] = value
            kinds.append((name, type(value)))
    return tuple(kinds), values


def _filled(ids: list[int] | None) -> list[int] | None:
    """As many as a power of two, the last one again and again, so that there are few shapes."""
    if not ids:
        return ids
    length = 1 << (len(ids) - 1).bit_length()
    return ids + ids[-1:] * (length - len(ids))


def _nth(name: str, place: int) -> str:
    return f"{name}.{place}"


def _compile(build: Build, shape: tuple[Any, ...], kinds: Kinds, values: Values) -> Compiled:
    stand_ins = {
        name: STAND_INS[type(value)](place)
        for place, (name, value) in enumerate(values.items())
        if value is not None
    }
    arguments = {name: stand_ins.get(name) for name, *_ in kinds}
    for name, kind, *length in kinds:
        if isinstance(kind, bool):
            arguments[name] = kind
        elif kind is Member:
            arguments[name] = _stand_in(name, stand_ins, *length)
    found = Compiled(
        build(*shape, **arguments), {stand_in: name for name, stand_in in stand_ins.items()}
    )
    # Of a member a question may ask no more than whom they do not meet, which may be nobody.
    must = {name for name, kind, *_ in kinds if name in stand_ins and kind is not Member}
    if missing := must - found.used:
        raise LookupError(f"The question does not use {', '.join(sorted(missing))}.")
    return found


def _stand_in(name: str, stand_ins: dict[str, Any], length: int | None) -> Member:
    """Somebody of whom nothing is known but the id, and perhaps whom they do not meet."""
    member = Member.from_db("default", ["id"], [stand_ins[name]])
    if length is not None:
        member.stand_in_blocks = [stand_ins[_nth(name, place)] for place in range(length)]
    return member

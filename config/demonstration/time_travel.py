"""Time travel, for the demonstration only: services stamp now, and this moves the stamps back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db import connection
from django.db.models import DateTimeField, F, Model

from communities.models import Case
from members.models import Notification

FLOORS = ("members", "communities", "debates", "sharing")
READ_AFTER = timedelta(hours=7)


@dataclass(frozen=True)
class Moment:
    """When an act really ran, and when it shall have happened."""

    began: datetime
    ended: datetime
    at: datetime


@dataclass(frozen=True)
class Stamp:
    """A column that moves by as much as the act did that wrote the column `follows`."""

    table: str
    column: str
    follows: str


def set_stamps_back(moments: Iterable[Moment]) -> None:
    """Let every row the acts wrote bear the day on which the act shall have happened."""
    moments = list(moments)
    if not moments:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE demonstration_moments ON COMMIT DROP AS"
            " SELECT * FROM unnest(%s::timestamptz[], %s::timestamptz[], %s::timestamptz[])"
            " AS moment (began, ended, at)",
            [
                [moment.began for moment in moments],
                [moment.ended for moment in moments],
                [moment.at for moment in moments],
            ],
        )
        for stamp in _stamps():
            cursor.execute(_statement(stamp), [moments[0].began])
        cursor.execute("DROP TABLE demonstration_moments")


def mark_old_news_read(before: datetime) -> None:
    """Everybody has looked into their inbox since; what came later still waits."""
    Notification.objects.filter(
        recipient__is_demonstration=True, created_at__lt=before, read_at=None
    ).update(read_at=F("created_at") + READ_AFTER)


def _statement(stamp: Stamp) -> str:
    table, column, follows = (
        connection.ops.quote_name(name) for name in (stamp.table, stamp.column, stamp.follows)
    )
    # Names come from our own models, never from outside.
    return (
        f"UPDATE {table} AS stamped SET {column} = stamped.{column} + (moment.at - moment.began)"  # noqa: S608
        f" FROM demonstration_moments AS moment WHERE stamped.{follows} >= %s"
        f" AND stamped.{follows} BETWEEN moment.began AND moment.ended"
    )


def _stamps() -> Iterator[Stamp]:
    """Every moment our own tables hold; a day that was planned ahead goes first."""
    yield Stamp(Case._meta.db_table, "due_at", "created_at")
    for model in _our_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, DateTimeField):
                column = str(field.column)
                yield Stamp(model._meta.db_table, column, column)


def _our_models() -> Iterator[type[Model]]:
    for floor in FLOORS:
        for model in apps.get_app_config(floor).get_models():
            if model._meta.managed and not model._meta.proxy:
                yield model

"""Conditions written so that PostgreSQL needs little time to plan them.

A statement is planned each time it is asked, and what costs most is to weigh in which order tables
are joined: a table more doubles it. What is looked up for each row by itself is weighed by itself.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull


def row_by_row(rows: QuerySet[Any, Any], known: str) -> Coalesce:
    """Whether there are such rows for the one that is looked at; `known` names one of its columns
    that is known to be empty.

    PostgreSQL makes no join of it; and since the empty column is asked for inside, it cannot gather
    the rows of everybody first, but looks at those of the newest twenty.
    """
    return Coalesce(Exists(rows.filter(IsNull(OuterRef(known), True))), Value(False))


def is_among(ids: QuerySet[Any, Any]) -> "IsAmong":
    """Whether the row is one of a few found before: they are found once, and no join is made."""
    return IsAmong(F("pk"), ArraySubquery(ids))


class IsAmong(Func):
    """`id = ANY(ARRAY(SELECT …))`."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()

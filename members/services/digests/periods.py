"""Whose letter is due. A period is opened once, in portions, before anything is written."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from members.models import Consent, DigestRun, DigestState, Member, MemberQuerySet, Purpose
from members.services import rhythm

PORTION = 500
# A letter that stays unwritten for so long was lost with its queue, and is queued anew.
QUEUED_FOR = timedelta(minutes=30)


def _due(at: datetime) -> MemberQuerySet:
    consenting = Consent.objects.given(Purpose.DIGEST).values("member")
    return Member.objects.active().filter(next_digest_at__lte=at, pk__in=consenting)


def due_members(at: datetime) -> Iterator[int]:
    """Whose digest is due, or was opened and never written; each once, by reading alone."""
    yield from _in_portions(_due(at).values_list("pk", flat=True), "pk")
    waiting = DigestRun.objects.waiting(at).exclude(member__in=_due(at).values("pk"))
    yield from _in_portions(waiting.values_list("member", flat=True).distinct(), "member")


def _in_portions(ids: QuerySet[Any, int], column: str) -> Iterator[int]:
    """Ids in their order, some hundred at a time, so that the cost grows with their number only."""
    last = -1
    while portion := list(ids.filter(**{f"{column}__gt": last}).order_by(column)[:PORTION]):
        yield from portion
        last = portion[-1]


def open_due(at: datetime, *, member_id: int | None = None) -> int:
    """Open a letter for everybody whose period has come, and set their next date in the same step.

    Two workers open no period twice; a letter that never went out is not joined by a second one.
    """
    opened, last = 0, -1
    while True:
        due = _due(at).filter(pk__gt=last).order_by("pk")
        if member_id is not None:
            due = due.filter(pk=member_id)
        members = _open_portion(due, at)
        if not members:
            return opened
        opened, last = opened + len(members), members[-1].pk


@transaction.atomic
def _open_portion(due: MemberQuerySet, at: datetime) -> list[Member]:
    locked = due.select_for_update(skip_locked=True, no_key=True, of=("self",))
    members = list(locked[:PORTION])
    unwritten = set(
        DigestRun.objects.filter(
            member__in=members, state=DigestState.WAITING, is_asked_for=False
        ).values_list("member_id", flat=True)
    )
    periods = [(member, member.next_digest_at or at) for member in members]
    DigestRun.objects.bulk_create(
        [
            DigestRun(member=member, period_start=due_at, look_again_at=at)
            for member, due_at in periods
            if member.pk not in unwritten
        ],
        ignore_conflicts=True,
    )
    for member, due_at in periods:
        member.next_digest_at = rhythm.next_due(member, due_at, at)
    Member.objects.bulk_update(members, ["next_digest_at"])
    return members


def queue(at: datetime) -> Iterator[int]:
    """Members whose letter a worker shall write now; none of them again for half an hour."""
    last = -1
    while portion := _take_portion(at, last):
        yield from dict.fromkeys(member for _, member in portion)
        last = portion[-1][0]


@transaction.atomic
def _take_portion(at: datetime, last: int) -> list[tuple[int, int]]:
    forgotten = DigestRun.objects.forgotten(at).filter(pk__gt=last).order_by("pk")
    locked = forgotten.select_for_update(skip_locked=True)
    portion = list(locked.values_list("pk", "member_id")[:PORTION])
    runs = DigestRun.objects.filter(pk__in=[pk for pk, _ in portion])
    runs.update(look_again_at=at + QUEUED_FOR)
    return portion

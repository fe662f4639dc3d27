"""Turns an event of the outbox into news for the people concerned, and looks it up for them."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from members.models import (
    Block,
    MailState,
    Member,
    Notification,
    NotificationChoice,
    Outbox,
    OutboxState,
)
from members.shelves import NotificationKind, notification_kinds
from members.targets import attach

logger = logging.getLogger(__name__)

# Tries double their distance: 1, 2, 4 … minutes; the last one comes after about two hours.
MOST_ATTEMPTS = 8
# Older news reaches the inbox only: an import or the demonstration floods nobody's mail.
MAIL_WINDOW = timedelta(days=1)
# As much unread news of one member is looked through at a time.
MOST_SETTLED = 100


@dataclass(frozen=True)
class Wish:
    """Where a member wants to read a kind of news."""

    inbox: bool
    mail: bool


def drain_next() -> bool:
    """Tell the people concerned of the next event that is due; False when nothing waits.

    One event is one transaction, so that a bad one stops no other. Several workers may drain.
    """
    with transaction.atomic():
        row = (
            Outbox.objects.select_for_update(skip_locked=True)
            .filter(state=OutboxState.WAITING, due_at__lte=timezone.now())
            .order_by("due_at", "id")
            .first()
        )
        if row is None:
            return False
        try:
            with transaction.atomic():
                tell(row)
            row.state = OutboxState.DONE
        except Exception as error:
            # Whatever a kind's own code raises, the row stays and is tried again later.
            _put_back(row, error)
        row.save(update_fields=["state", "attempts", "due_at", "last_error"])
    return True


def _put_back(row: Outbox, error: Exception) -> None:
    row.attempts += 1
    # The class only: a message may hold what somebody wrote.
    row.last_error = type(error).__name__
    row.due_at = timezone.now() + timedelta(minutes=2 ** (row.attempts - 1))
    if row.attempts >= MOST_ATTEMPTS:
        row.state = OutboxState.DEAD
    logger.warning("Event %s of kind %s failed: %s", row.pk, row.kind, row.last_error)


def tell(row: Outbox) -> None:
    """Write one notification for each member who shall and may know."""
    kind = notification_kinds[row.kind]
    target = row.target
    if target is None:
        return
    people = [
        member
        for member in reachable(kind.recipients(target, row.actor), row.actor)
        if kind.load(member).filter(pk=row.target_id).exists()
    ]
    wishes = wishes_of(people, kind)
    Notification.objects.bulk_create(
        [
            _notification(row, member, wishes[member.pk])
            for member in people
            if wishes[member.pk].inbox
        ],
        ignore_conflicts=True,
    )
    forget_what_waits(*(member.pk for member in people))


def _notification(row: Outbox, member: Member, wish: Wish) -> Notification:
    mails = (
        wish.mail and row.happened_at > timezone.now() - MAIL_WINDOW and not member.is_demonstration
    )
    return Notification(
        recipient=member,
        actor=row.actor,
        kind=row.kind,
        target_type_id=row.target_type_id,
        target_id=row.target_id,
        outbox=row,
        created_at=row.happened_at,
        mail_state=MailState.WAITING if mails else MailState.NONE,
        mail_due_at=timezone.now() if mails else None,
    )


def reachable(members: Iterable[Member], actor: Member | None) -> list[Member]:
    """Each once, without the actor, the inactive, and those whom a block parts from the actor."""
    apart = _apart_from(actor) if actor else set()
    return list(
        {
            member.pk: member
            for member in members
            if member.is_active
            and (actor is None or member.pk != actor.pk)
            and member.pk not in apart
        }.values()
    )


def _apart_from(actor: Member) -> set[int]:
    pairs = Block.objects.filter(Q(blocker=actor) | Q(blocked=actor)).values_list(
        "blocker_id", "blocked_id"
    )
    return {pk for pair in pairs for pk in pair} - {actor.pk}


def wishes_of(members: Iterable[Member], kind: NotificationKind) -> dict[int, Wish]:
    """What each of them chose for a kind, or its default."""
    ids = [member.pk for member in members]
    chosen = {
        choice.member_id: Wish(choice.inbox, choice.mail)
        for choice in NotificationChoice.objects.filter(member__in=ids, kind=kind.name)
    }
    return {pk: chosen.get(pk, Wish(inbox=True, mail=kind.mails_at_once)) for pk in ids}


def choose(*, member: Member, kind: str, inbox: bool, mail: bool) -> None:
    """Set where one wants to read a kind of news; without the inbox there is no mail either."""
    NotificationChoice.objects.update_or_create(
        member=member,
        kind=notification_kinds[kind].name,
        defaults={"inbox": inbox, "mail": mail and inbox},
    )


def news_of(member: Member | None) -> QuerySet[Notification]:
    """What is kept for a member, from people they still meet; `readable` says what may be told."""
    return Notification.objects.visible_to(member).select_related("actor")


def readable(rows: Iterable[Notification], member: Member) -> list[Notification]:
    """Of rows of `news_of` those that may still be told, each with its target.

    Inbox, API, mail and export all look news up here, by what holds now and not by what held when
    it came: news of what its reader could not open any more is left out without a word.
    """
    return attach(list(rows), notification_kinds, member)


def settle(member: Member) -> None:
    """Mark as read what is dealt with, wherever that happened, and what cannot be seen any more.

    One query for each kind among what is unread.
    """
    unread = Notification.objects.visible_to(member).unread().order_by("created_at", "id")
    rows = list(unread.values_list("pk", "kind", "target_id")[:MOST_SETTLED])
    ids: dict[str, set[int]] = defaultdict(set)
    for _pk, name, target_id in rows:
        ids[name].add(target_id)
    still = {
        name: _still_news(notification_kinds.get(name), some, member) for name, some in ids.items()
    }
    done = [pk for pk, name, target_id in rows if target_id not in still[name]]
    if done:
        Notification.objects.filter(pk__in=done).update(read_at=timezone.now())


def _still_news(kind: NotificationKind | None, ids: set[int], member: Member) -> set[int]:
    if kind is None:
        return set()
    rows = kind.load(member).filter(pk__in=ids)
    if kind.waits is not None:
        rows = rows.filter(pk__in=kind.waits(member).order_by().values("pk"))
    return set(rows.order_by().prefetch_related(None).values_list("pk", flat=True))


def dealt_with(*, member: Member, target: Model) -> None:
    """Mark as read what a member was told of a thing they have just dealt with."""
    about = ContentType.objects.get_for_model(target)
    told = Notification.objects.filter(recipient=member, target_type=about, target_id=target.pk)
    told.unread().update(read_at=timezone.now())


def waits_key(member_id: int) -> str:
    return f"waits:{member_id}"


def forget_what_waits(*member_ids: int) -> None:
    """What waits for these members is looked up anew (`members.services.waiting`), also by whoever
    could not see before the commit what happened.
    """
    keys = [waits_key(pk) for pk in member_ids]
    cache.delete_many(keys)
    transaction.on_commit(partial(cache.delete_many, keys))


def mark_read(*, member: Member, notification: Notification | None = None) -> int:
    """Mark one's own news as read: one piece, or all."""
    unread = Notification.objects.filter(recipient=member).unread()
    if notification is not None:
        unread = unread.filter(pk=notification.pk)
    return unread.update(read_at=timezone.now())

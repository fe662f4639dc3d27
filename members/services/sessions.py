"""Where somebody is signed in: a row, its copy in the cache, and the machine's address beside it.

A session ends two weeks after it began, twelve hours for staff, however much it is used; at the
latest with the account. The address of the machine and the name of its browser go with it.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from members.models import Member

MANY = 500
LASTS = timedelta(days=14)
LASTS_FOR_STAFF = timedelta(hours=12)
NOTED_EVERY = timedelta(hours=1)
SEEN = "seen_at"


def begin(session: SessionBase, *, member: Member) -> None:
    """Give the session of whoever has just signed in its end."""
    now = timezone.now()
    session.set_expiry(now + (LASTS_FOR_STAFF if member.is_staff else LASTS))
    session[SEEN] = now.timestamp()


def note_seen(session: SessionBase) -> None:
    """Note that a session is used, once an hour."""
    now = timezone.now()
    if now.timestamp() - session.get(SEEN, now.timestamp()) < NOTED_EVERY.total_seconds():
        return
    session[SEEN] = now.timestamp()
    UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=now)


def open_ones(member: Member) -> QuerySet[UserSession]:
    """Where a member is signed in now."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return UserSession.objects.filter(user=member, session_key__in=alive)


def end(recorded: QuerySet[UserSession]) -> None:
    """End these sessions."""
    keys = set(recorded.values_list("session_key", flat=True))
    recorded.delete()
    _delete(keys)


def end_others(*, member: Member, keep: str | None) -> None:
    """End every session of a member but one."""
    end(UserSession.objects.filter(user=member).exclude(session_key=keep or ""))


def forget_ended(now: datetime) -> None:
    """Delete sessions that have run out, and the addresses of machines whose session is gone."""
    Session.objects.filter(expire_date__lte=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def end_all(*, member: Member) -> None:
    """End all that name this member, by id or by address: signed in or half-way there."""
    end(UserSession.objects.filter(user=member))
    _delete(set(_naming(member)))


def _delete(keys: set[str]) -> None:
    """Delete sessions. The copies in the cache go after the commit, since until then a row could be
    read into it anew.
    """
    Session.objects.filter(session_key__in=keys).delete()
    transaction.on_commit(partial(_forget_copies, keys))


def _naming(member: Member) -> Iterator[str]:
    """The keys of all sessions in which the member's id or an address of theirs stands."""
    addresses = EmailAddress.objects.filter(user=member).values_list("email", flat=True)
    words = "|".join(re.escape(word) for word in {str(member.pk), member.email, *addresses})
    named = re.compile(rf"(?<![\w.+-])(?:{words})(?![\w-])", re.IGNORECASE)
    for session in Session.objects.iterator(chunk_size=MANY):
        if named.search(json.dumps(session.get_decoded(), ensure_ascii=False, default=str)):
            yield session.session_key


def _forget_copies(keys: set[str]) -> None:
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in keys:
        store.delete(key)

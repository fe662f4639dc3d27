"""Where somebody is signed in: a row, its copy in the cache, and the machine's address beside it.

A session ends two weeks after it was last written (SESSION_COOKIE_AGE), at the latest with the
account; the address of the machine and the name of its browser go with it.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from members.models import Member

MANY = 500


def forget_ended(now: datetime) -> None:
    """Delete sessions that have run out, and the addresses of machines whose session is gone."""
    Session.objects.filter(expire_date__lte=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def end_all(*, member: Member) -> None:
    """End every session that names this member, by id or by address: signed in or half-way there.

    The copies in the cache go after the commit, since until then a row could be read into it anew.
    """
    recorded = UserSession.objects.filter(user=member)
    keys = {*recorded.values_list("session_key", flat=True), *_naming(member)}
    recorded.delete()
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

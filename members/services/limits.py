"""How often somebody may do what reaches other people or costs much: one table for page and API.

Services count where everything else has been checked and before they write, so that what is refused
for its form, and what fails, does not count. Rows written past the services are free.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from math import ceil
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from redis import Redis

from members.markup import dates
from members.models import Member
from members.refusals import Refusal

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_is_lifted: ContextVar[bool] = ContextVar("limits_are_lifted", default=False)


@dataclass(frozen=True)
class Limit:
    """At most so many within this time, counted by member, or by network for visitors."""

    name: str
    most: int
    within: timedelta
    # What is told to whoever reaches it, with %(most)s.
    said: Any


def _limit(name: str, most: int, within: timedelta, said: Any) -> Limit:
    TABLE[name] = Limit(name, most, within, said)
    return TABLE[name]


TABLE: dict[str, Limit] = {}
COMMUNITIES = _limit(
    "communities", 5, DAY, gettext_lazy("You have founded %(most)s communities in the last day.")
)
INVITATIONS = _limit(
    "invitations", 20, DAY, gettext_lazy("You have invited %(most)s people in the last day.")
)
REQUESTS_TO_JOIN = _limit(
    "requests to join",
    20,
    HOUR,
    gettext_lazy("You have asked to join %(most)s communities in the last hour."),
)
TOPICS = _limit(
    "topics", 10, HOUR, gettext_lazy("You have opened %(most)s topics in the last hour.")
)
ARGUMENTS = _limit(
    "arguments", 60, HOUR, gettext_lazy("You have written %(most)s contributions in the last hour.")
)
STATEMENTS = _limit(
    "statements", 30, HOUR, gettext_lazy("You have written %(most)s statements in the last hour.")
)
JOINT_STATEMENTS = _limit(
    "joint statements",
    10,
    DAY,
    gettext_lazy("You have drafted %(most)s joint statements in the last day."),
)
RESTATEMENTS = _limit(
    "restatements",
    30,
    HOUR,
    gettext_lazy("You have written %(most)s restatements in the last hour."),
)
LISTINGS = _limit(
    "listings",
    20,
    HOUR,
    gettext_lazy("You have written %(most)s offers and requests in the last hour."),
)
EXPERIENCES = _limit(
    "experiences", 20, HOUR, gettext_lazy("You have written %(most)s experiences in the last hour.")
)
INTRODUCTIONS = _limit(
    "introductions",
    20,
    HOUR,
    gettext_lazy("You have made %(most)s introductions in the last hour."),
)
QUESTIONS = _limit(
    "questions", 20, HOUR, gettext_lazy("You have asked %(most)s questions in the last hour.")
)
MESSAGES = _limit(
    "messages", 120, HOUR, gettext_lazy("You have sent %(most)s messages in the last hour.")
)
REPORTS = _limit(
    "reports", 15, HOUR, gettext_lazy("%(most)s reports were sent from here in the last hour.")
)
# Counted by network and by address; a report beyond it is kept, and nobody is written to.
LETTERS_TO_STRANGERS = _limit("letters to strangers", 5, DAY, "")
SEARCHES = _limit(
    "searches", 60, MINUTE, gettext_lazy("%(most)s searches came from here in the last minute.")
)
# A picker asks with every few letters.
SKILL_SEARCHES = _limit("skill searches", 120, MINUTE, SEARCHES.said)
EXPORTS = _limit(
    "exports", 5, HOUR, gettext_lazy("You have exported your data %(most)s times in the last hour.")
)


class TooMuch(Refusal):
    """For now; says from when on it is possible again."""

    status = 429

    def __init__(self, limit: Limit, again_at: datetime) -> None:
        self.retry_after = max(1, ceil((again_at - timezone.now()).total_seconds()))
        said = str(limit.said) % {"most": limit.most}
        then = _("You can go on from %(when)s.") % {"when": _when(again_at)}
        super().__init__(f"{said} {then}")


@contextmanager
def one_more(limit: Limit, who: Member | str) -> Iterator[None]:
    """Count one, or refuse; what fails within is not counted. `who` is a member or a network."""
    if _is_lifted.get():
        yield
        return
    key, mark = _key(limit, who), secrets.token_hex(8)
    _take_place(limit, key, mark)
    try:
        yield
    except BaseException:
        _store().zrem(key, mark)
        raise


def is_left(limit: Limit, who: Member | str) -> bool:
    """The same as a question: counts one if there is room for it."""
    try:
        with one_more(limit, who):
            return True
    except TooMuch:
        return False


@contextmanager
def lifted() -> Iterator[None]:
    """Nothing is counted within: for commands that fill a database through the services."""
    before = _is_lifted.set(True)
    try:
        yield
    finally:
        _is_lifted.reset(before)


def _take_place(limit: Limit, key: str, mark: str) -> None:
    """One moment a place, in one step, so that two at once never take the same."""
    now, store = timezone.now().timestamp(), _store()
    seconds = limit.within.total_seconds()
    with store.pipeline(transaction=True) as steps:
        steps.zremrangebyscore(key, "-inf", now - seconds)
        steps.zadd(key, {mark: now})
        steps.zcard(key)
        steps.zrange(key, 0, 0, withscores=True)
        steps.expire(key, ceil(seconds))
        _gone, _added, count, oldest, _kept = steps.execute()
    if count > limit.most:
        store.zrem(key, mark)
        free_again = datetime.fromtimestamp(
            oldest[0][1] + seconds, tz=timezone.get_default_timezone()
        )
        raise TooMuch(limit, free_again)


def _key(limit: Limit, who: Member | str) -> str:
    """A network is kept as a hash only."""
    whose = who.code if isinstance(who, Member) else salted_hmac("members.limits", who).hexdigest()
    return f"resonanz:limits:{limit.name}:{whose}"


def _store() -> "Redis":
    return _connected(settings.CACHES["default"]["LOCATION"])


@cache
def _connected(address: str) -> "Redis":
    return Redis.from_url(address)


def _when(moment: datetime) -> str:
    """14.20 Uhr, up to the full minute; with the day where it is not today."""
    moment += timedelta(seconds=-moment.timestamp() % 60)
    time = dates.clock(moment)
    is_today = timezone.localdate(moment) == timezone.localdate()
    return time if is_today else f"{dates.since(moment)}, {time}"

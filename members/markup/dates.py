"""Dates and times the Swiss way: am 3. November, 19.30 Uhr; on 3 November, 7.30 pm."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from babel.dates import get_timezone_location
from django.conf import settings
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from members.days import end_of

Moment = dt.datetime | dt.date
_says_place: ContextVar[bool] = ContextVar("clock says its place", default=False)


def day(moment: Moment) -> str:
    """3. November; with the year when it is not this one."""
    date = _date(moment)
    if date.year == timezone.localdate().year:
        return gettext("%(day)s %(month)s") % _words(date)
    return gettext("%(day)s %(month)s %(year)s") % _words(date)


def on(moment: Moment) -> str:
    """Am 3. November; with the year when it is not this one."""
    date = _date(moment)
    if date.year == timezone.localdate().year:
        return gettext("on %(day)s %(month)s") % _words(date)
    return gettext("on %(day)s %(month)s %(year)s") % _words(date)


def last_day(date: dt.date, zone: str = settings.TIME_ZONE) -> str:
    """3. November; where the reader's day ends at another moment, also where it is counted."""
    end = end_of(date, zone)
    if _local(end).replace(tzinfo=None) == end.replace(tzinfo=None):
        return day(date)
    return gettext("%(day)s, end of day in %(place)s") % {"day": day(date), "place": place(zone)}


def weekday(moment: Moment) -> str:
    """Donnerstag, 27. November."""
    return gettext("%(weekday)s, %(date)s") % {
        "weekday": WEEKDAYS[_date(moment).weekday()],
        "date": day(moment),
    }


def clock(moment: dt.datetime | dt.time) -> str:
    """19.30 Uhr, or 7.30 pm; full hours without the zeros."""
    language = get_language() or ""
    if isinstance(moment, dt.datetime):
        local = _local(moment)
        words = _clock(local.hour, local.minute, language)
        return f"{words} ({place()})" if _says_place.get() else words
    return _clock(moment.hour, moment.minute, language)


def place(zone: str = "") -> str:
    """A place whose clock a time zone is, the reader's own if none is named: Zürich."""
    return _place(zone or timezone.get_current_timezone_name(), get_language() or "en")


@lru_cache(maxsize=512)
def _place(zone: str, language: str) -> str:
    return get_timezone_location(zone, locale=language.replace("-", "_"), return_city=True)


@contextmanager
def clocks_with_their_place() -> Iterator[None]:
    """In here every time of the day says by the clock of which place: 18 Uhr (Los Angeles)."""
    before = _says_place.set(True)
    try:
        yield
    finally:
        _says_place.reset(before)


@lru_cache(maxsize=2048)
def _clock(hour: int, minute: int, language: str) -> str:
    if language.startswith("en"):
        half = "am" if hour < 12 else "pm"
        time = f"{hour % 12 or 12}.{minute:02}" if minute else str(hour % 12 or 12)
        return f"{time}\N{NO-BREAK SPACE}{half}"
    time = f"{hour}.{minute:02}" if minute else str(hour)
    return pgettext("time of day", "%(time)s") % {"time": time}


def since(moment: Moment) -> str:
    """Today, yesterday, tomorrow, else the day."""
    names = {0: gettext("today"), 1: gettext("yesterday"), -1: gettext("tomorrow")}
    distance = (timezone.localdate() - _date(moment)).days
    return names[distance] if distance in names else on(moment)


def ago(moment: Moment) -> SafeString:
    """The same as `since`, as a time element that keeps the exact moment."""
    return timed(_said(_date(moment), timezone.localdate(), get_language() or "")[1], moment)


def timed(words: str, moment: Moment) -> SafeString:
    """Words for a moment, as a time element that keeps it exactly."""
    language = get_language() or ""
    title = _said(_date(moment), timezone.localdate(), language)[0]
    exact: Moment = moment
    if isinstance(moment, dt.datetime):
        exact = _local(moment).replace(microsecond=0)
        title = f"{title}, {_clock(exact.hour, exact.minute, language)}"
    return format_html('<time datetime="{}" title="{}">{}</time>', exact.isoformat(), title, words)


@lru_cache(maxsize=2048)
def _said(date: dt.date, today: dt.date, language: str) -> tuple[str, str]:
    """The full date and the short way to say it; the same for a day and a language."""
    return weekday(date), since(date)


def _local(moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _date(moment: Moment) -> dt.date:
    return _local(moment).date() if isinstance(moment, dt.datetime) else moment


def _words(date: dt.date) -> dict[str, object]:
    return {"day": date.day, "month": MONTHS[date.month], "year": date.year}

"""One date as a calendar file (RFC 5545, RFC 5546)."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import STATUS, Calendar, Event, vCalAddress

from members.models import Member
from sharing.models import Exchange, ExchangeState
from sharing.reading.exchange_words import called, where

# Agreed once, and not taking place: whoever took the date over takes it out again.
CALLED_OFF = {ExchangeState.CANCELLED, ExchangeState.DID_NOT_HAPPEN, ExchangeState.CLOSED}


def is_called_off(exchange: Exchange) -> bool:
    return exchange.agreed is not None and exchange.state in CALLED_OFF


def file_of(exchange: Exchange, member: Member) -> bytes:
    """The agreed date of an exchange for one of the two; every step gives a later version."""
    agreed = exchange.agreed
    assert agreed and exchange.starts_at and exchange.ends_at
    is_hidden = exchange.hidden_at is not None
    return event(
        uid=f"exchange-{exchange.code}@{urlsplit(settings.PUBLIC_URL).hostname}",
        title=called(exchange, member.pk),
        text="" if is_hidden else agreed.what,
        where="" if is_hidden else where(agreed),
        url=f"{settings.PUBLIC_URL}{exchange.get_absolute_url()}",
        starts_at=exchange.starts_at,
        ends_at=exchange.ends_at,
        changed_at=exchange.stirred_at,
        sequence=exchange.turn,
        is_called_off=is_called_off(exchange),
    )


def event(
    *,
    uid: str,
    title: str,
    text: str,
    where: str,
    url: str,
    starts_at: datetime,
    ends_at: datetime,
    changed_at: datetime,
    sequence: int,
    is_called_off: bool = False,
) -> bytes:
    """A calendar with one event; a later file of the same uid and a higher sequence moves it, or
    takes it out. The house sends it, so no address of a member stands in it.
    """
    method = "CANCEL" if is_called_off else "PUBLISH"
    calendar = Calendar.new(uid=uid, prodid="-//Resonanz//Exchange//EN", method=method)
    sender = vCalAddress(settings.PUBLIC_URL)
    sender.params["CN"] = settings.SITE_NAME
    calendar.add_component(
        Event.new(
            uid=uid,
            summary=title,
            description=text,
            location=where,
            url=url,
            start=starts_at.astimezone(UTC),
            end=ends_at.astimezone(UTC),
            stamp=changed_at.astimezone(UTC),
            sequence=sequence,
            status=STATUS.CANCELLED if is_called_off else STATUS.CONFIRMED,
            organizer=sender,
        )
    )
    return calendar.to_ical()

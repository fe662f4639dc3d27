"""One date as a calendar file (RFC 5545)."""

from datetime import UTC, datetime

from icalendar import Calendar, Event


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
) -> bytes:
    """A calendar with one event; a later file of the same uid and a higher sequence moves it."""
    calendar = Calendar.new(uid=uid, prodid="-//Resonanz//Exchange//EN", method="PUBLISH")
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
        )
    )
    return calendar.to_ical()

"""The date of an exchange, as a calendar of one's own reads it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from icalendar import Calendar

from sharing.reading.calendar import event

pytestmark = pytest.mark.clock

STARTS = datetime(2026, 12, 1, 9, tzinfo=timezone(timedelta(hours=1)))


def file_of(**changed) -> bytes:
    said = {
        "uid": "exchange-abc@resonanz.example",
        "title": "Bücher; mit, Tee",
        "text": "Was wir brauchen:\nBelege " + "ä" * 90 + "\r\nEND:VEVENT",
        "where": "Zürich, bei Ben",
        "url": "https://resonanz.example/exchanges/abc/",
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=2),
        "changed_at": STARTS - timedelta(days=3),
        "sequence": 2,
    }
    return event(**said | changed)


def test_a_calendar_reads_the_date_the_words_and_the_place() -> None:
    (read,) = Calendar.from_ical(file_of()).events
    assert (read.start, read.end) == (STARTS, STARTS + timedelta(hours=2))
    assert read["SUMMARY"] == "Bücher; mit, Tee" and read["LOCATION"] == "Zürich, bei Ben"
    assert read["DESCRIPTION"].splitlines()[-1] == "END:VEVENT"
    assert b"DTSTART:20261201T080000Z\r\n" in file_of()
    assert all(len(line) <= 75 for line in file_of().split(b"\r\n"))


def test_a_moved_date_is_the_same_event_in_a_later_version() -> None:
    assert file_of() == file_of()
    later = STARTS + timedelta(days=1)
    moved = file_of(starts_at=later, ends_at=later + timedelta(hours=1), sequence=3)
    (before,), (after,) = (Calendar.from_ical(file).events for file in (file_of(), moved))
    assert before["UID"] == after["UID"] and before["SEQUENCE"] < after["SEQUENCE"]
    assert after.start.astimezone(UTC) == later

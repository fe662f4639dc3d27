"""One date as a calendar file (RFC 5545)."""

from datetime import UTC, datetime

# Octets in a line, without its end.
LINE = 75


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
    """A calendar with one event; a later file of the same uid moves it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Resonanz//Exchange//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{_utc(changed_at)}",
        f"DTSTART:{_utc(starts_at)}",
        f"DTEND:{_utc(ends_at)}",
        f"SUMMARY:{_text(title)}",
        f"DESCRIPTION:{_text(text)}",
        f"LOCATION:{_text(where)}",
        f"URL:{url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return "\\n".join(words.splitlines())


def _folded(line: str) -> bytes:
    """Lines of 75 octets at most, never broken within a letter."""
    folded, current = b"", b""
    for letter in line:
        octets = letter.encode()
        if len(current) + len(octets) > LINE:
            folded, current = folded + current + b"\r\n", b" "
        current += octets
    return folded + current

"""What this floor puts on the shelves of the floors below."""

from sharing.registrations import (
    content,
    expiry,
    feed,
    hours,
    letter,
    matches,
    news,
    panels,
    personal,
)

__all__ = [
    "content",
    "expiry",
    "feed",
    "hours",
    "letter",
    "matches",
    "news",
    "panels",
    "personal",
]

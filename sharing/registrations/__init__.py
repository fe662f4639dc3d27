"""What this floor puts on the shelves of the floors below."""

from sharing.registrations import (
    content,
    exchange_news,
    exchange_privacy,
    exchanges,
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
    "exchange_news",
    "exchange_privacy",
    "exchanges",
    "expiry",
    "feed",
    "hours",
    "letter",
    "matches",
    "news",
    "panels",
    "personal",
]

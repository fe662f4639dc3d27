"""What this floor puts on the shelves of the floors below."""

from sharing.registrations import (
    content,
    exchange_news,
    exchange_privacy,
    exchanges,
    experiences,
    expiry,
    feed,
    hours,
    introductions,
    letter,
    matches,
    missions,
    news,
    panels,
    personal,
    rota,
)

__all__ = [
    "content",
    "exchange_news",
    "exchange_privacy",
    "exchanges",
    "experiences",
    "expiry",
    "feed",
    "hours",
    "introductions",
    "letter",
    "matches",
    "missions",
    "news",
    "panels",
    "personal",
    "rota",
]

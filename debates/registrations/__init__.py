"""What this floor puts on the shelves of the floors below."""

from debates.registrations import (
    asking,
    credits,
    digest,
    feed,
    moderation,
    news,
    panels,
    privacy,
    search,
)

__all__ = [
    "asking",
    "credits",
    "digest",
    "feed",
    "moderation",
    "news",
    "panels",
    "privacy",
    "search",
]

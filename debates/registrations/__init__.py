"""What this floor puts on the shelves of the floors below."""

from debates.registrations import (
    arguments,
    asking,
    credits,
    digest,
    echoes,
    feed,
    joint,
    listening,
    mission_shelves,
    missions,
    moderation,
    news,
    panels,
    privacy,
    search,
    statements,
)

__all__ = [
    "arguments",
    "asking",
    "credits",
    "digest",
    "echoes",
    "feed",
    "joint",
    "listening",
    "mission_shelves",
    "missions",
    "moderation",
    "news",
    "panels",
    "privacy",
    "search",
    "statements",
]

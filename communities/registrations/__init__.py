"""What this floor puts on the shelves of the floors below, and on its own."""

from communities.registrations import (
    circles,
    feed,
    moderation,
    news,
    panels,
    privacy,
    samples,
    search,
)

__all__ = ["circles", "feed", "moderation", "news", "panels", "privacy", "samples", "search"]

"""What this floor puts on the shelves of the floors below."""

from debates.registrations import asking, digest, feed, moderation, news, panels, privacy, search

__all__ = ["asking", "digest", "feed", "moderation", "news", "panels", "privacy", "search"]

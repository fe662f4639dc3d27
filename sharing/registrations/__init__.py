"""What this floor puts on the shelves of the floors below."""

from sharing.registrations import content, feed, hours, letter, news, panels, personal

__all__ = ["content", "feed", "hours", "letter", "matches", "news", "panels", "personal"]

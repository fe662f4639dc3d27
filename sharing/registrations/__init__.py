"""What this floor puts on the shelves of the floors below."""

from sharing.registrations import content, feed, letter, news, panels, personal

__all__ = ["content", "feed", "letter", "news", "panels", "personal"]

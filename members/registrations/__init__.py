"""What this floor puts on its own shelves."""

from members.registrations import askables, letter, news, panels, personal, samples

__all__ = ["askables", "letter", "news", "panels", "personal", "samples"]

"""What this floor puts on its own shelves."""

from members.registrations import askables, news, personal

__all__ = ["askables", "news", "personal"]

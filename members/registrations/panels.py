"""What this floor itself puts on Today."""

from typing import Any

from django.http import HttpRequest

from members.models import Member
from members.services.accounts import who_has_to_accept
from members.shelves import Panel, panels


def changed_terms(request: HttpRequest, member: Member) -> dict[str, Any] | None:
    """New terms of use, until they are accepted."""
    asked = any(rows.exists() for rows in who_has_to_accept(member))
    return {} if asked else None


panels.register(
    Panel("members.terms", "today", "members/_terms.html", changed_terms, 1, who_has_to_accept)
)

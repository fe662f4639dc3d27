"""Who looks at a page."""

from typing import cast

from django.http import HttpRequest

from members.models import Member


def viewer(request: HttpRequest) -> Member | None:
    """The member who is signed in, or None for a visitor: what every `visible_to` expects."""
    return cast(Member, request.user) if request.user.is_authenticated else None

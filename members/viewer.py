"""Who looks at a page."""

from typing import cast

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from members.models import Member


def viewer(request: HttpRequest) -> Member | None:
    """The member who is signed in, or None for a visitor: what every `visible_to` expects."""
    return cast(Member, request.user) if request.user.is_authenticated else None


def network(request: HttpRequest) -> str:
    """Where a request comes from, for the limits that visitors share; kept nowhere as it is."""
    return str(get_adapter(request).get_client_ip(request))

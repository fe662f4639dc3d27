"""What a key has to be for, by operation. A browser's session needs no scope."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from members.models import ApiToken, Scope


def scope_for(view: Any, act: str, method: str) -> Scope:
    """The scope an operation needs: its own, else that of its room, else reading or writing."""
    own: Scope | None = view.scopes.get(act) or view.scope
    return own or (Scope.READ if method in SAFE_METHODS else Scope.WRITE)


def require_scope(request: Request, scope: Scope) -> None:
    """Go on only with a session or with a key that was made for this."""
    key = request.auth
    if isinstance(key, ApiToken) and scope not in key.scopes:
        raise PermissionDenied(
            _(
                "This key was not made for this: it lacks “%(scope)s” (%(code)s). "
                "Make another one at /settings/tokens/."
            )
            % {"scope": scope.label, "code": scope.value}
        )

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


def has_scope(request: Request, scope: Scope) -> bool:
    """Whether this is a session, or a key that was made for this."""
    key = request.auth
    return not isinstance(key, ApiToken) or scope in key.scopes


def require_scope(request: Request, scope: Scope) -> None:
    """Go on only with a session or with a key that was made for this."""
    if not has_scope(request, scope):
        raise PermissionDenied(
            _(
                "This key was not made for this: it lacks “%(scope)s” (%(code)s). "
                "Make another one at /settings/tokens/."
            )
            % {"scope": scope.label, "code": scope.value}
        )

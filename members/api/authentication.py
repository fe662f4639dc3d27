"""Who calls: a program with a key, `Authorization: Bearer rsz_…`, or a browser with its session."""

from django.utils.translation import gettext_lazy as _
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from members.models import ApiToken, Member
from members.services import tokens


class TokenAuthentication(authentication.BaseAuthentication):
    """A member's key in the Authorization header."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[Member, ApiToken] | None:
        header = authentication.get_authorization_header(request).split()
        if not header or header[0].lower() != b"bearer":
            return None
        if len(header) != 2:
            raise exceptions.AuthenticationFailed(_("Write the key as: Authorization: Bearer KEY."))
        token = tokens.token_of(header[1].decode("latin-1"))
        if token is None:
            raise exceptions.AuthenticationFailed(_("This key does not exist or was revoked."))
        if token.has_ended:
            raise exceptions.AuthenticationFailed(
                _("This key has run out. Make a new one at /settings/tokens/.")
            )
        return token.member, token

    def authenticate_header(self, request: Request) -> str:
        return self.keyword


class SessionAuthentication(authentication.SessionAuthentication):
    """The session of a browser; what changes something also needs the CSRF token of the page."""

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as refusal:
            raise exceptions.PermissionDenied(
                _("Send the CSRF token of your page in the header X-CSRFToken, or use a key.")
            ) from refusal

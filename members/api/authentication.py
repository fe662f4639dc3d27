"""Authorization: Bearer rsz_…"""

from django.utils.translation import gettext_lazy as _
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from members.models import Member
from members.services import tokens


class TokenAuthentication(authentication.BaseAuthentication):
    """A member's key in the Authorization header."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[Member, str] | None:
        header = authentication.get_authorization_header(request).split()
        if not header or header[0].lower() != b"bearer":
            return None
        if len(header) != 2:
            raise exceptions.AuthenticationFailed(_("Write the key as: Authorization: Bearer KEY."))
        member = tokens.member_of(header[1].decode("latin-1"))
        if member is None:
            raise exceptions.AuthenticationFailed(_("This key does not exist or was revoked."))
        return member, "token"

    def authenticate_header(self, request: Request) -> str:
        return self.keyword

"""Who is signed in: asked on every page of a member, so the question is compiled."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from members.compiled import columns, compiled
from members.models import Member

KNOWN = columns(
    Member, *(field.attname for field in Member._meta.concrete_fields if field.name != "search")
)


@compiled
def _member_rows(*, member: int) -> QuerySet[Any, Any]:
    return Member.objects.filter(pk=member).values_list(*KNOWN)


class MemberBackend(AuthenticationBackend):
    """Sign-in by e-mail address as allauth does it."""

    def get_user(self, user_id: int) -> Member | None:
        """The member of a session, as long as their account is active."""
        rows = _member_rows(member=user_id)
        member = Member.from_db("default", KNOWN, rows[0]) if rows else None
        return member if member and self.user_can_authenticate(member) else None

"""Who is signed in: asked on every page of a member, so the question is compiled."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet

from members.compiled import columns, compiled
from members.models import Block, Member

KNOWN = columns(
    Member, *(field.attname for field in Member._meta.concrete_fields if field.name != "search")
)
# Of somebody with more blocks around them every question looks them up by itself.
MOST_BLOCKS = 64


@compiled
def _member_rows(most: int, *, member: int) -> QuerySet[Any, Any]:
    around = Block.ids_around(Member(pk=member))[: most + 1]
    found = Member.objects.filter(pk=member).annotate(blocks=ArraySubquery(around))
    return found.values_list(*KNOWN, "blocks")


class MemberBackend(AuthenticationBackend):
    """Sign-in by e-mail address as allauth does it."""

    def get_user(self, user_id: int) -> Member | None:
        """The member of a session, as long as their account is active."""
        rows = _member_rows(MOST_BLOCKS, member=user_id)
        if not rows:
            return None
        *known, blocks = rows[0]
        member = Member.from_db("default", KNOWN, known)
        member.known_blocks = blocks if len(blocks) <= MOST_BLOCKS else None
        return member if self.user_can_authenticate(member) else None

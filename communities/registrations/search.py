"""What the search finds of this floor and of the one below."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from communities.services.search import matching
from communities.shelves import Searchable, searchables
from members.models import Member


def _communities(member: Member | None, words: str) -> QuerySet[Community]:
    return matching(Community.objects.listed_for(member), words, like="name")


def _members(member: Member | None, words: str) -> QuerySet[Member]:
    """People are found by members only."""
    if member is None:
        return Member.objects.none()
    return matching(Member.objects.visible_to(member), words, like="name")


searchables.register(
    Searchable(
        name="communities",
        label=_("Communities"),
        find=_communities,
        template="communities/search/community.html",
        order=30,
    )
)
searchables.register(
    Searchable(
        name="members",
        label=_("Members"),
        find=_members,
        template="communities/search/member.html",
        order=60,
    )
)

"""How this floor's own activities are told, and the parts of a community's page it brings."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from communities.shelves import ActivityKind, CommunityTab, activity_kinds, community_tabs
from members.models import Member


def _communities(member: Member | None) -> QuerySet[Community]:
    return Community.objects.visible_to(member)


def _founded(activity: Any) -> str:
    if activity.actor is None:
        return gettext("This community was founded.")
    return gettext("%(name)s founded this community.") % {"name": activity.actor.name}


def _joined(activity: Any) -> str:
    if activity.actor is None:
        return gettext("Somebody joined.")
    return gettext("%(name)s joined.") % {"name": activity.actor.name}


def _url(activity: Any) -> str:
    if activity.actor is None:
        return activity.target.get_absolute_url()
    return activity.actor.get_absolute_url()


activity_kinds.register(
    ActivityKind(
        name="communities.founded",
        label=_("A community was founded"),
        load=_communities,
        sentence=_founded,
        url=lambda activity: activity.target.get_absolute_url(),
        excerpt=lambda activity: activity.target.purpose,
    )
)
activity_kinds.register(
    ActivityKind(
        name="communities.joined",
        label=_("Somebody joined"),
        load=_communities,
        sentence=_joined,
        url=_url,
    )
)

community_tabs.register(
    CommunityTab(
        name="overview",
        label=_("Overview"),
        url=lambda community: community.get_absolute_url(),
        order=0,
    )
)
community_tabs.register(
    CommunityTab(
        name="members",
        label=_("Members"),
        url=lambda community: reverse("communities:members", args=[community.slug]),
        order=80,
    )
)
community_tabs.register(
    CommunityTab(
        name="about",
        label=_("About"),
        url=lambda community: reverse("communities:about", args=[community.slug]),
        order=90,
    )
)

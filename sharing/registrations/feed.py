"""How this floor's activities are told, and its part of a community's page."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from communities.shelves import ActivityKind, CommunityTab, activity_kinds, community_tabs
from members.models import Member
from sharing.models import Offer, Request


def _visible(model: type[Offer] | type[Request]) -> Callable[[Member | None], QuerySet[Any]]:
    return lambda member: model.objects.visible_to(member)


def _told(sentence: str, without_name: str) -> Callable[[Any], str]:
    def tell(activity: Any) -> str:
        if activity.actor is None:
            return gettext(without_name) % {"title": activity.target.title}
        words = {"name": activity.actor.name, "title": activity.target.title}
        return gettext(sentence) % words

    return tell


def _register(
    name: str, label: Any, model: type[Offer] | type[Request], sentence: str, without_name: str
) -> None:
    activity_kinds.register(
        ActivityKind(
            name=name,
            label=label,
            load=_visible(model),
            sentence=_told(sentence, without_name),
            url=lambda activity: activity.target.get_absolute_url(),
        )
    )


_register(
    "sharing.offer_made",
    _("Somebody offers something"),
    Offer,
    gettext_noop("%(name)s offers: %(title)s"),
    gettext_noop("Somebody offers: %(title)s"),
)
_register(
    "sharing.request_made",
    _("Somebody is looking for something"),
    Request,
    gettext_noop("%(name)s is looking for: %(title)s"),
    gettext_noop("Somebody is looking for: %(title)s"),
)
_register(
    "sharing.request_met",
    _("Somebody found what they were looking for"),
    Request,
    gettext_noop("%(name)s has found: %(title)s"),
    gettext_noop("Somebody has found: %(title)s"),
)

community_tabs.register(
    CommunityTab(
        name="sharing",
        label=_("Sharing"),
        url=lambda community: reverse("sharing:community_sharing", args=[community.slug]),
        order=30,
    )
)

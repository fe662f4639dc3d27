"""What every page of a community needs: the community, how one stands to it, and its parts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communities import access
from communities.access import Standing
from communities.models import Community
from communities.shelves import community_tabs
from members.refusals import Predicate
from members.viewer import viewer

# What people who may not read a community see of it.
OPEN_TO_ALL = {"overview", "about"}


def enter(request: HttpRequest, slug: str) -> Standing:
    """A community one may know of, and how one stands to it; 404 for everybody else."""
    member = viewer(request)
    community = get_object_or_404(Community.objects.listed_for(member), slug=slug)
    return access.standing(member, community)


def enter_as(request: HttpRequest, slug: str, rule: Predicate, holds: str) -> Standing:
    """The same, for those of whom `holds` is true; others read the sentence of the rule."""
    here = enter(request, slug)
    if not getattr(here, holds):
        raise PermissionDenied(getattr(rule, "sentence", ""))
    return here


def tabs_of(here: Standing, current: str) -> list[tuple[str, Any, bool]]:
    """The parts of a community that this person can open."""
    tabs = [
        (tab.url(here.community), tab.label, tab.name == current)
        for tab in sorted(community_tabs, key=lambda tab: tab.order)
        if tab.name in OPEN_TO_ALL or (here.reads and (tab.name != "members" or here.belongs))
    ]
    slug = [here.community.slug]
    if here.moderates:
        moderation = reverse("communities:queue", args=slug)
        tabs.append((moderation, _("Moderation"), current == "moderation"))
    if here.owns:
        tabs.append(
            (reverse("communities:settings", args=slug), _("Settings"), current == "settings")
        )
    return tabs


def about(here: Standing, current: str, **more: Any) -> dict[str, Any]:
    """The context of a page of a community."""
    return {
        "community": here.community,
        "here": here,
        "tabs": tabs_of(here, current),
        **more,
    }

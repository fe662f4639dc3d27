"""What this floor brings to Today, the landing page, a member's page and the digest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.models import Case, Community, Invitation, Membership, Visibility
from communities.services.waiting import cases_for, requests_for
from members.alphabet import alphabetical
from members.models import Member
from members.shelves import DigestItem, DigestSection, Panel, digest_sections, panels
from members.viewer import viewer

MOST = 3
ON_LANDING = 4


def waiting_today(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """Invitations first, then whoever stands at a door, then what has to be decided."""
    member = viewer(request)
    if member is None:
        return None
    invitations = list(Invitation.objects.waiting_for(member)[:MOST])
    requests = list(requests_for(member)[: MOST - len(invitations)])
    room = MOST - len(invitations) - len(requests)
    cases = list(cases_for(member)[:room])
    if not (invitations or requests or cases):
        return None
    return {"invitations": invitations, "requests": requests, "cases": cases}


def newest_for_visitors(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """Public communities, the newest first."""
    public = Community.objects.visible_to(None).filter(visibility=Visibility.PUBLIC)
    newest = list(public.order_by("-created_at", "-pk")[:ON_LANDING])
    return {"communities": newest} if newest else None


def shared_with(request: HttpRequest, subject: Member) -> dict[str, Any] | None:
    """Communities the reader and this member both belong to; no others are named."""
    member = viewer(request)
    if member is None or member == subject:
        return None
    shared = list(
        Community.objects.visible_to(member)
        .of(member)
        .of(subject)
        .order_by(alphabetical("name"))[:12]
    )
    return {"communities": shared, "person": subject} if shared else None


def own_communities(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    member = viewer(request)
    if member is None:
        return None
    own = list(Community.objects.standing().of(member).order_by(alphabetical("name"))[:12])
    return {"communities": own}


panels.register(
    Panel(
        "communities.waiting",
        "today",
        "communities/panels/today.html",
        waiting_today,
        20,
        waits=lambda member: [
            Invitation.objects.waiting_for(member),
            requests_for(member),
            cases_for(member),
        ],
    )
)
panels.register(
    Panel("communities.own", "today_after", "communities/panels/own.html", own_communities, 60)
)
panels.register(
    Panel(
        "communities.newest", "landing", "communities/panels/landing.html", newest_for_visitors, 10
    )
)
panels.register(
    Panel("communities.shared", "member", "communities/panels/member.html", shared_with, 60)
)


def waiting_in_the_letter(member: Member, since: datetime) -> Sequence[DigestItem]:
    """The same that waits on Today, whenever it came: it still waits."""
    return [
        *(_invitation_item(row) for row in Invitation.objects.waiting_for(member)[:MOST]),
        *(_request_item(row) for row in requests_for(member)[:MOST]),
        *(_case_item(row) for row in cases_for(member)[:MOST]),
    ]


def _invitation_item(row: Invitation) -> DigestItem:
    names = {"name": row.inviter.name, "community": row.community.name}
    return DigestItem(
        title=gettext("%(name)s invites you to %(community)s") % names,
        url=reverse("communities:invitations"),
        why=gettext("An invitation waits for your answer."),
    )


def _request_item(row: Membership) -> DigestItem:
    names = {"name": row.member.name, "community": row.community.name}
    return DigestItem(
        title=gettext("%(name)s would like to join %(community)s") % names,
        url=reverse("communities:requests", args=[row.community.slug]),
        why=gettext("You moderate there."),
    )


def _case_item(row: Case) -> DigestItem:
    place = row.community.name if row.community else gettext("Resonanz")
    return DigestItem(
        title=gettext("A report in %(place)s waits for a decision") % {"place": place},
        url=row.get_absolute_url(),
        why=gettext("You may decide it."),
    )


digest_sections.register(
    DigestSection(
        name="communities.waiting",
        title=_("Waiting in your communities"),
        items=waiting_in_the_letter,
        order=15,
    )
)

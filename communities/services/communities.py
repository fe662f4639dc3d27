"""Founding and shaping a community."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities import access
from communities.models import Community, Membership, Role, Visibility
from communities.services.activity import record
from members.models import Member
from members.refusals import Invalid, Refusal, require
from members.services import limits, revisions


class AddressTaken(Invalid):
    sentence = _("This address is taken. Choose another one, for instance with your town in it.")

    def __init__(self) -> None:
        super().__init__(field="slug")


class WrittenForMembers(Refusal):
    """What was written for members only never becomes public afterwards."""

    sentence = _(
        "People wrote here for members only, so this community cannot become public any more. "
        "Found a public one beside it and invite them there."
    )

    def __init__(self) -> None:
        super().__init__(field="visibility")


@transaction.atomic
def found_community(*, founder: Member, **fields: Any) -> Community:
    """Found a community and become its owner."""
    with limits.one_more(limits.COMMUNITIES, founder):
        try:
            with transaction.atomic():
                community = Community.objects.create(founder=founder, **fields)
        except IntegrityError as taken:
            raise AddressTaken from taken
        Membership.objects.create(community=community, member=founder, role=Role.OWNER)
        record("communities.founded", actor=founder, community=community, target=community)
    return community


@transaction.atomic
def edit_community(*, owner: Member, community: Community, **fields: Any) -> bool:
    """Give a community new words or rules and keep the earlier ones; its address stays."""
    require(access.can_own, owner, community)
    community = Community.objects.select_for_update().get(pk=community.pk)
    opens = fields.get("visibility") == Visibility.PUBLIC != community.visibility
    if opens and community.memberships.exclude(member=owner).exists():
        raise WrittenForMembers
    return revisions.rewrite(community, editor=owner, fields=fields)


def hide_community(community: Community) -> None:
    """Take a community out of sight, after a decision."""
    Community.objects.filter(pk=community.pk, hidden_at=None).update(hidden_at=timezone.now())


def restore_community(community: Community) -> None:
    """Bring a community back, after a complaint was upheld."""
    Community.objects.filter(pk=community.pk).update(hidden_at=None)

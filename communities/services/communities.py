"""Founding and shaping a community."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities import access
from communities.models import Community, Membership, Role, Visibility
from communities.services.activity import record
from members import names
from members.ids import random_id, to_code
from members.models import Member
from members.refusals import Refusal, require
from members.services import limits, revisions
from members.services.accounts import require_name

# Of the sixty characters of an address.
LONGEST_BEGINNING, RANDOM_LETTERS = 54, 5


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
    """Found a community and become its owner. Its address may be longer than the one wished for."""
    require_name(fields["name"])
    with limits.one_more(limits.COMMUNITIES, founder):
        community = _at_a_free_address(founder=founder, **fields)
        Membership.objects.create(community=community, member=founder, role=Role.OWNER)
        record("communities.founded", actor=founder, community=community, target=community)
    return community


def _at_a_free_address(*, slug: str, **fields: Any) -> Community:
    """Where an address is taken, a random piece completes it, and nothing is said of why: by whom,
    whether by a community one sees, one that is closed, or one by invitation. The address of the
    latter is always completed, so that nobody comes upon it by trying; so is one that is kept for
    the house.
    """
    by_invitation = fields.get("visibility") == Visibility.INVITATION
    address = _completed(slug) if by_invitation or names.is_reserved(slug) else slug
    while True:
        try:
            with transaction.atomic():
                return Community.objects.create(slug=address, **fields)
        except IntegrityError:
            if not Community.objects.filter(slug=address).exists():
                raise
            address = _completed(slug)


def _completed(slug: str) -> str:
    return f"{slug[:LONGEST_BEGINNING].rstrip('-')}-{to_code(random_id())[:RANDOM_LETTERS]}"


@transaction.atomic
def edit_community(*, owner: Member, community: Community, **fields: Any) -> bool:
    """Give a community new words or rules and keep the earlier ones; its address stays."""
    require(access.can_own, owner, community)
    community = Community.objects.select_for_update().get(pk=community.pk)
    if fields.get("name", community.name) != community.name:
        require_name(fields["name"])
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

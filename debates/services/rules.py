"""What a community decided about its debates."""

from django.db import transaction

from communities.models import Community
from debates import access
from debates.models import DebateRules
from members.models import Member
from members.refusals import require


@transaction.atomic
def set_rules(*, member: Member, community: Community, restating_comes_first: bool) -> DebateRules:
    """Switch the gate on or off; its owners decide, and it holds from now on."""
    require(access.can_set_rules, member, community)
    rules, _new = DebateRules.objects.update_or_create(
        community=community, defaults={"restating_comes_first": restating_comes_first}
    )
    return rules


def rules_of(community: Community) -> DebateRules:
    """The rules that hold; the defaults where nobody decided."""
    known = DebateRules.objects.filter(community=community).first()
    return known or DebateRules(community=community)

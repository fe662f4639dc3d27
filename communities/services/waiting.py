"""What waits for those who care for a community."""

from django.db.models import QuerySet

from communities.models import Case, Community, Membership
from members.models import Member


def requests_for(member: Member) -> QuerySet[Membership]:
    """Who asks to join a community this member moderates, the longest waiting first."""
    return (
        Membership.objects.requested()
        .filter(community__in=Community.objects.moderated_by(member), member__is_active=True)
        .select_related("community", "member")
        .order_by("state_since", "pk")
    )


def cases_for(member: Member) -> QuerySet[Case]:
    """Open cases this member may decide, the most urgent first."""
    return (
        Case.objects.visible_to(member)
        .open()
        .exclude(reports__reporter=member)
        .select_related("community")
        .order_by("due_at", "pk")
    )

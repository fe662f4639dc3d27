"""Leaving a community also means hearing no more of it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q

from communities.models import Activity, Community, Invitation, Membership
from members.models import Member, Notification


def drop_news_of(community: Community, *, member: Member) -> int:
    """Delete a member's unread news about what happened in a community."""
    happened = Activity.objects.filter(
        community=community,
        target_type=OuterRef("target_type"),
        target_id=OuterRef("target_id"),
    )
    about = Q(Exists(happened)) | _about_rows_of(community)
    own = Notification.objects.filter(recipient=member)
    deleted, _by_model = own.unread().filter(about).delete()
    return deleted


def _about_rows_of(community: Community) -> Q:
    """News about membership and invitations of this community."""
    about = Q()
    for model in (Membership, Invitation):
        about |= Q(
            target_type=ContentType.objects.get_for_model(model),
            target_id__in=model._default_manager.filter(community=community).values("pk"),
        )
    return about

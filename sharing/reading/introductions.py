"""Introductions as pages, news and the API read them."""

from members.models import Member
from sharing.models import Introduction
from sharing.models.introduction import IntroductionQuerySet

BIG = ("search", "story")


def introductions_of(member: Member | None) -> IntroductionQuerySet:
    """Introductions that concern somebody, with the three people."""
    rows = Introduction.objects.visible_to(member).select_related("introducer", "one", "other")
    return rows.defer(
        *(f"{who}__{column}" for who in ("introducer", "one", "other") for column in BIG)
    )

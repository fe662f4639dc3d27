"""Who may decide a case, and so hears of it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from communities.models import Case, Membership
from members.models import Member


def deciders_of(case: Case) -> Iterable[Member]:
    """The moderators of the community who are not concerned; the site team where there are none,
    and where the community itself was closed or hidden.
    """
    moderators = _unconcerned(case, _moderators_of(case))
    return moderators if moderators.exists() else _unconcerned(case, _site_team())


def _moderators_of(case: Case) -> QuerySet[Member]:
    if case.community is None or not case.community.stands:
        return Member.objects.none()
    moderating = Membership.objects.moderating().filter(community=case.community_id)
    return Member.objects.active().filter(pk__in=moderating.values("member"))


def _site_team() -> QuerySet[Member]:
    return Member.objects.active().filter(is_staff=True)


def _unconcerned(case: Case, members: QuerySet[Member]) -> QuerySet[Member]:
    reporters = case.reports.filter(reporter__isnull=False).values("reporter")
    decided = case.decisions.filter(moderator__isnull=False).values("moderator")
    concerned = [reporters, decided, case.parties.values("pk")]
    for people in concerned:
        members = members.exclude(pk__in=people)
    return members.exclude(pk=case.author_id or 0)

"""Who may decide a case, and so hears of it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from communities.models import Case, Membership
from communities.shelves import reportable_of
from members.models import Member

# So many who moderate and have no part in a case that its author is not known by who is told.
ENOUGH = 3


def deciders_of(case: Case) -> Iterable[Member]:
    """The moderators of the community who are not concerned; the site team where there are none,
    and where the community itself was closed or hidden. It hears as well of something unnamed where
    few moderate, whoever wrote it: if it heard only where a moderator did, that would name them.
    """
    moderators = _not_its_author(case, _impartial(case, _moderators_of(case)))
    if moderators.exists() and not _would_name_its_author(case):
        return moderators
    return moderators | _not_its_author(case, _impartial(case, _site_team()))


def _would_name_its_author(case: Case) -> bool:
    entry = reportable_of(case.target_type)
    if entry is None or not entry.is_unnamed:
        return False
    return _impartial(case, _moderators_of(case)).count() < ENOUGH


def _moderators_of(case: Case) -> QuerySet[Member]:
    if case.community is None or not case.community.stands:
        return Member.objects.none()
    moderating = Membership.objects.moderating().filter(community=case.community_id)
    return Member.objects.active().filter(pk__in=moderating.values("member"))


def _site_team() -> QuerySet[Member]:
    return Member.objects.active().filter(is_staff=True)


def _impartial(case: Case, members: QuerySet[Member]) -> QuerySet[Member]:
    """Without who reported it, decided it before or has a part in it; its author may be left."""
    reporters = case.reports.filter(reporter__isnull=False).values("reporter")
    decided = case.decisions.filter(moderator__isnull=False).values("moderator")
    concerned = [reporters, decided, case.parties.values("pk")]
    for people in concerned:
        members = members.exclude(pk__in=people)
    return members


def _not_its_author(case: Case, members: QuerySet[Member]) -> QuerySet[Member]:
    return members.exclude(pk=case.author_id or 0)

"""What others wrote, as it is quoted in what is handed out to a member: as pages show it now."""

from collections.abc import Callable, Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from debates.models import Mission, Statement, Topic
from members.models import Member

Words = Callable[[int], str]


def questions_for(member: Member, topics: "Iterable[int] | QuerySet[Topic]") -> Words:
    """The questions of these topics by their ids. What was asked where the member may not read any
    more is left out, since it may have been worded anew; their own words are theirs, and stay.
    """
    visible = Topic.objects.visible_to(member).values("pk")
    readable = Topic.objects.filter(Q(pk__in=visible) | Q(author=member), pk__in=topics)
    known = dict(readable.values_list("pk", "question"))
    return _or(known, gettext("a question that is not open to you any more"))


def statements_for(member: Member, statements: Iterable[int]) -> Words:
    """The same of statements on which one voted."""
    visible = Statement.objects.visible_to(member).values("pk")
    readable = Statement.objects.filter(Q(pk__in=visible) | Q(author=member), pk__in=statements)
    known = dict(readable.values_list("pk", "text"))
    return _or(known, gettext("a statement that is not open to you any more"))


def aims_for(member: Member, missions: Iterable[int]) -> Words:
    """The same of missions one carries."""
    visible = Mission.objects.visible_to(member).values("pk")
    readable = Mission.objects.filter(Q(pk__in=visible) | Q(starter=member), pk__in=missions)
    known = dict(readable.values_list("pk", "aim"))
    return _or(known, gettext("a mission that is not open to you any more"))


def _or(known: dict[int, str], otherwise: str) -> Words:
    return lambda pk: known.get(pk, otherwise)

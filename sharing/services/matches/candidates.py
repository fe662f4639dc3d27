"""Whom the matching looks at: found by the database through skills, groups and meaning; bounded.

Whatever the size of the house, the newest so many of each source are looked at, and of the people
behind them those whom most sources name.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Value

from members.models import Member
from sharing.matching import Mine
from sharing.matching.meaning import probes_of
from sharing.models import MemberSkill, Offer, Request, Skill, SkillGroup

# Of each source so many links are followed, and so many people are compared in the end.
MOST_LINKS = 400
MOST_FOUND = 120
MOST_OTHERS = 120
# Own skills that are looked for; nobody names more in earnest.
MOST_SKILLS = 60
SKILL, PERSON, MEANING, GROUP = 4, 3, 2, 1


def candidates(member: Member, mine: Mine, *, since: datetime | None = None) -> list[int]:
    """Ids of members who might fit, in one query, those named by most sources first."""
    sources = list(_sources(member, mine, since))
    if not sources:
        return []
    named: Counter[int] = Counter()
    first, *others = sources
    for owner, weight in first.union(*others, all=True) if others else first:
        named[owner] += weight
    named.pop(member.pk, None)
    return [pk for pk, _weight in named.most_common(MOST_OTHERS)]


def _sources(member: Member, mine: Mine, since: datetime | None) -> Iterable[QuerySet[Any, Any]]:
    for model, skills, cards in (
        (Offer, mine.sought, mine.requests),
        (Request, mine.given, mine.offers),
    ):
        listings = model.objects.open().visible_to(member).exclude(member=member)
        if since:
            listings = listings.filter(created_at__gte=since)
        if skills:
            wanted = _meant(skills)
            yield _owners(_newest(listings.filter(pk__in=_links(model, wanted))), SKILL)
            akin = _akin(skills)
            yield _owners(_newest(listings.filter(pk__in=_links(model, akin))), GROUP)
        if probes := {cell for card in cards for cell in probes_of(card.vector)}:
            near = listings.filter(cells__overlap=sorted(probes))
            yield _owners(_newest(near), MEANING)
    if mine.sought:
        yield _people(member, mine.sought, MemberSkill.Direction.CAN, since)
    if mine.given:
        yield _people(member, mine.given, MemberSkill.Direction.WANTS, since)


def _meant(skills: Iterable[int]) -> QuerySet[Any, Any]:
    """These skills, and own words that a moderator has tied to one of them."""
    named = sorted(skills)[:MOST_SKILLS]
    return Skill.objects.filter(Q(pk__in=named) | Q(tied_to__in=named)).values("pk")


def _akin(skills: Iterable[int]) -> QuerySet[Any, Any]:
    """Skills of the narrowest groups that these belong to."""
    groups = SkillGroup.objects.filter(skills__in=sorted(skills)[:MOST_SKILLS], level__gte=2)
    return Skill.objects.filter(groups__in=groups.values("pk")).values("pk")


def _links(model: type[Offer] | type[Request], skills: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """The newest listings that name one of these skills."""
    links = model.skills.through.objects.filter(skill__in=skills).order_by("-pk")
    return links.values(str(model._meta.model_name))[:MOST_LINKS]


def _newest(listings: QuerySet[Any]) -> QuerySet[Any]:
    return listings.order_by("-created_at", "-pk")[:MOST_FOUND]


def _owners(listings: QuerySet[Any], weight: int) -> QuerySet[Any, Any]:
    return listings.values_list("member_id", Value(weight))


def _people(
    member: Member, skills: Iterable[int], direction: str, since: datetime | None
) -> QuerySet[Any, Any]:
    """Who can, or wants to learn, one of these; the newest first."""
    entries = MemberSkill.objects.filter(skill__in=_meant(skills), direction=direction)
    if since:
        entries = entries.filter(created_at__gte=since)
    newest = entries.exclude(member=member).order_by("-created_at", "-pk")
    return newest.values_list("member_id", Value(PERSON))[:MOST_FOUND]

"""Whom the matching looks at: found by the database through skills, groups and meaning; bounded.

However large the house is, the newest few of each skill are looked at, and of the people behind
them those whom most sources name.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Func, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from members.models import Member
from sharing.matching import Card, Mine
from sharing.matching.meaning import probes_of
from sharing.models import MemberSkill, Offer, Request, Skill, SkillGroup
from sharing.services.matches.akin import NARROW

# So many of one's skills are looked for; nobody names more in earnest.
MOST_SKILLS = 16
# So many listings or people are followed by all skills together, and at least so many by each.
MOST_LINKS, LEAST_EACH = 120, 8
MOST_BY_SKILL, MOST_BY_MEANING = 60, 40
# So many of a like meaning are looked at for those that the member may read, in so many places.
MOST_NEAR, MOST_PROBES = 4 * MOST_BY_MEANING, 24
# What is only akin says less.
AKIN_EACH, MOST_AKIN_LINKS, MOST_AKIN = 2, 40, 15
# So many people are compared in the end.
MOST_OTHERS = 40
SKILL, PERSON, MEANING, GROUP = 4, 3, 2, 1
Kind = type[Offer] | type[Request]


class Unnest(Func):
    """Every element of an array as a row of its own."""

    function = "unnest"
    arity = 1
    set_returning = True
    output_field = BigIntegerField()


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
    for model, wanted, cards in (
        (Offer, mine.sought, mine.requests),
        (Request, mine.given, mine.offers),
    ):
        listings = model.objects.open().visible_to(member).exclude(member=member)
        if since:
            listings = listings.filter(created_at__gte=since)
        if skills := sorted(wanted)[:MOST_SKILLS]:
            named = _newest_links(model, _meant(skills), _each(skills))
            newest = listings.filter(pk__in=named).order_by("-created_at", "-pk")
            yield _owners(newest[:MOST_BY_SKILL], SKILL)
            akin = _newest_links(model, _akin(skills), AKIN_EACH)[:MOST_AKIN_LINKS]
            yield _owners(listings.filter(pk__in=akin)[:MOST_AKIN], GROUP)
        if probes := _probes(cards):
            near = listings.filter(pk__in=_newest_near(model, probes))
            yield _owners(near.order_by("-created_at", "-pk")[:MOST_BY_MEANING], MEANING)
    yield from _people(mine.sought, MemberSkill.Direction.CAN, since)
    yield from _people(mine.given, MemberSkill.Direction.WANTS, since)


def _each(skills: list[int]) -> int:
    """How many of each skill, so that few skills are followed far and many not at length."""
    return max(LEAST_EACH, MOST_LINKS // len(skills))


def _meant(skills: list[int]) -> QuerySet[Skill]:
    """These skills, and own words that a moderator has tied to one of them."""
    return Skill.objects.filter(Q(pk__in=skills) | Q(tied_to__in=skills))


def _akin(skills: list[int]) -> QuerySet[Skill]:
    """Skills of the narrowest groups that these belong to."""
    groups = SkillGroup.objects.filter(skills__in=skills, level__gte=NARROW)
    return Skill.objects.filter(groups__in=groups.values("pk"))


def _newest_links(model: Kind, skills: QuerySet[Skill], each: int) -> QuerySet[Any, Any]:
    """The newest listings that name each of these skills."""
    links = model.skills.through.objects.filter(skill=OuterRef("pk")).order_by("-pk")
    newest = ArraySubquery(links.values(str(model._meta.model_name))[:each])
    return skills.order_by().values_list(Unnest(newest), flat=True)


def _newest_near(model: Kind, probes: list[int]) -> RawSQL:
    """The newest listings in each of these places of the map, read out of the index; whether they
    are open and who may read them is asked of these alone. Django has no words for a question that
    is asked anew for every element of an array.
    """
    newest = f"""
        SELECT near.id FROM unnest(%s::smallint[]) AS probe (cell) CROSS JOIN LATERAL (
            SELECT id FROM {model._meta.db_table} AS one
            WHERE one.cell = probe.cell AND one.closed_at IS NULL
            ORDER BY one.created_at DESC, one.id DESC LIMIT %s
        ) AS near"""  # noqa: S608 - the name of our own table
    return RawSQL(newest, [probes, max(LEAST_EACH, MOST_NEAR // len(probes))])  # noqa: S611


def _probes(cards: Iterable[Card]) -> list[int]:
    """The places nearest to each listing in turn, as many as are looked into in all."""
    each = zip_longest(*(probes_of(card.vector) for card in cards))
    cells = (cell for nearest in each for cell in nearest if cell is not None)
    return list(dict.fromkeys(cells))[:MOST_PROBES]


def _owners(listings: QuerySet[Any], weight: int) -> QuerySet[Any, Any]:
    return listings.values_list("member_id", Value(weight))


def _people(
    wanted: frozenset[int], direction: str, since: datetime | None
) -> Iterable[QuerySet[Any, Any]]:
    """Who can, or wants to learn, one of these; the newest of each."""
    if not wanted:
        return
    skills = sorted(wanted)[:MOST_SKILLS]
    entries = MemberSkill.objects.filter(skill=OuterRef("pk"), direction=direction)
    if since:
        entries = entries.filter(created_at__gte=since)
    newest = entries.order_by("-created_at", "-pk").values("member")[: _each(skills)]
    yield _meant(skills).order_by().values_list(Unnest(ArraySubquery(newest)), Value(PERSON))

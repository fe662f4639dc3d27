"""Experiences as lists and their page show them."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext

from communities.models import Community
from communities.services.search import matching
from members.ids import from_code
from members.models import Member
from sharing.models import Experience, ExperienceWriter, Skill
from sharing.services.skill_search import find_skills

MOST_SKILLS = 24
BY = ("-published_at", "-id")


def published_for(member: Member | None) -> QuerySet[Any]:
    """Published experiences one may read, ready for a list: five questions for any number."""
    readable = Experience.objects.visible_to(member).published()
    return with_people(readable)


def with_people(experiences: QuerySet[Any]) -> QuerySet[Any]:
    """With who wrote them and is here, the skills and the community."""
    here = ExperienceWriter.objects.filter(member__is_active=True)
    writers = here.select_related("member").order_by("pk")
    return (
        experiences.select_related("community")
        .defer("search", "vector", "community__search", "community__about")
        .prefetch_related(
            Prefetch("writers", queryset=writers),
            Prefetch("skills", queryset=Skill.objects.defer("names")),
        )
    )


def wished(experiences: QuerySet[Any], wanted: dict[str, Any], member: Member | None) -> Any:
    """Those that fit all that the address says."""
    if words := wanted.get("q"):
        experiences = matching(experiences, words, like="title")
    if skill := wanted.get("skill"):
        through = Experience.skills.through.objects.filter(skill__in=meant_by(skill, member))
        experiences = experiences.filter(pk__in=through.values("experience"))
    if slug := wanted.get("community"):
        experiences = experiences.filter(community__slug=slug)
    if language := wanted.get("language"):
        experiences = experiences.filter(language=language)
    return experiences


def meant_by(text: str, member: Member | None) -> list[int]:
    """One skill by its code or its name, or all that the words find."""
    try:
        known = Skill.objects.visible_to(member).filter(pk=from_code(text)).values_list("pk")
        if row := known.first():
            return [row[0]]
    except ValueError:
        pass
    found = find_skills(words=text, member=member, most=MOST_SKILLS)
    exact = [one.skill.pk for one in found if one.skill.label.casefold() == text.casefold()]
    return exact or [one.skill.pk for one in found]


def named_in(experience: Experience) -> list[str]:
    """Who is named as its author; the house names nobody who has left."""
    names = [seat.member.name for seat in experience.writers.all()]
    if not names or (experience.exchange_id and len(names) == 1):
        names.append(gettext("somebody who has left"))
    return names


def communities_with(member: Member | None, own: list[tuple[str, str]], slug: str) -> Any:
    """What the filter offers: one's own communities, and the one an address names."""
    if slug and slug not in dict(own):
        named = Community.objects.visible_to(member).filter(slug=slug)
        return own + list(named.values_list("slug", "name"))
    return own

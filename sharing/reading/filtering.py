"""What an address or a saved search asks for, and the offers or requests that fit all of it."""

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from communities.models import Community
from communities.services.search import matching
from members.ids import from_code
from members.models import Language, Member
from sharing.models import Skill
from sharing.services.skill_search import find_skills
from sharing.week import SLOTS

MOST_SKILLS = 24
WAYS = ("gift", "exchange", "paid")
# In the order in which an address holds them.
WORDS = ("q", "skill", "group", "terms", "language", "where", "community")
Wishes = dict[str, Any]


def wishes_in(query: str) -> Wishes:
    """What a query says; what makes no sense is left out."""
    said = QueryDict(query)
    wishes: Wishes = {name: said[name].strip()[:120] for name in WORDS if said.get(name)}
    if wishes.get("terms") not in WAYS:
        wishes.pop("terms", None)
    if wishes.get("language") not in Language.values:
        wishes.pop("language", None)
    if said.get("online"):
        wishes["online"] = True
    if slots := sound_slots(said.getlist("slots")):
        wishes["slots"] = slots
    return {name: value for name, value in wishes.items() if value}


def query_of(wishes: Wishes) -> str:
    """The same wishes are always the same query."""
    pairs = [(name, wishes[name]) for name in WORDS if wishes.get(name)]
    if wishes.get("online"):
        pairs.append(("online", "on"))
    pairs += [("slots", slot) for slot in wishes.get("slots", ())]
    return urlencode(pairs)


def fitting(listings: Any, wishes: Wishes, member: Member | None) -> Any:
    """Those of the listings that fit all wishes."""
    if words := wishes.get("q"):
        listings = matching(listings, words, like="title")
    if skill := wishes.get("skill"):
        ids = skills_meant(skill, member)
        listings = listings.naming(Skill.objects.meaning(ids))
    if code := wishes.get("group"):
        listings = listings.of_group(code)
    if way := wishes.get("terms"):
        listings = listings.on_terms(way)
    if language := wishes.get("language"):
        listings = listings.filter(language=language)
    if wishes.get("online"):
        listings = listings.filter(is_online=True)
    if place := wishes.get("where"):
        listings = listings.at(place)
    if slots := wishes.get("slots"):
        listings = listings.in_slots(slots)
    if slug := wishes.get("community"):
        listings = _shared_in(listings, slug, member)
    return listings


def skills_meant(text: str, member: Member | None) -> list[int]:
    """One skill by its code, or all that the words find; exactly that one where there is one."""
    if skill := skill_of_code(text, member):
        return [skill.pk]
    found = find_skills(words=text, member=member, most=MOST_SKILLS)
    exact = [one.skill.pk for one in found if one.skill.label.casefold() == text.casefold()]
    return exact or [one.skill.pk for one in found]


def skill_of_code(text: str, member: Member | None) -> Skill | None:
    try:
        return Skill.objects.visible_to(member).filter(pk=from_code(text)).first()
    except ValueError:
        return None


def sound_slots(said: list[str]) -> list[int]:
    """Parts of the week; anything else is left out."""
    numbers = {int(slot) for slot in said if slot.isascii() and slot.isdecimal() and len(slot) < 3}
    return sorted(numbers & set(SLOTS))


def _shared_in(listings: Any, slug: str, member: Member | None) -> Any:
    here = Community.objects.visible_to(member).filter(slug=slug).first()
    return listings.shared_in(here) if here else listings.none()

"""What is there already for somebody about to ask: offers, and experiences others wrote down."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from communities.services.search import matching
from members.models import Member
from sharing.models import Experience, Offer, Skill
from sharing.services.experiences import fitting_experiences

MOST = 3
WORD = re.compile(r"\w{4,}")
MOST_WORDS = 8


@dataclass(frozen=True)
class Already:
    """What might spare somebody a request."""

    offers: list[Offer]
    experiences: list[Experience]


def already_there(
    member: Member, *, title: str, text: str, skills: Sequence[int]
) -> Already | None:
    """A few offers of others and a few experiences that fit what is being typed, or None."""
    named = list(Skill.objects.defer("names").filter(pk__in=skills)) if skills else []
    found = Already(
        _offers(member, title, [skill.pk for skill in named]),
        fitting_experiences(member, f"{title}\n{text}"[:2000], named, MOST),
    )
    return found if found.offers or found.experiences else None


def _offers(member: Member, title: str, skills: Sequence[int]) -> list[Offer]:
    """Those that name one of the skills, the newest first, then those of these words."""
    meant = Skill.objects.meaning(skills) if skills else ()
    found = list(_open(member).naming(meant).newest_first()[:MOST]) if meant else []
    if len(found) < MOST and (words := WORD.findall(title)[:MOST_WORDS]):
        known = [offer.pk for offer in found]
        alike = matching(_open(member).exclude(pk__in=known), " or ".join(words), like="title")
        found += alike[: MOST - len(found)]
    return found


def _open(member: Member) -> Any:
    offers: QuerySet[Any] = Offer.objects.open().visible_to(member).exclude(member=member)
    return offers.select_related("member").defer("member__search", "member__story")

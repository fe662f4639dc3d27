"""What is there already for somebody about to ask: offers that fit what they are typing."""

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from communities.services.search import matching
from members.models import Member
from sharing.models import Offer

MOST = 3
WORD = re.compile(r"\w{4,}")
MOST_WORDS = 8


def fitting_offers(member: Member, *, title: str, skills: Sequence[int]) -> list[Offer]:
    """Open offers of others: those that name one of the skills, then those of these words."""
    found = list(_open(member).naming(skills).newest_first()[:MOST]) if skills else []
    if words := WORD.findall(title)[:MOST_WORDS]:
        known = [offer.pk for offer in found]
        alike = matching(_open(member).exclude(pk__in=known), " or ".join(words), like="title")
        found += alike[: MOST - len(found)]
    return found


def _open(member: Member) -> Any:
    offers: QuerySet[Any] = Offer.objects.open().visible_to(member).exclude(member=member)
    return offers.select_related("member").defer("member__search", "member__story")

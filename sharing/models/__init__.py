"""What is stored about sharing, and always true."""

from sharing.models.listing import Currency, Listing, ListingQuerySet, Offer, Request
from sharing.models.skill import KnownWord, MemberSkill, Occupation, Skill, SkillGroup

__all__ = [
    "Currency",
    "KnownWord",
    "Listing",
    "ListingQuerySet",
    "MemberSkill",
    "Occupation",
    "Offer",
    "Request",
    "Skill",
    "SkillGroup",
]

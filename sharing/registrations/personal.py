"""What this floor keeps about a member: how it is handed out, and how it is erased."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.services.names import as_known_to, known_communities
from members.models import Member
from members.services.privacy import erase_traces, plain
from members.shelves import PersonalData, personal_data
from sharing.models import MemberSkill, Offer, Request

# What a text means as numbers, made anew from the text at any time.
FOR_THE_WORKER = {"vector", "cell"}


def _export(model: type[Offer] | type[Request]) -> Callable[[Member], Iterable[dict[str, Any]]]:
    """Every listing with the names of its skills, and of its communities one may know of."""

    def export(member: Member) -> Iterable[dict[str, Any]]:
        known = as_known_to(member, "communities")
        listings = model.objects.filter(member=member).prefetch_related("skills", known)
        rows = plain(listings, member, without=FOR_THE_WORKER)
        for listing, row in zip(listings, rows, strict=True):
            names = {
                "skills": [skill.label for skill in listing.skills.all()],
                "communities": [community.name for community in known_communities(listing)],
            }
            yield row | names

    return export


def _erase(model: type[Offer] | type[Request]) -> Callable[[Member], None]:
    def erase(member: Member) -> None:
        listings = model.objects.filter(member=member)
        erase_traces(listings)
        listings.delete()

    return erase


def _export_skills(member: Member) -> Iterable[dict[str, Any]]:
    for entry in MemberSkill.objects.filter(member=member).select_related("skill"):
        yield {
            "skill": entry.skill.label,
            "direction": entry.direction,
            "level": entry.get_level_display() if entry.level else "",
            "gained": entry.get_gained_display() if entry.gained else "",
            "note": entry.note,
            "created_at": entry.created_at.isoformat(),
        }


def _erase_skills(member: Member) -> None:
    MemberSkill.objects.filter(member=member).delete()


personal_data.register(
    PersonalData(
        name="sharing.skills",
        model=MemberSkill,
        label=_("Your skills"),
        export=_export_skills,
        erase=_erase_skills,
    )
)
personal_data.register(
    PersonalData(
        name="sharing.offers",
        model=Offer,
        label=_("Your offers"),
        export=_export(Offer),
        erase=_erase(Offer),
    )
)
personal_data.register(
    PersonalData(
        name="sharing.requests",
        model=Request,
        label=_("Your requests"),
        export=_export(Request),
        erase=_erase(Request),
    )
)

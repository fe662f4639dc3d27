"""What this floor keeps of the finding of people; nobody reads who was shown to whom."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from members.models import Member
from members.services.privacy import plain
from members.shelves import PersonalData, personal_data
from sharing.models import Availability, NotForMe, Showing, Suggestion


def _export_availability(member: Member) -> Iterable[dict[str, Any]]:
    return plain(Availability.objects.filter(member=member), without={"member"})


def _erase_availability(member: Member) -> None:
    Availability.objects.filter(member=member).delete()


def _export_showings(member: Member) -> Iterable[dict[str, Any]]:
    """Who was shown to me, or comes next, and when; to whom I was shown is theirs."""
    rounds = Suggestion.objects.filter(member=member).select_related("shown")
    for suggestion in rounds.order_by("at", "pk"):
        yield {"shown": suggestion.shown.handle, "planned_at": suggestion.at.isoformat()}
    for row in Showing.objects.filter(member=member).select_related("shown").order_by("at", "pk"):
        yield {
            "shown": row.shown.handle,
            "at": row.at.isoformat(),
            "followed_at": row.followed_at.isoformat() if row.followed_at else None,
        }


def _erase_showings(member: Member) -> None:
    """Both ways: a row that named somebody who is gone would say nothing any more."""
    Showing.objects.filter(member=member).delete()
    Showing.objects.filter(shown=member).delete()
    Suggestion.objects.filter(member=member).delete()
    Suggestion.objects.filter(shown=member).delete()


def _export_not_for_me(member: Member) -> Iterable[dict[str, Any]]:
    for row in NotForMe.objects.filter(member=member).select_related("shown", "offer", "request"):
        listing = row.offer or row.request
        yield {
            "shown": row.shown.handle,
            "listing": listing.title if listing else "",
            "reason": row.reason,
            "words": row.words,
            "created_at": row.created_at.isoformat(),
        }


def _erase_not_for_me(member: Member) -> None:
    NotForMe.objects.filter(member=member).delete()
    NotForMe.objects.filter(shown=member).delete()


personal_data.register(
    PersonalData(
        name="sharing.availability",
        model=Availability,
        label=_("When you have time"),
        export=_export_availability,
        erase=_erase_availability,
    )
)
personal_data.register(
    PersonalData(
        name="sharing.showings",
        model=Showing,
        label=_("Who was suggested to you in a letter"),
        export=_export_showings,
        erase=_erase_showings,
        also_covers=(Suggestion,),
    )
)
personal_data.register(
    PersonalData(
        name="sharing.not_for_me",
        model=NotForMe,
        label=_("What was not for you"),
        export=_export_not_for_me,
        erase=_erase_not_for_me,
    )
)

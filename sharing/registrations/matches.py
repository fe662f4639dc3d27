"""What this floor keeps of the finding of people: on no page does anybody read who was shown to
whom, but everybody gets their own part of it in what is handed out.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from members.models import Member
from members.services.naming import names_for
from members.services.privacy import plain
from members.shelves import PersonalData, personal_data
from sharing.models import Availability, NotForMe, Offer, Request, Showing, Suggestion


def _export_availability(member: Member) -> Iterable[dict[str, Any]]:
    return plain(Availability.objects.filter(member=member), member)


def _erase_availability(member: Member) -> None:
    Availability.objects.filter(member=member).delete()


def _export_showings(member: Member) -> Iterable[dict[str, Any]]:
    """Who was shown to me, or comes next, and how well it was thought to fit; and to whom I was
    shown. Whether they opened it, and how it was weighed for them, is theirs.
    """
    rounds = list(Suggestion.objects.filter(member=member).order_by("at", "pk"))
    mine = list(Showing.objects.filter(member=member).order_by("at", "pk"))
    of_me = list(Showing.objects.filter(shown=member).order_by("at", "pk"))
    people = {*(row.shown_id for row in rounds), *(row.shown_id for row in mine)}
    names = names_for(member, people | {row.member_id for row in of_me})
    for planned in rounds:
        yield {
            "shown": names(planned.shown_id),
            "planned_at": planned.at.isoformat(),
            "score": planned.score,
        }
    for row in mine:
        yield {
            "shown": names(row.shown_id),
            "at": row.at.isoformat(),
            "score": row.score,
            "weight": row.weight,
            "followed_at": row.followed_at.isoformat() if row.followed_at else None,
        }
    for row in of_me:
        yield {"shown_to": names(row.member_id), "at": row.at.isoformat()}


def _erase_showings(member: Member) -> None:
    """Both ways: a row that named somebody who is gone would say nothing any more."""
    Showing.objects.filter(member=member).delete()
    Showing.objects.filter(shown=member).delete()
    Suggestion.objects.filter(member=member).delete()
    Suggestion.objects.filter(shown=member).delete()


def _export_not_for_me(member: Member) -> Iterable[dict[str, Any]]:
    offers, requests = Offer.objects.visible_to(member), Request.objects.visible_to(member)
    rows = NotForMe.objects.filter(member=member).prefetch_related(
        Prefetch("offer", offers), Prefetch("request", requests)
    )
    names = names_for(member, [row.shown_id for row in rows])
    for row in rows:
        listing = row.offer or row.request
        yield {
            "shown": names(row.shown_id),
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

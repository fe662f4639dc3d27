"""Credits: the news to whoever moved somebody, the sentences of whoever moved, and the privacy."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from debates.models import Credit
from debates.reading.credits import had_a_part, moved_by
from debates.registrations.exported import questions_for
from members.models import Member
from members.services.naming import names_for
from members.shelves import (
    NotificationKind,
    Panel,
    PersonalData,
    notification_kinds,
    panels,
    personal_data,
)
from members.viewer import viewer

MOST = 4


def _received(member: Member) -> QuerySet[Credit]:
    """Credits to a member for something, as far as they may read what the giver stands for."""
    received = Credit.objects.visible_to(member).filter(receiver=member)
    return received.select_related("giver", "question", "version__position__topic").defer(
        "version__position__topic__search", "giver__search"
    )


def what_moved_a_member(request: HttpRequest, member: Member) -> dict[str, Any] | None:
    """Who or what moved somebody, in sentences, as far as the reader may see it; members only."""
    reader = viewer(request)
    if reader is None:
        return None
    given = Credit.objects.visible_to(reader).filter(giver=member)
    given = given.select_related("receiver", "question", "version__position__topic").defer(
        "version__position__topic__search", "receiver__search", "receiver__story"
    )
    moves = [
        {
            "sentence": moved_by(credit),
            "words": credit.words,
            "position": credit.version.position,
            "language": credit.version.language,
        }
        for credit in given.order_by("-created_at", "-id")[:MOST]
    ]
    if not moves:
        return None
    title = (
        gettext("What moved you")
        if reader == member
        else gettext("What moved %(name)s") % {"name": member.name}
    )
    return {"moves": moves, "title": title}


def _export(member: Member) -> Iterable[dict[str, Any]]:
    """Credits given with their words, and credits received as far as one may read them."""
    received = Credit.objects.visible_to(member).filter(receiver=member).values("pk")
    mine = Credit.objects.filter(Q(giver=member) | Q(pk__in=received)).order_by("created_at")
    question = questions_for(member, [credit.topic_id for credit in mine])
    people = [one for credit in mine for one in (credit.giver_id, credit.receiver_id)]
    names = names_for(member, people)
    for credit in mine:
        yield {
            "question": question(credit.topic_id),
            "given_by": names(credit.giver_id),
            "received_by": names(credit.receiver_id),
            "for": credit.kind,
            "words": credit.words,
            "given_at": credit.created_at.isoformat(),
            "withdrawn_at": credit.withdrawn_at and credit.withdrawn_at.isoformat(),
        }


def _erase(member: Member) -> None:
    Credit.objects.filter(Q(giver=member) | Q(receiver=member)).delete()


notification_kinds.register(
    NotificationKind(
        name="debates.moved_somebody",
        label=_("Somebody moved, and says you had a part in it"),
        load=_received,
        recipients=lambda credit, actor: [credit.receiver],
        sentence=lambda row: had_a_part(row.target),
        url=lambda row: row.target.version.position.get_absolute_url(),
        subject=_("You had a part in something"),
        excerpt=lambda row: row.target.words,
        language=lambda row: row.target.version.language,
    )
)
panels.register(
    Panel("debates.moved", "member", "debates/panels/moved.html", what_moved_a_member, 35)
)
personal_data.register(
    PersonalData(
        name="debates.credits",
        model=Credit,
        label=_("Credits"),
        export=_export,
        erase=_erase,
        order=15,
    )
)

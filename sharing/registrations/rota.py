"""What the listening rota puts on the shelves of the floors below."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.services.names import as_known_to, name_where
from members.markup.prose import excerpt
from members.models import Member
from members.services.privacy import plain
from members.shelves import (
    DigestItem,
    DigestSection,
    NotificationKind,
    Panel,
    PersonalData,
    digest_sections,
    notification_kinds,
    panels,
    personal_data,
)
from members.viewer import viewer
from sharing.models import Request, RotaSeat, RotaTurn
from sharing.services.rota import erase_seats, waiting_turns

MOST = 2


def _turns(member: Member) -> QuerySet[RotaTurn]:
    rows: QuerySet[RotaTurn] = RotaTurn.objects.visible_to(member).select_related("request__member")
    return rows


def _turn_sentence(row: Any) -> str:
    words = {"name": row.target.request.member.name, "title": row.target.request.title}
    return gettext("Nobody has answered %(name)s yet: “%(title)s”. Would you listen?") % words


def _own_request(member: Member) -> QuerySet[Request]:
    return Request.objects.open().filter(member=member)


def _ask_on_sentence(row: Any) -> str:
    words = {"title": row.target.title}
    return (
        gettext("“%(title)s” has stood for three weeks. Renew it, change it or close it?") % words
    )


notification_kinds.register(
    NotificationKind(
        name="sharing.rota_turn",
        label=_("A request that nobody answered comes to you"),
        load=_turns,
        recipients=lambda turn, actor: [turn.member],
        sentence=_turn_sentence,
        url=lambda row: "/rota/",
        subject=_("A request waits for somebody who listens"),
        waits=waiting_turns,
    )
)
notification_kinds.register(
    NotificationKind(
        name="sharing.request_asked_on",
        label=_("Your request has stood for three weeks"),
        load=_own_request,
        recipients=lambda request, actor: [request.member],
        sentence=_ask_on_sentence,
        url=lambda row: f"{row.target.get_absolute_url()}#stands",
        subject=_("Renew your request, change it or close it?"),
    )
)


def turns_in_the_letter(member: Member, since: datetime) -> Sequence[DigestItem]:
    """What waits for somebody on the rota."""
    return [_item(turn) for turn in waiting_turns(member)[:MOST]]


def _item(turn: RotaTurn) -> DigestItem:
    request = turn.request
    return DigestItem(
        title=request.title,
        url="/rota/",
        why=gettext("You sit on the listening rota, and nobody has answered %(name)s yet.")
        % {"name": request.member.name},
        text=excerpt(request.text, 160),
        title_language=request.language,
        text_language=request.language,
        kind="rota",
        key=f"rota:{turn.code}",
    )


digest_sections.register(
    DigestSection(
        name="sharing.rota", title=_("Who waits for an ear"), items=turns_in_the_letter, order=12
    )
)


def turns_today(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """On Today: requests that wait for one's ear."""
    member = viewer(request)
    turns = list(waiting_turns(member)[:MOST]) if member else []
    return {"turns": turns} if turns else None


panels.register(
    Panel(
        "sharing.rota",
        "today",
        "sharing/panels/rota_today.html",
        turns_today,
        14,
        waits=lambda member: [waiting_turns(member)],
    )
)


def _export(member: Member) -> Iterable[dict[str, Any]]:
    """Seats, and the requests that came to them."""
    for seat in RotaSeat.objects.filter(member=member).prefetch_related(as_known_to(member)):
        yield {"community": name_where(seat), "since": seat.since.isoformat()}
    yield from plain(RotaTurn.objects.filter(member=member), member)


personal_data.register(
    PersonalData(
        name="sharing.rota",
        model=RotaSeat,
        label=_("Your seats on the listening rota, and what came to them"),
        export=_export,
        erase=erase_seats,
        also_covers=(RotaTurn,),
    )
)

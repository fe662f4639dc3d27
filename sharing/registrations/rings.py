"""Rings on the shelves below: news, the letter, Today, personal data, and what ends them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from members.markup.dates import day
from members.models import Member
from members.services.privacy import erase_traces
from members.shelves import (
    BlockFollower,
    DigestItem,
    DigestSection,
    NotificationKind,
    Panel,
    PersonalData,
    block_followers,
    digest_sections,
    notification_kinds,
    panels,
    personal_data,
)
from members.viewer import viewer
from sharing.models import Ring, RingSeat
from sharing.reading.rings import Round, rounds_of, waiting_rings
from sharing.services.rings import end_rings_between, end_rings_of
from sharing.wording import listed, quoted

MOST = 2


def _everybody(ring: Ring, actor: Member | None) -> Iterable[Member]:
    return Member.objects.filter(ring_seats__ring=ring)


def _but_who_said_no(ring: Ring, actor: Member | None) -> Iterable[Member]:
    """Whoever said no knows it; the others do not learn who it was."""
    told = ~Q(says_yes=False) | Q(says_yes__isnull=True)
    return Member.objects.filter(pk__in=ring.seats.filter(told).values("member"))


def _register(
    name: str, label: Any, sentence: str, recipients: Any = _everybody, *, waits: bool = False
) -> None:
    notification_kinds.register(
        NotificationKind(
            name=name,
            label=label,
            load=lambda member: Ring.objects.visible_to(member),
            recipients=recipients,
            sentence=lambda row: gettext(sentence),
            url=lambda row: row.target.get_absolute_url(),
            subject=label,
            mails_at_once=waits,
            waits=waiting_rings if waits else None,
        )
    )


_register(
    "sharing.ring_proposed",
    _("A ring could begin with you"),
    gettext_noop("You and others could help each other in a ring. It waits for your answer."),
    waits=True,
)
_register(
    "sharing.ring_begun",
    _("Your ring begins"),
    gettext_noop("All have said yes: your ring begins. Write to each other and find a day."),
)
_register(
    "sharing.ring_ended",
    _("A ring did not come about"),
    gettext_noop("A ring with you did not come about this time. You may be in a new one soon."),
    _but_who_said_no,
)


def _item(one: Round) -> DigestItem:
    words = {
        "names": listed([member.name for member in one.others]),
        "gives": quoted(one.own.skill.label),
        "receives": quoted(one.before.skill.label),
        "day": day(one.ring.answer_by),
    }
    return DigestItem(
        title=gettext("A ring with %(names)s") % words,
        url=one.ring.get_absolute_url(),
        why=gettext("You would give %(gives)s and receive %(receives)s. Answer by %(day)s.")
        % words,
    )


def rings_in_letter(member: Member, since: datetime) -> Sequence[DigestItem]:
    """Rings that wait for this member, however long they have."""
    return [_item(one) for one in rounds_of(waiting_rings(member)[:MOST], member)]


def rings_today(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    member = viewer(request)
    if member is None:
        return None
    waiting = rounds_of(waiting_rings(member)[:MOST], member)
    return {"rounds": waiting} if waiting else None


digest_sections.register(
    DigestSection(
        name="sharing.rings", title=_("A ring waits for you"), items=rings_in_letter, order=12
    )
)
panels.register(
    Panel(
        "sharing.rings",
        "today",
        "sharing/panels/rings.html",
        rings_today,
        12,
        waits=lambda member: [waiting_rings(member)],
    )
)
block_followers.register(BlockFollower(name="sharing.rings", blocked=end_rings_between))


def _seats(member: Member) -> QuerySet[RingSeat]:
    return RingSeat.objects.filter(member=member).select_related("ring", "skill")


def _export(member: Member) -> Iterable[dict[str, Any]]:
    """Where one sat, what one would have given, and what one answered; nothing of the others."""
    for seat in _seats(member):
        yield {
            "ring": seat.ring.code,
            "state": seat.ring.state,
            "proposed_at": seat.ring.created_at.isoformat(),
            "skill": seat.skill.label,
            "says_yes": seat.says_yes,
            "answered_at": seat.answered_at.isoformat() if seat.answered_at else None,
        }


def _erase(member: Member) -> None:
    """What waits for this member ends; a ring that only they knew goes altogether."""
    end_rings_of(member)
    rings = Ring.objects.filter(pk__in=_seats(member).values("ring"))
    alone = [ring.pk for ring in rings if not ring.seats.exclude(member=member).exists()]
    _seats(member).delete()
    left = Ring.objects.filter(pk__in=alone)
    erase_traces(left)
    left.delete()


personal_data.register(
    PersonalData(
        name="sharing.rings", model=RingSeat, label=_("Your rings"), export=_export, erase=_erase
    )
)

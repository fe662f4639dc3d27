"""What missions and commitments put on the shelves of the floors below: news and activities."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from debates.models import Commitment, Mission, MissionState, Progress
from debates.reading.deeds import due_soon, witness_wishes
from debates.registrations.joint import standing_on
from debates.registrations.told import activity, address
from members.markup import dates
from members.models import Member
from members.shelves import NotificationKind, notification_kinds


def missions_for(member: Member | None) -> QuerySet[Mission]:
    return Mission.objects.visible_to(member).select_related("topic").defer("topic__search")


def commitments_for(member: Member | None) -> QuerySet[Commitment]:
    return Commitment.objects.visible_to(member).select_related("mission", "member")


def progress_for(member: Member | None) -> QuerySet[Progress]:
    return Progress.objects.visible_to(member).select_related("mission")


def carriers_of(mission: Mission) -> "QuerySet[Member]":
    return Member.objects.filter(pk__in=mission.carriers.values("member"))


def _concerned(mission: Mission, actor: Member | None) -> Iterable[Member]:
    """Whoever carries it, and whoever stands on its topic."""
    return standing_on(mission.topic, -1, 0, 1) | carriers_of(mission)


def _witness(commitment: Commitment, actor: Member | None) -> Iterable[Member]:
    return Member.objects.filter(pk=commitment.witness_id or 0)


def _carriers_and_witness(commitment: Commitment, actor: Member | None) -> Iterable[Member]:
    return carriers_of(commitment.mission) | Member.objects.filter(pk=commitment.witness_id or 0)


def _own(commitment: Commitment, actor: Member | None) -> Iterable[Member]:
    return Member.objects.filter(pk=commitment.member_id)


def _said(sentence: Any) -> Any:
    """A sentence with the name of whoever did it, the aim, and the deed where there is one."""

    def tell(row: Any) -> str:
        target = row.target
        mission = target if isinstance(target, Mission) else target.mission
        words = {"name": row.actor.name if row.actor else "", "aim": mission.aim}
        if isinstance(target, Commitment):
            words |= {"deed": target.deed, "day": dates.day(target.due)}
        return str(sentence) % words

    return tell


ENDED = {
    MissionState.DONE: _("The mission “%(aim)s” is done."),
    MissionState.MISSED: _("The mission “%(aim)s” did not get there. What was learnt stays."),
    MissionState.STOPPED: _("The mission “%(aim)s” was stopped. What was learnt stays."),
}


def _ended(row: Any) -> str:
    sentence = ENDED.get(row.target.state, ENDED[MissionState.STOPPED])
    return str(sentence) % {"aim": row.target.aim}


def _learnt(row: Any) -> str:
    return str(row.target.learnt)


def _language(row: Any) -> str:
    return str(row.target.language)


def _news(name: str, label: Any, load: Any, recipients: Any, subject: Any, **more: Any) -> None:
    more.setdefault("url", address)
    notification_kinds.register(
        NotificationKind(
            name=name, label=label, load=load, recipients=recipients, subject=subject, **more
        )
    )


_news(
    "debates.mission_started",
    _("A mission begins on a topic where you stand"),
    missions_for,
    _concerned,
    _("A mission looks for people who carry it"),
    sentence=_said(_("%(name)s starts a mission and looks for carriers of both sides: “%(aim)s”")),
)
_news(
    "debates.mission_carried",
    _("Somebody carries a mission with you"),
    missions_for,
    lambda mission, actor: carriers_of(mission),
    _("Somebody joined a mission of yours"),
    sentence=_said(_("%(name)s carries the mission “%(aim)s” with you.")),
)
_news(
    "debates.mission_set_out",
    _("A mission sets out on a topic where you stand"),
    missions_for,
    _concerned,
    _("A mission sets out"),
    sentence=_said(_("Both sides carry the mission “%(aim)s”, and it sets out.")),
)
_news(
    "debates.mission_review",
    _("It is time to look back on a mission you carry"),
    missions_for,
    lambda mission, actor: carriers_of(mission),
    _("Time to look back together"),
    sentence=_said(
        _("Today you look back on the mission “%(aim)s”. One sentence from you: how did it go?")
    ),
    url=lambda row: f"{row.target.get_absolute_url()}#progress",
    mails_at_once=True,
)
_news(
    "debates.mission_ended",
    _("A mission has ended that you carry, or on whose topic you stand"),
    missions_for,
    _concerned,
    _("A mission has ended"),
    sentence=_ended,
    excerpt=_learnt,
    language=_language,
)
_news(
    "debates.progress_told",
    _("Somebody tells how a mission you carry is going"),
    progress_for,
    lambda told, actor: carriers_of(told.mission),
    _("News from a mission of yours"),
    sentence=_said(_("%(name)s tells how the mission “%(aim)s” is going.")),
    excerpt=lambda row: row.target.text,
    language=_language,
)
_news(
    "debates.commitment_witness_asked",
    _("Somebody asks you to be the witness of a commitment"),
    commitments_for,
    _witness,
    _("Somebody would like you as a witness"),
    sentence=_said(
        _("%(name)s would like you as a witness: “%(deed)s”, by %(day)s. Are you willing?")
    ),
    mails_at_once=True,
    waits=witness_wishes,
)
_news(
    "debates.commitment_done",
    _("A commitment was kept in a mission you carry or witness"),
    commitments_for,
    _carriers_and_witness,
    _("A commitment was kept"),
    sentence=_said(_("%(name)s has done it: “%(deed)s”")),
)
_news(
    "debates.commitment_due",
    _("A commitment of yours is due tomorrow"),
    commitments_for,
    _own,
    _("You wanted to do something by tomorrow"),
    sentence=_said(_("You wanted to do this by %(day)s: “%(deed)s”")),
    mails_at_once=True,
    waits=due_soon,
)
_news(
    "debates.commitment_passed",
    _("The day of a commitment of yours has passed"),
    commitments_for,
    _own,
    _("How did it go?"),
    sentence=_said(
        _(
            "You wanted to do this by %(day)s: “%(deed)s”. How did it go? Done, released or still"
            " to come: each is a fair answer."
        )
    ),
    waits=due_soon,
)
activity(
    "debates.mission_started",
    _("A mission was started"),
    missions_for,
    _said(_("%(name)s looks for people who carry a mission: “%(aim)s”")),
)
activity(
    "debates.mission_set_out",
    _("A mission set out"),
    missions_for,
    _said(_("A mission carried by both sides sets out: “%(aim)s”")),
)
activity(
    "debates.mission_ended",
    _("A mission ended"),
    missions_for,
    _ended,
    excerpt=_learnt,
)
activity(
    "debates.commitment_done",
    _("A commitment was kept"),
    commitments_for,
    _said(_("%(name)s has done it: “%(deed)s”")),
)

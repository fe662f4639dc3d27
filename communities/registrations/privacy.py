"""What this floor keeps about a member: how it is handed out, and how it is erased."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from communities.models import (
    Activity,
    Case,
    Community,
    Complaint,
    Decision,
    Invitation,
    Membership,
    Report,
)
from communities.services.memberships import hand_over
from communities.services.names import as_known_to, known_community, name_where
from communities.shelves import reportable_of
from members.ids import to_code
from members.models import Member
from members.services.naming import names_for
from members.shelves import PersonalData, personal_data


def _memberships(member: Member) -> Iterable[dict[str, Any]]:
    for row in member.memberships.prefetch_related(as_known_to(member)):
        yield {
            "community": name_where(row),
            "role": row.role,
            "state": row.state,
            "state_since": row.state_since.isoformat(),
            "answer": row.answer,
            "reply": row.reply,
            "created_at": row.created_at.isoformat(),
        }


def _founded(member: Member) -> Iterable[dict[str, Any]]:
    """With their words as they stand now, where the founder may still read them."""
    founded = Community.objects.filter(founder=member)
    known = set(Community.objects.listed_for(member).filter(founder=member).values_list("pk"))
    for row in founded:
        words = ("slug", "name", "purpose", "about", "guidelines") if (row.pk,) in known else ()
        yield {
            "created_at": row.created_at.isoformat(),
            **{name: getattr(row, name) for name in words},
        }


def _invitations(member: Member) -> Iterable[dict[str, Any]]:
    """Sent ones say whether somebody came, never that they declined: nobody is told of that. What
    somebody wrote to whom they invited is told as long as one may know of the place and of them.
    """
    mine = Q(inviter=member) | Q(invitee=member)
    rows = list(Invitation.objects.filter(mine).prefetch_related(as_known_to(member)))
    names = names_for(member, [one for row in rows for one in (row.inviter_id, row.invitee_id)])
    for row in rows:
        sent = row.inviter_id == member.pk
        by = names(row.inviter_id)
        yield {
            "community": name_where(row),
            "invited_by": by,
            "invited": names(row.invitee_id),
            "words": row.words if sent or (known_community(row) and by["handle"]) else "",
            "accepted": (row.accepted or None) if sent else row.accepted,
            "created_at": row.created_at.isoformat(),
            "expires_at": row.expires_at.isoformat(),
            "withdrawn_at": row.withdrawn_at and row.withdrawn_at.isoformat(),
        }


def _activities(member: Member) -> Iterable[dict[str, Any]]:
    for row in member.activities.prefetch_related(as_known_to(member)):
        yield {
            "community": name_where(row),
            "kind": row.kind,
            "thing": to_code(row.target_id),
            "created_at": row.created_at.isoformat(),
        }


def _reports(member: Member) -> Iterable[dict[str, Any]]:
    """One's own reports, with what they were about: which kind of thing, and its words while one
    may read them; and what was decided.
    """
    known = member.reports.select_related("case", "target_type")
    rows = list(known.prefetch_related("case__decisions"))
    about = _reported_things(rows, member)
    for row in rows:
        entry = reportable_of(row.target_type)
        thing = about.get((row.target_type_id, row.target_id))
        last = list(row.case.decisions.all())[-1:]
        yield {
            "about": entry.name if entry else "",
            "thing": to_code(row.target_id) if row.target_id else "",
            "words": entry.words(thing) if entry and thing else "",
            "address": row.address or (entry.url(thing) if entry and thing else ""),
            "reason": row.reason,
            "explanation": row.explanation,
            "in_good_faith": row.in_good_faith,
            "state": row.case.state,
            "decided": last[0].measure if last else "",
            "created_at": row.created_at.isoformat(),
        }


def _reported_things(rows: list[Report], member: Member) -> dict[tuple[Any, Any], Any]:
    """What these reports are about, as far as the reader may see it now; one query a kind."""
    wanted: dict[ContentType, set[Any]] = defaultdict(set)
    for row in rows:
        if row.target_type:
            wanted[row.target_type].add(row.target_id)
    return {
        (kind.pk, thing.pk): thing
        for kind, ids in wanted.items()
        if (entry := reportable_of(kind))
        for thing in entry.visible_to(member).filter(pk__in=ids)
    }


def _cases(member: Member) -> Iterable[dict[str, Any]]:
    """Only what its author was told: no case that waits, and none that came to nothing between two
    people, since that would say who reported them.
    """
    for case in Case.objects.told_to_author(member).select_related("target_type"):
        entry = reportable_of(case.target_type)
        yield {
            "about": entry.name if entry else "",
            "snapshot": case.snapshot,
            "state": case.state,
            "decided_at": case.decided_at and case.decided_at.isoformat(),
        }


def _decisions(member: Member) -> Iterable[dict[str, Any]]:
    told = Decision.objects.told_to_author(member).values("pk")
    for row in Decision.objects.filter(Q(pk__in=told) | Q(moderator=member)):
        yield {
            "decided_by_you": row.moderator_id == member.pk,
            "measure": row.measure,
            "ground": row.ground,
            "rule": row.rule,
            "reason": row.reason,
            "created_at": row.created_at.isoformat(),
        }


def _complaints(member: Member) -> Iterable[dict[str, Any]]:
    for row in member.complaints.select_related("decision"):
        yield {
            "about": row.decision.reason,
            "text": row.text,
            "answered_at": row.answered_at and row.answered_at.isoformat(),
            "created_at": row.created_at.isoformat(),
        }


def _erase_memberships(member: Member) -> None:
    """A community whose only owner goes is handed over first."""
    hand_over(member=member)
    Membership.objects.filter(member=member).delete()


def _erase_invitations(member: Member) -> None:
    Invitation.objects.filter(inviter=member).delete()
    Invitation.objects.filter(invitee=member).delete()


def _delete(rows: QuerySet[Any]) -> None:
    rows.delete()


def _forget(model: type[Model], field: str, *, also: dict[str, Any] | None = None) -> Any:
    """The row stays as a proof of what was decided, without saying whose it was."""

    def erase(member: Member) -> None:
        rows = model._default_manager.filter(**{field: member})
        rows.update(**{field: None, **(also or {})})

    return erase


def _erase_cases(member: Member) -> None:
    """What was decided stays, and whoever reported it reads the answer; the words go with whoever
    wrote them, and those of several with the thing they stood in.
    """
    Case.objects.filter(author=member).update(author=None, snapshot="")
    for case in Case.objects.filter(parties=member).exclude(snapshot=""):
        if case.target is None:
            Case.objects.filter(pk=case.pk).update(snapshot="")


personal_data.register(
    PersonalData(
        name="communities.memberships",
        model=Membership,
        label=_("Memberships"),
        export=_memberships,
        erase=_erase_memberships,
    )
)
personal_data.register(
    PersonalData(
        name="communities.founded",
        model=Community,
        label=_("Communities you founded"),
        export=_founded,
        erase=_forget(Community, "founder"),
    )
)
personal_data.register(
    PersonalData(
        name="communities.invitations",
        model=Invitation,
        label=_("Invitations you sent and received"),
        export=_invitations,
        erase=_erase_invitations,
    )
)
personal_data.register(
    PersonalData(
        name="communities.activities",
        model=Activity,
        label=_("What you did in communities"),
        export=_activities,
        erase=lambda member: _delete(member.activities.all()),
    )
)
personal_data.register(
    PersonalData(
        name="communities.reports",
        model=Report,
        label=_("Reports you sent"),
        export=_reports,
        erase=_forget(Report, "reporter", also={"name": "", "email": ""}),
    )
)
personal_data.register(
    PersonalData(
        name="communities.cases",
        model=Case,
        label=_("Cases about what you wrote"),
        export=_cases,
        erase=_erase_cases,
        # When it is known what else has gone.
        order=90,
    )
)
personal_data.register(
    PersonalData(
        name="communities.decisions",
        model=Decision,
        label=_("Decisions about what you wrote, and decisions you took"),
        export=_decisions,
        erase=_forget(Decision, "moderator"),
    )
)
personal_data.register(
    PersonalData(
        name="communities.complaints",
        model=Complaint,
        label=_("Complaints you made"),
        export=_complaints,
        erase=lambda member: _delete(member.complaints.all()),
    )
)

"""What this floor keeps about a member: how it is handed out, and how it is erased."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
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
from members.models import Member
from members.shelves import PersonalData, personal_data


def _rows(queryset: QuerySet[Any], *fields: str) -> Iterable[dict[str, Any]]:
    return queryset.values("created_at", *fields)


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


personal_data.register(
    PersonalData(
        name="communities.memberships",
        model=Membership,
        label=_("Memberships"),
        export=lambda member: _rows(
            member.memberships.all(),
            "community__name",
            "role",
            "state",
            "state_since",
            "answer",
            "reply",
        ),
        erase=_erase_memberships,
    )
)
personal_data.register(
    PersonalData(
        name="communities.founded",
        model=Community,
        label=_("Communities you founded"),
        export=lambda member: _rows(
            Community.objects.filter(founder=member),
            "slug",
            "name",
            "purpose",
            "about",
            "guidelines",
        ),
        erase=_forget(Community, "founder"),
    )
)
personal_data.register(
    PersonalData(
        name="communities.invitations",
        model=Invitation,
        label=_("Invitations you sent and received"),
        export=lambda member: [
            *_rows(member.invitations_sent.all(), "community__name", "words", "accepted"),
            *_rows(member.invitations_received.all(), "community__name", "words", "accepted"),
        ],
        erase=_erase_invitations,
    )
)
personal_data.register(
    PersonalData(
        name="communities.activities",
        model=Activity,
        label=_("What you did in communities"),
        export=lambda member: _rows(member.activities.all(), "community__name", "kind"),
        erase=lambda member: _delete(member.activities.all()),
    )
)
personal_data.register(
    PersonalData(
        name="communities.reports",
        model=Report,
        label=_("Reports you sent"),
        export=lambda member: _rows(
            member.reports.all(), "reason", "explanation", "in_good_faith", "address"
        ),
        erase=_forget(Report, "reporter", also={"name": "", "email": ""}),
    )
)
personal_data.register(
    PersonalData(
        name="communities.cases",
        model=Case,
        label=_("Cases about what you wrote"),
        export=lambda member: _rows(member.cases_about.all(), "snapshot", "state"),
        erase=_forget(Case, "author", also={"snapshot": ""}),
    )
)
personal_data.register(
    PersonalData(
        name="communities.decisions",
        model=Decision,
        label=_("Decisions about what you wrote, and decisions you took"),
        export=lambda member: _rows(
            Decision.objects.filter(case__author=member)
            | Decision.objects.filter(moderator=member),
            "measure",
            "ground",
            "rule",
            "reason",
        ),
        erase=_forget(Decision, "moderator"),
    )
)
personal_data.register(
    PersonalData(
        name="communities.complaints",
        model=Complaint,
        label=_("Complaints you made"),
        export=lambda member: _rows(member.complaints.all(), "text", "answered_at"),
        erase=lambda member: _delete(member.complaints.all()),
    )
)

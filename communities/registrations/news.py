"""What members hear of from this floor."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.models import (
    CaseState,
    Community,
    Complaint,
    Decision,
    Invitation,
    Measure,
    Membership,
    MembershipState,
    Report,
    Role,
)
from communities.models.moderation import Case
from communities.services.deciders import deciders_of
from communities.services.names import as_known_to, known_community, name_where
from communities.services.waiting import cases_for, requests_for
from members.models import Member
from members.shelves import NotificationKind, notification_kinds


def _where_one_belongs(member: Member) -> QuerySet[Membership]:
    """News of a community one has left, or that stands no more, is told no more."""
    return (
        Membership.objects.active()
        .filter(member=member, community__in=Community.objects.standing())
        .prefetch_related(as_known_to(member))
    )


def _closed_doors(state: MembershipState) -> Callable[[Member], QuerySet[Membership]]:
    """That one was declined or removed stays told, as long as it holds; where that was, only as far
    as one may still know of the community.
    """
    return lambda member: Membership.objects.filter(member=member, state=state).prefetch_related(
        as_known_to(member)
    )


def _invitations(member: Member) -> QuerySet[Invitation]:
    """Also answered ones and old ones, as long as one may know of the community anyway."""
    known = Community.objects.listed_for(member)
    rows = Invitation.objects.filter(invitee=member, withdrawn_at=None, community__in=known)
    return rows.select_related("community", "inviter")


def _requests_for(member: Member) -> QuerySet[Membership]:
    moderated = Community.objects.moderated_by(member)
    return (
        Membership.objects.requested()
        .filter(community__in=moderated)
        .select_related("community", "member")
    )


def _moderators(membership: Membership, actor: Member | None) -> Iterable[Member]:
    moderating = Membership.objects.moderating().filter(community=membership.community_id)
    return Member.objects.filter(pk__in=moderating.values("member"))


def _the_member(membership: Membership, actor: Member | None) -> Iterable[Member]:
    return [membership.member]


def _community_of(news: Any) -> dict[str, str]:
    return {"community": name_where(news.target)}


def _community_url(news: Any) -> str:
    community = known_community(news.target)
    return community.get_absolute_url() if community else reverse("members:inbox")


def _asked(news: Any) -> str:
    return gettext("%(name)s would like to join %(community)s.") % {
        "name": news.target.member.name,
        "community": news.target.community.name,
    }


def _let_in(news: Any) -> str:
    return gettext("You belong to %(community)s now. Welcome.") % _community_of(news)


def _declined(news: Any) -> str:
    if known_community(news.target) is None:
        return gettext("Your request to join a community was declined.")
    return gettext("Your request to join %(community)s was declined.") % _community_of(news)


def _removed(news: Any) -> str:
    if known_community(news.target) is None:
        return gettext("Your membership in a community that is not open to you any more was ended.")
    return gettext("Your membership in %(community)s was ended.") % _community_of(news)


def _role_changed(news: Any) -> str:
    sentences = {
        Role.OWNER: gettext("You are an owner of %(community)s now."),
        Role.MODERATOR: gettext("You moderate %(community)s now."),
        Role.MEMBER: gettext("You are a member of %(community)s now, without a role."),
    }
    return sentences[news.target.role] % _community_of(news)


def _invited(news: Any) -> str:
    return gettext("%(name)s invites you to %(community)s.") % {
        "name": news.target.inviter.name,
        "community": news.target.community.name,
    }


def _where(case: Case) -> str:
    """The place a case belongs to, in words."""
    return case.community.name if case.community else gettext("Resonanz")


def _reported(news: Any) -> str:
    return gettext("Something was reported in %(place)s. It waits for a decision.") % {
        "place": _where(news.target.case)
    }


def _complained(news: Any) -> str:
    return gettext("Somebody complained about a decision in %(place)s and waits for a new one.") % {
        "place": _where(news.target.decision.case)
    }


def _decided(news: Any) -> str:
    """The same decision, said to the author and to those who reported."""
    if news.target.case.author_id == news.recipient_id:
        return _said_to_the_author(news.target)
    if news.target.measure == Measure.HIDE:
        return gettext("What you reported was hidden. Read why.")
    return gettext("What you reported stays as it is. Read why, and what you can do.")


def _said_to_the_author(decision: Decision) -> str:
    if decision.measure == Measure.HIDE:
        return gettext("Something you wrote was hidden. Read why, and what you can do.")
    if decision.overrules and decision.overrules.measure == Measure.HIDE:
        return gettext("Something you wrote was hidden by mistake and stands again.")
    return gettext("Something you wrote was reported. It stays as it is.")


def _decisions(member: Member) -> QuerySet[Decision]:
    return Decision.objects.visible_to(member).select_related("case__community", "overrules")


def _concerned(decision: Decision, actor: Member | None) -> QuerySet[Member]:
    """The author and everyone who reported it, as far as they may read it: see `_decisions`."""
    reports = decision.case.reports.filter(reporter__isnull=False)
    return Member.objects.filter(
        Q(pk=decision.case.author_id or 0) | Q(pk__in=reports.values("reporter"))
    )


def _who_may_decide(report: Report, actor: Member | None) -> Iterable[Member]:
    """Nobody any more once it is decided."""
    return deciders_of(report.case) if report.case.state == CaseState.OPEN else []


def _who_may_answer(complaint: Complaint, actor: Member | None) -> Iterable[Member]:
    return [] if complaint.answered_at else deciders_of(complaint.decision.case)


def _case_url(case: Case) -> str:
    return case.get_absolute_url()


KINDS = [
    NotificationKind(
        name="communities.asked_to_join",
        label=_("Somebody asks to join a community you moderate"),
        load=_requests_for,
        recipients=_moderators,
        sentence=_asked,
        url=lambda news: reverse("communities:requests", args=[news.target.community.slug]),
        waits=requests_for,
        subject=_("Somebody would like to join your community"),
        excerpt=lambda news: news.target.answer,
        mails_at_once=True,
    ),
    NotificationKind(
        name="communities.let_in",
        label=_("You were let into a community"),
        load=_where_one_belongs,
        recipients=_the_member,
        sentence=_let_in,
        url=_community_url,
        subject=_("You were let in"),
        mails_at_once=True,
    ),
    NotificationKind(
        name="communities.declined",
        label=_("Your request to join was declined"),
        load=_closed_doors(MembershipState.DECLINED),
        recipients=_the_member,
        sentence=_declined,
        url=_community_url,
        subject=_("An answer to your request to join"),
        excerpt=lambda news: news.target.reply,
    ),
    NotificationKind(
        name="communities.removed",
        label=_("Your membership was ended"),
        load=_closed_doors(MembershipState.REMOVED),
        recipients=_the_member,
        sentence=_removed,
        url=lambda news: reverse("communities:gone", args=[news.target.pk]),
        subject=_("Your membership in a community was ended"),
        excerpt=lambda news: news.target.reply,
        mails_at_once=True,
    ),
    NotificationKind(
        name="communities.role_changed",
        label=_("Your role in a community changed"),
        load=_where_one_belongs,
        recipients=_the_member,
        sentence=_role_changed,
        url=_community_url,
        subject=_("Your role in a community changed"),
    ),
    NotificationKind(
        name="communities.invited",
        label=_("Somebody invites you to a community"),
        load=_invitations,
        recipients=lambda invitation, actor: [invitation.invitee],
        sentence=_invited,
        url=lambda news: reverse("communities:invitations"),
        waits=Invitation.objects.waiting_for,
        subject=_("You are invited to a community"),
        excerpt=lambda news: news.target.words,
        mails_at_once=True,
    ),
    NotificationKind(
        name="communities.reported",
        label=_("Something was reported where you moderate"),
        load=lambda member: Report.objects.filter(
            case__in=Case.objects.visible_to(member)
        ).select_related("case__community"),
        recipients=_who_may_decide,
        waits=lambda member: Report.objects.filter(case__in=cases_for(member).order_by()),
        sentence=_reported,
        url=lambda news: _case_url(news.target.case),
        subject=_("A report waits for your decision"),
        mails_at_once=True,
    ),
    NotificationKind(
        name="communities.complained",
        label=_("Somebody complained about a decision"),
        load=lambda member: Complaint.objects.filter(
            decision__case__in=Case.objects.visible_to(member)
        ).select_related("decision__case__community"),
        recipients=_who_may_answer,
        sentence=_complained,
        url=lambda news: _case_url(news.target.decision.case),
        subject=_("A complaint waits for your decision"),
        mails_at_once=True,
    ),
    NotificationKind(
        name="communities.decided",
        label=_("A decision about something you wrote or reported"),
        load=_decisions,
        recipients=_concerned,
        sentence=_decided,
        url=lambda news: news.target.get_absolute_url(),
        subject=_("A decision about something you wrote or reported"),
        mails_at_once=True,
    ),
]

for kind in KINDS:
    notification_kinds.register(kind)

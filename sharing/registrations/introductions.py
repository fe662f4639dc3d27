"""What introductions put on the shelves of the floors below."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.shelves import Reportable, reportables
from members.models import Member
from members.services.privacy import plain
from members.shelves import (
    NotificationKind,
    Panel,
    PersonalData,
    notification_kinds,
    panels,
    personal_data,
)
from members.viewer import viewer
from sharing.models import Introduction
from sharing.reading.introductions import introductions_of
from sharing.services.introductions import (
    erase_introductions,
    hide_introduction,
    show_introduction,
)

# What the other of the two answered is nobody else's, not even in what is handed out.
ANSWERS = {"one_says_yes", "other_says_yes"}


def _names(row: Any) -> dict[str, str]:
    introduction = row.target
    return {
        "introducer": introduction.introducer.name,
        "one": introduction.one.name,
        "other": introduction.other.name,
        "name": _other_than(introduction, row.recipient_id),
    }


def _other_than(introduction: Introduction, member_id: int) -> str:
    """With whom the reader is brought together."""
    one_reads = introduction.one_id == member_id
    return introduction.other.name if one_reads else introduction.one.name


def _address(row: Any) -> str:
    return str(row.target.get_absolute_url())


def _both(introduction: Introduction, actor: Member | None) -> Iterable[Member]:
    """Both at once, unless they block each other: then nobody is asked."""
    two = Member.objects.filter(pk__in=[introduction.one_id, introduction.other_id])
    return [one for one in two if Introduction.objects.visible_to(one).filter(pk=introduction.pk)]


def _all_three(introduction: Introduction, actor: Member | None) -> Iterable[Member]:
    people = [introduction.introducer_id, introduction.one_id, introduction.other_id]
    return Member.objects.filter(pk__in=people)


def _whoever_waits(introduction: Introduction, actor: Member | None) -> Iterable[Member]:
    """The introducer, and whoever said yes; whoever did not is left in peace."""
    people = [introduction.introducer_id]
    people += [introduction.one_id] if introduction.one_says_yes else []
    people += [introduction.other_id] if introduction.other_says_yes else []
    return Member.objects.filter(pk__in=people)


def _asked(row: Any) -> str:
    sentence = gettext("%(introducer)s would like to introduce you to %(name)s.")
    return sentence % _names(row)


def _came_about(row: Any) -> str:
    if row.recipient_id == row.target.introducer_id:
        return gettext("%(one)s and %(other)s talk, thanks to you.") % _names(row)
    return gettext("You and %(name)s would both like to talk. The conversation is open.") % (
        _names(row)
    )


def _rests(row: Any) -> str:
    if row.recipient_id == row.target.introducer_id:
        sentence = gettext(
            "Your introduction of %(one)s and %(other)s did not come about. It was kind of you."
        )
    else:
        sentence = gettext("The introduction to %(name)s did not come about. It rests now.")
    return sentence % _names(row)


notification_kinds.register(
    NotificationKind(
        name="sharing.introduction_made",
        label=_("Somebody would like to introduce you to somebody"),
        load=introductions_of,
        recipients=_both,
        sentence=_asked,
        url=_address,
        subject=_("Somebody would like to introduce you"),
        mails_at_once=True,
        excerpt=lambda row: row.target.sentence,
        language=lambda row: str(row.target.language),
        waits=lambda member: introductions_of(member).waiting_for(member),
    )
)
notification_kinds.register(
    NotificationKind(
        name="sharing.introduction_came_about",
        label=_("An introduction came about"),
        load=introductions_of,
        recipients=_all_three,
        sentence=_came_about,
        url=_address,
        subject=_("An introduction came about"),
    )
)
notification_kinds.register(
    NotificationKind(
        name="sharing.introduction_rests",
        label=_("An introduction did not come about"),
        load=introductions_of,
        recipients=_whoever_waits,
        sentence=_rests,
        url=_address,
        subject=_("News of an introduction"),
    )
)
reportables.register(
    Reportable(
        name="introduction",
        model=Introduction,
        label=_("Introduction"),
        author_of=lambda introduction: introduction.introducer,
        others_of=lambda introduction: [introduction.one, introduction.other],
        community_of=lambda introduction: None,
        visible_to=introductions_of,
        hide=hide_introduction,
        restore=show_introduction,
        words=lambda introduction: introduction.sentence,
        url=lambda introduction: introduction.get_absolute_url(),
        # Of the two who read it, at most two can have reported it.
        between_two=lambda introduction: True,
    )
)


def waiting_introductions(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """On Today: introductions that wait for one's answer."""
    member = viewer(request)
    if member is None:
        return None
    rows = introductions_of(member).waiting_for(member).order_by("created_at")[:2]
    waiting = [(row, _partner(row, member)) for row in rows]
    return {"waiting": waiting} if waiting else None


def way_to_introduce(request: HttpRequest, subject: Member) -> dict[str, Any] | None:
    """On somebody's page: introduce them to somebody."""
    member = viewer(request)
    return {"subject": subject} if member is not None and member != subject else None


def _partner(introduction: Introduction, member: Member) -> Member:
    return introduction.other if introduction.one_id == member.pk else introduction.one


panels.register(
    Panel(
        "sharing.introductions",
        "today",
        "sharing/panels/introductions_today.html",
        waiting_introductions,
        12,
        waits=lambda member: [introductions_of(member).waiting_for(member)],
    )
)
panels.register(
    Panel("sharing.introduce", "member", "sharing/panels/introduce.html", way_to_introduce, 90)
)


def _export(member: Member) -> Iterable[dict[str, Any]]:
    """What somebody wrote, and what they were asked as far as they may read it, with their own
    answer.
    """
    asked = Introduction.objects.visible_to(member).values("pk")
    mine = Introduction.objects.filter(Q(introducer=member) | Q(pk__in=asked))
    rows = list(mine.order_by("created_at"))
    for introduction, row in zip(rows, plain(rows, member, without=ANSWERS), strict=True):
        yield row | {"your_answer": introduction.answer_of(member)}


personal_data.register(
    PersonalData(
        name="sharing.introductions",
        model=Introduction,
        label=_("Introductions"),
        export=_export,
        erase=erase_introductions,
    )
)

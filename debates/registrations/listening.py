"""Restatements: their news, the feed, Today, reports, and what is kept about a member."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from communities.shelves import Reportable, reportables
from debates.access import judges_of
from debates.models import Restatement, RestatementState, Witnessing
from debates.reading.waiting import concerning, to_accept, to_answer, to_judge, waiting_for
from debates.registrations.exported import questions_for
from debates.registrations.told import activity, address
from debates.services import moderation
from debates.services.bridging import rescore
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

MOST_WAITING = 5


def restatements_for(member: Member | None) -> QuerySet[Restatement]:
    """Those one may read, with the two people and the question."""
    readable = Restatement.objects.visible_to(member)
    return readable.select_related(
        "listener", "author", "position__topic__community", "witnessing__witness"
    ).defer("position__topic__search", "listener__search", "author__search")


def heard_for(member: Member | None) -> QuerySet[Restatement]:
    return restatements_for(member).filter(state=RestatementState.HEARD)


def _told(sentence: Any) -> Callable[[Any], str]:
    """A sentence with the name of whoever did it and the question it is about."""

    def tell(row: Any) -> str:
        said = {
            "name": row.actor.name if row.actor else "",
            "question": row.target.position.topic.question,
            "listener": row.target.listener.name,
        }
        return str(sentence) % said

    return tell


def _witness_or_judges(restatement: Restatement, actor: Member | None) -> Iterable[Member]:
    witnessing = getattr(restatement, "witnessing", None)
    if witnessing is None:
        return []
    if witnessing.calls_moderators:
        return judges_of(restatement)
    return [witnessing.witness] if witnessing.witness else []


def _news(
    name: str,
    label: Any,
    sentence: Any,
    subject: Any,
    recipients: Callable[[Any, Member | None], Iterable[Member]],
    *,
    waits: Callable[[Member], QuerySet[Any]] | None = None,
    excerpt: Callable[[Any], str] = lambda row: "",
) -> None:
    notification_kinds.register(
        NotificationKind(
            name=f"debates.{name}",
            label=label,
            load=restatements_for,
            recipients=recipients,
            sentence=_told(sentence),
            url=address,
            subject=subject,
            mails_at_once=waits is not None,
            waits=waits,
            excerpt=excerpt,
            language=lambda row: row.target.language if excerpt(row) else "",
        )
    )


_news(
    "restated",
    _("Somebody restates your words and asks whether you feel heard"),
    _("%(name)s restates you on “%(question)s”. Do you feel heard?"),
    _("Somebody listened to you and waits for your answer"),
    lambda restatement, actor: [restatement.author],
    waits=to_answer,
    excerpt=lambda row: row.target.text,
)
_news(
    "felt_heard",
    _("Somebody feels heard by you"),
    _("%(name)s feels heard by you on “%(question)s”."),
    _("Your restatement was answered"),
    lambda restatement, actor: [restatement.listener],
)
_news(
    "not_quite",
    _("Somebody tells you what is missing in your restatement"),
    _("“Not quite”, says %(name)s on “%(question)s”, and tells you what is missing."),
    _("Your restatement was answered"),
    lambda restatement, actor: [restatement.listener],
    excerpt=lambda row: row.target.correction,
)
_news(
    "restatement_lapsed",
    _("A restatement of yours stayed without an answer"),
    _("Your restatement on “%(question)s” stayed without an answer. You may object now."),
    _("Your restatement waited for three days"),
    lambda restatement, actor: [restatement.listener],
)
_news(
    "witness_proposed",
    _("Somebody proposes a witness for a restatement of your words"),
    _("%(name)s proposes a witness on “%(question)s”. You decide whether you accept."),
    _("A witness is proposed, and your answer is awaited"),
    lambda restatement, actor: [restatement.author],
    waits=to_accept,
)
_news(
    "witness_declined",
    _("A witness you proposed was declined"),
    _("%(name)s would rather not have this witness. Propose another, or call the moderators."),
    _("A witness was declined"),
    lambda restatement, actor: [restatement.listener],
)
_news(
    "witness_asked",
    _("You are asked whether a restatement is fair"),
    _("You are asked to witness on “%(question)s”: is the restatement of %(listener)s fair?"),
    _("You are asked to be a witness"),
    _witness_or_judges,
    waits=to_judge,
)
_news(
    "judged",
    _("A witness judged a restatement between you and somebody else"),
    _("A witness has judged the restatement on “%(question)s”."),
    _("A witness has answered"),
    lambda restatement, actor: [restatement.listener, restatement.author],
)


activity(
    "debates.felt_heard",
    _("Somebody felt heard"),
    heard_for,
    _told(_("%(name)s felt heard by %(listener)s on “%(question)s”.")),
)


def waiting_today(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """Restatements that wait for the member's answer, acceptance or judgement."""
    reader = viewer(request)
    rows = waiting_for(reader, MOST_WAITING) if reader else []
    return {"rows": rows} if rows else None


panels.register(
    Panel(
        "debates.restatements",
        "today",
        "debates/panels/restatements.html",
        waiting_today,
        20,
        waits=lambda member: [concerning(member)],
    )
)


reportables.register(
    Reportable(
        name="restatement",
        model=Restatement,
        label=_("Restatement"),
        author_of=lambda restatement: restatement.listener,
        others_of=lambda restatement: [restatement.author],
        community_of=lambda restatement: restatement.position.topic.community,
        visible_to=restatements_for,
        hide=moderation.hide_restatement,
        restore=moderation.restore_restatement,
        words=lambda restatement: "\n\n".join(
            filter(None, [restatement.text, restatement.also_agree, restatement.learned])
        ),
        url=lambda restatement: restatement.get_absolute_url(),
        between_two=lambda restatement: restatement.state != RestatementState.HEARD,
    )
)


def _export(member: Member) -> Iterable[dict[str, Any]]:
    """What one restated, and how one answered others; the words of others stay theirs."""
    mine = Restatement.objects.filter(Q(listener=member) | Q(author=member)).order_by("created_at")
    rows = list(mine.select_related("position"))
    question = questions_for(member, [one.position.topic_id for one in rows])
    names = names_for(member, [who for one in rows for who in (one.listener_id, one.author_id)])
    for one in rows:
        given = one.listener_id == member.pk
        yield {
            "question": question(one.position.topic_id),
            "restated": names(one.author_id) if given else None,
            "restated_by": None if given else names(one.listener_id),
            "text": one.text if given else "",
            "also_agree": one.also_agree if given else "",
            "learned": one.learned if given else "",
            "round": one.round,
            "state": one.state,
            "correction": "" if given else one.correction,
            "sent_at": one.created_at.isoformat(),
            "answered_at": one.answered_at and one.answered_at.isoformat(),
        }


def _erase(member: Member) -> None:
    """Their restatements go, and those of their words; what others restated is counted anew."""
    given = Restatement.objects.filter(listener=member)
    positions = set(given.values_list("position_id", flat=True))
    given.delete()
    Restatement.objects.filter(author=member).delete()
    for position in sorted(positions):
        rescore(position)


def _export_judgements(member: Member) -> Iterable[dict[str, Any]]:
    judged = Witnessing.objects.filter(witness=member).order_by("called_at")
    rows = list(judged.select_related("restatement__position"))
    question = questions_for(member, [one.restatement.position.topic_id for one in rows])
    for one in rows:
        yield {
            "question": question(one.restatement.position.topic_id),
            "is_fair": one.is_fair,
            "why": one.words,
            "judged_at": one.judged_at and one.judged_at.isoformat(),
        }


def _erase_judgements(member: Member) -> None:
    """What was judged stands, without a name and without their words."""
    Witnessing.objects.filter(witness=member).update(witness=None, words="")


personal_data.register(
    PersonalData(
        name="debates.restatements",
        model=Restatement,
        label=_("Restatements"),
        export=_export,
        erase=_erase,
        order=10,
    )
)
personal_data.register(
    PersonalData(
        name="debates.witnessings",
        model=Witnessing,
        label=_("Restatements you judged as a witness"),
        export=_export_judgements,
        erase=_erase_judgements,
        order=10,
    )
)

"""What joint statements put on the shelves of the floors below."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.shelves import Reportable, reportables
from debates.models import JointStatement, Position, Ratification, Topic, TopicChoice
from debates.reading.today import joint_to_answer
from debates.registrations.exported import questions_for
from debates.registrations.told import activity, address
from debates.services import moderation
from debates.services.joint import forget_author
from members.models import Member
from members.services.naming import names_for
from members.services.privacy import plain
from members.shelves import NotificationKind, PersonalData, notification_kinds, personal_data


def joint_for(member: Member | None) -> QuerySet[JointStatement]:
    """Joint statements one may read, with the question they answer."""
    rows = JointStatement.objects.visible_to(member).select_related("topic__community")
    return rows.defer("topic__search", "topic__why", "topic__known")


def standing_on(topic: Topic, *sides: int) -> "QuerySet[Member]":
    """Whoever stands on one of these sides now, without those who muted the topic."""
    wanted = Q()
    for side in sides:
        wanted |= Q(stance__gt=0) if side > 0 else Q(stance__lt=0) if side < 0 else Q(stance=0)
    muters = TopicChoice.objects.filter(topic=topic, wish=TopicChoice.Wish.MUTE)
    standing = Position.objects.standing().filter(wanted, topic=topic).values("member")
    return Member.objects.filter(pk__in=standing).exclude(pk__in=muters.values("member"))


def _other_side(joint: JointStatement, actor: Member | None) -> Iterable[Member]:
    return standing_on(joint.topic, joint.coauthor_side)


def _everybody_standing(joint: JointStatement, actor: Member | None) -> Iterable[Member]:
    return standing_on(joint.topic, -1, 0, 1)


def _all_but_the_coauthor(joint: JointStatement, actor: Member | None) -> Iterable[Member]:
    """Whoever opened it knows."""
    return standing_on(joint.topic, -1, 0, 1).exclude(pk=joint.coauthor_id or 0)


def _both_authors(joint: JointStatement, actor: Member | None) -> Iterable[Member]:
    return Member.objects.filter(pk__in=[joint.author_id or 0, joint.coauthor_id or 0])


def _told(sentence: Any, nobody: Any = "") -> Any:
    """A sentence with the name of whoever did it and the question it is about."""

    def tell(row: Any) -> str:
        text = sentence if row.actor or not nobody else nobody
        name = row.actor.name if row.actor else ""
        return str(text) % {"name": name, "question": row.target.topic.question}

    return tell


def _words(row: Any) -> str:
    return str(row.target.text)


def _language(row: Any) -> str:
    return str(row.target.language)


RATIFIED = _("Both sides stand behind the joint statement on “%(question)s”.")

notification_kinds.register(
    NotificationKind(
        name="debates.joint_drafted",
        label=_("Somebody of the other side drafted a joint statement"),
        load=joint_for,
        recipients=_other_side,
        sentence=_told(
            _(
                "%(name)s drafted a joint statement on “%(question)s” and hopes for somebody of"
                " your side."
            )
        ),
        url=address,
        subject=_("A joint statement waits for your side"),
        excerpt=_words,
        language=_language,
        waits=joint_to_answer,
    )
)
notification_kinds.register(
    NotificationKind(
        name="debates.joint_reworded",
        label=_("Somebody reworded the joint statement you drafted"),
        load=joint_for,
        recipients=lambda joint, actor: Member.objects.filter(pk=joint.coauthor_id or 0),
        sentence=_told(
            _(
                "%(name)s reworded your joint statement on “%(question)s”. Can you say it like"
                " this, too?"
            )
        ),
        url=address,
        subject=_("Your joint statement came back with other words"),
        mails_at_once=True,
        excerpt=_words,
        language=_language,
        waits=joint_to_answer,
    )
)
notification_kinds.register(
    NotificationKind(
        name="debates.joint_opened",
        label=_("A joint statement is open on a topic where you stand"),
        load=joint_for,
        recipients=_all_but_the_coauthor,
        sentence=_told(
            _("A joint statement on “%(question)s” has two authors. Do you stand behind it?")
        ),
        url=address,
        subject=_("A joint statement waits for your answer"),
        excerpt=_words,
        language=_language,
        waits=joint_to_answer,
    )
)
notification_kinds.register(
    NotificationKind(
        name="debates.joint_ratified",
        label=_("A joint statement is ratified on a topic where you stand"),
        load=joint_for,
        recipients=_everybody_standing,
        sentence=_told(RATIFIED),
        url=address,
        subject=_("A joint statement is ratified"),
        excerpt=_words,
        language=_language,
    )
)
notification_kinds.register(
    NotificationKind(
        name="debates.joint_set_aside",
        label=_("A joint statement you wrote is set aside"),
        load=joint_for,
        recipients=_both_authors,
        sentence=_told(_("%(name)s set the joint statement on “%(question)s” aside.")),
        url=address,
        subject=_("A joint statement of yours is set aside"),
        excerpt=lambda row: str(row.target.aside_because),
    )
)
activity(
    "debates.joint_opened",
    _("A joint statement was written"),
    joint_for,
    _told(_("Two members of both sides wrote a joint statement on “%(question)s”.")),
    excerpt=_words,
)
activity(
    "debates.joint_ratified",
    _("A joint statement was ratified"),
    joint_for,
    _told(RATIFIED),
    excerpt=_words,
)
reportables.register(
    Reportable(
        name="joint",
        model=JointStatement,
        label=_("Joint statement"),
        author_of=lambda joint: joint.author,
        others_of=lambda joint: [joint.coauthor],
        community_of=lambda joint: joint.topic.community,
        visible_to=lambda member: JointStatement.objects.visible_to(member).select_related(
            "topic__community", "author"
        ),
        hide=moderation.hide_joint,
        restore=moderation.restore_joint,
        words=lambda joint: joint.text,
        url=lambda joint: joint.get_absolute_url(),
    )
)


def _words_of_answer(answer: Ratification) -> str:
    if answer.agrees:
        return gettext("stands behind the joint statement")
    return answer.dissent


reportables.register(
    Reportable(
        name="ratification",
        model=Ratification,
        label=_("Answer to a joint statement"),
        author_of=lambda answer: answer.member,
        # A dissent is named only to those who may read the position of whoever wrote it.
        is_unnamed=True,
        community_of=lambda answer: answer.joint.topic.community,
        visible_to=lambda member: Ratification.objects.visible_to(member).select_related(
            "joint__topic__community", "member"
        ),
        hide=moderation.hide_words,
        restore=moderation.restore_words,
        words=_words_of_answer,
        url=lambda answer: answer.joint.get_absolute_url(),
    )
)


def _export_joint(member: Member) -> Iterable[dict[str, Any]]:
    written = JointStatement.objects.filter(Q(author=member) | Q(coauthor=member))
    rows = list(written.order_by("created_at"))
    question = questions_for(member, [joint.topic_id for joint in rows])
    authors = {joint.pk: [joint.author_id, joint.coauthor_id] for joint in rows}
    names = names_for(member, [one for two in authors.values() for one in two])
    for joint in rows:
        yield {
            "question": question(joint.topic_id),
            "written_by": [names(one) for one in authors[joint.pk] if one],
            "written_at": joint.created_at.isoformat(),
            "text": joint.text,
            "language": joint.language,
            "state": joint.state,
        }


def _erase_answers(member: Member) -> None:
    Ratification.objects.filter(member=member).delete()


personal_data.register(
    PersonalData(
        name="debates.joint_statements",
        model=JointStatement,
        label=_("Joint statements you wrote with somebody"),
        export=_export_joint,
        erase=forget_author,
        order=15,
    )
)
personal_data.register(
    PersonalData(
        name="debates.ratifications",
        model=Ratification,
        label=_("Your answers to joint statements"),
        export=lambda member: plain(Ratification.objects.filter(member=member), member),
        erase=_erase_answers,
        order=15,
    )
)

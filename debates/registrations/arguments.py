"""Arguments: asking about them, their news, reports, and what is kept about a member."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from communities.shelves import Reportable, reportables
from debates.models import Argument
from debates.registrations.exported import questions_for
from debates.registrations.told import address
from debates.services import moderation
from members.models import Member, Revision
from members.services.naming import names_for
from members.shelves import (
    Askable,
    NotificationKind,
    PersonalData,
    askables,
    notification_kinds,
    personal_data,
)


def arguments_for(member: Member | None) -> QuerySet[Argument]:
    """Those one may read, with whoever wrote them, what they answer and the question."""
    return (
        Argument.objects.visible_to(member)
        .select_related(
            "author", "parent__author", "position__member", "position__topic__community"
        )
        .defer("position__topic__search", "author__search", "position__member__search")
    )


def _author(argument: Argument) -> Member:
    """Whoever may be seen has an author; one who left takes the words along."""
    assert argument.author is not None
    return argument.author


def _words(argument: Argument) -> str:
    return gettext("what %(name)s wrote on “%(question)s”") % {
        "name": _author(argument).name,
        "question": argument.position.topic.question,
    }


def _community(argument: Argument) -> Community:
    return argument.position.topic.community


def _answered(argument: Argument, actor: Member | None) -> Iterable[Member]:
    """Whoever wrote what is answered."""
    if argument.parent is None:
        return [argument.position.member]
    return [argument.parent.author] if argument.parent.author else []


SENTENCES = {
    "support": _("%(name)s supports what you say on “%(question)s”."),
    "objection": _("%(name)s objects to you on “%(question)s”."),
    "experience": _("%(name)s tells an experience below your words on “%(question)s”."),
    "answer": _("%(name)s answers you on “%(question)s”."),
}


def _sentence(row: Any) -> str:
    return str(SENTENCES[row.target.kind]) % {
        "name": row.actor.name if row.actor else "",
        "question": row.target.position.topic.question,
    }


askables.register(
    Askable(
        name="argument",
        model=Argument,
        label=_("Contribution in a debate"),
        author_of=_author,
        visible_to=arguments_for,
        words=_words,
        url=lambda argument: argument.get_absolute_url(),
    )
)
notification_kinds.register(
    NotificationKind(
        name="debates.argued",
        label=_("Somebody answers what you wrote in a debate"),
        load=arguments_for,
        recipients=_answered,
        sentence=_sentence,
        url=address,
        subject=_("Somebody answered you in a debate"),
        excerpt=lambda row: row.target.text,
        language=lambda row: row.target.language,
    )
)
reportables.register(
    Reportable(
        name="argument",
        model=Argument,
        label=_("Contribution in a debate"),
        author_of=lambda argument: argument.author,
        community_of=_community,
        visible_to=arguments_for,
        hide=moderation.hide_argument,
        restore=moderation.restore_argument,
        words=lambda argument: "\n\n".join(filter(None, [argument.text, argument.sources])),
        url=lambda argument: argument.get_absolute_url(),
    )
)


def _export(member: Member) -> Iterable[dict[str, Any]]:
    """Everything one wrote in threads, also what was withdrawn."""
    mine = Argument.objects.filter(author=member).order_by("created_at")
    rows = list(mine.select_related("position"))
    question = questions_for(member, [one.position.topic_id for one in rows])
    names = names_for(member, [one.position.member_id for one in rows])
    for one in rows:
        yield {
            "question": question(one.position.topic_id),
            "position_of": names(one.position.member_id),
            "kind": one.kind,
            "text": one.text,
            "sources": one.sources,
            "language": one.language,
            "written_at": one.created_at.isoformat(),
            "withdrawn_at": one.withdrawn_at and one.withdrawn_at.isoformat(),
        }


def _erase(member: Member) -> None:
    """What nobody answered is deleted; elsewhere an empty place stays above the answers."""
    mine = Argument.objects.filter(author=member)
    unanswered = mine.filter(~Exists(Argument.objects.filter(parent=OuterRef("pk"))))
    while unanswered.delete()[0]:
        pass
    kind = ContentType.objects.get_for_model(Argument)
    left = list(mine.values_list("pk", flat=True))
    Revision.objects.filter(target_type=kind, target_id__in=left).delete()
    mine.update(author=None, text="", sources="")


personal_data.register(
    PersonalData(
        name="debates.arguments",
        model=Argument,
        label=_("Contributions in debates"),
        export=_export,
        erase=_erase,
        order=10,
    )
)

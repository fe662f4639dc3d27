"""What this floor, and the packages it signs people in with, keep about a member."""

from collections import defaultdict
from collections.abc import Callable, Collection
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from members.models import (
    Acceptance,
    ApiToken,
    Block,
    Consent,
    Conversation,
    DigestLine,
    DigestRun,
    Encounter,
    FormerHandle,
    Member,
    Message,
    Notification,
    NotificationChoice,
    Outbox,
    Question,
    Revision,
    SentOnce,
    ValueStatement,
)
from members.services import notifications, sessions
from members.services.naming import name_of, names_for
from members.services.privacy import erase_traces, plain
from members.shelves import PersonalData, notification_kinds, personal_data

Rows = Callable[[Member], list[dict[str, Any]]]


def _export(model: type[Model], *columns: str, without: Collection[str] = ()) -> Rows:
    """All rows in which one of these columns names the member."""
    return lambda member: plain(_rows(model, member, columns), member, without=without)


def _delete(model: type[Model], *columns: str) -> Callable[[Member], None]:
    def erase(member: Member) -> None:
        _rows(model, member, columns).delete()

    return erase


def _rows(model: type[Model], member: Member, columns: Collection[str]) -> Any:
    named = Q()
    for column in columns:
        named |= Q(**{column: member})
    return model._default_manager.filter(named)


def _register(
    name: str,
    model: type[Model],
    label: Any,
    *columns: str,
    order: int = 80,
    without: Collection[str] = (),
    export: Rows | None = None,
    erase: Callable[[Member], None] | None = None,
    also_covers: tuple[type[Model], ...] = (),
) -> None:
    personal_data.register(
        PersonalData(
            name=name,
            model=model,
            label=label,
            export=export or _export(model, *columns, without=without),
            erase=erase or _delete(model, *columns),
            order=order,
            also_covers=also_covers,
        )
    )


def _export_member(member: Member) -> list[dict[str, Any]]:
    return plain([Member.objects.get(pk=member.pk)], member)


def _erase_member(member: Member) -> None:
    erase_traces(Member.objects.filter(pk=member.pk))
    FormerHandle.keep(member.handle)
    Member.objects.filter(pk=member.pk).delete()


def _erase_values(member: Member) -> None:
    statements = ValueStatement.objects.filter(member=member)
    erase_traces(statements)
    statements.delete()


def _erase_questions(member: Member) -> None:
    questions = Question.objects.filter(Q(asker=member) | Q(addressee=member))
    erase_traces(questions)
    questions.delete()


def _export_questions(member: Member) -> list[dict[str, Any]]:
    """One's own words in any case; those of the other as long as lists show them: not what was
    withdrawn or hidden, and nothing of people one does not meet any more.
    """
    open_to_me = set(Question.objects.readable_by(member).values_list("pk", flat=True))
    mine = list(_rows(Question, member, ("asker", "addressee")))
    for question in mine:
        question.state = question.state_for(member)
    told = []
    for question, row in zip(mine, plain(mine, member), strict=True):
        asked = question.asker_id == member.pk
        if question.pk in open_to_me:
            told.append(row)
        elif asked:
            told.append(row | dict.fromkeys(("answer", "answer_language"), ""))
        elif question.answer:
            told.append(row | dict.fromkeys(("text", "language", "kind"), ""))
    return told


def _export_conversations(member: Member) -> list[dict[str, Any]]:
    """With whom, since when, and one's own words; those of the others belong to the others."""
    mine = list(Conversation.objects.visible_to(member))
    names = names_for(member, [one for row in mine for one in (row.one_id, row.other_id)])
    messages = list(Message.objects.filter(conversation__in=mine, author=member))
    written: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for message, words in zip(messages, plain(messages, member), strict=True):
        written[message.conversation_id].append(words)
    return [
        {
            "with": names(row.other_id if row.one_id == member.pk else row.one_id),
            "since": row.created_at.isoformat(),
            "written_by_you": written[row.pk],
        }
        for row in mine
    ]


def _export_blocks(member: Member) -> list[dict[str, Any]]:
    """Whom one blocked, by name: the page of blocks names them too."""
    return [
        {"blocked": name_of(row.blocked), "created_at": row.created_at.isoformat()}
        for row in Block.objects.filter(blocker=member).select_related("blocked")
    ]


def _export_news(member: Member) -> list[dict[str, Any]]:
    """What the inbox tells now, as it tells it; and nothing of what it leaves out."""
    return [
        {
            "created_at": row.created_at.isoformat(),
            "kind": row.kind,
            "sentence": str(notification_kinds[row.kind].sentence(row)),
            "by": name_of(row.actor) if row.actor else None,
            "read_at": row.read_at and row.read_at.isoformat(),
            "mail": row.mail_state,
        }
        for row in notifications.readable(notifications.news_of(member), member)
    ]


def _export_letters(member: Member) -> list[dict[str, Any]]:
    """Each with what stood in it, and which links were followed, while that is kept."""
    letters = list(DigestRun.objects.filter(member=member).prefetch_related("lines"))
    return [
        row | {"lines": plain(letter.lines.all(), member, without={"id", "run"})}
        for letter, row in zip(letters, plain(letters, member), strict=True)
    ]


def _erase_conversations(member: Member) -> None:
    mine = Conversation.objects.visible_to(member)
    erase_traces(Message.objects.filter(conversation__in=mine))
    mine.delete()


def _forget_editor(member: Member) -> None:
    Revision.objects.filter(editor=member).update(editor=None)


def _erase_administration(member: Member) -> None:
    """Their own acts go; what staff did with their account stays, without a name."""
    LogEntry.objects.filter(user=member).delete()
    account = {"content_type": ContentType.objects.get_for_model(Member), "object_id": member.pk}
    LogEntry.objects.filter(**account).update(object_repr="")


def _delete_blocks(member: Member) -> None:
    Block.objects.filter(Q(blocker=member) | Q(blocked=member)).delete()


_register("acceptances", Acceptance, _("What you confirmed when you signed up"), "member")
_register("consents", Consent, _("Consents"), "member")
_register("values", ValueStatement, _("Value statements"), "member", erase=_erase_values)
_register("questions", Question, _("Questions"), export=_export_questions, erase=_erase_questions)
_register(
    "conversations",
    Conversation,
    _("Conversations"),
    export=_export_conversations,
    erase=_erase_conversations,
    also_covers=(Message,),
)
_register("encounters", Encounter, _("Encounters"), "actor", "other")
# Who blocked a member stays unknown to them.
_register("blocks", Block, _("Blocks"), export=_export_blocks, erase=_delete_blocks)
_register(
    "notifications",
    Notification,
    _("News"),
    "recipient",
    "actor",
    export=_export_news,
)
_register("notification_choices", NotificationChoice, _("What you want to hear of"), "member")
_register("outbox", Outbox, _("News on their way"), "actor")
_register(
    "digests",
    DigestRun,
    _("Letters"),
    "member",
    export=_export_letters,
    also_covers=(DigestLine,),
)
# Texts of the member's own go with what they belong to; those of a community lose the name.
_register("earlier_versions", Revision, _("Earlier versions"), "editor", erase=_forget_editor)
_register("tokens", ApiToken, _("Keys to the interface for programs"), "member")
# The answer is a copy of what stands elsewhere.
_register(
    "sent_once",
    SentOnce,
    _("What you sent today, so that it is made once"),
    "member",
    without={"answer"},
)
_register(
    "email_addresses",
    EmailAddress,
    _("E-mail addresses"),
    "user",
    also_covers=(EmailConfirmation,),
)
_register("second_factors", Authenticator, _("Second factors"), "user", without={"data"})
_register(
    "sessions",
    UserSession,
    _("Where you are signed in"),
    "user",
    without={"session_key"},
    erase=lambda member: sessions.end_all(member=member),
    also_covers=(Session,),
)
_register(
    "administration",
    LogEntry,
    _("What you did in the back office"),
    "user",
    erase=_erase_administration,
)
_register("account", Member, _("Account"), export=_export_member, erase=_erase_member, order=100)

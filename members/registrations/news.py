"""The news this floor has to tell. Subjects name neither people nor what they wrote."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from members.models import Member, Message, Notification, Question
from members.services import conversations
from members.shelves import NotificationKind, notification_kinds


def _questions(member: Member) -> QuerySet[Question]:
    return Question.objects.readable_by(member)


def _messages(member: Member) -> QuerySet[Message]:
    return Message.objects.visible_to(member).select_related(
        "conversation__one", "conversation__other"
    )


def _unread_messages(member: Member) -> QuerySet[Message]:
    talks = conversations.unread_for(member).order_by()
    return Message.objects.visible_to(member).filter(conversation__in=talks.values("pk"))


def _named(sentence: Any) -> Callable[[Notification], str]:
    """A sentence in which `name` is whoever did it."""
    return lambda row: gettext(sentence) % {"name": row.actor.name if row.actor else ""}


def _partner(message: Message, actor: Member | None) -> list[Member]:
    return [message.conversation.partner_of(actor)] if actor else []


notification_kinds.register(
    NotificationKind(
        name="members.question_asked",
        label=_("Somebody asks you a question"),
        load=_questions,
        recipients=lambda question, actor: [question.addressee],
        sentence=_named(gettext_noop("%(name)s asks you a question.")),
        url=lambda row: row.target.get_absolute_url(),
        subject=_("A question for you"),
        mails_at_once=True,
        excerpt=lambda row: row.target.text,
        language=lambda row: row.target.language,
        waits=Question.objects.waiting_for,
    )
)
notification_kinds.register(
    NotificationKind(
        name="members.question_answered",
        label=_("Your question is answered"),
        load=_questions,
        recipients=lambda question, actor: [question.asker],
        sentence=_named(gettext_noop("%(name)s has answered your question.")),
        url=lambda row: row.target.get_absolute_url(),
        subject=_("Your question has an answer"),
        mails_at_once=True,
        excerpt=lambda row: row.target.answer,
        language=lambda row: row.target.answer_language,
    )
)
notification_kinds.register(
    NotificationKind(
        name="members.message_received",
        label=_("Somebody writes to you"),
        load=_messages,
        recipients=_partner,
        sentence=_named(gettext_noop("%(name)s has written to you.")),
        url=lambda row: row.target.conversation.get_absolute_url(),
        subject=_("A message for you"),
        excerpt=lambda row: row.target.text,
        waits=_unread_messages,
    )
)

"""Private messages between two members; a conversation is never opened cold."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members import access
from members.models import Conversation, Member, Message, Question
from members.refusals import Invalid
from members.services import limits, notifications
from members.services.outbox import notify
from members.text import clean_text

LONGEST = 4000


def open_conversation(
    *, one: Member, other: Member, opening: str, question: Question | None = None
) -> Conversation:
    """The one conversation of these two, opened by a real event; a second opening is the first."""
    first, second = sorted((one, other), key=lambda person: person.pk)
    conversation, _ = Conversation.objects.get_or_create(
        one=first,
        other=second,
        defaults={"opening": opening, "question": question, "latest_at": timezone.now()},
    )
    return conversation


@transaction.atomic
def send_message(*, member: Member, conversation: Conversation, text: str) -> Message:
    """Write to the other, unless one of the two has blocked the other."""
    access.require(access.can_write, member, conversation)
    text = clean_text(text)
    if not text:
        raise Invalid(_("There is nothing to send yet. Write a sentence."), field="text")
    if len(text) > LONGEST:
        raise Invalid(_("Please keep it under 4000 characters."), field="text")
    with limits.one_more(limits.MESSAGES, member):
        message = conversation.messages.create(author=member, text=text)
        _touch(conversation, member, latest_at=message.created_at)
        notify("members.message_received", actor=member, target=message)
    return message


def stir(*, member: Member, conversation: Conversation) -> None:
    """Something happened here by this member that is no message, such as an answer."""
    _touch(conversation, member, latest_at=timezone.now())


def mark_read(*, member: Member, conversation: Conversation) -> None:
    """Remember for oneself how far one has read; the other never learns of it."""
    seen_at = _read_at(conversation, member)
    if seen_at is None or seen_at < conversation.latest_at:
        _touch(conversation, member)
        notifications.forget_what_waits(member.pk)


def unread_for(member: Member) -> QuerySet[Conversation]:
    """Conversations in which something came in since one last looked, the latest first."""
    mine = Q(one=member) & (Q(one_read_at=None) | Q(one_read_at__lt=F("latest_at")))
    others = Q(other=member) & (Q(other_read_at=None) | Q(other_read_at__lt=F("latest_at")))
    visible = conversations_of(member)
    return visible.filter(mine | others).order_by("-latest_at", "-id")


def conversations_of(member: Member) -> QuerySet[Conversation]:
    """All conversations with people who are still here and not blocked."""
    return (
        Conversation.objects.visible_to(member)
        .select_related("one", "other")
        .filter(one__is_active=True, other__is_active=True)
        .exclude(one__in=member.blocked_ids)
        .exclude(other__in=member.blocked_ids)
    )


def is_unread(conversation: Conversation, member: Member) -> bool:
    """Whether something came in since one last looked."""
    seen_at = _read_at(conversation, member)
    return seen_at is None or seen_at < conversation.latest_at


def _read_at(conversation: Conversation, member: Member) -> datetime | None:
    mine = conversation.one_id == member.pk
    return conversation.one_read_at if mine else conversation.other_read_at


def _touch(conversation: Conversation, member: Member, **fields: object) -> None:
    mine = "one_read_at" if conversation.one_id == member.pk else "other_read_at"
    fields[mine] = timezone.now()
    Conversation.objects.filter(pk=conversation.pk).update(**fields)
    for name, value in fields.items():
        setattr(conversation, name, value)

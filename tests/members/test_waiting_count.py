"""One number counts what waits, on Today, in the inbox and beside it. It goes when that is dealt
with, wherever that happens.
"""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from communities.models import Invitation
from communities.services.invitations import decline_invitation, withdraw_invitation
from members.models import Member, Notification
from members.services import conversations, mails, notifications, questions
from members.services.notifications import drain_next, forget_what_waits, settle
from members.services.waiting import Waiting
from members.shelves import notification_kinds, panels_at
from tests.conftest import Cast
from tests.programs import Program
from tests.test_told_now import (  # noqa: F401 (fixtures for this file)
    STATES,
    cast,
    close_the_door,
    news,
    told_before,
)

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
BESIDE_THE_INBOX = re.compile(r'masthead__waiting">(\d+) waiting')


def drain() -> None:
    while drain_next():
        pass


def beside_the_inbox(page: Any) -> int:
    found = BESIDE_THE_INBOX.search(page.content.decode())
    return int(found[1]) if found else 0


def browser(member: Member) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(member)
    return client


def numbers(member: Member) -> set[int]:
    """The number on Today, in the inbox and on a page of something else."""
    client = browser(member)
    today, inbox, other = (client.get(path) for path in ("/", "/inbox/", "/topics/"))
    pages = (today, inbox, other)
    return {today.context["count"], *(beside_the_inbox(page) for page in pages)}


def fresh(member: Member) -> Waiting:
    forget_what_waits(member.pk)
    return Waiting(Member.objects.get(pk=member.pk))


def unread_kinds(member: Member) -> set[str]:
    unread = Notification.objects.filter(recipient=member).unread()
    return set(unread.values_list("kind", flat=True))


def test_every_page_says_the_same_number(cast: Cast, news: list[Notification]) -> None:  # noqa: F811
    for reader in {row.recipient for row in news}:
        assert numbers(reader) == {fresh(reader).count}
        assert fresh(reader).count > 0


@pytest.mark.parametrize("state", STATES)
def test_what_cannot_be_seen_any_more_is_not_counted(
    cast: Cast,  # noqa: F811
    news: list[Notification],  # noqa: F811
    state: str,
) -> None:
    for reader in {row.recipient for row in news}:
        with transaction.atomic():
            close_the_door(state, reader, cast)
            waiting = fresh(reader)
            assert waiting.things.keys() >= {"questions", "talks"}
            mine = notifications.news_of(waiting.member)
            seen = notifications.readable(mine.unread(), waiting.member)
            assert sorted(waiting.unread) == sorted(row.kind for row in seen)
            transaction.set_rollback(True)


def test_what_waits_by_a_kind_of_news_is_counted_on_today(
    cast: Cast,  # noqa: F811
    news: list[Notification],  # noqa: F811
) -> None:
    """Such news is not counted itself, so the thing has to be."""
    tried = set()
    for row in news:
        kind = notification_kinds[row.kind]
        if kind.waits and kind.waits(row.recipient).filter(pk=row.target_id).exists():
            tried.add(kind.name)
            assert sum(fresh(row.recipient).things.values()) > 0, kind.name
    assert {"members.question_asked", "communities.invited"} <= tried


def test_whatever_stands_on_today_is_counted_by_what_waits() -> None:
    assert [panel.name for panel in panels_at("today") if not panel.waits] == ["members.news"]


def test_news_of_what_does_not_wait_is_read_by_itself(
    cast: Cast,  # noqa: F811
    news: list[Notification],  # noqa: F811
) -> None:
    """Of every kind: what is to be dealt with stays as long as it waits, and no longer."""
    for row in news:
        kind = notification_kinds[row.kind]
        waits = kind.waits is None or kind.waits(row.recipient).filter(pk=row.target_id).exists()
        settle(Member.objects.get(pk=row.recipient.pk))
        row.refresh_from_db()
        assert (row.read_at is None) is waits, row.kind


@pytest.fixture
def asked(cast: Cast, settings: Any) -> Any:  # noqa: F811
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Notification.objects.all().delete()
    Member.objects.filter(pk=cast.lea.pk).update(story="I gave up the shop after 22 years.")
    lea = Member.objects.get(pk=cast.lea.pk)
    question = questions.ask(
        member=cast.mara, target=lea, text="What did you do on the first Monday?", language="en"
    )
    drain()
    return question


def test_a_question_is_counted_until_it_is_answered_and_no_mail_comes_after(
    cast: Cast,  # noqa: F811
    asked: Any,
) -> None:
    before = fresh(cast.lea).count
    client = browser(cast.lea)
    client.get(asked.get_absolute_url())
    client.post("/inbox/read/")
    assert beside_the_inbox(client.get("/topics/")) == before
    Notification.objects.update(read_at=None)
    said = {"text": "I walked the dog.", "language": "en"}
    assert Program(cast.lea).post(f"questions/{asked.code}/answer/", said).status_code < 300
    assert beside_the_inbox(client.get("/topics/")) == before - 1
    assert "members.question_asked" not in unread_kinds(cast.lea)


def test_no_mail_tells_of_what_was_dealt_with_meanwhile(cast: Cast, asked: Any) -> None:  # noqa: F811
    questions.answer(member=cast.lea, question=asked, text="I walked the dog.", language="en")
    mail.outbox.clear()
    while mails.send_next():
        pass
    assert [one for one in mail.outbox if one.to == [cast.lea.email]] == []


def test_messages_are_one_thing_until_the_conversation_is_read(
    cast: Cast,  # noqa: F811
    asked: Any,
) -> None:
    questions.rest(member=cast.lea, question=asked)
    talk = conversations.open_conversation(one=cast.lea, other=cast.mara, opening="question")
    conversations.mark_read(member=cast.lea, conversation=talk)
    before = fresh(cast.lea).count
    for number in range(5):
        conversations.send_message(member=cast.mara, conversation=talk, text=f"Word {number}")
    drain()
    client = browser(cast.lea)
    assert beside_the_inbox(client.get("/topics/")) == before + 1
    assert beside_the_inbox(client.get(talk.get_absolute_url())) == before
    assert "members.message_received" not in unread_kinds(cast.lea)


@pytest.mark.parametrize("how", ["declined", "withdrawn"])
def test_an_invitation_is_counted_until_it_is_answered_or_taken_back(
    cast: Cast,  # noqa: F811
    how: str,
) -> None:
    asked = Invitation.objects.get(community=cast.secret)
    reader = asked.invitee
    assert numbers(reader) == {1}
    if how == "declined":
        decline_invitation(member=reader, invitation=asked)
    else:
        withdraw_invitation(member=cast.lea, invitation=asked)
    forget_what_waits(reader.pk)
    assert numbers(reader) == {0}

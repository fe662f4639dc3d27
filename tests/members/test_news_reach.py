"""How news reaches the people concerned, and nobody else."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from members.models import Block, MailState, Member, Notification, Outbox, OutboxState
from members.services import blocks, mails, notifications, outbox, questions
from members.shelves import notification_kinds

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


def drain() -> None:
    while notifications.drain_next():
        pass


@pytest.fixture
def asked(cast, settings):
    """Lea told a story, and Ben asks her about it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cast.lea.story = "I gave up the shop after 22 years."
    cast.lea.save()
    return questions.ask(
        member=cast.ben,
        target=cast.lea,
        text="What did you do on the first Monday after?",
        language="en",
    )


def test_the_person_asked_is_told_and_the_asker_is_not(cast, asked) -> None:
    drain()
    assert [row.recipient for row in Notification.objects.all()] == [cast.lea]


def test_draining_the_same_event_twice_tells_nobody_twice(cast, asked) -> None:
    drain()
    Outbox.objects.update(state=OutboxState.WAITING)
    drain()
    assert Notification.objects.count() == 1


def test_the_same_event_is_written_once(cast, asked) -> None:
    again = outbox.notify("members.question_asked", actor=cast.ben, target=asked)
    assert list(Outbox.objects.all()) == [again]


def test_an_unknown_kind_of_news_is_a_mistake_of_ours(cast, asked) -> None:
    with pytest.raises(LookupError):
        outbox.notify("members.nothing_of_that_kind", actor=cast.ben, target=asked)


def test_a_block_keeps_news_from_both_sides(cast, asked) -> None:
    Block.objects.create(blocker=cast.lea, blocked=cast.ben)
    drain()
    assert not Notification.objects.exists()


def test_a_block_takes_away_what_came_before_it_and_its_end_brings_it_back(
    cast, asked, as_member, program
) -> None:
    drain()
    lea, keyed = as_member("lea"), program("lea")
    link = f"/inbox/{Notification.objects.get().code}/"
    for blocked in (True, False):
        change = blocks.block if blocked else blocks.unblock
        change(member=cast.lea, other=cast.ben)
        inbox = lea.get("/inbox/").content.decode()
        told = [inbox, keyed.get("notifications/").content.decode()]
        told += [keyed.get("questions/").content.decode()]
        told += [lea.get("/questions/?show=asked").content.decode()]
        assert any("Monday" in text or "Ben" in text for text in told) is not blocked
        assert ("(1" in inbox or "news__item--new" in inbox) is not blocked
    Block.objects.create(blocker=cast.ben, blocked=cast.lea)
    assert lea.get(link).url == "/inbox/"
    assert mails.send_next() and mail.outbox == []


def test_news_of_somebody_who_was_deactivated_is_told_no_more(cast, asked, as_member) -> None:
    drain()
    Member.objects.filter(pk=cast.ben.pk).update(is_active=False)
    assert "Ben" not in as_member("lea").get("/inbox/").content.decode()
    assert mails.send_next() and mail.outbox == []


def test_whoever_chose_not_to_hear_of_it_does_not(cast, asked) -> None:
    notifications.choose(member=cast.lea, kind="members.question_asked", inbox=False, mail=False)
    drain()
    assert not Notification.objects.exists()


def test_a_waiting_question_is_mailed_without_quoting_it(cast, asked) -> None:
    drain()
    assert mails.send_next()
    [letter] = mail.outbox
    assert letter.to == ["lea@example.org"]
    assert "Monday" not in letter.subject + letter.body
    assert "Ben" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert not mails.send_next()


def test_what_was_read_meanwhile_is_not_mailed(cast, asked) -> None:
    drain()
    notifications.mark_read(member=cast.lea)
    mails.send_next()
    assert mail.outbox == []


def test_old_news_reaches_the_inbox_and_not_the_mail(cast, asked) -> None:
    Outbox.objects.update(happened_at=timezone.now() - timedelta(days=30))
    drain()
    assert Notification.objects.get().mail_state == MailState.NONE


def test_several_news_come_as_one_mail(cast, asked, value_of) -> None:
    questions.ask(
        member=cast.mara, target=cast.lea, text="Who taught you how to ask?", language="en"
    )
    drain()
    while mails.send_next():
        pass
    [letter] = mail.outbox
    assert letter.subject == "2 things wait for you"


def test_a_mail_server_that_refuses_gets_the_mail_later(cast, asked, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    drain()
    assert mails.send_next()
    waiting = Notification.objects.get()
    assert (waiting.mail_state, waiting.mail_attempts) == (MailState.WAITING, 1)
    assert waiting.mail_due_at > timezone.now()
    assert not mails.send_next()


def test_a_claim_of_a_lost_worker_runs_out(cast, asked) -> None:
    drain()
    Notification.objects.update(mail_state=MailState.CLAIMED, mail_due_at=timezone.now())
    assert mails.take_up_lost_claims() == 1
    assert mails.send_next()
    assert len(mail.outbox) == 1


def test_a_failing_kind_stops_no_other_and_is_given_up_at_last(cast, asked, monkeypatch) -> None:
    def fail(*anything: object) -> list[Member]:
        raise ValueError("what somebody wrote")

    kind = notification_kinds["members.question_asked"]
    monkeypatch.setitem(
        notification_kinds._things, kind.name, type(kind)(**{**kind.__dict__, "recipients": fail})
    )
    for _ in range(notifications.MOST_ATTEMPTS):
        Outbox.objects.update(due_at=timezone.now())
        drain()
    row = Outbox.objects.get()
    assert (row.state, row.last_error) == (OutboxState.DEAD, "ValueError")


def test_a_broker_that_is_away_stops_nobodys_act(cast, asked, monkeypatch, caplog) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("members.services.outbox.current_app.send_task", away)
    outbox.ring()
    assert "waits for the schedule" in caplog.text


def test_one_click_stops_a_kind_of_mail_and_keeps_the_inbox(cast, asked, client) -> None:
    path = mails.unsubscribe_path(cast.lea, "members.question_asked")
    assert b"Stop" in client.get(path).content
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    drain()
    assert Notification.objects.get().mail_state == MailState.NONE


def test_a_stop_that_was_tampered_with_is_no_address(cast, client) -> None:
    assert client.post("/unsubscribe/nonsense/").status_code == 404


def test_the_inbox_costs_the_same_for_one_line_and_for_many(
    cast, asked, as_member, django_assert_num_queries
) -> None:
    questions.ask(
        member=cast.mara, target=cast.lea, text="Who taught you how to ask?", language="en"
    )
    drain()
    browser = as_member("lea")
    browser.get("/inbox/")
    with django_assert_num_queries(4):
        page = browser.get("/inbox/")
    assert page.content.count(b"news__item--new") == 2


def test_following_a_piece_of_news_marks_it_as_read(cast, asked, as_member) -> None:
    drain()
    row = Notification.objects.get()
    assert as_member("ben").get(f"/inbox/{row.code}/").status_code == 404
    answer = as_member("lea").get(f"/inbox/{row.code}/")
    assert answer.url == asked.get_absolute_url()
    row.refresh_from_db()
    assert row.read_at is not None


def test_no_mail_and_no_news_name_somebody_whose_account_was_closed(cast, asked) -> None:
    drain()
    Member.objects.filter(pk=cast.ben.pk).update(is_active=False)
    while mails.send_next():
        pass
    assert mail.outbox == []
    assert not Notification.objects.visible_to(cast.lea).exists()

"""The letter: for whoever consented, once a period, and none when there is nothing to say."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from members.models import Consent, DigestRun, DigestState, Member, Purpose
from members.services import consents, digests, mails, questions
from members.services.digests.periods import QUEUED_FOR

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


@pytest.fixture
def due(cast, settings):
    """Lea's letter is due, and a question waits for her."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    questions.ask(
        member=cast.ben,
        target=tell(cast.lea),
        text="What did you do on the first Monday after?",
        language="en",
    )
    Member.objects.filter(pk=cast.lea.pk).update(
        next_digest_at=timezone.now() - timedelta(minutes=5)
    )
    return Member.objects.get(pk=cast.lea.pk)


def tell(member: Member) -> Member:
    member.story = "I gave up the shop after 22 years."
    member.save()
    return member


def test_a_due_letter_is_sent_once(due) -> None:
    assert list(digests.due_members(timezone.now())) == [due.pk]
    assert digests.send_digest(member_id=due.pk)
    assert not digests.send_digest(member_id=due.pk)
    [letter] = mail.outbox
    assert letter.to == ["lea@example.org"]
    assert "Monday" not in letter.subject


def test_the_next_letter_is_set_when_one_is_taken(due) -> None:
    digests.send_digest(member_id=due.pk)
    due.refresh_from_db()
    assert due.next_digest_at > timezone.now()
    assert list(digests.due_members(timezone.now())) == []


def test_without_consent_no_letter_is_due(due) -> None:
    consents.withdraw_consent(member=due, purpose=Purpose.DIGEST)
    assert list(digests.due_members(timezone.now())) == []
    assert not digests.send_digest(member_id=due.pk)
    assert mail.outbox == []


def test_nothing_to_say_means_no_letter(cast, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Member.objects.filter(pk=cast.nora.pk).update(next_digest_at=timezone.now())
    assert not digests.send_digest(member_id=cast.nora.pk)
    assert mail.outbox == []
    assert DigestRun.objects.get().state == DigestState.SILENT


def test_a_letter_that_was_opened_and_never_written_is_written_by_another(due) -> None:
    digests.open_due(timezone.now())
    assert list(digests.due_members(timezone.now())) == [due.pk]
    assert digests.send_digest(member_id=due.pk)
    assert len(mail.outbox) == 1


def test_a_letter_on_its_way_is_written_by_nobody_else(due) -> None:
    digests.open_due(timezone.now())
    DigestRun.objects.update(state=DigestState.POSTED)
    assert not digests.send_digest(member_id=due.pk)
    assert mail.outbox == []


def test_one_queue_holds_a_letter_once(due) -> None:
    now = timezone.now()
    digests.open_due(now)
    assert list(digests.queue(now)) == [due.pk]
    assert list(digests.queue(now)) == []
    assert list(digests.queue(now + QUEUED_FOR)) == [due.pk]


def test_giving_the_consent_sets_the_first_date_and_withdrawing_takes_it(cast) -> None:
    Consent.objects.all().delete()
    consents.give_consent(member=cast.lea, purpose=Purpose.DIGEST)
    cast.lea.refresh_from_db()
    assert cast.lea.next_digest_at is not None
    consents.withdraw_consent(member=cast.lea, purpose=Purpose.DIGEST)
    cast.lea.refresh_from_db()
    assert cast.lea.next_digest_at is None


def test_one_click_ends_the_letters(due, client) -> None:
    client.post(mails.unsubscribe_path(due, mails.DIGEST), {"List-Unsubscribe": "One-Click"})
    assert not consents.consents_to(due, Purpose.DIGEST)


def test_the_page_shows_what_the_letter_would_say(due, as_member) -> None:
    page = as_member("lea").get("/digest/")
    assert page.status_code == 200
    assert "Ben" in page.content.decode()


def test_the_letter_speaks_the_members_language(due) -> None:
    Member.objects.filter(pk=due.pk).update(language="de")
    digests.send_digest(member_id=due.pk)
    assert mail.outbox[0].subject == "Dein Brief von Resonanz"

"""Whoever reports without an account and leaves an address is written to: twice, and once each."""

import pytest
from django.core import mail

from communities.models import Case, Report
from communities.services import letters, moderation
from communities.services.moderation import Words
from communities.tasks import write_to_reporters
from tests.communities.conftest import HIDE, LEAVE, REASON

OUTSIDE = Words("hate", "I know who is meant.", email="someone@example.org")


@pytest.fixture
def report(topic) -> Report:
    return moderation.report(reporter=None, thing=topic, words=OUTSIDE)


def test_a_receipt_names_the_reference_and_nothing_that_was_written(report) -> None:
    write_to_reporters()
    write_to_reporters()
    (letter,) = mail.outbox
    assert letter.to == ["someone@example.org"]
    assert report.code in letter.subject and report.get_absolute_url() in letter.body
    assert "Shall names stand here?" not in letter.body + letter.subject


def test_the_decision_follows_with_its_reasons(cast, report) -> None:
    letters.write_to_reporters()
    moderation.decide(moderator=cast.mara, case=Case.objects.get(), verdict=HIDE)
    assert letters.write_to_reporters() == 1
    assert REASON in mail.outbox[-1].body and "guideline 2" in mail.outbox[-1].body
    assert letters.write_to_reporters() == 0


def test_a_second_decision_is_written_as_well(cast, topic, report) -> None:
    decision = moderation.decide(moderator=cast.mara, case=Case.objects.get(), verdict=HIDE)
    letters.write_to_reporters()
    moderation.complain(member=cast.lea, decision=decision, text="It names a firm, not a person.")
    moderation.answer_complaint(moderator=cast.odo, decision=decision, verdict=LEAVE)
    assert letters.write_to_reporters() == 1
    assert "stays as it is" in mail.outbox[-1].body


def test_members_and_the_nameless_get_no_letter(cast, topic) -> None:
    moderation.report(reporter=cast.ben, thing=topic, words=OUTSIDE)
    moderation.report(reporter=None, thing=topic, words=Words("hate"))
    assert letters.write_to_reporters() == 0


def test_a_post_office_that_refuses_is_tried_again(report, monkeypatch) -> None:
    def refuse(message) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", refuse)
        assert letters.write_to_reporters() == 0
    assert letters.write_to_reporters() == 1


def test_the_letter_speaks_the_language_of_the_report(topic, as_member) -> None:
    path = f"/report/topic/{topic.code}/"
    as_member(None).post(
        path,
        {"reason": "hate", "email": "jemand@example.org"},
        headers={"accept-language": "de"},
    )
    assert Report.objects.get().language == "de"

"""send_digests: from a terminal, once each, and a rehearsal that changes nothing."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from members.models import DigestRun, Member
from members.services import questions

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


@pytest.fixture
def due(cast, settings) -> Member:
    """Lea's letter is due, and a question waits for her; Ben's is due, and nothing waits."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cast.lea.story = "I gave up the shop after 22 years."
    cast.lea.save()
    questions.ask(
        member=cast.ben, target=cast.lea, text="What did you do on Monday?", language="en"
    )
    for member in (cast.lea, cast.ben):
        Member.objects.filter(pk=member.pk).update(
            next_digest_at=timezone.now() - timedelta(minutes=5)
        )
    return cast.lea


def said(*options: str) -> str:
    out = StringIO()
    call_command("send_digests", *options, stdout=out)
    return out.getvalue()


def test_every_letter_that_is_due_is_sent_once(due) -> None:
    assert "Due: 2. Sent: 1." in said()
    assert "Due: 0. Sent: 0." in said()
    assert [letter.to for letter in mail.outbox] == [["lea@example.org"]]


def test_a_rehearsal_names_handles_and_numbers_and_changes_nothing(due) -> None:
    before = list(Member.objects.order_by("pk").values_list("next_digest_at", flat=True))
    told = said("--dry-run")
    assert "lea: 1 thing" in told and "ben: nothing to say" in told
    assert "Letters: 1. Nothing was sent." in told
    assert "@" not in told and "Monday" not in told
    assert mail.outbox == [] and not DigestRun.objects.exists()
    assert list(Member.objects.order_by("pk").values_list("next_digest_at", flat=True)) == before


def test_a_time_to_come_sends_what_is_due_then(cast, due) -> None:
    Member.objects.update(next_digest_at=timezone.now() + timedelta(days=2))
    assert "Due: 0." in said()
    then = (timezone.now() + timedelta(days=3)).isoformat()
    assert "Sent: 1." in said("--at", then)


@pytest.mark.parametrize("time", ["tomorrow", "2026-13-01T08:00", "8"])
def test_what_is_no_time_is_told_with_an_example(due, time) -> None:
    with pytest.raises(CommandError, match="Write it like 2026-11-30T08:00"):
        said("--at", time)
    assert mail.outbox == []

"""From the page to the mail, through a real worker, a real broker and a real mail server."""

import pytest

from members.models import DigestRun, Notification
from tests.worker import mail_server, wait_for, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker]

QUESTION = "What did you do on the first Monday after?"


def test_a_question_asked_on_the_page_reaches_inbox_and_mail_and_the_letter_follows(
    cast, as_member
) -> None:
    cast.lea.story = "I gave up the shop after 22 years."
    cast.lea.save()
    with mail_server() as (letters, port), worker(port):
        asked = as_member("ben").post(
            f"/ask/story/{cast.lea.code}/", {"text": QUESTION, "language": "en"}
        )
        assert asked.status_code == 303
        assert wait_for(lambda: bool(letters.to("lea@example.org")))
        assert Notification.objects.get().recipient == cast.lea
        assert QUESTION not in str(letters.to("lea@example.org")[0]["Subject"])

        assert as_member("lea").post("/digest/send/").status_code == 303
        assert wait_for(lambda: len(letters.to("lea@example.org")) == 2)
        letter = letters.to("lea@example.org")[1]
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert wait_for(lambda: DigestRun.objects.filter(items=1).exists())

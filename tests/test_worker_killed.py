"""A worker is killed in the middle of the letters: nobody gets two, and nobody is left out.

A real worker (SIGKILL), broker, database and mail server; nothing in the house knows of the tests.
"""

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from members.models import DigestRun, DigestState, Member
from tests.conftest import make_member
from tests.stage import question_about
from tests.worker import Letters, database_url, mail_server, wait_for, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker, pytest.mark.clock]
READERS = 8
WAITING_FOR_A_LOCK = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@pytest.fixture
def readers(db: None) -> list[str]:
    """Each has a question that waits, and a letter that is due."""
    asker = make_member("asker")
    for number in range(READERS):
        reader = make_member(f"reader-{number}", story="I gave up the shop after 22 years.")
        question_about(reader, asker=asker, addressee=reader)
    due_at = timezone.now() - timedelta(minutes=5)
    Member.objects.filter(handle__startswith="reader").update(next_digest_at=due_at)
    return [f"reader-{number}@example.org" for number in range(READERS)]


def begin() -> None:
    current_app.send_task("members.send_due_digests")


def kill(running: subprocess.Popen[bytes]) -> None:
    """As when the machine takes it: no signal that could be heard."""
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait(timeout=10)


def half_an_hour_later() -> None:
    """The queue that was lost with the worker is written anew."""
    DigestRun.objects.filter(state=DigestState.WAITING).update(look_again_at=timezone.now())
    begin()


def everybody_has_one(letters: Letters, readers: list[str]) -> bool:
    return Counter(letter["To"] for letter in letters.kept) == Counter(readers)


def another_worker_finishes(letters: Letters, port: int, readers: list[str]) -> None:
    with worker(port, "-c", "1"):
        half_an_hour_later()
        assert wait_for(lambda: everybody_has_one(letters, readers))
        # Nothing that still lies in a queue makes a second letter.
        half_an_hour_later()
        open_runs = DigestRun.objects.filter(state=DigestState.WAITING)
        assert wait_for(lambda: not open_runs.exists() and len(letters.kept) == READERS)
    assert everybody_has_one(letters, readers)


def is_third(letters: Letters, more: int = 0) -> bool:
    return len(letters.kept) == 2 + more


def test_killed_while_it_hands_over_the_envelope(readers) -> None:
    with mail_server() as (letters, port):
        with worker(port, "-c", "1") as running:
            letters.at_the_door = lambda: kill(running) if is_third(letters) else None
            begin()
            assert wait_for(lambda: running.poll() is not None)
        assert len(letters.kept) == 2
        letters.at_the_door = lambda: None
        another_worker_finishes(letters, port, readers)


def test_killed_between_the_last_word_and_the_dot(readers) -> None:
    """The seal waits for a lock that the test holds, so the mail server has all but the dot."""
    last = Member.objects.get(handle="reader-7")
    run = DigestRun.objects.create(member=last, period_start=last.next_digest_at)
    with mail_server() as (letters, port):
        with worker(port, "-c", "1") as running, transaction.atomic():
            DigestRun.objects.select_for_update().get(pk=run.pk)
            current_app.send_task("members.send_digest", args=[last.pk])
            assert wait_for(_somebody_waits)
            kill(running)
        assert letters.kept == []
        run.refresh_from_db()
        assert run.state == DigestState.WAITING
        another_worker_finishes(letters, port, readers)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        # Within a transaction the view would stay as it was at the first look.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(WAITING_FOR_A_LOCK)
        return cursor.fetchone()[0] > 0


def test_killed_when_the_mail_was_taken_and_not_confirmed(readers) -> None:
    with mail_server() as (letters, port):
        with worker(port, "-c", "1") as running:
            letters.once_kept = lambda: kill(running) if is_third(letters, 1) else None
            begin()
            assert wait_for(lambda: running.poll() is not None)
        assert len(letters.kept) == 3
        # Nobody knows whether this one arrived, so nobody sends it again.
        assert DigestRun.objects.filter(state=DigestState.POSTED).count() == 1
        letters.once_kept = lambda: None
        another_worker_finishes(letters, port, readers)


def test_the_command_is_killed_and_simply_called_again(readers) -> None:
    with mail_server() as (letters, port):
        running = _command(port)
        letters.once_kept = lambda: kill(running) if is_third(letters, 2) else None
        assert wait_for(lambda: running.poll() is not None)
        assert len(letters.kept) == 4
        letters.once_kept = lambda: None
        assert _command(port).wait(timeout=60) == 0
        assert everybody_has_one(letters, readers)


def _command(port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "manage.py", "send_digests"],
        env={
            **os.environ,
            "DATABASE_URL": database_url(),
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "RESONANZ_ENV": "development",
        },
        cwd=settings.BASE_DIR,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )

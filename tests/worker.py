"""A real Celery worker and a real mail server beside the tests."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection
from redis import Redis


def _nothing() -> None:
    pass


class Letters:
    """A mail server that keeps what it is given; a test may do something at either moment."""

    def __init__(self) -> None:
        self.kept: list[EmailMessage] = []
        # When somebody begins to hand over a mail, and when it was taken but not confirmed yet.
        self.at_the_door: Callable[[], None] = _nothing
        self.once_kept: Callable[[], None] = _nothing

    async def handle_MAIL(
        self, server: object, session: object, envelope: object, address: str, options: object
    ) -> str:
        self.at_the_door()
        envelope.mail_from = address  # type: ignore[attr-defined]
        return "250 come in"

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        content = envelope.content  # type: ignore[attr-defined]
        self.kept.append(message_from_bytes(content, policy=policy.default))
        self.once_kept()
        return "250 kept"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.kept if letter["To"] == address]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def mail_server() -> Iterator[tuple[Letters, int]]:
    """Listens on a free port of this machine."""
    letters, port = Letters(), free_port()
    controller = Controller(letters, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield letters, port
    finally:
        controller.stop()


def empty_queue() -> None:
    """Other tests leave tasks that nobody took."""
    with Redis.from_url(settings.REDIS_URL) as queue:
        queue.flushdb()


def database_url() -> str:
    """The address of the test database, for a process that is not a test."""
    found = connection.settings_dict
    return (
        f"postgresql://{found['USER']}:{found['PASSWORD']}"
        f"@{found['HOST']}:{found['PORT']}/{found['NAME']}"
    )


@contextmanager
def worker(mail_port: int, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker as in production, on the test database."""
    running = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "config",
            "worker",
            "-P",
            "threads",
            "-c",
            "2",
            "--without-gossip",
            "--without-mingle",
            "-l",
            "WARNING",
            *options,
        ],
        env={
            **os.environ,
            "DATABASE_URL": database_url(),
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "RESONANZ_ENV": "development",
        },
        cwd=settings.BASE_DIR,
        start_new_session=True,
    )
    try:
        yield running
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGTERM)
            running.wait(timeout=20)


def wait_for(what: Callable[[], bool], seconds: float = 30) -> bool:
    """Look again and again until it holds, or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.1)
    return False

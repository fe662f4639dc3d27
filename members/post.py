"""The way to the mail server, with a last moment in which a mail can be taken back.

A mail server takes a mail over when it gets the line with the single dot. Everything before that
can be repeated, nothing after it. So a sender is asked right before the dot: it writes down that
the mail is on its way, and only then the dot is sent. Whoever is killed before it has sent
nothing; whoever is killed after it has written down that nothing may be sent again.
"""

import re
import smtplib
import socket
from collections.abc import Callable
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

Seal = Callable[[], None]
GO_ON = 354


class NotPosted(Exception):
    """The mail server surely has not taken the mail; it may be tried again."""


class Unsure(Exception):
    """The line broke after the dot. The mail is taken for sent, since twice is worse."""


class AlreadyPosted(Exception):
    """Raised by a seal: somebody else has sent this mail meanwhile."""


class _Sealing(smtplib.SMTP):
    """Asks `seal` between the last word of a mail and its dot."""

    seal: Seal | None = None

    def data(self, msg: Any) -> tuple[int, bytes]:
        if self.seal is None or not isinstance(msg, bytes):
            return super().data(msg)
        code, answer = self.docmd("data")
        if code != GO_ON:
            raise smtplib.SMTPDataError(code, answer)
        # The dot shall not wait for the server to acknowledge what came before it.
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # type: ignore[union-attr]
        self.send(re.sub(rb"(?m)^\.", b"..", msg.removesuffix(b"\r\n")) + b"\r\n")
        try:
            self.seal()
        except BaseException:
            # Without a dot the server drops what it got; a farewell would be read as its text.
            self.close()
            raise
        self.send(b".\r\n")
        return self.getreply()


class _SealingSSL(_Sealing, smtplib.SMTP_SSL):
    """The same on a line that is encrypted from its first byte."""


class Post(EmailBackend):
    """Django's way to a mail server, with a seal."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.seal: Seal | None = None
        self.is_sealed = False

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SealingSSL if self.use_ssl else _Sealing

    def open(self) -> bool | None:
        is_new = super().open()
        if isinstance(self.connection, _Sealing) and self.seal is not None:
            self.connection.seal = self._close_the_envelope
        return is_new

    def _close_the_envelope(self) -> None:
        if self.seal is not None:
            self.seal()
        self.is_sealed = True


def post(mail: EmailMessage, seal: Seal) -> None:
    """Send a mail once. `seal` writes down that it is on its way, and may raise AlreadyPosted.

    Raises NotPosted where nothing has left the house, and Unsure where nobody can know. The caller
    undoes after NotPosted what its seal wrote.
    """
    mail.connection = line = get_connection()
    if isinstance(line, Post):
        line.seal = seal
    else:
        seal()
    try:
        mail.send()
    except smtplib.SMTPResponseException as answer:
        raise NotPosted(type(answer).__name__) from answer
    except (smtplib.SMTPException, OSError) as trouble:
        is_lost = isinstance(line, Post) and line.is_sealed
        raise (Unsure if is_lost else NotPosted)(type(trouble).__name__) from trouble

"""What is written down, and what never is: the route of an address, not what stood in it.

An address may hold a token, a reference or somebody's name, and an error may quote a row. So every
handler writes the route ("/unsubscribe/<str:token>/"), and of an error that quotes its kind.
"""

import logging
import re
import smtplib
from collections.abc import Iterator
from typing import Any

import psycopg2
from django.db import Error as DatabaseError
from django.http import HttpRequest

NOWHERE = "-"
# A database quotes the row it refuses, a mail server whom it does not know.
QUOTING = (DatabaseError, psycopg2.Error, smtplib.SMTPException)
ADDRESS = re.compile(r"\bhttps?://\S+")


def route_of(request: Any) -> str:
    """The pattern that an address met, as /unsubscribe/<str:token>/; "-" where it met none."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else NOWHERE


class WithoutAddresses(logging.Filter):
    """Takes out of a record what a person typed or was sent; lets every record pass.

    - A record about a request: its path becomes its route.
    - A record of Celery about a task that failed: the words of the error become its type.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            _say_the_route(record, request)
        elif isinstance(record.args, dict) and "exc" in record.args:
            kind = record.exc_info[0] if record.exc_info else None
            said = kind.__name__ if kind else "an error"
            record.args = {**record.args, "exc": said, "args": "", "kwargs": ""}
        return True


def _say_the_route(record: logging.LogRecord, request: HttpRequest) -> None:
    route, said = route_of(request), record.getMessage()
    for path in (request.path, request.path_info):
        # Django escapes what it logs, so that nobody writes lines of their own.
        for form in (path, path.encode("unicode_escape").decode("ascii")):
            said = said.replace(form, route) if len(form) > 1 else said
    record.msg, record.args = ADDRESS.sub("(an address)", said), ()


class Wordless(logging.Formatter):
    """Writes where an error came from, without the words of one that quotes."""

    def formatException(self, ei: Any) -> str:
        text = super().formatException(ei)
        for error in _chain(ei[1]):
            words = str(error).strip()
            if words and isinstance(error, QUOTING):
                text = text.replace(words, "(its words stay out of the log)")
        return text


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that led to it."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        yield error
        error = error.__cause__ or error.__context__


class WithoutRequestLines(logging.Filter):
    """Gunicorn's own words about a request it could not read hold its sender and its address."""

    BEGINNINGS = ("Invalid request from ip=", "Error handling request")

    def filter(self, record: logging.LogRecord) -> bool:
        said = str(record.msg)
        for beginning in self.BEGINNINGS:
            if said.startswith(beginning):
                record.msg, record.args = beginning.removesuffix(" from ip="), ()
        return True

"""No token, reference, name or address of a person stands in any log: routes do."""

import io
import logging
import smtplib
from collections.abc import Iterator
from datetime import timedelta
from inspect import signature
from types import SimpleNamespace
from typing import Any

import psycopg2
import pytest
from celery.signals import setup_logging
from django.db import IntegrityError
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize
from gunicorn.config import Config

import config.gunicorn as web
from communities.models import Reason, Report
from communities.services import letters
from config.celery import app
from config.launch.postgres import QUIET
from config.logs import WithoutAddresses, Wordless
from members.post import NotPosted, Unsure
from tests.launch.test_production_serve import SERVICES

# Fits every kind of part: a code of ten letters, a slug, a word.
CANARY = "canarycage"


def patterns(within: Any = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the house, of ours and of packages, as one regular expression each."""
    for each in (within or get_resolver()).url_patterns:
        words = before + each.pattern.regex.pattern.removeprefix("^").removesuffix(r"\Z")
        if isinstance(each, URLResolver):
            yield from patterns(each, words)
        else:
            yield words, each


def addresses() -> list[str]:
    """Each address that takes anything, with the canary in every part of it."""
    found = set()
    for words, _ in patterns():
        for path, parts in normalize(words):
            if parts:
                found.add("/" + path % dict.fromkeys(parts, CANARY))
    return sorted(found)


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What stands in the log of a process, through the handler that writes it."""
    handler = logging.getLogger("django").handlers[0]
    assert handler in logging.getLogger().handlers
    stream = io.StringIO()
    before = handler.setStream(stream)
    yield stream
    handler.setStream(before)


LOGGER = web.QuietLogger(Config())


def access_line(answer: Any) -> str:
    """The line of the access log, as gunicorn puts it together."""
    environ = {**answer.wsgi_request.META, "RAW_URI": answer.wsgi_request.get_full_path()}
    response = SimpleNamespace(status="200 OK", sent=1, headers=list(answer.items()))
    atoms = LOGGER.atoms(response, SimpleNamespace(headers=[]), environ, timedelta(0))
    return web.access_log_format % LOGGER.atoms_wrapper_class(atoms)


def test_addresses_with_secrets_are_among_those_that_are_walked() -> None:
    walked = addresses()
    assert len(walked) > 200
    for path in (
        f"/unsubscribe/{CANARY}/",
        f"/digest/go/{CANARY}/",
        f"/digest/how-often/{CANARY}/",
        f"/report/status/{CANARY}/",
        f"/accounts/confirm-email/{CANARY}/",
        f"/accounts/password/reset/key/{CANARY}-{CANARY}/",
        f"/m/{CANARY}/",
    ):
        assert path in walked


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_log_holds_what_stood_in_an_address(db, written, method) -> None:
    browser = Client(raise_request_exception=False)
    for path in [*addresses(), f"/nowhere/{CANARY}/", f"/{CANARY}"]:
        answer = getattr(browser, method)(f"{path}?q={CANARY}", HTTP_REFERER=f"http://x/{CANARY}")
        assert answer.status_code < 500, path
        assert CANARY not in access_line(answer), path
        assert CANARY not in written.getvalue(), path
    assert "Not Found: /m/<slug:handle>/" in written.getvalue() or method == "post"


def test_a_page_is_logged_by_its_route(db, client) -> None:
    assert access_line(client.get("/m/nobody/")).startswith("GET /m/<slug:handle>/ 200 ")
    assert access_line(client.get("/")).startswith("GET / 200 ")
    assert access_line(client.get("/nowhere/")).startswith("GET - 200 ")


def test_no_answer_says_its_route(db, client) -> None:
    assert "<slug" not in str(client.get("/m/nobody/").headers)


def test_a_form_from_elsewhere_is_logged_without_where_it_came_from(db, written) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.post("/report/", secure=True, HTTP_REFERER=f"https://elsewhere.example/{CANARY}")
    assert "Forbidden" in written.getvalue()
    assert CANARY not in written.getvalue()


@pytest.mark.parametrize(
    "error",
    [
        IntegrityError(f"duplicate key\nDETAIL:  Key (email)=({CANARY}) already exists."),
        psycopg2.DataError(f'invalid input syntax: "{CANARY}"'),
        smtplib.SMTPRecipientsRefused({f"{CANARY}@example.org": (550, b"unknown")}),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_that_quotes_is_logged_without_its_words(written, error) -> None:
    try:
        raise RuntimeError("It did not work.") from error
    except RuntimeError:
        logging.getLogger("django.request").exception("Broken")
        logging.getLogger("anything").exception("Broken")
    said = written.getvalue()
    assert said.count("RuntimeError: It did not work.") == 2
    assert said.count(type(error).__name__) == 2
    assert CANARY not in said


def test_other_errors_keep_their_words(written) -> None:
    try:
        raise ValueError("what went wrong")
    except ValueError:
        logging.getLogger("anything").exception("Broken")
    assert "ValueError: what went wrong" in written.getvalue()


def test_a_task_that_fails_is_logged_without_what_it_was_given(written) -> None:
    """Celery's own way of logging it, with an error that quotes."""

    @app.task(name="tests.fails", bind=True)
    def fails(self: Any, text: str) -> None:
        raise IntegrityError(f"Key (email)=({CANARY})")

    done = fails.apply(args=[CANARY])
    assert done.failed()
    assert "IntegrityError" in written.getvalue()
    assert CANARY not in written.getvalue()
    app.tasks.pop("tests.fails")


def test_workers_log_as_the_web_process_does() -> None:
    """Whoever answers this signal keeps Celery from handlers of its own."""
    assert setup_logging.receivers
    setup_logging.send(sender=None)
    handler = logging.getLogger("django").handlers[0]
    assert handler in logging.getLogger().handlers
    assert [type(each) for each in handler.filters] == [WithoutAddresses]
    assert isinstance(handler.formatter, Wordless)


@pytest.mark.parametrize(
    "message",
    [
        f"Invalid request from ip=192.0.2.7: Invalid HTTP request line: 'GET /{CANARY}'",
        "Error handling request %s %s",
    ],
)
def test_gunicorn_names_neither_sender_nor_address(message) -> None:
    logger = web.QuietLogger(Config())
    stream = io.StringIO()
    own = next(each for each in logger.error_log.handlers if hasattr(each, "_gunicorn"))
    own.setStream(stream)
    logger.warning(message, *(["GET", f"/{CANARY}"] if "%s" in message else []))
    logger.info("Listening at: %s", "127.0.0.1")
    said = stream.getvalue()
    assert "request" in said
    assert "192.0.2.7" not in said
    assert CANARY not in said
    assert "Listening at: 127.0.0.1" in said


@pytest.mark.parametrize("trouble", [NotPosted("SMTPDataError"), Unsure("OSError")])
def test_the_reference_of_a_report_stays_out_of_the_log(
    cast, client, written, monkeypatch, trouble
) -> None:
    """A letter that the mail server does not take."""
    told = {"address": "/", "reason": Reason.OTHER, "email": "a@b.example"}
    told |= {"explanation": "A page there shows my old name."}
    assert client.post("/report/", told).status_code == 303
    report = Report.objects.get()

    def refuse(*_: Any) -> None:
        raise trouble

    monkeypatch.setattr(letters, "post", refuse)
    letters.write_to_reporters()
    assert "about a report" in written.getvalue()
    assert report.code not in written.getvalue()


def test_the_reference_of_a_report_stays_out_of_what_mail_servers_log(cast, client) -> None:
    told = {"address": "/", "reason": Reason.OTHER, "email": "a@b.example"}
    told |= {"explanation": "A page there shows my old name."}
    client.post("/report/", told)
    report = Report.objects.get()
    once, twice = letters.letter_of(report, None), letters.letter_of(report, None)
    assert report.code not in once.extra_headers["Message-ID"]
    assert once.extra_headers["Message-ID"] == twice.extra_headers["Message-ID"]


def test_tasks_are_given_ids_and_nothing_else() -> None:
    """Celery may log what a task was given; nobody's words, address or token is among it."""
    harmless = {"part", "parts", "week"}
    ours = ("members.", "communities.", "debates.", "sharing.")
    app.loader.import_default_modules()
    found = {name: signature(task.run) for name, task in app.tasks.items() if name.startswith(ours)}
    assert len(found) > 15
    for name, takes in found.items():
        for part in takes.parameters:
            assert part.endswith("_id") or part in harmless, f"{name}({part})"


def test_the_database_logs_no_row_and_no_statement() -> None:
    """Here and in the compose file alike."""
    words = SERVICES["postgres"]["command"]
    assert words == ["postgres", *(w for n, v in QUIET.items() for w in ("-c", f"{n}={v}"))]

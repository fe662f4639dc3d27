"""Language and clock of the reader travel together, by page, by the API, in mail and in jobs."""

import ast
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.core import mail
from django.test import RequestFactory
from django.utils import timezone, translation

from members.markup import dates
from members.models import Member
from members.reader import mailed_to, read_by, read_in
from members.services import mails, notifications, questions
from members.shelves import notification_kinds
from tests.programs import Program

pytestmark = pytest.mark.clock

ROOT = Path(__file__).parents[2]
FLOORS = ("config", "sharing", "debates", "communities", "members")
HOME = "members/reader.py"
CHANGE = {"activate", "deactivate", "override", "deactivate_all"}
SIX_IN_ANGELES = datetime(2026, 12, 25, 2, 0, tzinfo=UTC)
SPACE = "\N{NO-BREAK SPACE}"


def changes(source: str) -> set[int]:
    """Lines in which language or time zone of the moment are changed."""
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {
        call.lineno
        for call in calls
        if isinstance(call, ast.Attribute)
        and call.attr in CHANGE
        and isinstance(call.value, ast.Name)
        and call.value.id in {"timezone", "translation"}
    }


def test_only_one_place_changes_the_language_or_the_clock_of_the_moment() -> None:
    found = {
        str(path.relative_to(ROOT))
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
        if changes(path.read_text("utf-8"))
    }
    assert found == {HOME}
    assert changes("with translation.override('de'):\n    pass") == {1}


@pytest.fixture
def far(cast) -> Member:
    """Lea reads German in Los Angeles, whatever her browser speaks."""
    Member.objects.filter(pk=cast.lea.pk).update(language="de", time_zone="America/Los_Angeles")
    return Member.objects.get(pk=cast.lea.pk)


def ask(asker: Member, asked: Member) -> None:
    Member.objects.filter(pk=asked.pk).update(story="I gave up the shop after 22 years.")
    asked.refresh_from_db()
    questions.ask(member=asker, target=asked, text="What did you do on Monday?", language="en")


def test_what_is_written_for_somebody_is_in_their_language_by_their_clock(far) -> None:
    with read_by(far):
        assert dates.clock(SIX_IN_ANGELES) == "18 Uhr"
        assert translation.get_language() == "de"
    with read_in("en"):
        assert dates.clock(SIX_IN_ANGELES) == f"3{SPACE}am"
    assert timezone.get_current_timezone_name() == "Europe/Zurich"


def test_in_mail_a_time_says_of_which_place(far, cast) -> None:
    with mailed_to(far):
        assert dates.clock(SIX_IN_ANGELES) == "18 Uhr (Los Angeles)"
    with mailed_to(cast.ben):
        assert dates.clock(SIX_IN_ANGELES) == f"3{SPACE}am (Zurich)"
    assert "(" not in dates.clock(SIX_IN_ANGELES)


def test_news_by_mail_tells_times_by_the_clock_of_the_reader(
    far, cast, monkeypatch, settings
) -> None:
    kind = notification_kinds["members.question_asked"]
    said = replace(kind, sentence=lambda row: dates.clock(SIX_IN_ANGELES))
    monkeypatch.setitem(notification_kinds._things, kind.name, said)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ask(cast.ben, far)
    while notifications.drain_next():
        pass
    assert mails.send_next()
    assert "18 Uhr (Los Angeles)" in mail.outbox[0].body


@pytest.mark.parametrize("prefix", ["password_reset_key", "account_already_exists"])
def test_mail_about_an_account_is_in_the_language_of_whose_account_it_is(far, prefix) -> None:
    request = RequestFactory().get("/", headers={"accept-language": "en"})
    links = dict.fromkeys(("password_reset_url", "signup_url"), "https://example.org/x")
    with translation.override("en"), request_context(request):
        written = get_adapter().render_mail(
            f"account/email/{prefix}", far.email, {"request": request, "email": far.email, **links}
        )
    assert written.body.startswith("Hallo")


def test_a_session_speaks_as_the_page_does_and_a_key_as_it_asks(far, as_member) -> None:
    browser = as_member("lea")
    assert 'lang="de-CH"' in browser.get("/settings/").content.decode()
    assert browser.get("/api/v1/me/")["Content-Language"] == "de"
    for asked, spoken in (("", "de"), ("en", "en")):
        assert Program(far, language=asked).get("me/")["Content-Language"] == spoken


def test_moments_of_the_api_carry_the_offset_of_the_reader(far, cast, as_member) -> None:
    ask(cast.ben, far)
    for reader in (as_member("lea").get("/api/v1/questions/"), Program(far).get("questions/")):
        asked = datetime.fromisoformat(reader.json()["results"][0]["created_at"])
        assert asked.utcoffset() == asked.astimezone(ZoneInfo(far.time_zone)).utcoffset()


def test_whoever_comes_next_reads_by_the_clock_of_the_house_again(far) -> None:
    Program(far).get("me/")
    assert timezone.get_current_timezone_name() == "Europe/Zurich"

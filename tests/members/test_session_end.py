"""Sessions, and the addresses of machines beside them, end; with an account all of them at once."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from config.celery import app
from members import tasks
from members.services import privacy
from tests.sign_in import PASSWORD, give_password, sign_in

copies = caches[settings.SESSION_CACHE_ALIAS]


def signed_in(member) -> Client:
    """A browser in which somebody signed in as people do."""
    give_password(member)
    return another(member)


def another(member) -> Client:
    browser = sign_in(member, **{"user-agent": "Telltale/1.0"})
    assert browser.get("/inbox/").status_code == 200
    return browser


def everything_kept() -> str:
    """All that stands in rows of sessions, in the sessions' cache, and beside them."""
    line = copies._cache.get_client(None)
    cached = [copies._cache._serializer.loads(line.get(key)) for key in line.keys("*")]
    rows = [session.get_decoded() for session in Session.objects.all()]
    machines = list(UserSession.objects.values())
    return str([*cached, *rows, *machines])


@pytest.fixture(autouse=True)
def _empty_copies(db) -> None:
    copies.clear()


def test_leaving_ends_every_session_and_leaves_nothing_of_them(
    cast, django_capture_on_commit_callbacks
) -> None:
    lea, odo = cast.lea, cast.odo
    here = signed_in(lea)
    there = another(lea)
    odo_here = signed_in(odo)
    assert str(lea.pk) in everything_kept() and lea.email in everything_kept()
    with django_capture_on_commit_callbacks(execute=True):
        answer = here.post("/settings/privacy/leave/", {"email": lea.email})
    assert answer.status_code == 303
    assert str(lea.pk) not in everything_kept()
    assert lea.email not in everything_kept()
    assert "are deleted" in here.get("/").content.decode()
    assert there.get("/inbox/").status_code == 302
    assert odo_here.get("/inbox/").status_code == 200
    assert [row.user for row in UserSession.objects.all()] == [odo]


def test_staff_erasing_an_account_ends_its_sessions_too(
    cast, django_capture_on_commit_callbacks
) -> None:
    there = signed_in(cast.lea)
    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase_account(member=cast.lea)
    assert cast.lea.email not in everything_kept()
    assert there.get("/inbox/").status_code == 302


def test_a_sign_in_that_stopped_half_way_is_forgotten_too(
    cast, django_capture_on_commit_callbacks
) -> None:
    """Its address waits to be confirmed, so nobody is signed in, and the session names somebody."""
    cast.nora.set_password(PASSWORD)
    cast.nora.save()
    Client().post("/accounts/login/", {"login": cast.nora.email, "password": PASSWORD})
    assert str(cast.nora.pk) in everything_kept()
    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase_account(member=cast.nora)
    assert cast.nora.email not in everything_kept()
    assert str(cast.nora.pk) not in everything_kept()


def test_an_erasure_that_is_refused_ends_nothing(cast) -> None:
    cast.lea.is_superuser = True
    here = signed_in(cast.lea)
    answer = here.post("/settings/privacy/leave/", {"email": cast.lea.email})
    assert answer.status_code in {400, 409, 422}
    assert here.get("/inbox/").status_code == 200


@pytest.mark.clock
def test_what_ended_is_forgotten_every_day_and_what_lasts_stays(cast) -> None:
    lea, ben = signed_in(cast.lea), signed_in(cast.ben)
    ended = Session.objects.filter(session_key=lea.session.session_key)
    ended.update(expire_date=timezone.now() - timedelta(minutes=1))
    for _ in range(2):
        tasks.forget_ended_sessions()
        assert [row.user for row in UserSession.objects.all()] == [cast.ben]
        assert not ended.exists()
    assert ben.get("/inbox/").status_code == 200


def test_a_machine_is_forgotten_after_signing_out(cast) -> None:
    lea = signed_in(cast.lea)
    lea.post("/accounts/logout/")
    tasks.forget_ended_sessions()
    assert not UserSession.objects.exists()


def test_the_schedule_clears_them() -> None:
    planned = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert tasks.forget_ended_sessions.name in planned

"""Sessions have an end from the start, are listed in words, and can be ended."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from members.devices import device_of
from members.models import Member
from tests.sign_in import PASSWORD, code_of, give_app, give_password, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
LIST = "/settings/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
PHONE = (
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
    "Mobile Safari/537.36"
)


@pytest.fixture(autouse=True)
def _empty_copies(db) -> None:
    caches[settings.SESSION_CACHE_ALIAS].clear()


@pytest.fixture
def lea(cast) -> Member:
    give_password(cast.lea)
    return cast.lea


def at(browser: Client, moment) -> int:
    """What the inbox answers then; copies in the cache keep their own time."""
    caches[settings.SESSION_CACHE_ALIAS].clear()
    with time_machine.travel(moment, tick=False):
        return browser.get("/inbox/").status_code


@pytest.mark.parametrize(
    ("is_staff", "lasts"), [(False, timedelta(days=14)), (True, timedelta(hours=12))]
)
def test_a_session_ends_however_much_it_is_used(lea, is_staff, lasts) -> None:
    Member.objects.filter(pk=lea.pk).update(is_staff=is_staff)
    browser, began = sign_in(lea), timezone.now()
    for part in (0.3, 0.6, 0.9):
        assert at(browser, began + lasts * part) == 200
        with time_machine.travel(began + lasts * part, tick=False):
            # A language that is chosen, a message that is shown: sessions are written all the time.
            session = browser.session
            session["touched"] = part
            session.save()
    assert at(browser, began + lasts - timedelta(minutes=1)) == 200
    assert at(browser, began + lasts + timedelta(minutes=1)) == 302


def test_so_does_one_that_a_code_opened(lea) -> None:
    """The code comes on a second page, after the password."""
    app = give_app(lea)
    browser, began = sign_in(lea), timezone.now()
    browser.post("/accounts/2fa/authenticate/", {"code": code_of(app)})
    for days in (5, 10):
        assert at(browser, began + timedelta(days=days)) == 200
    assert at(browser, began + timedelta(days=14, minutes=1)) == 302


def test_the_row_and_the_cookie_name_the_same_end(lea) -> None:
    browser = sign_in(lea)
    kept = Session.objects.get(session_key=browser.session.session_key).expire_date
    assert abs(kept - timezone.now() - timedelta(days=14)) < timedelta(minutes=1)
    assert int(browser.cookies[settings.SESSION_COOKIE_NAME]["max-age"]) == pytest.approx(
        14 * 24 * 3600, abs=60
    )


def test_whoever_becomes_staff_signs_in_anew(cast, lea, as_member) -> None:
    Member.objects.filter(pk=cast.sam.pk).update(is_superuser=True)
    browser = sign_in(lea)
    given = {"is_active": "on", "is_staff": "on"}
    answer = as_member("sam").post(f"/admin/members/member/{lea.pk}/change/", given)
    assert answer.status_code == 302
    lea.refresh_from_db()
    assert lea.is_staff
    caches[settings.SESSION_CACHE_ALIAS].clear()
    assert browser.get("/inbox/").status_code == 302


def test_the_list_names_devices_in_words_and_marks_this_one(lea) -> None:
    here = sign_in(lea, **{"user-agent": FIREFOX})
    sign_in(lea, **{"user-agent": IPHONE})
    page = here.get(LIST).content.decode()
    assert page.count("This device") == 1
    assert "Firefox on Windows" in page
    assert "Safari on iPhone" in page
    assert "127.0.0.1" not in page and "Mozilla" not in page


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (IPHONE, "Safari on iPhone"),
        (PHONE, "Chrome on Android"),
        ("curl/8", "Unknown device"),
        ("", "Unknown device"),
    ],
)
def test_a_device_is_told_in_words(said, words) -> None:
    assert device_of(said) == words


def test_one_is_ended_and_the_others_stay(lea, django_capture_on_commit_callbacks) -> None:
    here, there, third = sign_in(lea), sign_in(lea), sign_in(lea)
    row = UserSession.objects.get(session_key=there.session.session_key)
    with django_capture_on_commit_callbacks(execute=True):
        assert here.post(f"{LIST}{row.pk}/end/").status_code == 303
    assert there.get("/inbox/").status_code == 302
    assert third.get("/inbox/").status_code == here.get("/inbox/").status_code == 200


def test_all_others_are_ended(cast, lea, django_capture_on_commit_callbacks) -> None:
    give_password(cast.ben)
    here, there, ben = sign_in(lea), sign_in(lea), sign_in(cast.ben)
    with django_capture_on_commit_callbacks(execute=True):
        assert here.post(f"{LIST}end/").status_code == 303
    assert there.get("/inbox/").status_code == 302
    assert here.get("/inbox/").status_code == ben.get("/inbox/").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(cast, lea) -> None:
    give_password(cast.ben)
    lea_here, ben_here = sign_in(lea), sign_in(cast.ben)
    row = UserSession.objects.get(user=cast.ben)
    assert lea_here.post(f"{LIST}{row.pk}/end/").status_code == 404
    assert ben_here.get("/inbox/").status_code == 200


def test_a_new_password_ends_the_others(lea, django_capture_on_commit_callbacks) -> None:
    here, there = sign_in(lea), sign_in(lea)
    given = {"oldpassword": PASSWORD, "password1": "quite another phrase"}
    with django_capture_on_commit_callbacks(execute=True):
        here.post("/accounts/password/change/", given | {"password2": given["password1"]})
    assert here.get("/inbox/").status_code == 200
    assert there.get("/inbox/").status_code == 302
    assert here.get(LIST).content.decode().count('class="entry"') == 1


def test_when_a_session_was_last_used_is_known_to_the_hour(lea) -> None:
    browser, began = sign_in(lea), timezone.now()
    row = UserSession.objects.get()
    for minutes, noted in ((30, 0), (61, 61), (90, 61), (122, 122)):
        with time_machine.travel(began + timedelta(minutes=minutes), tick=False):
            browser.get("/inbox/")
        seen = UserSession.objects.get(pk=row.pk).last_seen_at
        assert abs(seen - began - timedelta(minutes=noted)) < timedelta(minutes=1), minutes


def test_the_list_comes_in_pages_and_costs_the_same(lea, django_assert_max_num_queries) -> None:
    browser = sign_in(lea)
    for number in range(25):
        key = f"key-{number}"
        Session.objects.create(
            session_key=key, session_data="", expire_date=timezone.now() + timedelta(days=1)
        )
        UserSession.objects.create(user=lea, session_key=key, ip="::1", user_agent=FIREFOX)
    with django_assert_max_num_queries(6):
        page = browser.get(LIST).content.decode()
    assert page.count('class="entry"') == 20
    assert 'rel="next"' in page


def test_what_has_run_out_is_not_listed(lea) -> None:
    browser = sign_in(lea)
    UserSession.objects.create(user=lea, session_key="gone", ip="::1", user_agent=IPHONE)
    assert "iPhone" not in browser.get(LIST).content.decode()


def test_the_page_of_the_package_leads_to_ours(lea) -> None:
    assert sign_in(lea).get("/accounts/sessions/").url == LIST

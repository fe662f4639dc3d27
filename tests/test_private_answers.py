"""What a signed-in reader was shown is kept by no browser and no proxy; a secret page neither."""

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client

from config.middleware import PRIVATE
from members.models import Member
from tests.conftest import Cast
from tests.programs import Program
from tests.stage import Stage
from tests.test_access import TABLE, standing  # noqa: F401 (a fixture for this file)

pytestmark = pytest.mark.django_db


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def test_every_answer_to_a_member_says_that_it_is_kept_nowhere(
    standing: tuple[Cast, Stage],  # noqa: F811
) -> None:
    cast, stage = standing
    kept, client = [], signed_in(cast.lea)
    for row in TABLE:
        with transaction.atomic():
            answer = getattr(client, row.method)(row.path(stage), row.data)
            transaction.set_rollback(True)
        if answer.headers.get("Cache-Control") != PRIVATE:
            kept.append(f"{row}: {answer.headers.get('Cache-Control')}")
    assert not kept


@pytest.mark.parametrize("path", ["/nowhere/", "/admin/", "/accounts/email/", "/api/schema/"])
def test_so_does_what_stands_in_no_table(standing, path: str) -> None:  # noqa: F811
    assert signed_in(standing[0].lea).get(path).headers["Cache-Control"] == PRIVATE


def test_the_api_says_so_to_a_program_with_a_key(standing) -> None:  # noqa: F811
    assert Program(standing[0].lea).get("me/").headers["Cache-Control"] == PRIVATE


@pytest.mark.parametrize(
    "path",
    [
        "/unsubscribe/nonsense/",
        "/digest/how-often/nonsense/",
        "/digest/go/nonsense/",
        "/report/status/canarycage/",
        "/accounts/confirm-email/nonsense/",
        "/accounts/password/reset/key/a-b/",
    ],
)
def test_a_page_behind_a_secret_address_is_kept_nowhere(client: Client, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == PRIVATE


@pytest.mark.parametrize("path", ["/", "/topics/", "/legal/privacy/", "/search/"])
def test_pages_of_visitors_stay_as_they_are(client: Client, path: str) -> None:
    assert "Cache-Control" not in client.get(path).headers


def test_files_may_be_kept_by_members_too(standing) -> None:  # noqa: F811
    assert finders.find("css/resonanz.css")
    answer = signed_in(standing[0].lea).get("/static/css/resonanz.css")
    assert answer.status_code == 200
    assert "no-store" not in answer.headers.get("Cache-Control", "")
    assert b"".join(answer.streaming_content)


def test_after_signing_out_the_answer_itself_is_kept_nowhere(standing) -> None:  # noqa: F811
    lea = signed_in(standing[0].lea)
    assert lea.post("/accounts/logout/").headers["Cache-Control"] == PRIVATE
    assert "Cache-Control" not in lea.get("/topics/").headers

"""A key opens the API for one member: shown once, kept as a hash, revoked at once."""

import pytest
from django.test import Client

from members.models import ApiToken
from members.services.tokens import digest_of, make_token, revoke_token
from tests.programs import problem_of

pytestmark = pytest.mark.django_db


def test_a_key_opens_the_door_of_its_member(program) -> None:
    assert program("lea").get("me/").json()["handle"] == "lea"


def test_only_the_hash_of_a_key_is_kept(cast) -> None:
    token, key = make_token(member=cast.lea, name="calendar", scopes=["read"], days=30)
    row = ApiToken.objects.filter(pk=token.pk).values().get()
    assert row["digest"] == digest_of(key)
    assert key not in str(row)


def test_the_page_shows_a_new_key_once(as_member) -> None:
    browser = as_member("lea")
    given = {"name": "calendar", "scopes": ["read"], "days": 90}
    page = browser.post("/settings/tokens/", given).content.decode()
    key = next(word for word in page.replace("<", ">").split(">") if word.startswith("rsz_"))
    assert Client(headers={"authorization": f"Bearer {key}"}).get("/api/v1/me/").status_code == 200
    assert key not in browser.get("/settings/tokens/").content.decode()


@pytest.mark.parametrize(
    ("header", "status"),
    [("Bearer rsz_nobody", 401), ("Bearer", 401), ("Bearer a b", 401), ("Basic bGVhOng=", 401)],
)
def test_what_is_no_key_opens_nothing(client: Client, cast, header: str, status: int) -> None:
    answer = client.get("/api/v1/me/", headers={"authorization": header})
    assert answer.status_code == status
    assert answer["WWW-Authenticate"] == "Bearer"
    problem_of(answer)


def test_a_revoked_key_opens_nothing_any_more(cast, program) -> None:
    lea = program("lea")
    revoke_token(member=cast.lea, token=lea.token)
    answer = lea.get("me/")
    assert answer.status_code == 401
    assert problem_of(answer)["detail"] == "This key does not exist or was revoked."


def test_nobody_revokes_the_key_of_somebody_else(cast, program) -> None:
    lea = program("lea")
    revoke_token(member=cast.ben, token=lea.token)
    assert lea.get("me/").status_code == 200


def test_a_wrong_key_closes_what_is_open_to_visitors(client: Client, cast) -> None:
    answer = client.get("/api/v1/topics/", headers={"authorization": "Bearer rsz_nobody"})
    assert answer.status_code == 401


def test_the_key_of_a_suspended_member_opens_nothing(cast, program) -> None:
    lea = program("lea")
    cast.lea.is_active = False
    cast.lea.save(update_fields=["is_active"])
    assert lea.get("me/").status_code == 401


def test_a_session_needs_the_token_of_its_page_to_change_something(cast) -> None:
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    browser.force_login(cast.lea)
    assert browser.get("/api/v1/me/").status_code == 200
    answer = browser.post("/api/v1/notifications/read/")
    assert answer.status_code == 403
    assert "X-CSRFToken" in problem_of(answer)["detail"]


def test_a_key_needs_no_token_of_a_page(cast) -> None:
    _, key = make_token(member=cast.lea, name="script", scopes=["write", "privacy"], days=30)
    script = Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {key}"})
    assert script.post("/api/v1/notifications/read/").status_code == 204

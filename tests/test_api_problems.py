"""Whatever goes wrong in the API is told as a problem, in the language one asks for."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from rest_framework.throttling import SimpleRateThrottle

from config import errors
from tests.programs import Program, problem_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    ["/api/", "/api/v1/", "/api/v1/votes/", "/api/v2/topics/", "/api/v1/topics", "/api/v1/me.json"],
)
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_unknown_address_is_told_as_a_problem(client: Client, path: str, method: str) -> None:
    answer = getattr(client, method)(path, headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert "There is nothing at this address." in problem_of(answer)["detail"]


@pytest.mark.parametrize("code", ["0000000000", "iiiiiiiiii", "1", "00000000000"])
def test_a_code_that_names_nothing_is_not_found(program: Any, code: str) -> None:
    answer = program("lea").get(f"topics/{code}/")
    assert answer.status_code == 404
    problem_of(answer)


def test_an_act_that_an_address_does_not_know_is_told_with_what_it_knows(program: Any) -> None:
    answer = program("lea").delete("topics/")
    assert answer.status_code == 405
    assert set(answer["Allow"].split(", ")) >= {"GET", "POST"}
    problem_of(answer)


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"stance": NaN}', "application/json", 400),
        (b"name=Lea", "application/x-www-form-urlencoded", 415),
        (b"<name/>", "application/xml", 415),
        (b"x" * 1_000_001, "application/json", 413),
    ],
)
def test_what_cannot_be_read_is_told_as_a_problem(
    program: Any, content: bytes, media_type: str, status: int
) -> None:
    answer = program("lea").client.patch("/api/v1/me/", content, media_type)
    assert answer.status_code == status
    problem_of(answer)


def test_the_api_speaks_json_only(program: Any) -> None:
    answer = program("lea").client.get("/api/v1/me/", headers={"accept": "text/html"})
    assert answer.status_code == 406
    problem_of(answer)
    browser = "text/html,application/xhtml+xml,*/*;q=0.8"
    shown = program("lea").client.get("/api/v1/me/", headers={"accept": browser})
    assert shown["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "cursor", ["x", "cD1uZXZlcg==", "cD0yMDIwLTAxLTAx", "bz0tMQ==", "cD0lMDA="]
)
def test_a_cursor_that_is_none_is_told_as_a_problem(program: Any, cursor: str) -> None:
    answer = program("lea").get("topics/", cursor=cursor)
    assert answer.status_code == 404
    problem_of(answer)


@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
def test_what_is_no_letter_is_left_out(program: Any, sign: str) -> None:
    answer = program("lea").patch("me/", {"story": f"One{sign} two."})
    assert answer.json()["story"] == "One two."


@pytest.mark.parametrize(
    ("asked", "member", "spoken", "sentence"),
    [
        ("de", "en", "de", "Bitte prüfe, was du geschrieben hast."),
        ("en", "de", "en", "Please check what you wrote."),
        ("", "en", "en", "Please check what you wrote."),
        ("fr", "en", "en", "Please check what you wrote."),
        ("fr, de;q=0.5", "en", "de", "Bitte prüfe, was du geschrieben hast."),
    ],
)
def test_the_header_decides_in_which_language_and_then_the_member(
    cast: Any, asked: str, member: str, spoken: str, sentence: str
) -> None:
    cast.lea.language = member
    cast.lea.save(update_fields=["language"])
    lea = Program(cast.lea, asked)
    answer = lea.patch("me/", {"name": ""})
    assert answer["Content-Language"] == spoken
    assert "Accept-Language" in answer["Vary"]
    assert problem_of(answer)["detail"] == sentence


def test_nothing_of_the_api_is_kept_by_caches(program: Any) -> None:
    for path in ("me/", "topics/", "nothing/"):
        assert "no-store" in program("lea").get(path)["Cache-Control"]


def test_too_much_at_a_time_says_how_long_to_wait(
    program: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "user", "2/min")
    lea = program("lea")
    statuses = [lea.get("me/").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = lea.get("me/")
    assert 0 < int(answer["Retry-After"]) <= 60
    problem_of(answer)
    assert program("ben").get("me/").status_code == 200


def test_visitors_are_counted_by_where_they_come_from(
    program: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "anon", "1/min")
    assert program(None).get("topics/").status_code == 200
    assert program(None).get("topics/").status_code == 429
    assert program("lea").get("topics/").status_code == 200


def test_programs_are_slowed_down_as_a_whole_only() -> None:
    """How often a single act is possible stands in members/services/limits.py."""
    assert set(SimpleRateThrottle.THROTTLE_RATES) == {"anon", "user", "writes"}


def test_a_break_of_our_own_is_told_as_a_problem_too(rf: RequestFactory) -> None:
    answer = errors.server_error(rf.get("/api/v1/topics/"))
    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert b"Something broke here" in answer.content


def test_the_description_is_for_everyone(client: Client) -> None:
    page = client.get("/api/docs/", headers={"accept-language": "en"})
    assert page.status_code == 200
    assert b"/settings/tokens/" in page.content
    script = client.get("/api/docs/?script=")
    assert script["Content-Type"] == "application/javascript"
    assert b"X-CSRFTOKEN" in script.content

"""Language and theme: everyone may choose, from here only."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_visitor_chooses_a_language_and_returns_to_the_page(client: Client) -> None:
    answer = client.post(
        "/language/", {"language": "en"}, headers={"referer": "http://testserver/topics/?page=2"}
    )
    assert answer.status_code == 302
    assert answer["Location"] == "http://testserver/topics/?page=2"
    assert answer.cookies["django_language"].value == "en"


def test_the_choice_of_a_member_holds_on_every_device(client: Client, cast) -> None:
    client.force_login(cast.lea)
    client.post("/language/", {"language": "de"})
    cast.lea.refresh_from_db()
    assert cast.lea.language == "de"


@pytest.mark.parametrize("address", ["/language/", "/theme/"])
def test_nonsense_is_refused(client: Client, address: str) -> None:
    answer = client.post(address, {"language": "xx", "theme": "pink"})
    assert answer.status_code == 400
    assert not answer.cookies


@pytest.mark.parametrize("address", ["/language/", "/theme/"])
def test_another_site_cannot_choose_for_somebody(client: Client, address: str) -> None:
    answer = client.post(
        address, {"language": "en", "theme": "dark"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert answer.status_code == 400


def test_nobody_is_sent_to_another_site(client: Client) -> None:
    answer = client.post(
        "/theme/", {"theme": "dark"}, headers={"referer": "https://evil.example/x"}
    )
    assert answer["Location"] == "/"


def test_the_theme_is_written_into_the_next_page(client: Client) -> None:
    client.post("/theme/", {"theme": "dark"})
    assert b'data-theme="dark"' in client.get("/accounts/login/").content
    client.post("/theme/", {"theme": "system"})
    assert b"data-theme=" not in client.get("/accounts/login/").content.split(b"<head>")[0]


def test_reading_an_address_of_choice_is_not_allowed(client: Client) -> None:
    assert client.get("/theme/").status_code == 405

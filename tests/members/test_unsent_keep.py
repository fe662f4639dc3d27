"""What is sent after a session has ended waits for its author, and nothing is done by itself."""

from typing import Any

import pytest
from django.contrib.auth.decorators import login_required
from django.test import Client
from django.urls import URLPattern, get_resolver

from communities.models import Membership
from members import unsent
from members.models import Member, ValueStatement
from tests.conftest import Cast

WORDS = "Whoever leads says first what went wrong."
HERE = "http://testserver"


@pytest.fixture
def typed(cast: Cast) -> dict[str, str]:
    """What Lea's form sends."""
    return {
        "whose": unsent.mark_of(cast.lea),
        "value": "security",
        "words": WORDS,
        "language": "en",
    }


@pytest.fixture
def window() -> Client:
    return Client(headers={"accept-language": "en"})


def send(window: Client, data: dict[str, str], page: str = "/settings/values/") -> Any:
    return window.post("/settings/values/", data, headers={"referer": f"{HERE}{page}"})


def test_a_button_leads_back_to_the_page_where_it_stood(cast: Cast, window: Client) -> None:
    home = cast.public.get_absolute_url()
    data = {"whose": unsent.mark_of(cast.nora)}
    answer = window.post(f"{home}join/", data, headers={"referer": f"{HERE}{home}?page=2"})
    assert answer.url == f"/accounts/login/?next={home}%3Fpage%3D2"
    assert "Your session had ended, and nothing was done." in window.get(answer.url).text
    window.force_login(cast.nora)
    page = window.get(f"{home}?page=2").text
    assert "This was not sent yet" in page
    assert not Membership.objects.filter(member=cast.nora, community=cast.public).exists()


def test_what_was_typed_waits_until_it_is_sent(
    cast: Cast, window: Client, typed: dict[str, str]
) -> None:
    assert "what you wrote is still there" in window.get(send(window, typed).url).text
    window.force_login(cast.lea)
    before = ValueStatement.objects.count()
    page = window.get("/settings/values/").text
    assert WORDS in page and "Send it now" in page
    assert ValueStatement.objects.count() == before
    assert send(window, typed).status_code == 303
    assert "This was not sent yet" not in window.get("/settings/values/").text


def test_it_shows_to_nobody_else(cast: Cast, window: Client, typed: dict[str, str]) -> None:
    signs_in = window.get(send(window, typed).url).text
    assert WORDS not in signs_in
    window.force_login(cast.ben)
    assert WORDS not in window.get("/settings/values/").text
    assert unsent.KEPT not in window.session


@pytest.mark.parametrize("mark", ["", "1", "1:forged"])
def test_without_a_members_mark_nothing_is_kept(
    window: Client, typed: dict[str, str], mark: str, db: None
) -> None:
    send(window, typed | {"whose": mark})
    assert unsent.KEPT not in window.session


def test_another_site_plants_nothing(cast: Cast, typed: dict[str, str]) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, typed).status_code == 403
    assert unsent.KEPT not in strict.session


@pytest.mark.parametrize("page", ["https://evil.example/x", "//evil.example/x", "javascript:1"])
def test_the_way_back_stays_in_this_house(
    cast: Cast, window: Client, typed: dict[str, str], page: str
) -> None:
    answer = window.post("/settings/values/", typed, headers={"referer": page})
    assert answer.url == "/accounts/login/?next=/settings/values/"


def test_secrets_and_consents_are_not_kept(
    cast: Cast, window: Client, typed: dict[str, str]
) -> None:
    send(window, typed | {"password": "correct horse", "publish": "on", "code": "123456"})
    kept = {name for name, _ in window.session[unsent.KEPT]["fields"]}
    assert kept == {"value", "words", "language"}


def test_it_can_be_discarded_and_lasts_an_hour(
    cast: Cast, window: Client, typed: dict[str, str]
) -> None:
    send(window, typed)
    window.force_login(cast.lea)
    assert window.post("/unsent/discard/").url == "/settings/values/"
    assert WORDS not in window.get("/settings/values/").text
    session = window.session
    session[unsent.KEPT] = {
        "whose": str(cast.lea.pk),
        "page": "/settings/values/",
        "action": "/settings/values/",
        "fields": [("words", WORDS)],
        "at": 0,
    }
    session.save()
    assert WORDS not in window.get("/settings/values/").text


def test_a_page_that_asks_to_sign_in_says_why(window: Client, db: None) -> None:
    assert "You have to be signed in for this." in window.get("/inbox/", follow=True).text
    assert "You have to be signed in" not in window.get("/accounts/login/").text


@pytest.mark.parametrize("who", [None, "lea"])
def test_an_address_of_a_button_says_so_when_it_is_opened(
    cast: Cast, window: Client, who: str | None
) -> None:
    if who:
        window.force_login(cast[who])
    home = cast.public.get_absolute_url()
    answer = window.get(f"{home}join/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert f'href="{home}"' in answer.text and "belongs to a button" in answer.text


def acts() -> list[Any]:
    """Every view of ours that only takes POST and only from members: found by its answer."""
    spaces = get_resolver().namespace_dict
    ours = ("members", "communities", "debates", "sharing")
    patterns = [one for space in ours for one in spaces[space][1].url_patterns]
    return [one for one in patterns if isinstance(one, URLPattern)]


def test_no_act_asks_to_sign_in_before_it_says_that_it_is_a_button(rf: Any) -> None:
    """`require_POST` stands outside, so that signing in never ends at a refusal."""
    outer = login_required(lambda request: None).__code__
    behind = [
        str(one.pattern)
        for one in acts()
        if one.callback.__code__ is outer and _takes_only_post(one.callback.__wrapped__)
    ]
    assert behind == []


def _takes_only_post(view: Any) -> bool:
    cells = [cell.cell_contents for cell in view.__closure__ or ()]
    return ["POST"] in cells


def test_every_form_of_a_member_carries_its_mark(cast: Cast, window: Client) -> None:
    window.force_login(cast.lea)
    page = window.get("/settings/values/").text
    assert page.count('name="whose"') == page.count('name="csrfmiddlewaretoken"')


def test_the_mark_is_of_one_member(cast: Cast) -> None:
    members: list[Member] = [cast.lea, cast.ben]
    assert len({unsent.mark_of(member) for member in members}) == 2

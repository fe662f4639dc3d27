"""What may already help is looked up while one writes a request, and never stands in its way."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from sharing.models import Request, Skill
from sharing.services.listings import make_offer
from tests.conftest import Cast
from tests.sharing.conftest import make_skill

LOOKS = "**/requests/look-first/"
TITLE = "Help with our books"


@pytest.fixture
def lea(visit: Callable[..., Page], cast: Cast) -> Page:
    """At an empty request, in a browser whose clock can be moved on."""
    make_skill("bookkeeping")
    page = visit(cast.lea)
    page.clock.install()
    return page


def write(page: Page, community: str) -> None:
    page.goto("/requests/new/")
    page.get_by_role("checkbox", name="Gift").check()
    page.get_by_role("checkbox", name="It works online").check()
    page.get_by_role("checkbox", name=community).check()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("What it is about").fill("An evening with our books and a pot of tea.")
    page.get_by_role("combobox", name="Skills").press_sequentially("bookk")
    page.get_by_role("option", name="bookkeeping").click()


def ask_for_it(page: Page) -> None:
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert Request.objects.get().title == TITLE


def height_of_the_button(page: Page) -> float:
    button = page.get_by_role("button", name="Ask for it")
    return button.evaluate("button => button.getBoundingClientRect().top + scrollY")


def test_a_request_is_sent_while_the_house_still_looks(lea: Page, cast: Cast) -> None:
    """The look fails only once the request is on its way; what was typed is then not kept."""
    looks: list[Route] = []

    def send(route: Route) -> None:
        for look in looks:
            look.abort()
        route.continue_()

    lea.route(LOOKS, lambda route: looks.append(route))
    lea.route("**/requests/new/", send)
    with lea.expect_request(LOOKS):
        write(lea, cast.public.name)
    ask_for_it(lea)
    assert looks
    lea.wait_for_load_state()
    assert lea.evaluate("Object.keys(localStorage)") == []


def test_a_look_that_fails_is_nothing_to_send_again(lea: Page, cast: Cast) -> None:
    lea.route(LOOKS, lambda route: route.abort())
    with lea.expect_event("requestfailed"):
        write(lea, cast.public.name)
    expect(lea.get_by_role("button", name="Send it again")).to_have_count(0)
    ask_for_it(lea)


def test_ticks_below_look_up_nothing_and_leave_the_button_where_it_is(
    lea: Page, cast: Cast
) -> None:
    common: dict[str, Any] = {"communities": [cast.public], "language": "en", "as_gift": True}
    skills = [Skill.objects.get()]
    make_offer(member=cast.ben, title="Books", text="Tea.", is_online=True, skills=skills, **common)
    write(lea, cast.public.name)
    expect(lea.get_by_role("heading", name="this may already help")).to_be_visible()
    lea.clock.run_for(1000)
    lea.wait_for_load_state("networkidle")
    looked: list[str] = []
    lea.on("request", lambda request: looked.append(request.url))
    before = height_of_the_button(lea)
    lea.get_by_role("checkbox", name="Hours").check()
    lea.get_by_role("checkbox", name="It works online").uncheck()
    lea.clock.run_for(1000)
    lea.wait_for_load_state("networkidle")
    assert looked == []
    assert height_of_the_button(lea) == before

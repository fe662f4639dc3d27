"""An objection that was typed outlives a reload, a lost connection and a session that ran out."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from debates.models import Argument
from members.models import Member
from tests.browser.conftest import carry_session

WORDS = "In a team of three a list says about one person what she never wanted told."


@pytest.fixture
def address(stage: Any) -> str:
    """Where Ben objects to Lea, who feels heard by him."""
    return f"{stage['position.public'].get_absolute_url()}argue/?kind=objection"


@pytest.fixture
def typed(visit: Callable[..., Page], cast: Any, address: str) -> Page:
    """Ben has typed his objection, and not sent it."""
    page = visit(cast.ben)
    page.goto(address)
    page.get_by_label("Your words", exact=True).fill(WORDS)
    expect(page.locator("[data-draft-note]")).to_be_visible()
    return page


def restored(page: Page) -> None:
    expect(page.get_by_label("Your words", exact=True)).to_have_value(WORDS)


def send(page: Page) -> None:
    page.get_by_role("button", name="Object", exact=True).click()


def sent(page: Page, cast: Any, address: str) -> None:
    """It stands in the thread, and the device keeps no draft of it."""
    send(page)
    expect(page.locator("#thread").get_by_text(WORDS)).to_be_visible()
    page.goto(address)
    expect(page.get_by_label("Your words", exact=True)).to_have_value("")
    assert Argument.objects.filter(author=cast.ben, kind="objection").count() == 1


def test_it_outlives_a_reload(typed: Page, cast: Any, address: str) -> None:
    typed.reload()
    restored(typed)
    sent(typed, cast, address)


def test_it_outlives_a_lost_connection(typed: Page, cast: Any, address: str) -> None:
    typed.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        typed.reload()
    typed.context.set_offline(False)
    typed.goto(address)
    restored(typed)
    typed.context.set_offline(True)
    send(typed)
    expect(typed.locator("body")).not_to_contain_text(WORDS)
    typed.context.set_offline(False)
    typed.goto(address)
    restored(typed)
    sent(typed, cast, address)


def test_it_outlives_a_session_that_ran_out(
    typed: Page, cast: Any, address: str, live_server: Any
) -> None:
    member: Member = cast.ben
    typed.context.clear_cookies(name="session")
    send(typed)
    expect(typed.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    assert not Argument.objects.filter(author=member, kind="objection").exists()
    carry_session(typed.context, member, live_server.url)
    typed.goto(address)
    restored(typed)
    sent(typed, cast, address)

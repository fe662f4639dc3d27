"""The description of the API in a real browser, under the policy of the house."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from members.models import Member

LISTEN = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (event) => window.broken.push(
  `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


@pytest.fixture
def docs(page: Page, live_server: Any, cast: Any, sign_in: Callable[[Member], None]) -> Page:
    page.add_init_script(LISTEN)
    sign_in(cast.lea)
    page.goto(f"{live_server.url}/api/docs/")
    expect(page.locator("#operations-tag-Topics")).to_be_visible()
    return page


def tried_out(docs: Page, tag: str, name: str) -> Locator:
    """Open one operation and send it."""
    docs.locator(f"#operations-tag-{tag}").click()
    act = docs.locator(f"#operations-{tag}-{name}")
    act.locator(".opblock-summary-control").click()
    act.get_by_role("button", name="Try it out").click()
    act.get_by_role("button", name="Execute").click()
    return act.locator(".live-responses-table")


def test_the_description_keeps_the_policy_while_one_tries_it_out(docs: Page) -> None:
    answer = tried_out(docs, "Me", "me_retrieve")
    expect(answer.locator(".response-col_status").last).to_contain_text("200")
    expect(answer).to_contain_text("lea@example.org")
    assert docs.evaluate("window.broken") == []


def test_a_session_can_change_something_from_there(docs: Page) -> None:
    answer = tried_out(docs, "Notifications", "notifications_read_all")
    expect(answer.locator(".response-col_status").last).to_contain_text("204")
    assert docs.evaluate("window.broken") == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_the_house_says_there_is_accessible(
    docs: Page, violations: Callable[[], list[str]], theme: str
) -> None:
    docs.get_by_role("button", name=theme.title()).click()
    # What Swagger UI draws is not ours to mend; it stands in a frame of its own.
    docs.evaluate("document.querySelector('.api-docs').remove()")
    assert violations() == []

"""What surrounds every page, in a real browser: drafts, themes, menus, lost connections."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

FORM = "form[data-draft]"
STORY = f"{FORM} textarea"
WIDTHS = [320, 390, 768, 1440, 1920]


def write_a_draft(page: Page, words: str) -> None:
    page.fill(STORY, words)
    expect(page.locator(f"{FORM} [data-draft-note]")).to_be_visible()


def drafts(page: Page) -> str:
    return page.evaluate("JSON.stringify(localStorage)")


def test_a_draft_comes_back_after_a_reload_and_can_be_discarded(
    page: Page, live_server: Any
) -> None:
    page.goto(f"{live_server.url}/styleguide/")
    write_a_draft(page, "Half a thought")
    page.reload()
    expect(page.locator(STORY)).to_have_value("Half a thought")
    page.get_by_role("button", name="Discard it").click()
    expect(page.locator(STORY)).to_have_value("")
    assert "Half a thought" not in drafts(page)


def test_a_draft_outlives_a_session_that_ran_out_and_belongs_to_one_member(
    page: Page, live_server: Any, cast: Any, sign_in: Any
) -> None:
    sign_in(cast.lea)
    page.goto(f"{live_server.url}/styleguide/")
    write_a_draft(page, "For Reto only")
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/styleguide/")
    expect(page.locator(STORY)).to_have_value("")
    sign_in(cast.ben)
    page.reload()
    expect(page.locator(STORY)).to_have_value("")
    sign_in(cast.lea)
    page.reload()
    expect(page.locator(STORY)).to_have_value("For Reto only")


def test_signing_out_throws_drafts_away(
    page: Page, live_server: Any, cast: Any, sign_in: Any
) -> None:
    sign_in(cast.lea)
    page.goto(f"{live_server.url}/styleguide/")
    write_a_draft(page, "Nobody else shall read this")
    page.locator(".menu--own summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{live_server.url}/")
    assert "Nobody else" not in drafts(page)


def test_what_was_typed_just_before_signing_out_is_not_kept_afterwards(
    page: Page, live_server: Any, cast: Any, sign_in: Any
) -> None:
    sign_in(cast.lea)
    page.goto(f"{live_server.url}/styleguide/")
    page.fill(STORY, "Nobody else shall read this")
    page.evaluate(
        """() => {
          const form = document.querySelector("form[data-sign-out]");
          form.addEventListener("submit", (event) => event.preventDefault());
          form.requestSubmit();
        }"""
    )
    # Longer than the pause after which what was typed is kept.
    page.wait_for_timeout(800)
    assert "Nobody else" not in drafts(page)


def test_a_request_that_fails_leaves_the_text_and_a_way_to_send_it_again(
    page: Page, live_server: Any
) -> None:
    page.goto(f"{live_server.url}/styleguide/")
    page.evaluate(
        """() => {
          const form = document.querySelector("form[data-draft]");
          form.method = "post";
          form.noValidate = true;
          form.setAttribute("hx-post", "/livez");
          htmx.process(form);
        }"""
    )
    page.fill(STORY, "Kept")
    page.context.set_offline(True)
    page.locator(f"{FORM} button[type=submit]").click()
    expect(page.get_by_text("That did not go out").last).to_be_visible()
    expect(page.locator(STORY)).to_have_value("Kept")
    page.context.set_offline(False)
    with page.expect_request("**/livez"):
        page.locator("[data-lost] button").click()


def test_two_clicks_send_a_form_once(page: Page, live_server: Any) -> None:
    posts: list[str] = []
    page.on(
        "request", lambda request: posts.append(request.url) if request.method == "POST" else None
    )
    page.goto(f"{live_server.url}/accounts/login/")
    posts.clear()
    page.fill("input[name=login]", "nobody@example.org")
    page.fill("input[name=password]", "not the password")
    page.locator("form.form button[type=submit]").dblclick()
    expect(page.locator(".errors")).to_be_focused()
    assert posts.count(f"{live_server.url}/accounts/login/") == 1


def test_light_and_dark_are_remembered(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="Dark").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="As the device").click()
    page.reload()
    assert page.locator("html").get_attribute("data-theme") is None


def test_the_menu_closes_with_escape(page: Page, live_server: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}/accounts/login/")
    page.locator(".menu summary").first.click()
    expect(page.locator(".menu .nav")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu .nav")).to_be_hidden()
    expect(page.locator(".menu summary").first).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_component_is_accessible(
    page: Page, live_server: Any, violations: Any, theme: str
) -> None:
    page.goto(f"{live_server.url}/styleguide/?theme={theme}")
    assert violations() == []


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/signup/", "/nothing/"])
def test_entrances_and_errors_are_accessible(
    page: Page, live_server: Any, violations: Any, address: str
) -> None:
    page.goto(f"{live_server.url}{address}")
    assert violations() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_sticks_out(page: Page, live_server: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/styleguide/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width

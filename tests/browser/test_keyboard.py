"""With the keyboard alone: in at the skip link, along the page in its order, to a position."""

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from debates.models import Position

OUTLINE = """() => {
  const seen = getComputedStyle(document.activeElement);
  return seen.outlineStyle !== "none" && parseFloat(seen.outlineWidth) >= 2;
}"""
WHERE = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return [document.activeElement.textContent.trim() || document.activeElement.name,
          Math.round(box.top + scrollY)];
}"""


def tab_to(page: Page, name: str) -> None:
    """Walk on until the focus stands on what is called so; wherever it stands can be seen."""
    for _ in range(80):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINE), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("document.activeElement.textContent").strip() == name:
            return
    raise AssertionError(f"the keyboard does not lead to “{name}”")


@pytest.fixture
def topic(visit: Any, cast: Any, stage: Any) -> Page:
    page = visit(cast.ben)
    page.goto(stage["topic.public"].get_absolute_url())
    return page


def test_the_first_key_leads_past_the_masthead(topic: Page) -> None:
    topic.keyboard.press("Tab")
    expect(topic.locator(".skip")).to_be_focused()
    expect(topic.locator(".skip")).to_be_in_viewport()
    topic.keyboard.press("Enter")
    expect(topic.locator("#content")).to_be_focused()
    topic.keyboard.press("Tab")
    assert topic.evaluate("document.activeElement.closest('main') !== null")


def test_a_position_is_taken_without_a_mouse(topic: Page, cast: Any) -> None:
    topic.locator("#content").focus()
    for _ in range(40):
        topic.keyboard.press("Tab")
        if topic.evaluate("document.activeElement.name") == "stance":
            break
    topic.keyboard.press("Space")
    topic.keyboard.press("ArrowRight")
    expect(topic.get_by_role("radio", name="rather against")).to_be_checked()
    tab_to(topic, "Take a position")
    topic.keyboard.press("Enter")
    core = topic.get_by_label("The core of it in one sentence")
    expect(core).to_be_visible()
    core.focus()
    topic.keyboard.type("Not all at once.")
    topic.keyboard.press("Tab")
    topic.keyboard.type("I kept the books of a team of three.")
    topic.keyboard.press("Tab")
    topic.keyboard.type("I have seen envy at work.")
    topic.locator("[name=value]").focus()
    topic.keyboard.type("Tra")
    topic.keyboard.press("Tab")
    topic.keyboard.type("I stand for what has lasted.")
    topic.keyboard.press("Tab")
    topic.keyboard.type("What lasts was tried before.")
    tab_to(topic, "Take this position")
    topic.keyboard.press("Enter")
    expect(topic.get_by_role("heading", name="Not all at once.")).to_be_visible()
    assert Position.objects.get(member=cast.ben).stance == -1


def test_the_focus_walks_down_the_page_and_never_back_up(topic: Page) -> None:
    """In the column to read; the column to act stands beside it and begins at the top again."""
    topic.set_viewport_size({"width": 390, "height": 844})
    topic.locator("#content").focus()
    stops: list[tuple[str, int]] = []
    for _ in range(25):
        topic.keyboard.press("Tab")
        if not topic.evaluate("document.activeElement.closest('main') !== null"):
            break
        stops.append(topic.evaluate(WHERE))
    tops = [top for _, top in stops]
    assert len(stops) > 5
    assert all(after >= before - 60 for before, after in pairwise(tops)), stops


def test_the_menu_opens_and_closes_from_the_keyboard(topic: Page) -> None:
    topic.set_viewport_size({"width": 390, "height": 844})
    topic.locator(".menu summary").first.focus()
    topic.keyboard.press("Enter")
    expect(topic.locator(".menu .nav").first).to_be_visible()
    topic.keyboard.press("Tab")
    assert topic.evaluate("document.activeElement.closest('.menu .nav') !== null")
    topic.keyboard.press("Escape")
    expect(topic.locator(".menu .nav").first).to_be_hidden()
    expect(topic.locator(".menu summary").first).to_be_focused()

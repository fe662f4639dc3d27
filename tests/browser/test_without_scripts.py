"""Where scripts do not run: a position, an offer with a skill, the menu, language and theme."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from debates.models import Position
from sharing.models import Offer
from tests.sharing.conftest import make_skill


@pytest.fixture
def plain(visit: Any, cast: Any) -> Page:
    """Ben, in a browser without scripts."""
    return visit(cast.ben, java_script_enabled=False)


def test_a_position_is_taken(plain: Page, cast: Any, stage: Any) -> None:
    plain.goto(stage["topic.public"].get_absolute_url())
    plain.get_by_role("radio", name="rather against").check()
    plain.get_by_role("button", name="Take a position").click()
    expect(plain.get_by_role("radio", name="rather against")).to_be_checked()
    plain.get_by_label("The core of it in one sentence").fill("Not all at once.")
    plain.get_by_label("Your reasons").fill("I have seen envy at work.")
    plain.get_by_role("button", name="Take this position").click()
    expect(plain.locator(".errors")).to_be_visible()
    expect(plain.get_by_label("Your reasons")).to_have_value("I have seen envy at work.")
    plain.locator("[name=value]").select_option("security")
    plain.get_by_label("I stand for …").fill("I stand for sleep without worry.")
    plain.get_by_role("button", name="Take this position").click()
    expect(plain.get_by_role("heading", name="Not all at once.")).to_be_visible()
    assert Position.objects.get(member=cast.ben).stance == -1


def test_an_offer_is_put_out_with_a_skill_found_by_its_button(plain: Page, cast: Any) -> None:
    make_skill("bookkeeping")
    plain.goto("/offers/new/")
    plain.get_by_label("Title").fill("Books in order")
    plain.get_by_label("What it is about").fill("An evening with your books.")
    plain.get_by_role("textbox", name="Skills").fill("bookk")
    plain.get_by_role("button", name="Find", exact=True).click()
    plain.get_by_role("checkbox", name="bookkeeping").check()
    expect(plain.get_by_label("Title")).to_have_value("Books in order")
    plain.get_by_role("textbox", name="Skills").fill("")
    plain.get_by_role("checkbox", name="Gift").check()
    plain.get_by_role("checkbox", name="It works online").check()
    plain.get_by_role("checkbox", name=cast.public.name).check()
    plain.get_by_role("button", name="Offer it").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Books in order")
    assert [skill.label for skill in Offer.objects.get().skills.all()] == ["bookkeeping"]


def test_menu_theme_and_language_are_at_hand(plain: Page) -> None:
    plain.set_viewport_size({"width": 390, "height": 800})
    plain.goto("/topics/")
    plain.locator(".menu summary").first.click()
    expect(plain.locator(".menu .nav").first).to_be_visible()
    plain.get_by_role("button", name="Dark").click()
    expect(plain.locator("html")).to_have_attribute("data-theme", "dark")
    plain.get_by_role("button", name="Deutsch").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Was brennt")

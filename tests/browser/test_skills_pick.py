"""Skills picked while one types, with the keyboard; and the pages of sharing before axe."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sharing.models import MemberSkill, Offer, Request
from sharing.services.listings import make_offer, make_request
from sharing.services.skills import add_skill
from tests.browser.test_every_page import faults
from tests.sharing.conftest import make_skill

WORDS = {
    "text": "An evening with your books.",
    "language": "en",
    "as_gift": True,
    "is_online": True,
}


@pytest.fixture
def fair(cast: Any) -> tuple[Offer, Request]:
    """Ben offers what Lea seeks."""
    skills = [make_skill("bookkeeping"), make_skill("bookbinding")]
    add_skill(member=cast.lea, skill=skills[1], direction=MemberSkill.Direction.WANTS)
    common = {"communities": [cast.public], "skills": skills[:1], **WORDS}
    offer = make_offer(member=cast.ben, title="Books in order", **common)
    return offer, make_request(member=cast.lea, title="Help with books", **common)


def test_a_skill_is_picked_with_the_keyboard_and_one_in_own_words(
    page: Page, live_server: Any, cast: Any, sign_in: Any, fair: Any
) -> None:
    sign_in(cast.lea)
    page.goto(f"{live_server.url}/offers/new/")
    field = page.get_by_role("combobox", name="Skills")
    field.press_sequentially("bookk")
    expect(page.get_by_role("option", name="bookkeeping")).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.get_by_role("checkbox", name="bookkeeping")).to_be_checked()
    field.press_sequentially("Podcast")
    page.get_by_role("option", name="Add “Podcast” in my own words").click()
    field.press_sequentially("book")
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.fill("")
    page.get_by_label("Title").fill("My offer")
    page.get_by_label("What it is about").fill("What it is about.")
    page.get_by_role("checkbox", name="Gift").check()
    page.get_by_role("checkbox", name="It works online").check()
    page.get_by_role("checkbox", name=cast.public.name).check()
    page.get_by_role("button", name="Offer it").click()
    expect(page.get_by_role("heading", name="My offer")).to_be_visible()
    made = Offer.objects.get(member=cast.lea)
    assert sorted(skill.label for skill in made.skills.all()) == ["Podcast", "bookkeeping"]


def test_pages_on_which_things_fit_are_accessible(visit: Any, cast: Any, fair: Any) -> None:
    own, theirs = fair[1].get_absolute_url(), fair[0].get_absolute_url()
    pages = ["/offers/?terms=gift", "/settings/skills/", "/matches/", "/skills/?q=book"]
    assert faults(visit(cast.lea), [*pages, own, theirs]) == {}

"""A newcomer looks around, signs up, is shown in, and leaves."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from members.models import Consent, Member, Purpose
from tests.sharing.conftest import make_skill
from tests.sign_in import PASSWORD
from tests.stage import Stage

ADDRESS = "noemi@example.org"
LINK = re.compile(r"/accounts/confirm-email/\S+")


def look_around(page: Page) -> None:
    """Landing, a community, a topic, and a word searched: all without an account."""
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell me more.")
    burning = page.get_by_role("region", name="What burns")
    expect(burning.get_by_role("link", name="Should wages be open to all?")).to_be_visible()
    page.get_by_role("link", name="Look at communities").click()
    page.get_by_role("link", name="Open House").click()
    page.get_by_role("link", name="Should wages be open to all?").first.click()
    expect(page.get_by_text("Grown-ups can bear the truth.")).to_be_visible()
    page.get_by_role("link", name="Sharing").first.click()
    expect(page.get_by_role("link", name="I sharpen saws").first).to_be_visible()
    page.get_by_role("link", name="Requests").click()
    expect(page.get_by_role("link", name="Who sharpens saws?").first).to_be_visible()
    page.get_by_role("link", name="Search").first.click()
    page.get_by_label("Words").fill("wages")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="Should wages be open to all?")).to_be_visible()


def sign_up(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Become a member").first.click()
    page.get_by_label("Your name").fill("Noëmi Käser")
    page.get_by_label("E-mail").fill(ADDRESS)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("I am at least 16 years old").check()
    page.get_by_label("I accept the guidelines").check()
    page.get_by_role("button", name="Become a member").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have written to you")


def confirm_and_sign_in(page: Page, letter: Any) -> None:
    """By the link in the letter; opening it alone confirms nothing, as mail scanners open links."""
    found = LINK.search(letter.body)
    assert found
    page.goto(found.group())
    expect(page.get_by_text(ADDRESS)).to_be_visible()
    page.get_by_role("button", name="Yes, confirm it").click()
    page.get_by_label("E-mail").fill(ADDRESS)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Good that you are here, Noëmi")


def agree_one_by_one(page: Page) -> None:
    """Six questions, none answered beforehand; one is taken back at once."""
    page.get_by_role("link", name="Begin").click()
    expect(page.get_by_role("button", name=re.compile("^I agree"))).to_have_count(len(Purpose))
    for left in range(len(Purpose), 0, -1):
        page.get_by_role("button", name=re.compile("^I agree")).first.click()
        expect(page.get_by_role("button", name=re.compile("^I agree"))).to_have_count(left - 1)
    page.get_by_role("button", name=re.compile("^Take it back.*letter")).click()
    expect(page.get_by_role("button", name=re.compile("^I agree"))).to_have_count(1)
    page.get_by_role("link", name="Go on").click()


def tell_a_story_and_a_value(page: Page) -> None:
    page.get_by_label("Your story").first.fill("I learned to drive a crane at forty-one.")
    page.get_by_label("Curious about").fill("What you do on Sundays.")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("radio", name="Benevolence").check()
    page.get_by_label("I stand for …").fill("I stand for people who stay.")
    page.get_by_role("button", name="Stand for it").click()
    expect(page.get_by_text("Your value statement stands.")).to_be_visible()
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Communities")


def name_a_skill(page: Page) -> None:
    page.goto("/settings/skills/")
    field = page.get_by_role("combobox", name="Name something you can")
    field.press_sequentially("crane")
    page.get_by_role("option", name="operate cranes").click()
    page.get_by_role("button", name="Put on my page").first.click()
    expect(page.get_by_role("heading", name="operate cranes")).to_be_visible()


def test_a_newcomer_looks_around_signs_up_and_arrives(
    visit: Any, stage: Stage, mailoutbox: list[Any]
) -> None:
    make_skill("operate cranes", "crane operator")
    page = visit()
    look_around(page)
    sign_up(page)
    confirm_and_sign_in(page, mailoutbox[-1])
    agree_one_by_one(page)
    tell_a_story_and_a_value(page)
    name_a_skill(page)
    noemi = Member.objects.get(email=ADDRESS)
    assert Consent.objects.filter(member=noemi, withdrawn_at=None).count() == len(Purpose) - 1
    page.goto(noemi.get_absolute_url())
    for words in ("I learned to drive a crane", "I stand for people who stay.", "operate cranes"):
        expect(page.get_by_text(words).first).to_be_visible()
    page.locator(".menu--own summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_the_language_is_chosen_on_every_page_and_kept(visit: Any, cast: Any) -> None:
    page = visit()
    page.goto("/topics/")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de-CH")
    expect(page.get_by_role("heading", level=1)).to_have_text("Was brennt")
    member = visit(cast.lea)
    member.goto("/inbox/")
    member.get_by_role("button", name="Deutsch").click()
    expect(member.get_by_role("heading", level=1)).to_have_text("Eingang")
    again = visit(cast.lea)
    again.goto("/inbox/")
    expect(again.locator("html")).to_have_attribute("lang", "de-CH")


def test_a_closed_door_says_so(visit: Any, settings: Any, db: None) -> None:
    settings.SIGN_UP_OPEN = False
    page = visit()
    page.goto("/")
    expect(page.get_by_role("link", name="Become a member")).to_have_count(0)
    page.goto("/accounts/signup/")
    expect(page.locator("main form[action*=signup]")).to_have_count(0)

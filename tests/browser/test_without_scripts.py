"""Where scripts do not run: a whole debate, an offer with a skill, the menu, language, theme."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from debates.models import Argument, Position, Restatement, Vote
from sharing.models import Offer
from tests.conftest import join
from tests.sharing.conftest import make_skill
from tests.voters import seed_statements

RESTATED = (
    "Whoever learns what is paid can ask why, and you believe that grown people can live with it."
)


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
    plain.get_by_label("Your position rests on it because …").fill("Envy keeps people awake.")
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


def test_one_restates_feels_heard_and_objects(visit: Any, cast: Any, stage: Any) -> None:
    join(cast.nora, cast.public)
    nora = visit(cast.nora, java_script_enabled=False)
    lea = visit(cast.lea, java_script_enabled=False)
    position = stage["position.public"].get_absolute_url()
    nora.goto(position)
    nora.locator(".position").get_by_role("link", name="Restate").click()
    nora.get_by_label("In your own words").fill("You trust people.")
    nora.get_by_role("button", name="Send the restatement").click()
    expect(nora.get_by_role("alert")).to_contain_text("At least 60 characters")
    expect(nora.get_by_label("In your own words")).to_have_value("You trust people.")
    nora.get_by_label("In your own words").fill(RESTATED)
    nora.get_by_role("button", name="Send the restatement").click()
    lea.goto(Restatement.objects.get(listener=cast.nora).get_absolute_url())
    lea.get_by_role("button", name="I feel heard").click()
    expect(lea.get_by_text("You feel heard.", exact=True)).to_be_visible()
    nora.goto(position)
    nora.locator(".position").get_by_role("link", name="Object").click()
    nora.get_by_label("Your words", exact=True).fill("In a team of three a list names people.")
    nora.get_by_role("button", name="Object", exact=True).click()
    expect(nora.get_by_text("In a team of three a list names people.")).to_be_visible()
    assert Argument.objects.get(author=cast.nora).kind == "objection"


@pytest.mark.clock
def test_one_votes_on_a_statement(plain: Page, cast: Any, stage: Any) -> None:
    topic = stage["topic.public"]
    seed_statements(topic)
    plain.goto(f"{topic.get_absolute_url()}statements/")
    ballot = plain.locator("#ballot")
    first = ballot.locator("#ballot-claim").inner_text()
    ballot.get_by_role("button", name="Disagree").click()
    expect(plain.get_by_text("You disagreed.").first).to_be_visible()
    expect(ballot.locator("#ballot-claim")).not_to_have_text(first)
    plain.get_by_role("link", name=first).first.click()
    plain.get_by_role("button", name="Pass").click()
    choice = Vote.objects.get(member=cast.ben, statement__text=first).choice
    assert choice == Vote.Choice.PASS

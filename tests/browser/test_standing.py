"""Taking a position: on a ground, changed with the earlier version kept, read by others."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from debates.models import Position, Topic
from members.models import ValueStatement
from members.services.values import declare_value
from tests.browser.conftest import carry_session

WORDS = "I stand for people who stay."
MOVED = "I chaired one myself and saw that the hour matters less than who speaks."


@pytest.fixture
def statement(cast: Any) -> ValueStatement:
    return declare_value(
        member=cast.nora, value="benevolence", words=WORDS, language="en", example=""
    )


def join_and_ask(page: Page) -> None:
    page.goto("/c/open-house/")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text("You belong here")).to_be_visible()
    page.get_by_role("link", name="Bring up a topic").first.click()
    page.get_by_label("question", exact=False).first.fill("Should meetings end at four?")
    page.get_by_label("why it burns", exact=False).fill("Three of us fetch children.")
    page.get_by_role("button", name="Ask the question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Should meetings end at four?")


def take(page: Page) -> None:
    page.get_by_role("radio", name="rather for").check()
    page.get_by_role("button", name="Take a position").click()
    expect(page.get_by_role("radio", name="rather for")).to_be_checked()
    page.get_by_label("The core of it in one sentence").fill(
        "Whoever fetches children decides too."
    )
    page.get_by_label("Your reasons").fill("Twice I was outvoted while in the tram.")
    page.get_by_role("checkbox", name="Benevolence").check()
    page.get_by_label("Because …").first.fill("They stay if they are asked.")
    expect(page.get_by_role("group", name="Who shall read this?")).to_be_visible()
    page.get_by_role("button", name="Take this position").click()
    expect(
        page.get_by_role("heading", name="Whoever fetches children decides too.")
    ).to_be_visible()


def change(page: Page) -> None:
    page.get_by_role("link", name="Change it").click()
    page.get_by_role("radio", name="undecided").check()
    page.get_by_label("The core of it in one sentence").fill("It depends on who chairs.")
    page.get_by_role("button", name="Stand here now").click()
    expect(page.get_by_role("alert")).to_contain_text("What moved you?")
    page.get_by_label("What moved you?").fill(MOVED)
    page.get_by_role("button", name="Stand here now").click()
    expect(page.get_by_role("heading", name="It depends on who chairs.")).to_be_visible()
    page.get_by_role("link", name="Your earlier versions").click()
    earlier = page.get_by_role("region", name="Earlier versions")
    expect(earlier.get_by_text("Whoever fetches children decides too.")).to_be_visible()
    expect(earlier.get_by_text("rather for")).to_be_visible()
    expect(page.get_by_text(MOVED)).to_be_visible()
    expect(page.get_by_text(WORDS).first).to_be_visible()


def test_a_position_is_taken_changed_and_read(
    visit: Any, cast: Any, statement: ValueStatement
) -> None:
    page = visit(cast.nora)
    join_and_ask(page)
    take(page)
    change(page)
    topic = Topic.objects.get()
    reader = visit(cast.ben)
    reader.goto(topic.get_absolute_url())
    expect(reader.get_by_role("heading", name="It depends on who chairs.")).to_be_visible()
    expect(reader.get_by_role("region", name="Who stands where")).to_have_count(0)
    reader.get_by_role("link", name="Nora", exact=True).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Nora")


def test_follow_and_mute_are_private_buttons(visit: Any, cast: Any, stage: Any) -> None:
    page = visit(cast.ben)
    page.goto(stage["topic.public"].get_absolute_url())
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("button", name="Follow", exact=True)).to_have_count(0)
    page.goto(stage["topic.public"].get_absolute_url())
    expect(page.get_by_role("button", name="Follow", exact=True)).to_have_count(0)


def test_two_clicks_take_one_position(
    visit: Any, cast: Any, stage: Any, statement: ValueStatement
) -> None:
    page = visit(cast.ben)
    page.goto(f"{stage['topic.public'].get_absolute_url()}position/?stance=1")
    page.get_by_label("The core of it in one sentence").fill("Yes, slowly.")
    page.get_by_label("Your reasons").fill("I have seen it work.")
    page.locator("[name=value]").select_option("universalism")
    page.get_by_label("I stand for …").fill("I stand for one rule for all.")
    page.get_by_label("Your position rests on it because …").fill("Rules hold only for all.")
    page.get_by_role("button", name="Take this position").dblclick()
    expect(page.get_by_role("heading", name="Yes, slowly.")).to_be_visible()
    assert Position.objects.get(member=cast.ben).versions.count() == 1


def test_what_was_written_outlives_a_session_that_ran_out(
    visit: Any, live_server: Any, cast: Any, stage: Any
) -> None:
    page = visit(cast.ben)
    form = f"{stage['topic.public'].get_absolute_url()}position/"
    page.goto(f"{form}?stance=1")
    page.get_by_label("The core of it in one sentence").fill("Yes, slowly.")
    page.get_by_label("Your reasons").fill("An hour of careful thought.")
    expect(page.locator("[data-draft-note]")).to_be_visible()
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Take this position").click()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    carry_session(page.context, cast.ben, live_server.url)
    page.goto(form)
    expect(page.get_by_label("Your reasons")).to_have_value("An hour of careful thought.")

"""Voting in a browser: by key, by pointer, and without scripts; then the map."""

import re

import pytest
from playwright.sync_api import Page, expect

from debates.models import Topic, Vote
from debates.services.landscapes import refresh
from debates.services.statements import cast_vote
from tests.browser.conftest import seen_by_axe
from tests.voters import seed_statements, seed_voters

pytestmark = pytest.mark.clock


@pytest.fixture
def topic(cast) -> Topic:
    return Topic.objects.create(
        community=cast.public,
        author=cast.lea,
        question="Should everybody here know what everybody earns?",
        language="en",
    )


def votes_of(member) -> list[int]:
    votes = Vote.objects.filter(member=member).order_by("cast_at")
    return list(votes.values_list("choice", flat=True))


def test_one_votes_by_key_while_the_card_has_the_focus(cast, topic, visit) -> None:
    seed_statements(topic)
    page: Page = visit(cast.ben)
    page.goto(f"{topic.get_absolute_url()}statements/")
    card = page.locator("#ballot")
    expect(card.get_by_text("14 statements still wait for you.")).to_be_visible()
    page.keyboard.press("1")
    assert votes_of(cast.ben) == []
    card.get_by_role("button", name="Agree", exact=True).focus()
    page.keyboard.press("1")
    expect(page.get_by_text("13 statements still wait for you.")).to_be_visible()
    expect(page.locator("#ballot")).to_be_focused()
    page.keyboard.press("d")
    expect(page.get_by_text("12 statements still wait for you.")).to_be_visible()
    page.keyboard.press("p")
    expect(page.get_by_text("11 statements still wait for you.")).to_be_visible()
    assert votes_of(cast.ben) == [1, -1, 0]
    page.locator("#ballot").get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("12 statements still wait for you.")).to_be_visible()
    page.locator("textarea[name=text]").press_sequentially("a1d2p3")
    assert votes_of(cast.ben) == [1, -1]


def test_the_map_stands_below_common_ground_and_says_where_one_is(cast, topic, visit) -> None:
    seeded = seed_voters(topic)
    for number, statement in enumerate(seeded.statements):
        choice = Vote.Choice.AGREE if number < 7 else Vote.Choice.DISAGREE
        cast_vote(member=cast.ben, statement=statement, choice=choice)
    refresh(topic.pk)
    page: Page = visit(cast.ben)
    page.goto(f"{topic.get_absolute_url()}landscape/")
    said = page.get_by_role("heading", level=1)
    # Figures have noise, so more or less is found to be shared.
    expect(said).to_have_text(re.compile(r"^You (are closer|quarrel|agree|see it differently)"))
    expect(page.get_by_role("img", name="Map of opinions")).to_be_visible()
    expect(page.locator(".landscape__self")).to_have_count(1)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert seen_by_axe(page) == []
    page.goto(f"{topic.get_absolute_url()}statements/")
    assert seen_by_axe(page) == []


def test_one_votes_without_scripts(cast, topic, visit) -> None:
    seed_statements(topic)
    page: Page = visit(cast.ben, java_script_enabled=False)
    page.goto(f"{topic.get_absolute_url()}statements/")
    page.locator("#ballot").get_by_role("button", name="Disagree").click()
    expect(page.get_by_text("You disagreed.").first).to_be_visible()
    expect(page.get_by_text("13 statements still wait for you.")).to_be_visible()
    page.locator("#ballot").get_by_role("link", name="Change it").click()
    page.get_by_role("button", name="Pass").click()
    expect(page.get_by_text("You passed.").first).to_be_visible()
    assert votes_of(cast.ben) == [0]

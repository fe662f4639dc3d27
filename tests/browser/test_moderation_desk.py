"""Something is reported, decided in the queue with a reason, and everybody concerned is told."""

from typing import Any

from playwright.sync_api import Page, expect

from communities.models import Case
from members.tasks import drain_outbox
from tests.stage import Stage

RULE = "Guideline 2: nobody who is absent is named"
REASON = "It lets everybody guess whose pay this is."


def report(page: Page, stage: Stage) -> None:
    page.goto(stage["offer.public"].get_absolute_url())
    page.get_by_role("link", name="Report this offer").click()
    page.get_by_role("radio", name="It reveals something private").check()
    page.get_by_role("button", name="Report it").click()
    expect(page.locator(".toast")).to_be_visible()


def decide(page: Page) -> None:
    page.goto("/c/open-house/")
    page.get_by_role("link", name="To the moderation desk").click()
    page.get_by_role("link", name="I sharpen saws").first.click()
    page.get_by_role("radio", name="Hide").check()
    page.locator("[name=reason]").fill(REASON)
    page.get_by_role("button", name="Tell them the decision").click()
    expect(page.locator(".errors")).to_be_focused()
    expect(page.get_by_role("radio", name="Hide")).to_be_checked()
    expect(page.locator("[name=reason]")).to_have_value(REASON)
    page.get_by_role("radio", name="the guidelines of the community").check()
    page.locator("[name=rule]").fill(RULE)
    page.get_by_role("button", name="Tell them the decision").click()
    expect(page.locator(".toast")).to_be_visible()


def test_a_report_is_decided_and_the_author_is_told(visit: Any, cast: Any, stage: Stage) -> None:
    report(visit(cast.ben), stage)
    decide(visit(cast.mara))
    assert Case.objects.filter(target_id=stage["offer.public"].pk, state="decided").exists()
    drain_outbox()
    author = visit(cast.lea)
    author.goto("/inbox/")
    author.locator(".news__sentence", has_text="hidden").first.click()
    expect(author.get_by_role("heading", level=1)).to_have_text("Something you wrote was hidden")
    expect(author.get_by_text(REASON)).to_be_visible()
    expect(author.get_by_text(RULE)).to_be_visible()
    expect(author.get_by_text("Ben")).to_have_count(0)
    author.locator("[name=text]").fill("It names nobody; read the second sentence again.")
    author.get_by_role("button", name="Complain").click()
    expect(author.get_by_text("You complained")).to_be_visible()
    visitor = visit()
    answer = visitor.goto(stage["offer.public"].get_absolute_url())
    assert answer is not None
    assert answer.status == 404

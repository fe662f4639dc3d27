"""What one writes to somebody outlives a reload, a lost connection and a session that ran out."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page, expect

from members.models import Member
from tests.sign_in import PASSWORD

WORDS = "You trust people with the truth, because whoever knows it is able to ask for a reason."


@pytest.fixture
def may_sign_in(cast: Any) -> Member:
    """Ben, with a password."""
    cast.ben.set_password(PASSWORD)
    cast.ben.save()
    EmailAddress.objects.create(user=cast.ben, email=cast.ben.email, verified=True, primary=True)
    member: Member = cast.ben
    return member


def write(page: Page, label: str, words: str) -> None:
    page.get_by_label(label).fill(words)
    expect(page.locator("[data-draft-note]")).to_be_visible()


def sign_in_again(page: Page, member: Member) -> None:
    """The session ran out while somebody wrote; the form led to the sign-in."""
    page.get_by_label("E-mail").first.fill(member.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_an_answer_in_a_thread_comes_back_after_a_reload(visit: Any, cast: Any, stage: Any) -> None:
    page = visit(cast.mara)
    page.goto(f"{stage['argument.public'].get_absolute_url()}argue/?kind=answer")
    write(page, "Your words", "Half a thought about this")
    page.reload()
    expect(page.get_by_label("Your words")).to_have_value("Half a thought about this")


def test_a_restatement_outlives_a_lost_connection(visit: Any, cast: Any, stage: Any) -> None:
    page = visit(cast.ben)
    address = f"{stage['argument.public'].get_absolute_url()}restate/"
    page.goto(address)
    write(page, "In your own words", WORDS)
    page.context.set_offline(True)
    page.get_by_role("button", name="Send the restatement").click()
    page.context.set_offline(False)
    page.goto(address)
    expect(page.get_by_label("In your own words")).to_have_value(WORDS)
    page.get_by_role("button", name="Send the restatement").click()
    expect(page.get_by_text("You will be told what Lea answers.")).to_be_visible()
    assert WORDS not in page.evaluate("JSON.stringify(localStorage)")


def test_a_restatement_outlives_a_session_that_ran_out(
    visit: Any, may_sign_in: Member, stage: Any
) -> None:
    page = visit(may_sign_in)
    page.goto(f"{stage['argument.public'].get_absolute_url()}restate/")
    write(page, "In your own words", WORDS)
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Send the restatement").click()
    sign_in_again(page, may_sign_in)
    expect(page.get_by_label("In your own words")).to_have_value(WORDS)
    page.get_by_role("button", name="Send the restatement").click()
    expect(page.get_by_text("You will be told what Lea answers.")).to_be_visible()


def test_a_correction_outlives_a_session_that_ran_out(
    visit: Any, cast: Any, may_sign_in: Member, stage: Any
) -> None:
    sent = stage["restatement.public"]
    sent.author, sent.listener = may_sign_in, cast.lea
    sent.save()
    page = visit(may_sign_in)
    page.goto(sent.get_absolute_url())
    page.get_by_text("Not quite", exact=True).click()
    write(page, "What is missing?", "It is about the story behind it.")
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Say what is missing").click()
    sign_in_again(page, may_sign_in)
    page.wait_for_url(f"**{sent.get_absolute_url()}")
    expect(page.get_by_label("What is missing?")).to_be_visible()
    expect(page.get_by_label("What is missing?")).to_have_value("It is about the story behind it.")

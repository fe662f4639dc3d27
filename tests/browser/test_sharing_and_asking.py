"""An offer and a request find each other; a question is answered and becomes a conversation."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from members.models import Conversation, Question
from members.tasks import drain_outbox
from sharing.models import Offer, Request
from tests.conftest import Cast
from tests.sharing.conftest import make_skill

QUESTION = "What went wrong the first time you did this?"
ANSWER = "I forgot the receipts in the car."


def put_out(
    page: Page, address: str, title: str, button: str, community: str, *, there: bool = False
) -> None:
    page.goto(address)
    page.get_by_label("Title").fill(title)
    page.get_by_label("What it is about").fill("An evening with your books and a pot of tea.")
    page.get_by_role("combobox", name="Skills").press_sequentially("bookk")
    page.get_by_role("option", name="bookkeeping").click()
    page.get_by_role("checkbox", name="Gift").check()
    page.get_by_role("checkbox", name="Paid").check()
    page.get_by_label("Amount an hour").press_sequentially("80,50")
    page.get_by_role("checkbox", name="It works online").check()
    page.get_by_role("checkbox", name=community).check()
    if there:
        expect(page.get_by_role("heading", name="this may already help")).to_be_visible()
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_text("CHF 80.50")).to_be_visible()


def ask(page: Page, name: str) -> None:
    page.get_by_label(f"What would you like to know from {name}?").fill(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("Ben has not answered your question yet.").first).to_be_visible()


def answer(page: Page, name: str) -> None:
    """From the inbox, where the question was told."""
    page.goto("/inbox/")
    expect(page.get_by_text("new", exact=True)).to_be_visible()
    page.get_by_role("link", name=f"{name} asks you a question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    page.get_by_role("textbox", name="Your answer").fill(ANSWER)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text(ANSWER)).to_be_visible()


def write_back(page: Page) -> None:
    page.goto("/questions/?show=answered")
    page.get_by_role("link", name=QUESTION).click()
    page.get_by_role("link", name="Go on in the conversation").click()
    page.locator("textarea[name=text]").fill("Bring them on Thursday?")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".turn").last).to_contain_text("Bring them on Thursday?")


def read_the_letter(page: Page) -> None:
    page.goto("/digest/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your letter")
    page.get_by_role("button", name="Send it to me now").click()
    expect(page.locator(".toast")).to_be_visible()


def test_from_an_offer_to_a_conversation(
    visit: Callable[..., Page], cast: Cast, mailoutbox: list[Any]
) -> None:
    make_skill("bookkeeping")
    lea, ben = visit(cast.lea), visit(cast.ben)
    put_out(ben, "/offers/new/", "Books in order", "Offer it", cast.public.name)
    put_out(lea, "/requests/new/", "Help with books", "Ask for it", cast.public.name, there=True)
    assert (Offer.objects.count(), Request.objects.count()) == (1, 1)
    lea.goto("/matches/")
    expect(lea.get_by_text("both name “bookkeeping”").first).to_be_visible()
    lea.get_by_role("link", name="Books in order").first.click()
    ask(lea, "Ben")
    drain_outbox()
    assert [letter.to for letter in mailoutbox] == [["ben@example.org"]]
    assert QUESTION not in mailoutbox[0].subject
    answer(ben, "Lea")
    drain_outbox()
    lea.goto("/")
    write_back(lea)
    assert (Question.objects.count(), Conversation.objects.count()) == (1, 1)
    ben.goto("/")
    expect(ben.get_by_role("heading", name="There is something new from Lea")).to_be_visible()
    read_the_letter(lea)

"""What four people of a debate share: their browsers, their words, and ways to find things."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from debates.models import Position, Topic
from tests.browser.debate_words import Words

NAMES = ("lea", "ben", "nora", "odo")
ENOUGH_VOTES = 8


@dataclass
class Play:
    """Four people, each with a browser of their own."""

    words: Words
    pages: dict[str, Page]

    def __getitem__(self, name: str) -> Page:
        return self.pages[name]

    @property
    def topic(self) -> str:
        return Topic.objects.get().get_absolute_url()

    def position(self, name: str) -> str:
        return Position.objects.get(member__handle=name).get_absolute_url()

    def read(self, name: str) -> Locator:
        """Lea's position on the page of the topic, as somebody reads it."""
        self[name].goto(self.topic)
        core = self.words.stands["lea"].core
        return self[name].get_by_role("article", name=core)


def button(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def step_to(page: Page, words: Words, name: str) -> None:
    """Along the line that stands above every page of a topic."""
    page.get_by_role("navigation", name=words["chain"]).get_by_role(
        "link", name=words[name]
    ).click()

"""How two people share something, step by step, each in a browser of their own."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from sharing.models import Exchange, Experience, Proposal
from tests.browser.sharing_words import Words


@dataclass
class Play:
    words: Words
    pages: dict[str, Page]

    def __getitem__(self, name: str) -> Page:
        return self.pages[name]

    def press(self, name: str, label: str) -> None:
        """A button or a link with a text of the house."""
        page, text = self[name], self.words.page_says(label)
        main = page.get_by_role("main")
        both = main.get_by_role("button", name=text, exact=True).or_(
            main.get_by_role("link", name=text, exact=True)
        )
        both.first.click()

    def sees(self, name: str, text: str) -> None:
        expect(self[name].get_by_text(text).first).to_be_visible()

    def exchange(self) -> Exchange:
        """The one that was begun last."""
        return Exchange.objects.latest("created_at")

    def open_exchange(self, name: str) -> None:
        self[name].goto(self.exchange().get_absolute_url())


def name_a_skill(play: Play, name: str, words: str, direction: str) -> None:
    """In own words, on the page of one's skills."""
    page = play[name]
    page.goto("/settings/skills/")
    form = page.locator("form").filter(has=page.locator(f"[name=direction][value={direction}]"))
    form = form.filter(has=page.get_by_role("combobox"))
    form.get_by_role("combobox").press_sequentially(words)
    page.get_by_role("option").filter(has_text=words).first.click()
    form.locator(".actions button").click()
    play.sees(name, words)


def put_out(play: Play, name: str, kind: str) -> None:
    """An offer or a request as a gift or for hours, online, in the one community they share.

    Whoever asks sees first what may help already; what was typed is kept.
    """
    page, words = play[name], play.words
    page.goto(f"/{kind}s/new/")
    page.fill("[name=title]", words[kind])
    page.fill("[name=text]", words[f"{kind} text"])
    page.locator("[name=skill_words]").press_sequentially(words["skill"][:6])
    page.get_by_role("option").filter(has_text=words["skill"]).first.click()
    for field in ("ways][value=gift", "ways][value=exchange", "is_online"):
        page.check(f"[name={field}]")
    page.locator("[name=slots]").nth(2).check()
    page.locator("[name=communities]").first.check()
    if kind == "request":
        play.sees(name, words.page_says("Before you ask: this may already help"))
        play.sees(name, words["offer"])
    page.locator("form.form--listing button.button--moss").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words[kind])


def find_each_other(play: Play) -> None:
    """The match says what both may learn."""
    page, words = play["lea"], play.words
    page.goto("/matches/")
    expect(page.get_by_text(words["skill"]).first).to_be_visible()
    expect(page.get_by_text(words.page_says("What you may learn")).first).to_be_visible()
    page.get_by_role("link", name=words["offer"]).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words["offer"])


def ask_and_answer(play: Play, question: str) -> None:
    """Lea stands on Ben's offer; his answer opens the conversation."""
    lea, ben, words = play["lea"], play["ben"], play.words
    lea.locator("textarea[name=text]").first.fill(question)
    play.press("lea", "Ask")
    lea.wait_for_load_state()
    asked = play.exchange().question
    assert asked is not None
    ben.goto(f"/questions/{asked.code}/")
    ben.locator("[name=text]").first.fill(words["answer"])
    play.press("ben", "Answer")
    expect(ben.get_by_text(words["answer"]).first).to_be_visible()


def propose(
    play: Play, name: str, what: str, days: int, *, counters: bool = False, way: str = "gift"
) -> None:
    play.open_exchange(name)
    play.press(name, "Make a counter-proposal" if counters else "Make a proposal")
    page = play[name]
    page.fill("[name=what]", what)
    page.check("[name=giver][value=ben]")
    at = timezone.localtime() + timedelta(days=days)
    page.fill("[name=starts_at]", f"{at:%Y-%m-%d}T19:00")
    page.fill("[name=minutes]", "1:30")
    page.check(f"[name=way][value={way}]")
    page.check("[name=is_online]")
    play.press(name, "Send the proposal")
    play.sees(name, what)


def agree(play: Play, name: str) -> None:
    play.open_exchange(name)
    play.press(name, "Agree")
    expect(play[name].get_by_role("heading", name=play.words.read["agreed"])).to_be_visible()


def keep_the_date(play: Play, name: str) -> None:
    """The calendar file holds the agreed hour."""
    play.open_exchange(name)
    with play[name].expect_download() as loading:
        play.press(name, "Calendar file")
    text = loading.value.path().read_text()
    assert "BEGIN:VEVENT" in text
    assert f"DTSTART:{play.exchange().starts_at:%Y%m%dT%H%M%SZ}" in text


def let_the_day_come(play: Play) -> None:
    """As if the agreed evening were yesterday's."""
    exchange, back = play.exchange(), timezone.now() - timedelta(hours=20)
    Proposal.objects.filter(pk=exchange.agreed_id).update(starts_at=back)
    Exchange.objects.filter(pk=exchange.pk).update(
        starts_at=back, ends_at=back + timedelta(minutes=90)
    )


def do_it(play: Play) -> None:
    """Done by one, confirmed by the other."""
    play.open_exchange("ben")
    play.press("ben", "It is done")
    play["ben"].fill("[name=minutes]", "1:30")
    play.press("ben", "Say that it is done")
    play.open_exchange("lea")
    play.press("lea", "Confirm")
    assert play.exchange().state == "done"


def reflect(play: Play, name: str) -> None:
    play.open_exchange(name)
    play.press(name, "Write what you take along")
    play[name].fill("[name=learnt]", play.words[f"{name} learnt"])
    play.press(name, "Write it down")
    play.sees(name, play.words[f"{name} learnt"])


def both_read_each_other(play: Play) -> None:
    """Neither reads the other before both have written."""
    reflect(play, "lea")
    play.open_exchange("ben")
    expect(play["ben"].get_by_text(play.words["lea learnt"])).to_have_count(0)
    reflect(play, "ben")
    play.sees("ben", play.words["lea learnt"])
    play.sees("ben", play.words.read["both open"])


def write_it_down_together(play: Play) -> None:
    """Public once both agree to the same words."""
    lea, words = play["lea"], play.words
    play.open_exchange("lea")
    play.press("lea", "Write it down together")
    for field in ("title", "situation", "tried"):
        lea.fill(f"[name={field}]", words[field])
    play.press("lea", "Keep it, and agree to CC BY-SA 4.0")
    expect(lea.get_by_role("heading", level=1)).to_have_text(words["title"])
    experience = Experience.objects.get()
    assert experience.published_at is None
    play["ben"].goto(experience.get_absolute_url())
    play.press("ben", "Agree and publish under CC BY-SA 4.0")
    lea.goto("/experiences/")
    expect(lea.get_by_role("link", name=words["title"]).first).to_be_visible()


def tell_it_did_not_happen(play: Play, name: str, kind: str, words: str) -> None:
    play.open_exchange(name)
    is_first = play.exchange().state == "agreed"
    play.press(name, "It did not happen" if is_first else "Tell how it came for you")
    play[name].check(f"[name=kind][value={kind}]")
    play[name].fill("[name=words]", words)
    play.press(name, "Tell it")
    play.sees(name, words)

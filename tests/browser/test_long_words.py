"""Whatever members write, no page scrolls sideways: not on the narrowest screen, and not with text
twice as large, as the settings of a browser make it.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import CDPSession, Page

from members.models import Member
from tests.browser.test_every_page import ACCOUNTS, OWN_ACCOUNT, open_to
from tests.long_words import ADDRESS, WORD, write_long_words
from tests.stage import Stage

pytestmark = pytest.mark.clock

NARROW, TWICE = "320 px", "390 px, text at 200 %"
# Width and size of letters.
LOOKS = {NARROW: (320, 16), TWICE: (390, 32)}
MAIN = ("members:home", "communities:community", "debates:topic", "debates:position")
MAIN += ("debates:mission", "sharing:offers", "sharing:offer", "sharing:exchange", "members:member")
# Everything unfolded; then what reaches furthest to the right, unless it scrolls by itself.
STICKS_OUT = """() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return "";
  const clipped = (one) => one && (getComputedStyle(one).overflowX !== "visible" || clipped(one.parentElement));
  const right = (one) => one.getBoundingClientRect().right;
  const widest = [...document.body.querySelectorAll("*")].filter((one) => !clipped(one.parentElement))
    .reduce((most, one) => (right(one) > right(most) ? one : most), document.body);
  return `${root.scrollWidth} wide, by <${widest.localName} class="${widest.getAttribute("class")}"> ${widest.textContent.trim().slice(0, 40)}`;
}"""  # noqa: E501 (one expression)


@pytest.fixture
def crowded(cast: Any, stage: Stage) -> Stage:
    """The stage with the longest words in every field."""
    write_long_words(cast, stage)
    return stage


@pytest.fixture
def look(visit: Callable[..., Page]) -> Callable[..., dict[str, str]]:
    """Opens pages in one browser and tells which stick out."""

    def at(who: Member | None, addresses: Iterable[str], locale: str = "de-CH") -> dict[str, str]:
        page = visit(who, locale=locale)
        letters = page.context.new_cdp_session(page)
        return dict(_faults(page, letters, addresses))

    return at


def _faults(page: Page, letters: CDPSession, addresses: Iterable[str]) -> Iterator[tuple[str, str]]:
    for address in addresses:
        resize(page, letters, NARROW)
        page.goto(address, wait_until="domcontentloaded")
        for name in LOOKS:
            resize(page, letters, name)
            if found := page.evaluate(STICKS_OUT):
                yield f"{address} at {name}", found


def resize(page: Page, letters: CDPSession, name: str) -> None:
    width, size = LOOKS[name]
    page.set_viewport_size({"width": width, "height": 800})
    letters.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})


def pages(stage: Stage, who: str | None, **closed: Any) -> list[str]:
    return [row.path(stage) for row in open_to(who, **closed)]


def test_no_page_of_a_visitor_sticks_out(look, crowded) -> None:
    addresses = [*pages(crowded, None), f"/search/?q={WORD}", *ACCOUNTS]
    assert look(None, addresses) == {}


def test_no_page_of_a_member_sticks_out(look, cast, crowded) -> None:
    Member.objects.update(language="de")
    addresses = [*pages(crowded, "lea"), f"/search/?q={WORD}", *OWN_ACCOUNT]
    assert look(cast.lea, addresses) == {}


def test_no_page_of_those_who_look_after_a_place_sticks_out(look, cast, crowded) -> None:
    Member.objects.update(language="de")
    assert look(cast.mara, pages(crowded, "mara", closed_to=("lea",))) == {}
    assert look(cast.odo, pages(crowded, "odo", closed_to=("lea", "mara"))) == {}


def test_the_main_pages_stay_in_their_width_in_english_too(look, cast, crowded) -> None:
    rows = [row for row in open_to("lea") if row.name in MAIN]
    assert len(rows) == len(MAIN)
    assert look(cast.lea, [row.path(crowded) for row in rows], locale="en-GB") == {}


def test_a_mail_stays_in_its_width(visit) -> None:
    page = visit()
    letters = page.context.new_cdp_session(page)
    item = {"title": WORD, "text": ADDRESS, "why": WORD}
    line = {"item": item, "url": ADDRESS}
    person = {"name": WORD}
    letter = {"parts": [{"title": WORD, "items": [line]}], "member": person, "language": "de"}
    page.set_content(render_to_string("mail/digest.html", letter))
    for name in LOOKS:
        resize(page, letters, name)
        assert page.evaluate(STICKS_OUT) == "", name

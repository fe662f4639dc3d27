"""A community keeps hours, two people agree on some, and both read what was entered."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from members.models import Member
from sharing.models import TimeEntry, TimeTransfer, Way
from tests.browser.sharing_play import Play, agree, do_it, let_the_day_come, propose
from tests.browser.sharing_words import ENGLISH, GERMAN, Words
from tests.browser.test_every_page import faults
from tests.conftest import Cast
from tests.exchanges import exchange_in

pytestmark = pytest.mark.clock


@pytest.fixture
def play(visit: Callable[..., Page], cast: Cast) -> Callable[[Words], Play]:
    """Lea and Ben talk already; Odo owns their community, which keeps no hours yet."""

    def come(words: Words) -> Play:
        Member.objects.update(language=words.language, languages=[words.language])
        exchange_in("talking", asker=cast.lea, other=cast.ben)
        names = ("odo", "lea", "ben")
        return Play(words, {name: visit(cast[name], locale=words.locale) for name in names})

    return come


def hours_cannot_be_proposed(play: Play, name: str) -> None:
    play.open_exchange(name)
    play.press(name, "Make a proposal")
    expect(play[name].locator("[name=way][value=gift]")).to_be_visible()
    expect(play[name].locator(f"[name=way][value={Way.HOURS}]")).to_have_count(0)


def switch_hours_on(play: Play, name: str, address: str) -> None:
    page = play[name]
    page.goto(f"{address}hours/")
    page.check("[name=is_on]")
    play.press(name, "Save")
    expect(page.locator("[name=is_on]")).to_be_checked()


def reads(play: Play, name: str, sentence: str, filled: dict[str, str]) -> None:
    """Their own page of hours: the account, what was entered, and the way back to the exchange."""
    page, words = play[name], play.words
    page.goto("/hours/")
    entry = page.locator("#entries li")
    expect(entry).to_have_count(1)
    expect(entry).to_contain_text(words.page_says(sentence, **filled))
    expect(page.locator(".hours__words")).to_contain_text(filled["hours"])
    entry.get_by_role("link").click()
    page.wait_for_url(f"**{play.exchange().get_absolute_url()}")


@pytest.mark.parametrize("words", [ENGLISH, GERMAN], ids=["english", "german"])
def test_hours_go_from_a_proposal_into_both_accounts(
    play: Callable[[Words], Play], cast: Cast, words: Words
) -> None:
    there = play(words)
    hours_cannot_be_proposed(there, "lea")
    switch_hours_on(there, "odo", cast.public.get_absolute_url())
    propose(there, "lea", words["what"], 3, way=Way.HOURS)
    propose(there, "ben", words["counter"], 5, counters=True, way=Way.HOURS)
    agree(there, "lea")
    let_the_day_come(there)
    assert not TimeTransfer.objects.exists()
    do_it(there)
    transfer = TimeTransfer.objects.get()
    assert transfer.exchange == there.exchange()
    entered = dict(TimeEntry.objects.values_list("account__member__handle", "minutes"))
    assert entered == {"ben": 90, "lea": -90}
    long = words.page_says("%(hours)s h %(minutes)s min", hours="1", minutes="30")
    reads(there, "ben", "You gave %(name)s %(hours)s.", {"name": "Lea", "hours": long})
    reads(there, "lea", "You received %(hours)s from %(name)s.", {"name": "Ben", "hours": long})
    assert faults(there["lea"], ["/hours/", there.exchange().get_absolute_url()]) == {}

"""Two people share something, from a skill named to a note for all; three form a ring."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from members.models import Consent, Member, Purpose
from members.tasks import drain_outbox
from sharing.models import Exchange, MemberSkill, Offer, Ring
from sharing.services.rings import find_rings
from sharing.services.skills import add_skill
from tests.browser.sharing_play import (
    Play,
    agree,
    ask_and_answer,
    both_read_each_other,
    do_it,
    find_each_other,
    keep_the_date,
    let_the_day_come,
    name_a_skill,
    propose,
    put_out,
    tell_it_did_not_happen,
    write_it_down_together,
)
from tests.browser.sharing_words import ENGLISH, GERMAN, Words
from tests.browser.test_every_page import faults
from tests.conftest import Cast, join
from tests.sharing.conftest import make_skill

pytestmark = pytest.mark.clock

CAN, WANTS = MemberSkill.Direction.CAN, MemberSkill.Direction.WANTS


@pytest.fixture
def two(visit: Callable[..., Page], cast: Cast) -> Callable[[Words], Play]:
    """Lea and Ben, who know nothing of each other yet."""
    make_skill("bookkeeping", de="Buchführung")

    def come(words: Words) -> Play:
        Member.objects.update(language=words.language, languages=[words.language])
        pages = {name: visit(cast[name], locale=words.locale) for name in ("lea", "ben")}
        return Play(words, pages)

    return come


def share_something(play: Play) -> None:
    name_a_skill(play, "ben", play.words["wish"], WANTS)
    put_out(play, "ben", "offer")
    put_out(play, "lea", "request")
    find_each_other(play)
    ask_and_answer(play, play.words["question"])
    propose(play, "ben", play.words["what"], 3)
    propose(play, "lea", play.words["counter"], 5, counters=True)
    agree(play, "ben")
    keep_the_date(play, "lea")
    let_the_day_come(play)
    do_it(play)
    both_read_each_other(play)
    write_it_down_together(play)


def let_it_be_once(play: Play) -> None:
    """The next time it does not happen, and each tells it for themselves."""
    play.open_exchange("lea")
    play.press("lea", "Do it again")
    at = timezone.localtime() + timedelta(days=4)
    play["lea"].fill("[name=starts_at]", f"{at:%Y-%m-%d}T19:00")
    play["lea"].locator("form.form button[type=submit].button--moss").click()
    assert Exchange.objects.count() == 2
    agree(play, "ben")
    let_the_day_come(play)
    tell_it_did_not_happen(play, "lea", "plans", play.words["told"])
    tell_it_did_not_happen(play, "ben", "agreed", play.words["told too"])
    play.sees("ben", play.words["told"])


def key_pages_are_accessible(play: Play) -> None:
    pages = ["/exchanges/", "/matches/", "/matches/how/", "/experiences/", "/rings/", "/hours/"]
    pages += [Offer.objects.get().get_absolute_url(), "/offers/new/", "/settings/availability/"]
    pages += [one.get_absolute_url() for one in Exchange.objects.all()]
    assert faults(play["lea"], pages) == {}


def read_the_letter_and_stop_it(play: Play, letters: Sequence[Any]) -> None:
    """The letter of a Monday, its link into the house, and the one click that ends it."""
    lea = Member.objects.get(handle="lea")
    Consent.objects.get_or_create(member=lea, purpose=Purpose.DIGEST, withdrawn_at=None)
    Member.objects.filter(pk=lea.pk).update(next_digest_at=timezone.now())
    Exchange.objects.update(state="talking")
    Offer.objects.update(created_at=timezone.now())
    call_command("send_digests")
    letter = next(one for one in letters if "digest" in one.extra_headers["Message-ID"])
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.search(r"https?://[^/\s]+(/\S*go/\S+)", letter.body)
    assert link is not None, letter.body
    play["lea"].goto(link.group(1))
    assert "/go/" not in play["lea"].url
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>")
    play["lea"].goto(re.sub(r"^https?://[^/]+", "", stop))
    play["lea"].get_by_role("main").get_by_role("button").first.click()
    assert not Consent.objects.given(Purpose.DIGEST).filter(member=lea).exists()


@pytest.fixture
def played(two: Callable[[Words], Play], mailoutbox: list[Any]) -> Callable[[Words], None]:
    def play_it(words: Words) -> None:
        play = two(words)
        share_something(play)
        let_it_be_once(play)
        key_pages_are_accessible(play)
        mailoutbox.clear()
        read_the_letter_and_stop_it(play, mailoutbox)

    return play_it


def test_two_people_share_something(played: Callable[[Words], None]) -> None:
    played(ENGLISH)


def test_two_people_share_something_in_german(played: Callable[[Words], None]) -> None:
    played(GERMAN)


@pytest.mark.parametrize("words", [ENGLISH, GERMAN], ids=["english", "german"])
def test_three_people_form_a_ring(visit: Callable[..., Page], cast: Cast, words: Words) -> None:
    """No two of them could help each other."""
    join(cast.nora, cast.public)
    Member.objects.update(language=words.language, languages=[words.language])
    names = ("lea", "ben", "nora")
    skills = [make_skill(label) for label in ("sawing", "singing", "baking")]
    for place, name in enumerate(names):
        add_skill(member=cast[name], skill=skills[place], direction=CAN)
        add_skill(member=cast[name], skill=skills[place - 1], direction=WANTS)
    find_rings(cast.public.pk)
    drain_outbox()
    ring = Ring.objects.get()
    play = Play(words, {name: visit(cast[name], locale=words.locale) for name in names})
    for name in names:
        play[name].goto(ring.get_absolute_url())
        play.press(name, "Yes, I am in")
    play.sees("nora", words.read["ring"])
    assert Exchange.objects.filter(ring=ring, state="talking").count() == 3
    expect(play["nora"].locator(".ring svg, .ring ol").first).to_be_visible()

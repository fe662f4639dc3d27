"""A whole debate with four people of both sides: from a question to being heard, to a deed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from debates.models import (
    Commitment,
    Credit,
    JointStatement,
    Mission,
    Position,
    Restatement,
    Stance,
    Topic,
    Vote,
)
from debates.services.echoes import sound_echoes
from debates.tasks import refresh_landscape
from members.models import Consent, Member
from members.services.values import declare_value
from members.tasks import drain_outbox
from tests.browser.debate_words import ENGLISH, GERMAN, Words
from tests.browser.test_every_page import faults
from tests.conftest import Cast, join
from tests.voters import CLAIMS, seed_voters

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


# Topic and positions


def bring_up_a_topic(play: Play) -> None:
    page, words = play["lea"], play.words
    page.goto("/c/open-house/")
    page.get_by_role("link", name=words["bring up"]).first.click()
    page.get_by_label(words["question"]).fill(words.said["question"])
    page.get_by_label(words["why"]).fill(words.said["why"])
    page.get_by_label(words["known"]).fill(words.said["known"])
    button(page, words["ask the question"]).click()
    heading(page, words.said["question"])
    expect(page.get_by_text(words.said["why"])).to_be_visible()
    expect(page.get_by_text(words["nobody yet"])).to_be_visible()


def take_a_position(play: Play, name: str) -> None:
    """Where others stand shows itself only after one's own position."""
    page, words, stand = play[name], play.words, play.words.stands[name]
    page.goto(play.topic)
    heading(page, words.said["question"])
    expect(page.get_by_role("region", name=words["where"])).to_have_count(0)
    page.get_by_role("radio", name=words.stances[stand.stance]).check()
    button(page, words["take"]).click()
    page.get_by_label(words["core"]).fill(stand.core)
    page.get_by_label(words["reasons"]).fill(stand.reasons)
    if name == "lea":
        rest_on_a_declared_value(page, words, stand.because)
    else:
        rest_on_a_new_value(page, words, stand)
    agree_to_publish(page, words["publish"])
    button(page, words["take this"]).click()
    own = page.get_by_role("region", name=words["your position"])
    expect(own.get_by_role("heading", name=stand.core)).to_be_visible()
    expect(own.get_by_text(stand.because)).to_be_visible()
    expect(page.get_by_role("region", name=words["where"])).to_be_visible()


def rest_on_a_declared_value(page: Page, words: Words, because: str) -> None:
    """Without a because it is sent back, and nothing typed is lost."""
    page.get_by_label(words["story"]).fill(words.said["story"])
    page.get_by_role("checkbox", name=words["declared"]).check()
    button(page, words["take this"]).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label(words["story"])).to_have_value(words.said["story"])
    page.get_by_label(words["because"]).fill(because)


def rest_on_a_new_value(page: Page, words: Words, stand: Any) -> None:
    page.get_by_label(words["value"], exact=True).select_option(stand.value)
    page.get_by_label(words["stand for"]).fill(stand.stands_for)
    page.get_by_label(words["rests because"]).fill(stand.because)


def agree_to_publish(page: Page, name: str) -> None:
    """Asked of whoever has not agreed before."""
    for tick in page.get_by_role("checkbox", name=name).all():
        tick.check()


# Question and answer


def ask(play: Play) -> None:
    words, page = play.words, play["ben"]
    play.read("ben").get_by_role("link", name=words["ask first"]).click()
    page.get_by_role("radio", name=words["after"]).check()
    page.get_by_label(words["understand"]).fill(words.said["asked"])
    page.get_by_role("checkbox", name=words["show both"]).check()
    button(page, words["ask"]).click()
    heading(page, words.said["asked"])
    expect(page.get_by_role("heading", name=words["waiting"])).to_be_visible()


def answer(play: Play) -> None:
    page, words = play["lea"], play.words
    page.goto("/questions/")
    page.get_by_role("link", name=words.said["asked"]).click()
    page.get_by_role("textbox", name=words["your answer"]).fill(words.said["answered"])
    button(page, words["answer in the debate"]).click()
    expect(page.get_by_text(words.said["answered"])).to_be_visible()


def everybody_reads_question_and_answer(play: Play) -> None:
    words = play.words
    for name in ("ben", "nora", "odo"):
        talk = play.read(name).get_by_role("list", name=words["conversation"])
        for said in ("asks", "answers"):
            expect(talk.get_by_text(words[said])).to_be_visible()
        for said in ("asked", "answered"):
            expect(talk.get_by_text(words.said[said])).to_be_visible()


# Listening, then objecting


def objecting_is_locked(play: Play) -> None:
    """Seen, and said why; straight to the form one does not get around it either."""
    page, words = play["nora"], play.words
    lea = play.read("nora")
    locked = button(lea, words["object"])
    expect(locked).to_have_attribute("aria-disabled", "true")
    expect(locked).to_have_accessible_description(words["locked"])
    page.goto(f"{play.position('lea')}argue/?kind=objection")
    expect(page.get_by_text(words["listening first"])).to_be_visible()
    expect(page.get_by_label(words["words"], exact=True)).to_have_count(0)


def restate(play: Play) -> None:
    page, words = play["nora"], play.words
    play.read("nora").get_by_role("link", name=words["restate"]).click()
    expect(page.get_by_role("complementary", name=words["share"])).to_contain_text(
        words["declared"], ignore_case=True
    )
    page.get_by_label(words["own words"]).fill(words.said["first try"])
    button(page, words["send restatement"]).click()
    expect(page.get_by_text(words["waits for"])).to_be_visible()


def answer_not_quite(play: Play) -> None:
    page, words = play["lea"], play.words
    page.goto("/")
    page.get_by_role("link", name=words["read and answer"]).click()
    heading(page, words["do you feel heard"])
    page.locator("summary", has_text=words["not quite"]).click()
    page.get_by_label(words["missing"]).fill(words.said["correction"])
    button(page, words["say missing"]).click()
    expect(page.get_by_text(words.said["correction"])).to_be_visible()


def restate_once_more(play: Play) -> None:
    """Below the position, where both attempts stand; nobody else reads them."""
    page, words = play["nora"], play.words
    page.goto(play.position("lea"))
    expect(page.get_by_text(words["not quite said"])).to_be_visible()
    expect(page.get_by_text(words.said["correction"])).to_be_visible()
    play["odo"].goto(play.position("lea"))
    expect(play["odo"].get_by_text(words.said["first try"])).to_have_count(0)
    page.get_by_label(words["once more"]).fill(words.said["second try"])
    button(page, words["send restatement"]).click()
    expect(page.get_by_text(words["waits for"])).to_be_visible()


def feel_heard(play: Play) -> None:
    page, words = play["lea"], play.words
    page.goto("/")
    page.get_by_role("link", name=words["read and answer"]).click()
    expect(page.get_by_text(words.said["second try"]).first).to_be_visible()
    button(page, words["i feel heard"]).click()
    expect(button(page, words["i feel heard"])).to_have_count(0)
    assert Restatement.objects.filter(state="heard").count() == 1


def object_to_it(play: Play) -> None:
    page, words = play["nora"], play.words
    play.read("nora").get_by_role("link", name=words["object"]).click()
    expect(page.get_by_text(words["unlocked"])).to_be_visible()
    page.get_by_label(words["words"], exact=True).fill(words.said["objection"])
    button(page, words["object"]).click()
    expect(page.get_by_text(words.said["objection"])).to_be_visible()


def everybody_reads_the_objection(play: Play) -> None:
    """With the restatement that came before it; what was not quite right stays between two."""
    words = play.words
    for name in ("lea", "ben", "odo"):
        page = play[name]
        page.goto(play.position("lea"))
        heard = page.get_by_role("region", name=words["heard"], exact=True)
        expect(heard.get_by_text(words.said["second try"])).to_be_visible()
        expect(page.locator("#thread").get_by_text(words["objects"])).to_be_visible()
        expect(page.locator("#thread").get_by_text(words.said["objection"])).to_be_visible()
    expect(play["odo"].get_by_text(words.said["first try"])).to_have_count(0)


# Moving


def move(play: Play) -> None:
    """Ben says what moved him, in enough words, and whose answer it was."""
    page, words = play["ben"], play.words
    page.goto(play.topic)
    page.get_by_role("link", name=words["change"]).click()
    page.get_by_role("radio", name=words.stances[Stance.UNDECIDED]).check()
    page.get_by_label(words["core"]).fill(words.said["moved core"])
    page.get_by_label(words["what moved"]).fill(words.said["moved short"])
    page.get_by_role("checkbox", name=words["leas answer"]).check()
    button(page, words["stand here"]).click()
    expect(page.get_by_role("alert")).to_contain_text(words["too short"])
    expect(page.get_by_role("checkbox", name=words["leas answer"])).to_be_checked()
    page.get_by_label(words["what moved"]).fill(words.said["moved because"])
    button(page, words["stand here"]).click()
    own = page.get_by_role("region", name=words["your position"])
    expect(own.get_by_role("heading", name=words.said["moved core"])).to_be_visible()


def everybody_reads_who_moved_whom(play: Play) -> None:
    words = play.words
    for name in ("odo", "nora"):
        page = play[name]
        page.goto(play.position("ben"))
        heading(page, words.said["moved core"])
        expect(page.get_by_text(words.said["moved because"])).to_be_visible()
        expect(page.get_by_text(words["moved by"])).to_be_visible()
        earlier = page.get_by_role("region", name=words["earlier"])
        expect(earlier.get_by_text(words.stands["ben"].core)).to_be_visible()
    drain_outbox()
    play["lea"].goto("/inbox/")
    expect(play["lea"].get_by_text(words["had a part"])).to_be_visible()
    assert Credit.objects.get().receiver.handle == "lea"


# Statements, votes and the map


def write_a_statement(play: Play) -> None:
    page, words = play["odo"], play.words
    page.goto(play.topic)
    step_to(page, words, "landscape")
    page.get_by_label(words["statement"]).fill(words.said["claim"])
    button(page, words["put up"]).click()
    expect(page.get_by_text(words.said["claim"]).first).to_be_visible()


def no_map_yet(play: Play) -> None:
    play["odo"].goto(f"{play.topic}landscape/")
    expect(play["odo"].get_by_role("heading", name=play.words["no map"])).to_be_visible()


def vote_with_the_mouse(play: Play) -> None:
    """Nora is asked for her consent with the first vote."""
    page, words = play["nora"], play.words
    page.goto(f"{play.topic}statements/")
    tick = page.locator("#ballot").get_by_role("checkbox", name=words["counted"])
    tick.check()
    button(page.locator("#ballot"), words["agree"]).click()
    expect(page.get_by_text(words["you agreed"]).first).to_be_visible()
    expect(tick).to_have_count(0)
    for _ in range(ENOUGH_VOTES - 1):
        vote(page, lambda: button(page.locator("#ballot"), words["agree"]).click())


def vote_with_the_keyboard(play: Play, name: str, group: int, *, everything: bool) -> None:
    """One key for each statement, while the focus is within the card."""
    page, words = play[name], play.words
    page.goto(f"{play.topic}statements/")
    button(page.locator("#ballot"), words["agree"]).focus()
    while (everything and page.locator("#ballot-claim").count()) or own_votes(name) < ENOUGH_VOTES:
        key = "1" if agrees(page.locator("#ballot-claim").inner_text(), group) else "d"
        vote(page, lambda key=key: page.keyboard.press(key))
    if everything:
        expect(page.locator("#ballot")).to_contain_text(words["voted on all"])


def vote(page: Page, say: Callable[[], None]) -> None:
    """The next statement stands there at once, or none is left."""
    claim = page.locator("#ballot-claim")
    before = claim.inner_text()
    with page.expect_response(re.compile(r"/vote/$")):
        say()
    expect(claim.filter(has_text=before)).to_have_count(0)


def own_votes(name: str) -> int:
    return Vote.objects.filter(member__handle=name).count()


def agrees(claim: str, group: int) -> bool:
    """As most of a group of the seeded voters."""
    return next((shares[group] > 50 for shares, *texts in CLAIMS if claim in texts), True)


def look_at_the_map(play: Play, name: str) -> None:
    """Common ground first, then the map with one's own place, and nobody's name."""
    page, words = play[name], play.words
    page.goto(f"{play.topic}statements/")
    page.get_by_role("link", name=words["to the map"]).last.click()
    for region in ("you share", "map", "divides"):
        expect(page.get_by_role("region", name=words[region], exact=True)).to_be_visible()
    the_map = page.get_by_role("region", name=words["map"], exact=True)
    expect(the_map.get_by_role("img")).to_be_visible()
    expect(the_map.locator("figcaption")).to_contain_text(words["only you"])
    expect(the_map.get_by_role("table")).to_be_visible()
    for other in {"Lea", "Ben", "Nora", "Odo"} - {name.title()}:
        expect(page.locator("main")).not_to_contain_text(other)


# A joint statement


def draft(play: Play) -> None:
    page, words = play["lea"], play.words
    page.goto(play.topic)
    step_to(page, words, "common ground")
    page.get_by_label(words["both say"]).fill(words.said["joint"])
    shared = page.get_by_role("group", name=words["stands on"]).get_by_role("checkbox")
    shared.first.check()
    button(page, words["hand over"]).click()
    expect(page.get_by_text(words["wait for side"])).to_be_visible()


def cosign(play: Play) -> None:
    """Ben is undecided and Odo on the same side; only Nora is asked."""
    words = play.words
    for name in ("odo", "ben", "nora"):
        play[name].goto(play.topic)
        step_to(play[name], words, "common ground")
        expect(play[name].get_by_text(words.said["joint"]).first).to_be_visible()
        asked = button(play[name], words["mine too"])
        expect(asked).to_have_count(1 if name == "nora" else 0)
    button(play["nora"], words["mine too"]).click()
    expect(button(play["nora"], words["mine too"])).to_have_count(0)


def ratify(play: Play) -> None:
    """Ben dissents under his name; with Odo's word both sides stand behind it."""
    words, address = play.words, JointStatement.objects.get().get_absolute_url()
    ben, odo = play["ben"], play["odo"]
    ben.goto(address)
    ben.get_by_role("radio", name=words["see otherwise"]).check()
    ben.get_by_label(words["what otherwise"]).fill(words.said["dissent"])
    button(ben, words["answer"]).click()
    expect(ben.get_by_role("region", name=words["seen otherwise"])).to_be_visible()
    odo.goto(address)
    odo.get_by_role("radio", name=words["stand behind"]).check()
    button(odo, words["answer"]).click()
    for name in NAMES:
        play[name].goto(address)
        expect(play[name].get_by_text(words["ratified"]).first).to_be_visible()
        beneath = play[name].get_by_role("region", name=words["seen otherwise"])
        expect(beneath.get_by_text(words.said["dissent"])).to_be_visible()
        expect(beneath.get_by_text("Ben").first).to_be_visible()


# A deed


def start_a_mission(play: Play) -> None:
    page, words = play["lea"], play.words
    page.get_by_role("link", name=words["start"]).click()
    expect(page.get_by_label(words["ground"])).to_have_value(words.said["joint"])
    page.get_by_label(words["aim"]).fill(words.said["aim"])
    page.get_by_label(words["skills"]).fill(words.said["skills"])
    button(page, words["look for"]).click()
    heading(page, words.said["aim"])
    expect(page.get_by_text(words["still needs"])).to_be_visible()
    expect(page.get_by_text(words["nobody against"])).to_be_visible()
    expect(button(page, words["set out"])).to_have_count(0)


def carry(play: Play, name: str) -> None:
    page, words = play[name], play.words
    page.goto(play.topic)
    step_to(page, words, "mission")
    heading(page, words.said["aim"])
    button(page, words["carry"]).first.click()
    bearers = page.get_by_role("region", name=words["who carries"])
    expect(bearers.get_by_text(name.title()).first).to_be_visible()


def promise(play: Play, name: str, which: str = "", witness: str = "") -> None:
    """One thing, by a day, with what one does if something gets in the way."""
    page, words = play[name], play.words
    page.goto(Mission.objects.get().get_absolute_url())
    if not page.locator("#promise form").is_visible():
        page.locator("#promise summary").click()
    page.get_by_label(words["deed"]).fill(words.said[f"deed{which}"])
    page.get_by_label(words["obstacle"]).fill(words.said[f"obstacle{which}"])
    page.get_by_label(words["then"]).fill(words.said[f"then{which}"])
    if witness:
        page.get_by_label(words["witness"]).select_option(label=witness)
    button(page, words["make"]).click()
    promised = page.locator("#commitments").get_by_role("listitem")
    mine = promised.filter(has_text=words.said[f"deed{which}"])
    expect(mine).to_contain_text(words.said[f"obstacle{which}"])
    expect(mine).to_contain_text(words.said[f"then{which}"])


def be_the_witness(play: Play) -> None:
    lea, ben, words = play["lea"], play["ben"], play.words
    expect(lea.get_by_text(words["asked to witness"])).to_be_visible()
    ben.goto(Mission.objects.get().get_absolute_url())
    button(ben, words["be witness"]).click()
    expect(ben.get_by_text(words["is witness"])).to_be_visible()
    lea.reload()
    expect(lea.get_by_text(words["is witness"])).to_be_visible()


def set_out(play: Play) -> None:
    page, words = play["lea"], play.words
    button(page, words["set out"]).click()
    for name in NAMES:
        play[name].goto(Mission.objects.get().get_absolute_url())
        expect(play[name].locator("main")).to_contain_text(words["under way"])
        expect(play[name].get_by_text(words.said["deed against"]).first).to_be_visible()
    assert Mission.objects.get().state == "running"
    assert Commitment.objects.count() == 2


# A week later


def hear_the_echo(play: Play) -> None:
    """Each hears what became of what they gave, and nobody of anybody else's."""
    words = play.words
    sound_echoes(timezone.localdate() + timedelta(days=7))
    drain_outbox()
    heard = {
        "lea": ("echo asked", "echo heard", "had a part", "echo deed"),
        "ben": ("echo answered",),
        "nora": ("echo feels", "echo deed"),
    }
    for name, sentences in heard.items():
        page = play[name]
        page.goto("/inbox/")
        page.get_by_role("link", name=words["echo"]).click()
        heading(page, words["echo title"])
        for sentence in sentences:
            expect(page.get_by_text(words[sentence]).first).to_be_visible()
    expect(play["ben"].get_by_text(words["echo heard"])).to_have_count(0)


def read_the_record_of_listening(play: Play) -> None:
    page, words = play["nora"], play.words
    page.get_by_role("link", name=words["record"]).click()
    page.get_by_role("link", name=words["restated"]).click()
    expect(page.get_by_text(words["record line"]).first).to_be_visible()


def key_pages_are_accessible(play: Play) -> None:
    """Wide and light, narrow and dark, and no sideways scrolling at 320 and 390 px."""
    things = (JointStatement.objects.get(), Mission.objects.get())
    pages = [play.topic, f"{play.topic}statements/", f"{play.topic}landscape/"]
    pages += [play.position("lea"), play.position("ben")]
    pages += [thing.get_absolute_url() for thing in things]
    assert faults(play["nora"], pages) == {}


def play_a_whole_debate(play: Play) -> None:
    bring_up_a_topic(play)
    seed_voters(Topic.objects.get())
    for name in NAMES:
        take_a_position(play, name)
    ask(play)
    answer(play)
    everybody_reads_question_and_answer(play)
    objecting_is_locked(play)
    restate(play)
    answer_not_quite(play)
    restate_once_more(play)
    feel_heard(play)
    object_to_it(play)
    everybody_reads_the_objection(play)
    move(play)
    everybody_reads_who_moved_whom(play)
    from_votes_to_a_map(play)
    from_common_ground_to_a_deed(play)
    hear_the_echo(play)
    read_the_record_of_listening(play)
    key_pages_are_accessible(play)


def from_votes_to_a_map(play: Play) -> None:
    write_a_statement(play)
    no_map_yet(play)
    vote_with_the_mouse(play)
    vote_with_the_keyboard(play, "lea", 1, everything=True)
    vote_with_the_keyboard(play, "ben", 0, everything=False)
    vote_with_the_keyboard(play, "odo", 2, everything=False)
    refresh_landscape(Topic.objects.get().pk)
    for name in NAMES:
        look_at_the_map(play, name)


def from_common_ground_to_a_deed(play: Play) -> None:
    draft(play)
    cosign(play)
    ratify(play)
    start_a_mission(play)
    carry(play, "odo")
    carry(play, "nora")
    promise(play, "lea", witness="Ben")
    promise(play, "nora", " against")
    be_the_witness(play)
    set_out(play)


@pytest.fixture
def four(visit: Callable[..., Page], cast: Cast) -> Callable[[Words], Play]:
    """Nora comes from outside and has agreed to nothing yet; Lea has declared a value."""
    join(cast.nora, cast.public)
    Consent.objects.filter(member=cast.nora).delete()

    def come(words: Words) -> Play:
        Member.objects.update(language=words.language)
        cast.lea.refresh_from_db()
        lea = words.stands["lea"]
        declare_value(
            member=cast.lea,
            value=lea.value,
            words=lea.stands_for,
            language=words.language,
            example="",
        )
        return Play(words, {name: visit(cast[name], locale=words.locale) for name in NAMES})

    return come


def test_four_people_play_a_whole_debate(four: Callable[[Words], Play]) -> None:
    play_a_whole_debate(four(ENGLISH))


def test_four_people_play_a_whole_debate_in_german(four: Callable[[Words], Play]) -> None:
    play_a_whole_debate(four(GERMAN))

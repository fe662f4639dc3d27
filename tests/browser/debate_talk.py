"""The first half of a debate, step by step: positions, a question, listening, objecting, moving."""

from typing import Any

from playwright.sync_api import Page, expect

from debates.models import Credit, Restatement, Stance
from members.tasks import drain_outbox
from tests.browser.debate_play import Play, button, heading
from tests.browser.debate_words import Words


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

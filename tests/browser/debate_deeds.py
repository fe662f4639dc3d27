"""The second half of a debate, step by step: votes, the map, a joint statement, a mission."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from debates.models import Commitment, JointStatement, Mission, Vote
from tests.browser.debate_play import ENOUGH_VOTES, NAMES, Play, button, heading, step_to
from tests.voters import CLAIMS


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

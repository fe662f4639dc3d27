"""A whole debate with four people of both sides: from a question to being heard, to a deed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from debates.models import JointStatement, Mission, Topic
from debates.services.echoes import sound_echoes
from debates.tasks import refresh_landscape
from members.models import Consent, Member
from members.services.values import declare_value
from members.tasks import drain_outbox
from tests.browser.debate_deeds import (
    be_the_witness,
    carry,
    cosign,
    draft,
    look_at_the_map,
    no_map_yet,
    promise,
    ratify,
    set_out,
    start_a_mission,
    vote_with_the_keyboard,
    vote_with_the_mouse,
    write_a_statement,
)
from tests.browser.debate_english import ENGLISH
from tests.browser.debate_german import GERMAN
from tests.browser.debate_play import NAMES, Play, heading
from tests.browser.debate_talk import (
    answer,
    answer_not_quite,
    ask,
    bring_up_a_topic,
    everybody_reads_question_and_answer,
    everybody_reads_the_objection,
    everybody_reads_who_moved_whom,
    feel_heard,
    move,
    object_to_it,
    objecting_is_locked,
    restate,
    restate_once_more,
    take_a_position,
)
from tests.browser.debate_words import Words
from tests.browser.test_every_page import faults
from tests.clock import day, let_midnight_pass
from tests.conftest import Cast, join
from tests.voters import seed_voters

pytestmark = pytest.mark.clock


def hear_the_echo(play: Play) -> None:
    """Each hears what became of what they gave, and nobody of anybody else's."""
    words = play.words
    sound_echoes(day(7))
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
    # The echo speaks of what was given on one day.
    let_midnight_pass(timedelta(minutes=3))
    bring_up_a_topic(play)
    # So many that chance, in the statements drawn and in the noise, leaves common ground, and camps
    # that can be compared.
    seed_voters(Topic.objects.get(), 90)
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

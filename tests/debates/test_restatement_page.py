"""The pages of listening: what was typed is kept, refusals are sentences, drafts have a name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from debates.models import Argument, DebateRules, PositionVersion, Restatement, RestatementState
from debates.services.restatements import answer_not_quite, confirm_heard
from debates.services.topics import close_topic
from members.models import Consent

WORDS = "You saw the good ending and the bad one, and so you would rather wait a little longer."
HELP = "It is not about hiding; it is about the story behind it."


@pytest.fixture
def position(cast, topic, stand):
    return stand(cast.ben, topic, -1)


def send(client, address: str, **data):
    return client.post(address, {"language": "en"} | data)


def test_restating_leads_to_the_page_where_it_waits(cast, position, as_member):
    mara = as_member("mara")
    answer = send(mara, f"/positions/{position.code}/restate/", text=WORDS)
    sent = Restatement.objects.get()
    assert (answer.status_code, answer.url) == (303, sent.get_absolute_url())
    page = mara.get(answer.url).content.decode()
    assert "You will be told what Ben answers." in page
    assert "Waits for Ben until" in page
    assert "data-draft-clear" in page


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("Too short, sorry.", "At least 60 characters."), ("w" * 601, "under 600 characters")],
)
def test_what_was_typed_is_kept(position, as_member, text, sentence):
    answer = send(as_member("mara"), f"/positions/{position.code}/restate/", text=text)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page and text in page
    assert f'data-draft="restate-{position.code}"' in page


def test_a_copy_is_answered_kindly(cast, topic, stand, as_member):
    position = stand(cast.ben, topic, -1, reasons=WORDS)
    answer = send(as_member("mara"), f"/positions/{position.code}/restate/", text=WORDS)
    assert answer.status_code == 422
    assert "as you would tell a friend" in answer.content.decode()


def test_a_second_one_is_led_to_the_first(cast, position, retell, as_member):
    first = retell(cast.mara, position)
    answer = send(as_member("mara"), f"/positions/{position.code}/restate/", text=WORDS)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "still waiting for an answer" in page and WORDS in page
    assert first.get_absolute_url() in page


def test_the_consent_is_one_tick_in_the_same_form(cast, position, as_member):
    Consent.objects.filter(member=cast.mara).delete()
    address, mara = f"/positions/{position.code}/restate/", as_member("mara")
    assert 'name="publish"' in mara.get(address).content.decode()
    answer = send(mara, address, text=WORDS)
    assert answer.status_code == 422
    assert "Tick that you agree" in answer.content.decode()
    assert send(mara, address, text=WORDS, publish="on").status_code == 303
    assert 'name="publish"' not in mara.get(address).content.decode()


def test_the_author_answers_on_its_page(cast, position, retell, as_member):
    sent, ben = retell(cast.mara, position), as_member("ben")
    page = ben.get(sent.get_absolute_url()).content.decode()
    assert "I feel heard" in page and "Say what is missing" in page
    answer = ben.post(f"{sent.get_absolute_url()}not-quite/", {"correction": "No."})
    assert answer.status_code == 422
    assert "ten characters at least" in answer.content.decode()
    assert ben.post(f"{sent.get_absolute_url()}not-quite/", {"correction": HELP}).status_code == 303
    page = ben.get(sent.get_absolute_url()).content.decode()
    assert "On reading it again" in page and "Say what is missing" not in page
    assert ben.post(f"{sent.get_absolute_url()}heard/").status_code == 303
    sent.refresh_from_db()
    assert sent.state == RestatementState.HEARD


def test_a_correction_that_comes_too_late_is_kept(cast, position, retell, as_member):
    sent = retell(cast.mara, position)
    confirm_heard(member=cast.ben, restatement=sent)
    answer = as_member("ben").post(f"{sent.get_absolute_url()}not-quite/", {"correction": HELP})
    assert answer.status_code == 409
    assert HELP in answer.content.decode()


def test_a_visitor_reads_what_was_heard(cast, position, retell, as_member):
    sent = retell(cast.mara, position)
    assert as_member(None).get(sent.get_absolute_url()).status_code == 404
    confirm_heard(member=cast.ben, restatement=sent)
    page = as_member(None).get(sent.get_absolute_url()).content.decode()
    assert "Ben feels heard." in page and "I feel heard" not in page


def test_the_witness_is_proposed_accepted_and_judges_on_the_page(
    cast, topic, stand, position, retell, as_member
):
    stand(cast.odo, topic, 1)
    for number in (1, 2):
        sent = retell(cast.mara, position, text=f"Round {number}: " + "z" * 60)
        answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)
    here = sent.get_absolute_url()
    mara, ben, odo = as_member("mara"), as_member("ben"), as_member("odo")
    page = mara.get(here).content.decode()
    assert "Ask a witness" in page and "Odo" in page and "Call the moderators" not in page
    assert mara.post(f"{here}witness/", {"witness": ""}).status_code == 422
    assert mara.post(f"{here}witness/", {"moderators": "yes"}).status_code == 409
    assert mara.post(f"{here}witness/", {"witness": cast.odo.code}).status_code == 303
    assert "asked whether your witness is welcome" in mara.get(here).content.decode()
    assert odo.get(here).status_code == 404
    assert "proposes that Odo reads" in ben.get(here).content.decode()
    assert ben.post(f"{here}witness/accept/").status_code == 303
    page = odo.get(here).content.decode()
    assert "Is this restatement fair?" in page and "Round 1" in page and HELP in page
    assert "You are asked to witness" in odo.get("/").content.decode()
    assert odo.post(f"{here}judgement/", {"is_fair": "yes"}).status_code == 422
    judged = {"is_fair": "yes", "words": "It says what he meant."}
    assert odo.post(f"{here}judgement/", judged).status_code == 303
    for reader in (mara, ben, odo, as_member(None)):
        page = reader.get(here).content.decode()
        assert "A witness found this restatement fair." in page
        assert "It says what he meant." in page
    assert odo.get("/").content.decode().count("You are asked to witness") == 0


def test_declining_lets_the_listener_go_on(cast, topic, stand, position, retell, as_member):
    stand(cast.odo, topic, 1)
    for number in (1, 2):
        sent = retell(cast.mara, position, text=f"Round {number}: " + "z" * 60)
        answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)
    here = sent.get_absolute_url()
    as_member("mara").post(f"{here}witness/", {"witness": cast.odo.code})
    assert as_member("ben").post(f"{here}witness/decline/").status_code == 303
    page = as_member("mara").get(here).content.decode()
    assert "Call the moderators" in page and "Propose" in page
    assert as_member("mara").post(f"{here}witness/", {"moderators": "yes"}).status_code == 303
    assert "The moderators are called." in as_member("mara").get(here).content.decode()
    assert "Is this restatement fair?" in as_member("odo").get(here).content.decode()


def test_an_objection_before_its_gate_is_refused_and_kept(cast, position, as_member):
    address = f"/positions/{position.code}/argue/?kind=objection"
    page = as_member("mara").get(address).content.decode()
    assert "Listening comes first here." in page
    assert f"/positions/{position.code}/restate/" in page
    assert "<textarea" not in page
    answer = send(as_member("mara"), address, text="Always the same ones.")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "as soon as Ben feels heard" in page and "Always the same ones." in page
    assert not Argument.objects.exists()


def test_heard_one_objects_on_the_page(cast, position, retell, as_member):
    confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    address, mara = f"/positions/{position.code}/argue/?kind=objection", as_member("mara")
    assert "<textarea" in mara.get(address).content.decode()
    answer = send(mara, address, text="Always the same ones.")
    written = Argument.objects.get()
    assert (answer.status_code, answer.url) == (303, written.get_absolute_url())
    assert "Always the same ones." in mara.get(answer.url, follow=True).content.decode()


def test_a_contribution_is_answered_reworded_withdrawn_and_brought_back(cast, position, as_member):
    mara, lea = as_member("mara"), as_member("lea")
    send(mara, f"/positions/{position.code}/argue/?kind=experience", text="So it was with us.")
    first = Argument.objects.get()
    send(lea, f"{first.get_absolute_url()}argue/?kind=answer", text="And then?")
    assert Argument.objects.get(kind="answer").parent == first
    answer = send(mara, f"{first.get_absolute_url()}edit/", text="", sources="")
    assert answer.status_code == 422
    send(mara, f"{first.get_absolute_url()}edit/", text="So it was, here too.", sources="")
    assert "here too" in lea.get(position.get_absolute_url()).content.decode()
    assert mara.post(f"{first.get_absolute_url()}withdraw/").status_code == 303
    page = mara.get(position.get_absolute_url()).content.decode()
    assert f"{first.get_absolute_url()}restore/" in page
    mara.post(f"{first.get_absolute_url()}restore/")
    assert "here too" in lea.get(position.get_absolute_url()).content.decode()


@pytest.mark.parametrize("kind", ["answer", "applause", ""])
def test_a_kind_that_does_not_exist_there_is_not_found(position, as_member, kind):
    address = f"/positions/{position.code}/argue/?kind={kind}"
    assert as_member("mara").get(address).status_code == 404


def test_a_closed_topic_says_so_and_keeps_the_words(cast, topic, position, as_member):
    close_topic(member=cast.lea, topic=topic)
    for address in (
        f"/positions/{position.code}/restate/",
        f"/positions/{position.code}/argue/?kind=support",
    ):
        assert "nothing new is written" in as_member("mara").get(address).content.decode()
        answer = send(as_member("mara"), address, text=WORDS)
        assert answer.status_code == 409
        assert WORDS in answer.content.decode()


def test_a_stranger_is_told_whom_the_words_are_from(position, as_member):
    page = as_member("nora").get(f"/positions/{position.code}/restate/").content.decode()
    assert "write here, about the words of others" in page and "<textarea" not in page


def test_owners_switch_the_gate_off(cast, position, as_member):
    address, odo = "/c/open-house/topics/rules/", as_member("odo")
    assert "checked" in odo.get(address).content.decode()
    assert address in odo.get("/c/open-house/topics/").content.decode()
    assert address not in as_member("mara").get("/c/open-house/topics/").content.decode()
    assert odo.post(address, {}).status_code == 303
    assert not DebateRules.objects.get().restating_comes_first
    page = as_member("mara").get(position.get_absolute_url()).content.decode()
    assert "You may object at once." in page


def test_what_was_heard_stands_in_the_feed_for_whoever_may_read_it(
    cast, position, retell, as_member
):
    sent = retell(cast.mara, position)
    feed = cast.public.get_absolute_url()
    assert "felt heard" not in as_member(None).get(feed).content.decode()
    confirm_heard(member=cast.ben, restatement=sent)
    assert "Ben felt heard by Mara on" in as_member(None).get(feed).content.decode()


@pytest.mark.clock
@pytest.mark.parametrize(("days", "says"), [(13, False), (15, True)])
def test_the_page_says_when_the_position_moved_on_too_long_ago(
    cast, topic, position, retell, stand, as_member, days, says
):
    sent = confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    stand(cast.ben, topic, -1, core="Said in other words.")
    revised = timezone.now() - timedelta(days=days)
    PositionVersion.objects.filter(position=position, number=2).update(created_at=revised)
    text = as_member("mara").get(sent.get_absolute_url()).content.decode()
    assert ("Ben felt heard in the words of that time." in text) == says
    assert ("You may object as soon as Ben feels heard by you." in text) == says

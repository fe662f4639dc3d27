"""Introductions: three people, one sentence, and nobody learns who would rather not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import Conversation, Encounter, EncounterKind, Opening, Outbox
from members.refusals import Invalid, NotAllowed, Refusal
from members.services.blocks import block
from members.services.privacy import export_of
from members.shelves import notification_kinds
from sharing.models import Introduction, IntroductionState
from sharing.services.introductions import (
    answer_introduction,
    close_due_introductions,
    introduce,
)
from tests.conftest import join, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.clock]

WHY = "You both mend what others throw away."


@pytest.fixture
def made(cast) -> Introduction:
    """Mara brings Lea and Ben together."""
    return introduce(member=cast.mara, one=cast.lea, other=cast.ben, sentence=WHY)


def fresh(introduction) -> Introduction:
    return Introduction.objects.get(pk=introduction.pk)


def pages(as_member, introduction, name: str) -> str:
    """All that somebody can see of it, without the token of the form."""
    browser = as_member(name)
    text = browser.get(introduction.get_absolute_url()).content.decode()
    text += browser.get("/introductions/").content.decode()
    return "\n".join(line for line in text.splitlines() if "csrf" not in line)


def test_when_both_accept_a_conversation_opens_and_the_encounter_is_kept(cast, made) -> None:
    answer_introduction(member=cast.lea, introduction=made, yes=True)
    assert not Conversation.objects.exists()
    answer_introduction(member=cast.ben, introduction=made, yes=True)
    answer_introduction(member=cast.ben, introduction=made, yes=True)
    assert Conversation.objects.get().opening == Opening.INTRODUCTION
    assert Encounter.objects.get().kind == EncounterKind.INTRODUCED
    assert fresh(made).state == IntroductionState.MADE
    assert Outbox.objects.filter(kind="sharing.introduction_came_about").count() == 1


def test_a_no_looks_like_silence_to_everybody_else(cast, as_member, made) -> None:
    before = {name: pages(as_member, made, name) for name in ("mara", "ben")}
    told = Outbox.objects.count()
    answer_introduction(member=cast.lea, introduction=made, yes=False)
    assert {name: pages(as_member, made, name) for name in ("mara", "ben")} == before
    assert Outbox.objects.count() == told
    for name in ("mara", "ben"):
        rows = export_of(cast[name])["kinds"]["sharing.introductions"]["rows"]
        assert [row["your_answer"] for row in rows] == [None]
        assert not {"one_says_yes", "other_says_yes"} & rows[0].keys()


def test_a_no_frees_no_place_and_silence_ends_like_a_no(cast, as_member, made) -> None:
    answer_introduction(member=cast.lea, introduction=made, yes=False)
    assert close_due_introductions() == 0
    Introduction.objects.update(answer_by=timezone.now() - timedelta(minutes=1))
    assert close_due_introductions() == 1 and close_due_introductions() == 0
    assert "Did not come about" in pages(as_member, made, "mara")
    kind = notification_kinds["sharing.introduction_rests"]
    assert list(kind.recipients(fresh(made), None)) == [cast.mara]


def test_a_no_can_be_taken_back_while_there_is_time(cast, made) -> None:
    answer_introduction(member=cast.lea, introduction=made, yes=False)
    answer_introduction(member=cast.ben, introduction=made, yes=True)
    answer_introduction(member=cast.lea, introduction=made, yes=True)
    assert fresh(made).state == IntroductionState.MADE


def test_after_three_weeks_nobody_can_answer(cast, made) -> None:
    Introduction.objects.update(answer_by=timezone.now() - timedelta(minutes=1))
    with pytest.raises(NotAllowed):
        answer_introduction(member=cast.lea, introduction=made, yes=True)


def test_only_the_two_answer(cast, made) -> None:
    for stranger in (cast.mara, cast.odo):
        with pytest.raises(NotAllowed):
            answer_introduction(member=stranger, introduction=made, yes=True)


def test_the_introducer_does_not_learn_of_a_block_between_the_two(cast, as_member) -> None:
    block(member=cast.lea, other=cast.ben)
    made = introduce(member=cast.mara, one=cast.lea, other=cast.ben, sentence=WHY)
    assert "Waits for an answer" in pages(as_member, made, "mara")
    kind = notification_kinds["sharing.introduction_made"]
    assert list(kind.recipients(made, cast.mara)) == []
    assert as_member("ben").get(made.get_absolute_url()).status_code == 404


def test_whom_one_blocks_one_does_not_introduce(cast) -> None:
    block(member=cast.lea, other=cast.mara)
    with pytest.raises(NotAllowed, match="cannot introduce"):
        introduce(member=cast.mara, one=cast.lea, other=cast.ben, sentence=WHY)


def test_people_who_cannot_know_of_each_other_are_not_introduced(cast) -> None:
    with pytest.raises(NotAllowed, match="share no community"):
        introduce(member=cast.mara, one=cast.lea, other=cast.nora, sentence=WHY)


def test_it_takes_three(cast) -> None:
    for one, other in ((cast.lea, cast.lea), (cast.mara, cast.ben)):
        with pytest.raises(NotAllowed, match="Three different"):
            introduce(member=cast.mara, one=one, other=other, sentence=WHY)


@pytest.mark.parametrize(
    "sentence",
    [
        "short",
        "x" * 401,
        "look at www.example.org please",
        "ring 079 123 45 67 89",
        "a@example.org",
    ],
)
def test_one_sentence_without_addresses(cast, sentence) -> None:
    with pytest.raises(Invalid) as refused:
        introduce(member=cast.mara, one=cast.lea, other=cast.ben, sentence=sentence)
    assert refused.value.field == "sentence"


def test_the_same_two_not_again_within_eight_weeks(cast, made) -> None:
    assert introduce(member=cast.mara, one=cast.lea, other=cast.ben, sentence=WHY) == made
    with pytest.raises(Refusal, match="eight weeks"):
        introduce(member=cast.mara, one=cast.ben, other=cast.lea, sentence="Another reason.")
    Introduction.objects.update(
        created_at=timezone.now() - timedelta(weeks=9),
        answer_by=timezone.now() - timedelta(weeks=6),
        state=IntroductionState.RESTS,
    )
    assert introduce(member=cast.mara, one=cast.ben, other=cast.lea, sentence="Once more.") != made


def test_five_wait_at_most_whatever_was_answered(cast) -> None:
    for number in range(5):
        person = make_member(f"person-{number}")
        join(person, cast.public)
        made = introduce(member=cast.mara, one=person, other=cast.ben, sentence=WHY)
        answer_introduction(member=person, introduction=made, yes=False)
    with pytest.raises(Refusal, match="Five of your introductions"):
        introduce(member=cast.mara, one=cast.lea, other=cast.ben, sentence=WHY)


def test_a_listing_belongs_to_one_of_the_two(cast, request_of, offer_of) -> None:
    wanted, offer = request_of(cast.lea), offer_of(cast.ben)
    made = introduce(
        member=cast.mara, one=cast.lea, other=cast.ben, sentence=WHY, offer=offer, request=wanted
    )
    assert (made.offer, made.request) == (offer, wanted)
    with pytest.raises(NotAllowed):
        introduce(member=cast.mara, one=cast.ben, other=cast.odo, sentence=WHY, request=wanted)


def test_somebody_is_found_by_name_and_both_are_asked(cast, as_member, request_of) -> None:
    browser, wanted = as_member("mara"), request_of(cast.lea)
    at = f"/introductions/new/?request={wanted.code}"
    assert "Lea" in browser.get(at).content.decode()
    typed = {"request": wanted.code, "sentence": WHY, "language": "en", "who": "be"}
    page = browser.post("/introductions/new/", {**typed, "find": "1"})
    assert page.status_code == 200 and 'value="ben"' in page.content.decode()
    assert WHY in page.content.decode()
    sent = browser.post("/introductions/new/", {**typed, "other": "ben"})
    assert sent.status_code == 303
    assert set(
        notification_kinds["sharing.introduction_made"].recipients(
            Introduction.objects.get(), cast.mara
        )
    ) == {cast.lea, cast.ben}


def test_without_two_people_the_sentence_is_kept(as_member) -> None:
    page = as_member("mara").post(
        "/introductions/new/", {"one": "lea", "sentence": WHY, "language": "en"}
    )
    assert page.status_code == 422 and WHY in page.content.decode()
    assert "Choose two people" in page.content.decode()

"""Everything kept about a member stands on the shelf, is handed out, and is erased."""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from communities.services import invitations
from debates.models import Position
from members.models import (
    DigestLine,
    Member,
    Message,
    Opening,
    Question,
    QuestionState,
    Revision,
)
from members.services import (
    blocks,
    conversations,
    notifications,
    privacy,
    profiles,
    questions,
    values,
)
from members.shelves import personal_data
from tests.clock import moment
from tests.conftest import make_member
from tests.stage import question_about


def covered() -> set[type[Model]]:
    return {model for entry in personal_data for model in (entry.model, *entry.also_covers)}


def about_members() -> list[type[Model]]:
    """All models, of ours and of packages, with a relation to a member, and the member itself."""
    return [
        model
        for model in apps.get_models()
        if model is Member
        or any(
            field.is_relation and field.concrete and field.related_model is Member
            for field in model._meta.get_fields()
        )
    ]


@pytest.mark.parametrize("model", about_members(), ids=lambda model: model._meta.label)
def test_the_model_stands_on_the_privacy_shelf(model) -> None:
    assert model in covered(), f"{model._meta.label} relates to a member: register it"


@pytest.fixture
def lived(cast, value_of):
    """Lea has done a little of everything."""
    Member.objects.filter(pk__in=[cast.lea.pk, cast.ben.pk]).update(story="Told.")
    cast.lea.refresh_from_db()
    cast.ben.refresh_from_db()
    profiles.edit_profile(member=cast.lea, profile=cast.lea, fields={"story": "Told anew."})
    statement = value_of(cast.lea)
    values.reword_value(
        member=cast.lea, statement=statement, value="benevolence", words="Otherwise.", language="en"
    )
    question = questions.ask(member=cast.ben, target=cast.lea, text="And why?? Say.", language="en")
    questions.answer(member=cast.lea, question=question, text="Because.", language="en")
    talk = conversations.open_conversation(one=cast.lea, other=cast.ben, opening=Opening.ANSWER)
    conversations.send_message(member=cast.lea, conversation=talk, text="My own words.")
    conversations.send_message(member=cast.ben, conversation=talk, text="Words of Ben.")
    return cast


def test_the_export_holds_ones_own_words_and_not_those_of_others(lived, as_member) -> None:
    answer = as_member("lea").get("/settings/privacy/export/")
    assert answer["Content-Disposition"].startswith('attachment; filename="resonanz-lea-')
    text = answer.content.decode()
    for words in ("Told anew.", "Otherwise.", "Because.", "My own words.", "lea@example.org"):
        assert words in text
    assert "Words of Ben." not in text
    assert lived.lea.password not in text
    assert set(json.loads(text)["kinds"]) == {entry.name for entry in personal_data}


def test_the_rows_of_an_export_stand_in_the_same_order_whatever_was_touched_since(
    cast, stage
) -> None:
    before = privacy.export_of(cast.lea)["kinds"]
    for membership in cast.lea.memberships.order_by("-pk"):
        # PostgreSQL writes a row anew where it is changed, and finds it at another place.
        membership.save()
    assert privacy.export_of(cast.lea)["kinds"] == before


@pytest.mark.clock
def test_an_export_tells_the_oldest_first(cast) -> None:
    for days, text in ((1, "Afterwards?"), (3, "Before?"), (2, "In between?")):
        asked = question_about(cast.ben, asker=cast.lea, addressee=cast.ben)
        Question.objects.filter(pk=asked.pk).update(created_at=moment(-days), text=text)
        Question.objects.filter(pk=asked.pk).update(state=QuestionState.RESTING)
    rows = privacy.export_of(cast.lea)["kinds"]["questions"]["rows"]
    assert [row["text"] for row in rows] == ["Before?", "In between?", "Afterwards?"]


def rows_of(member: Member, kind: str) -> list[dict]:
    return privacy.export_of(member)["kinds"][kind]["rows"]


def test_a_question_that_was_withdrawn_is_its_askers_alone(cast) -> None:
    asked = question_about(cast.ben, asker=cast.lea, addressee=cast.ben)
    questions.withdraw(member=cast.lea, question=asked)
    assert [row["text"] for row in rows_of(cast.lea, "questions")] == [asked.text]
    assert rows_of(cast.ben, "questions") == []


def test_after_a_block_ones_own_words_stay_and_those_of_the_other_go(lived) -> None:
    blocks.block(member=lived.lea, other=lived.ben)
    (of_lea,), (of_ben,) = (rows_of(one, "questions") for one in (lived.lea, lived.ben))
    assert (of_lea["text"], of_lea["answer"]) == ("", "Because.")
    assert (of_ben["text"], of_ben["answer"]) == ("And why?? Say.", "")
    unseen = {"name": "somebody you cannot see any more", "handle": ""}
    assert of_lea["asker"] == of_ben["addressee"] == unseen
    (talk,) = rows_of(lived.lea, "conversations")
    assert talk["with"] == unseen
    assert [row["text"] for row in talk["written_by_you"]] == ["My own words."]
    assert rows_of(lived.lea, "blocks")[0]["blocked"]["handle"] == "ben"
    assert rows_of(lived.ben, "blocks") == []


def test_other_people_are_named_and_things_have_the_codes_of_their_addresses(lived) -> None:
    (question,) = rows_of(lived.lea, "questions")
    assert question["asker"] == {"name": "Ben", "handle": "ben"}
    assert question["target_type"] == "member" and question["target_id"] == lived.lea.code
    assert question["id"] == Question.objects.get().code
    (met,) = rows_of(lived.lea, "encounters")
    assert {met["actor"]["name"], met["other"]["name"]} == {"Lea", "Ben"}


def test_the_export_tells_the_news_in_words(cast, stage) -> None:
    (news,) = rows_of(cast.lea, "notifications")
    assert news["sentence"] == "Ben asks you a question."
    assert news["by"] == {"name": "Ben", "handle": "ben"}


@pytest.mark.clock
def test_the_export_tells_which_links_of_a_letter_were_followed(cast, stage) -> None:
    line = {"place": 1, "section": "members.questions", "key": "question:1", "url": "/questions/1/"}
    DigestLine.objects.create(run=stage["letter"], **line, followed_at=moment(-1))
    (letter,) = rows_of(cast.lea, "digests")
    (told,) = letter["lines"]
    assert told["url"] == "/questions/1/" and told["followed_at"]


@pytest.mark.clock
def test_the_export_tells_what_ones_reports_were_about_as_far_as_one_may_read_it(
    cast, stage
) -> None:
    reports = rows_of(cast.ben, "communities.reports")
    words = {(row["about"], row["words"].partition("\n")[0]) for row in reports}
    assert words == {
        ("position", "Grown-ups can bear the truth."),
        ("topic", "Should wages be open to all?"),
    }
    hidden = [stage[f"position.{name}"].pk for name in ("public", "closed", "secret")]
    Position.objects.filter(pk__in=hidden).update(hidden_at=moment(-1))
    reports = rows_of(cast.ben, "communities.reports")
    assert {row["words"] for row in reports if row["about"] == "position"} == {""}


def test_nobody_learns_from_an_export_that_an_invitation_was_declined(cast, stage) -> None:
    asked = stage["invitation"]
    (before,) = rows_of(cast.lea, "communities.invitations")
    invitations.decline_invitation(member=cast.nora, invitation=asked)
    (after,) = rows_of(cast.lea, "communities.invitations")
    assert before == after and after["accepted"] is None
    (of_nora,) = rows_of(cast.nora, "communities.invitations")
    assert of_nora["accepted"] is False


def test_an_export_asks_as_often_for_many_rows_as_for_few(cast, stage) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            privacy.export_of(cast.lea)
        return len(captured)

    meet_people(cast, 1)
    queries()
    few = queries()
    meet_people(cast, 4)
    assert queries() == few


def meet_people(cast, count: int) -> None:
    """New people ask Lea, write with her, and are invited by her."""
    for _ in range(count):
        other = make_member(f"other-{Member.objects.count()}")
        questions.ask(member=other, target=cast.lea, text="And what came then?", language="en")
        talk = conversations.open_conversation(one=cast.lea, other=other, opening=Opening.ANSWER)
        conversations.send_message(member=cast.lea, conversation=talk, text="Come by.")
        conversations.send_message(member=other, conversation=talk, text="I will.")
        invitations.invite(inviter=cast.lea, community=cast.public, invitee=other, words="Come.")
    while notifications.drain_next():
        pass


def test_leaving_erases_everything(lived) -> None:
    lea = lived.lea.pk
    privacy.erase_account(member=lived.lea)
    assert not Member.objects.filter(pk=lea).exists()
    assert not Message.objects.exists()
    assert not Revision.objects.filter(target_id=lea).exists()
    assert not Revision.objects.exists()
    for model in about_members():
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model is Member:
                assert not model._default_manager.filter(**{field.name: lea}).exists()


def test_ben_stays_when_lea_leaves(lived) -> None:
    privacy.erase_account(member=lived.lea)
    assert Member.objects.get(handle="ben").story == "Told."


def test_the_only_administrator_cannot_leave(cast) -> None:
    Member.objects.filter(pk=cast.sam.pk).update(is_superuser=True)
    cast.sam.refresh_from_db()
    with pytest.raises(privacy.LastAdministrator):
        privacy.erase_account(member=cast.sam)
    assert Member.objects.filter(pk=cast.sam.pk).exists()


def test_whoever_leaves_types_their_address(cast, as_member) -> None:
    lea = as_member("lea")
    wrong = lea.post("/settings/privacy/leave/", {"email": "x@example.org"})
    assert wrong.status_code == 422
    assert "Nothing was deleted" in wrong.content.decode()
    assert Member.objects.filter(handle="lea").exists()
    assert lea.post("/settings/privacy/leave/", {"email": "Lea@example.org"}).status_code == 303
    assert not Member.objects.filter(handle="lea").exists()
    assert "deleted" in lea.get("/").content.decode()

"""Everything kept about a member stands on the shelf, is handed out, and is erased."""

import json

import pytest
from django.apps import apps
from django.db.models import Model

from members.models import Member, Message, Opening, Question, QuestionState, Revision
from members.services import conversations, privacy, profiles, questions, values
from members.shelves import personal_data
from tests.clock import moment
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

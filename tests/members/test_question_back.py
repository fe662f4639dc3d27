"""Whoever was asked may ask back; the first question stays open."""

import pytest

from members.models import Question, QuestionState
from members.refusals import NotAllowed
from members.services import questions
from members.shelves import askables

pytestmark = pytest.mark.django_db
BACK = "Which Monday do you mean, the first or the last?"


@pytest.fixture
def question(stage) -> Question:
    return stage["question"]


def ask_back(cast, question, **fields) -> Question:
    return questions.ask(member=cast.lea, target=question, text=BACK, language="en", **fields)


def test_asking_back_leaves_the_first_question_open(cast, question):
    back = ask_back(cast, question)
    question.refresh_from_db()
    assert (back.addressee, question.state) == (cast.ben, QuestionState.OPEN)
    questions.answer(member=cast.ben, question=back, text="The first.", language="en")
    questions.answer(member=cast.lea, question=question, text="I walked.", language="en")
    assert set(Question.objects.filter(pk__in=[question.pk, back.pk]).values_list("state")) == {
        ("answered",)
    }


def test_only_the_two_may_ask_about_a_question(cast, question):
    assert askables["question"].visible_to(cast.ben).filter(pk=question.pk).exists()
    for other in (cast.mara, cast.sam):
        assert not askables["question"].visible_to(other).exists()
        with pytest.raises(NotAllowed):
            questions.ask(member=other, target=question, text=BACK, language="en")
    with pytest.raises(NotAllowed):
        questions.ask(member=cast.ben, target=question, text=BACK, language="en")


def test_what_was_asked_back_is_never_shown_to_others(cast, question):
    back = ask_back(cast, question, shows=True)
    questions.answer(member=cast.ben, question=back, text="The first.", language="en", shows=True)
    questions.choose_to_show(member=cast.lea, question=back, shows=True)
    back.refresh_from_db()
    assert not back.asker_shows and not back.addressee_shows


def test_the_page_leads_to_asking_back_and_shows_it_to_both(cast, question, as_member):
    client, address = as_member("lea"), f"/ask/question/{question.code}/"
    assert address in client.get(question.get_absolute_url()).content.decode()
    form = client.get(address).content.decode()
    assert "beside what was asked about" not in form
    done = client.post(address, {"text": BACK, "language": "en"})
    assert done.status_code == 303
    for name in ("lea", "ben"):
        assert BACK in as_member(name).get(question.get_absolute_url()).content.decode()
    assert as_member("mara").get(address).status_code == 404


def test_one_asks_back_over_the_api(cast, question, program):
    about = {"kind": "question", "id": question.code}
    made = program("lea").post("questions/", {"about": about, "text": BACK, "language": "en"})
    assert made.status_code == 201
    assert made.json()["about"]["id"] == question.code
    refused = program("mara").post("questions/", {"about": about, "text": BACK, "language": "en"})
    assert refused.status_code == 400

"""Asking and answering in the browser."""

import pytest

from members.models import Member, Question
from members.services import questions
from members.services.privacy import export_of

TEXT = "What did you do on the first Monday after?"


@pytest.fixture
def told(cast):
    for member in (cast.lea, cast.ben):
        Member.objects.filter(pk=member.pk).update(story="A story.", story_language="en")
        member.refresh_from_db()
    return cast


@pytest.fixture
def question(told):
    return questions.ask(member=told.lea, target=told.ben, text=TEXT, language="en")


def test_asking_from_the_page_of_a_member(told, as_member) -> None:
    lea = as_member("lea")
    url = f"/ask/story/{told.ben.code}/"
    assert "Ask Ben" in lea.get(url).content.decode()
    answer = lea.post(url, {"text": TEXT, "language": "en"})
    assert answer.status_code == 303
    assert answer.url == Question.objects.get().get_absolute_url()


def test_a_refused_question_is_kept(told, as_member) -> None:
    text = "Look at www.example.org, would you buy that?"
    answer = as_member("lea").post(f"/ask/story/{told.ben.code}/", {"text": text, "language": "en"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert text in page
    assert "carries no links" in page


@pytest.mark.parametrize("kind", ["story", "value", "nothing"])
def test_what_does_not_exist_or_is_not_visible_cannot_be_asked_about(told, as_member, kind) -> None:
    assert as_member("lea").get(f"/ask/{kind}/0000000000/").status_code == 404


def test_nobody_asks_across_a_block(told, as_member) -> None:
    as_member("ben").post("/m/lea/block/")
    assert as_member("lea").get(f"/ask/story/{told.ben.code}/").status_code == 404


def test_a_question_is_for_two(question, as_member) -> None:
    url = question.get_absolute_url()
    assert TEXT in as_member("ben").get(url).content.decode()
    assert as_member("lea").get(url).status_code == 200
    assert as_member("nora").get(url).status_code == 404
    assert as_member("mara").get(url).status_code == 404
    assert as_member(None).get(url).status_code == 302


def test_an_answer_leads_to_the_conversation(question, as_member) -> None:
    ben = as_member("ben")
    url = question.get_absolute_url()
    assert ben.post(url, {"text": "I walked to Feldis.", "language": "en"}).status_code == 303
    page = as_member("lea").get(url).content.decode()
    assert "I walked to Feldis." in page
    assert "/conversations/" in page


def test_an_empty_answer_says_what_is_missing(question, as_member) -> None:
    answer = as_member("ben").post(question.get_absolute_url(), {"text": "", "language": "en"})
    assert answer.status_code == 422


def test_the_asker_cannot_answer_their_own_question(question, as_member) -> None:
    answer = as_member("lea").post(question.get_absolute_url(), {"text": "Me.", "language": "en"})
    assert answer.status_code == 403
    question.refresh_from_db()
    assert not question.answer


def test_rather_not_and_withdrawing(question, as_member) -> None:
    url = question.get_absolute_url()
    assert as_member("ben").post(f"{url}rest/").status_code == 303
    assert "The question rests." in as_member("ben").get(url).content.decode()
    assert as_member("nora").post(f"{url}rest/").status_code == 404


def test_who_asked_sees_and_can_do_the_same_whether_it_rests_or_not(question, as_member) -> None:
    url, lea = question.get_absolute_url(), as_member("lea")
    again = {"text": "And what on the second Monday?", "language": "en"}

    def seen() -> list[str]:
        asked = lea.get("/questions/?show=asked").content.decode()
        refused = lea.post(f"/ask/story/{question.addressee.code}/", again)
        told = lea.get(url).context["state"], export_of(question.asker)["kinds"]["questions"]
        return [str(told), str("At rest" in asked), str(refused.status_code)]

    before = seen()
    assert as_member("ben").post(f"{url}rest/").status_code == 303
    assert seen() == before
    assert "Waiting" in lea.get(url).content.decode()
    assert lea.post(f"{url}withdraw/").status_code == 303


def test_a_withdrawn_question_is_gone_for_both(question, as_member) -> None:
    url = question.get_absolute_url()
    as_member("lea").post(f"{url}withdraw/")
    assert as_member("ben").get(url).status_code == 404
    assert as_member("lea").get(url).status_code == 404


def test_released_by_both_it_stands_on_the_page(question, as_member) -> None:
    url = question.get_absolute_url()
    as_member("ben").post(url, {"text": "I walked.", "language": "en", "shows": "on"})
    assert "has been asked" not in as_member("nora").get("/m/ben/").content.decode()
    as_member("lea").post(f"{url}show/", {"shows": "yes"})
    page = as_member("nora").get("/m/ben/").content.decode()
    assert TEXT in page
    assert "I walked." in page


@pytest.mark.parametrize("count", [3, 15])
def test_the_list_of_questions_costs_the_same_for_few_and_many(
    told, as_member, django_assert_max_num_queries, count
) -> None:
    people = [
        Member.objects.create_user(f"a{n}@example.org", handle=f"asker-{n}", name=f"A {n}")
        for n in range(count)
    ]
    for person in people:
        questions.ask(member=person, target=told.ben, text=f"{TEXT} {person.handle}", language="en")
    ben = as_member("ben")
    ben.get("/questions/")
    with django_assert_max_num_queries(5):
        assert ben.get("/questions/").status_code == 200


def test_what_waits_stands_on_today_which_ends(question, as_member) -> None:
    page = as_member("ben").get("/").content.decode()
    assert TEXT in page
    assert "One thing waits for you." in page
    assert "That was all for today." in page

"""A question that was released for few is not shown to more because an author opens the thing."""

import pytest

from members.models import Audience, Member, Purpose, Question, ValueStatement
from members.refusals import Invalid
from members.services import questions
from members.services.consents import give_consent
from members.services.profiles import edit_profile
from tests.programs import problem_of

pytestmark = pytest.mark.django_db
WORDS = {"text": "Did this ever happen in your shop?", "language": "en", "shows": True}
ANSWER = {"text": "It did once, yes.", "language": "en"}


@pytest.fixture
def lea(cast) -> Member:
    about = {"story": "I gave up the shop.", "audience": Audience.MEMBERS}
    return edit_profile(member=cast.lea, profile=cast.lea, fields=about)


def open_page(lea: Member) -> None:
    edit_profile(member=lea, profile=lea, fields={"audience": Audience.EVERYONE})


def audience_of(lea: Member) -> str:
    return Member.objects.get(pk=lea.pk).audience


def asked(member: Member, target: object, *, shows: bool = True) -> Question:
    question = questions.ask(member=member, target=target, **WORDS)
    addressee = question.addressee
    return questions.answer(member=addressee, question=question, shows=shows, **ANSWER)


def test_a_page_stays_closed_while_a_released_question_stands_on_it(cast, lea) -> None:
    question = asked(cast.ben, lea)
    with pytest.raises(Invalid, match="cannot open your page") as refused:
        open_page(lea)
    assert refused.value.field == "audience"
    assert audience_of(lea) == Audience.MEMBERS
    questions.choose_to_show(member=cast.ben, question=question, shows=False)
    open_page(lea)
    assert audience_of(lea) == Audience.EVERYONE


def test_so_it_does_with_one_about_a_value(cast, lea) -> None:
    give_consent(member=lea, purpose=Purpose.SHOW_VALUES)
    value = ValueStatement.objects.create(
        member=lea, value="security", words="I stand for safe jobs.", language="en"
    )
    asked(cast.ben, value)
    with pytest.raises(Invalid, match="cannot open your page"):
        open_page(lea)


def test_the_form_says_so_and_keeps_what_was_typed(cast, lea, as_member) -> None:
    asked(cast.ben, lea)
    sent = {"name": "Lea", "story": "I sold the shop.", "story_language": "en"}
    sent |= {"languages": ["en"], "audience": Audience.EVERYONE}
    answer = as_member("lea").post("/settings/profile/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "you cannot open your page" in page and "I sold the shop." in page


def test_the_api_refuses_alike(cast, lea, program) -> None:
    asked(cast.ben, lea)
    answer = program("lea").patch("me/", {"audience": "everyone"})
    assert answer.status_code == 400
    assert "audience" in problem_of(answer)["errors"]


def test_nobody_opens_a_page_by_hiding_the_question_for_a_moment(cast, lea, as_member) -> None:
    """What its asker alone released was released for those who could read it then."""
    question = asked(cast.ben, lea)
    questions.choose_to_show(member=lea, question=question, shows=False)
    waiting = questions.ask(member=cast.nora, target=lea, **WORDS)
    open_page(lea)
    question.refresh_from_db()
    questions.choose_to_show(member=lea, question=question, shows=True)
    waiting.refresh_from_db()
    questions.answer(member=lea, question=waiting, shows=True, **ANSWER)
    assert WORDS["text"] not in as_member(None).get("/m/lea/").content.decode()


def test_an_open_page_and_fewer_readers_are_never_refused(cast, lea) -> None:
    open_page(lea)
    asked(cast.ben, lea)
    open_page(lea)
    edit_profile(member=lea, profile=lea, fields={"audience": Audience.MEMBERS})
    assert Question.objects.public().exists()

"""No request stays alone: after five days two of the rota hear of it, later its author."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import Outbox
from members.refusals import NotAllowed
from members.services.blocks import block
from members.services.questions import ask, withdraw
from sharing.models import Introduction, Request, RotaSeat, RotaState, RotaTurn
from sharing.registrations.rota import turns_in_the_letter
from sharing.services.introductions import introduce
from sharing.services.rota import (
    join_rota,
    leave_rota,
    leave_to_others,
    look_after_requests,
    waiting_turns,
)
from tests.at_once import at_once
from tests.conftest import Cast, join, make_cast, make_member
from tests.sharing.conftest import make_skill

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


def old(request: Request, days: int = 6) -> Request:
    Request.objects.filter(pk=request.pk).update(created_at=timezone.now() - timedelta(days=days))
    return request


def sit(cast: Cast, *names: str) -> None:
    for name in names:
        join_rota(member=cast[name], community=cast.public)


def heard_by(request: Request) -> set[str]:
    return set(RotaTurn.objects.filter(request=request).values_list("member__handle", flat=True))


def test_after_five_days_two_people_hear_of_it_and_the_author_does_not(cast, request_of) -> None:
    sit(cast, "lea", "ben", "mara", "odo")
    young, lonely = request_of(cast.lea, title="New"), old(request_of(cast.lea))
    for _run in range(2):
        look_after_requests()
    assert len(heard_by(lonely)) == 2 and "lea" not in heard_by(lonely)
    assert not heard_by(young)
    assert Outbox.objects.filter(kind="sharing.rota_turn").count() == 2


def test_an_answered_request_stays_where_it_is(cast, request_of) -> None:
    sit(cast, "mara", "odo")
    asked, introduced = old(request_of(cast.lea)), old(request_of(cast.lea, title="Other"))
    ask(member=cast.ben, target=asked, text="What have you tried so far?", language="en")
    introduce(
        member=cast.ben, one=cast.lea, other=cast.odo, sentence="He knows it.", request=introduced
    )
    look_after_requests()
    assert not heard_by(asked) | heard_by(introduced)


def test_a_question_taken_back_is_no_answer(cast, request_of) -> None:
    sit(cast, "mara")
    lonely = old(request_of(cast.lea))
    question = ask(member=cast.ben, target=lonely, text="What have you tried?", language="en")
    withdraw(member=cast.ben, question=question)
    look_after_requests()
    assert heard_by(lonely) == {"mara"}


def test_a_closed_or_withdrawn_request_needs_no_ear(cast, request_of) -> None:
    sit(cast, "mara")
    closed, withdrawn = old(request_of(cast.lea)), old(request_of(cast.lea))
    Request.objects.filter(pk=closed.pk).update(closed_at=timezone.now())
    Request.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    look_after_requests()
    assert not RotaTurn.objects.exists()


def test_nobody_blocked_nobody_who_left_and_nobody_outside_hears_of_it(cast, request_of) -> None:
    sit(cast, "ben", "odo")
    RotaSeat.objects.create(member=cast.nora, community=cast.public)
    block(member=cast.ben, other=cast.lea)
    lonely = old(request_of(cast.lea))
    look_after_requests()
    assert heard_by(lonely) == {"odo"}


def test_nobody_gets_more_than_two_in_seven_days_whatever_waits(cast, request_of) -> None:
    sit(cast, "mara", "odo")
    for number in range(4):
        old(request_of(cast.lea, title=f"Request {number}"))
    look_after_requests()
    assert RotaTurn.objects.filter(member=cast.mara).count() == 2
    assert RotaTurn.objects.filter(member=cast.odo).count() == 2
    RotaTurn.objects.update(created_at=timezone.now() - timedelta(days=8))
    look_after_requests()
    assert RotaTurn.objects.filter(member=cast.mara).count() == 4


def test_whoever_had_the_fewest_turns_lately_comes_first(cast, request_of) -> None:
    sit(cast, "mara", "odo", "ben")
    week_ago = timezone.now() - timedelta(days=10)
    earlier = request_of(cast.lea, title="Earlier")
    for member in (cast.mara, cast.odo):
        RotaTurn.objects.create(
            request=earlier,
            member=member,
            created_at=week_ago,
            state=RotaState.LEFT,
            ended_at=week_ago,
        )
    lonely = old(request_of(cast.lea))
    look_after_requests()
    assert "ben" in heard_by(lonely)


def test_what_one_leaves_goes_to_the_next(cast, request_of) -> None:
    sit(cast, "mara", "odo")
    lonely = old(request_of(cast.lea))
    look_after_requests()
    turn = RotaTurn.objects.get(member=cast.mara)
    with pytest.raises(NotAllowed):
        leave_to_others(member=cast.odo, turn=turn)
    leave_to_others(member=cast.mara, turn=turn)
    sit(cast, "ben")
    look_after_requests()
    assert heard_by(lonely) == {"mara", "odo", "ben"}


def test_a_week_without_a_word_goes_to_the_next(cast, request_of) -> None:
    sit(cast, "mara")
    lonely = old(request_of(cast.lea))
    look_after_requests()
    RotaTurn.objects.update(created_at=timezone.now() - timedelta(days=8))
    sit(cast, "odo")
    look_after_requests()
    assert heard_by(lonely) == {"mara", "odo"}
    assert RotaTurn.objects.get(member=cast.mara).state == RotaState.LEFT


def test_a_question_back_ends_the_turn(cast, request_of, as_member) -> None:
    sit(cast, "mara")
    lonely = old(request_of(cast.lea))
    look_after_requests()
    assert lonely.title in as_member("mara").get("/rota/").content.decode()
    assert lonely.title in as_member("mara").get("/").content.decode()
    assert [item.title for item in turns_in_the_letter(cast.mara, timezone.now())]
    ask(member=cast.mara, target=lonely, text="What is it for?", language="en")
    assert not waiting_turns(cast.mara)
    look_after_requests()
    assert RotaTurn.objects.get().state == RotaState.ASKED


def test_passing_it_on_by_name_ends_the_turn(cast, request_of) -> None:
    sit(cast, "mara")
    lonely = old(request_of(cast.lea))
    look_after_requests()
    introduce(
        member=cast.mara, one=cast.lea, other=cast.ben, sentence="He keeps books.", request=lonely
    )
    assert RotaTurn.objects.get().state == RotaState.PASSED_ON
    assert Introduction.objects.get().request == lonely


def test_a_seat_is_taken_and_given_up_with_one_click(cast, as_member, request_of) -> None:
    browser, at = as_member("mara"), "/c/open-house/rota/"
    for _click in range(2):
        assert browser.post(at, {"sits": "yes"}).status_code == 303
    assert RotaSeat.objects.count() == 1
    old(request_of(cast.lea))
    look_after_requests()
    browser.post(at, {"sits": "no"})
    assert not RotaSeat.objects.exists()
    assert RotaTurn.objects.get().state == RotaState.LEFT
    leave_rota(member=cast.mara, community=cast.public)


def test_a_stranger_takes_no_seat(cast) -> None:
    with pytest.raises(NotAllowed, match="Join it first"):
        join_rota(member=cast.nora, community=cast.public)


def test_after_three_weeks_alone_the_author_is_asked_once(cast, request_of, as_member) -> None:
    lonely, answered = old(request_of(cast.lea), 22), old(request_of(cast.lea, title="B"), 22)
    ask(member=cast.ben, target=answered, text="What have you tried so far?", language="en")
    for _run in range(2):
        look_after_requests()
    assert Outbox.objects.filter(kind="sharing.request_asked_on").count() == 1
    assert Request.objects.get(pk=lonely.pk).asked_on_at
    page = as_member("lea").get(lonely.get_absolute_url()).content.decode()
    assert "stood for three weeks" in page and "renew/" in page


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_give_nobody_a_third_turn() -> None:
    cast = make_cast()
    skill = make_skill("bookkeeping")
    people = [make_member(f"ear-{number}") for number in range(3)]
    for person in people:
        join(person, cast.public)
        join_rota(member=person, community=cast.public)
    for number in range(12):
        request = Request.objects.create(
            member=cast.lea,
            title=f"Request {number}",
            text="Help.",
            language="en",
            as_gift=True,
            is_online=True,
            created_at=timezone.now() - timedelta(days=6),
        )
        request.communities.add(cast.public)
        request.skills.add(skill)
    assert at_once(*[look_after_requests] * 4) == []
    turns = [RotaTurn.objects.filter(member=person).count() for person in people]
    assert max(turns) <= 2 and sum(turns) >= 2
    assert not any(
        RotaTurn.objects.filter(request=request).count() > 2 for request in Request.objects.all()
    )

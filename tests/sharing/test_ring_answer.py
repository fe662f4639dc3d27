"""Rings: asked all at once where no pair gains, begun by the last yes, ended by one no."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.models import Community
from communities.services.memberships import leave
from members.models import Block, Member, Notification, Outbox
from members.services.blocks import block
from members.services.notifications import drain_next
from members.services.privacy import erase_account
from sharing.models import (
    Availability,
    Exchange,
    ExchangeState,
    MemberSkill,
    NotForMe,
    Ring,
    RingSeat,
    RingState,
    Skill,
)
from sharing.services import rings
from tests.at_once import at_once
from tests.conftest import Cast
from tests.sharing.conftest import make_skill

pytestmark = pytest.mark.clock

CAN, WANTS = MemberSkill.Direction.CAN, MemberSkill.Direction.WANTS


def drain() -> None:
    while drain_next():
        pass


def name_skill(member: Member, skill: Skill, direction: str) -> None:
    MemberSkill.objects.create(member=member, skill=skill, direction=direction)


def in_a_circle(*members: Member) -> list[Skill]:
    """Each can do what the next one wants to learn."""
    skills = [make_skill(f"craft {number}") for number in range(len(members))]
    for number, member in enumerate(members):
        name_skill(member, skills[number], CAN)
        name_skill(members[(number + 1) % len(members)], skills[number], WANTS)
    return skills


@pytest.fixture
def circle(cast: Cast) -> Cast:
    """Lea helps Ben, Ben helps Mara, Mara helps Lea."""
    in_a_circle(cast.lea, cast.ben, cast.mara)
    return cast


@pytest.fixture
def ring(circle: Cast) -> Ring:
    (found,) = rings.find_rings(circle.public.pk)
    return found


def people(ring: Ring) -> set[str]:
    return set(ring.seats.values_list("member__handle", flat=True))


def test_three_who_can_help_in_a_circle_are_asked_at_once(circle: Cast, ring: Ring) -> None:
    assert people(ring) == {"lea", "ben", "mara"}
    seats = {seat.member.handle: seat for seat in ring.seats.select_related("member", "skill")}
    order = [seat.member.handle for seat in ring.seats.select_related("member")]
    after = {one: order[(n + 1) % 3] for n, one in enumerate(order)}
    assert after == {"lea": "ben", "ben": "mara", "mara": "lea"}
    assert seats["lea"].skill.label == "craft 0"
    assert ring.answer_by > timezone.now() + timedelta(days=6)
    drain()
    told = Notification.objects.filter(kind="sharing.ring_proposed")
    assert set(told.values_list("recipient__handle", flat=True)) == {"lea", "ben", "mara"}


def test_listings_stand_behind_the_gifts(cast: Cast, offer_of, request_of) -> None:
    skills = in_a_circle(cast.lea, cast.ben, cast.mara)
    offer = offer_of(cast.lea, skills=[skills[0]])
    request = request_of(cast.ben, skills=[skills[0]])

    (ring,) = rings.find_rings(cast.public.pk)
    seat = ring.seats.get(member=cast.lea)
    assert (seat.offer, seat.request) == (offer, request)


def test_where_two_gain_by_each_other_no_ring_is_asked(circle: Cast) -> None:
    skill = make_skill("weaving")
    name_skill(circle.ben, skill, CAN)
    name_skill(circle.lea, skill, WANTS)

    assert rings.find_rings(circle.public.pk) == []


@pytest.mark.parametrize("how", ["blocked", "declined", "paused", "away", "language", "left"])
def test_whoever_may_not_or_cannot_meet_is_left_out(circle: Cast, how: str) -> None:
    if how == "blocked":
        Block.objects.create(blocker=circle.ben, blocked=circle.lea)
    elif how == "declined":
        NotForMe.objects.create(member=circle.lea, shown=circle.mara, reason="other")
    elif how == "paused":
        Availability.objects.create(member=circle.ben, is_paused=True)
    elif how == "away":
        Availability.objects.create(member=circle.ben, away_until=timezone.localdate())
    elif how == "language":
        Member.objects.filter(pk=circle.lea.pk).update(languages=["en"], language="en")
        Member.objects.filter(pk=circle.ben.pk).update(languages=["fr"], language="de")
    else:
        leave(member=circle.ben, community=circle.public)

    assert rings.find_rings(circle.public.pk) == []


def test_two_who_do_not_sit_beside_each_other_may_not_be_blocked_either(cast: Cast) -> None:
    in_a_circle(cast.lea, cast.ben, cast.mara, cast.odo)
    Block.objects.create(blocker=cast.lea, blocked=cast.mara)

    assert rings.find_rings(cast.public.pk) == []


def test_nobody_is_asked_twice_at_once_and_the_same_people_not_within_eight_weeks(
    circle: Cast, ring: Ring
) -> None:
    assert rings.find_rings() == []
    rings.answer_ring(member=circle.ben, ring=ring, yes=False)
    assert rings.find_rings(circle.public.pk) == []

    Ring.objects.update(created_at=timezone.now() - timedelta(weeks=8, days=1))
    assert len(rings.find_rings(circle.public.pk)) == 1


def test_others_may_be_in_a_new_ring_after_a_no(circle: Cast, ring: Ring) -> None:
    rings.answer_ring(member=circle.ben, ring=ring, yes=False)
    skills = {skill.label_en: skill for skill in Skill.objects.all()}
    name_skill(circle.odo, skills["craft 0"], WANTS)
    name_skill(circle.odo, skills["craft 1"], CAN)

    (new,) = rings.find_rings(circle.public.pk)
    assert people(new) == {"lea", "odo", "mara"}


def say(cast: Cast, ring: Ring, **answers: bool) -> None:
    for name, yes in answers.items():
        rings.answer_ring(member=cast[name], ring=ring, yes=yes)


def test_the_last_yes_begins_it_with_one_exchange_a_seat(circle: Cast, ring: Ring) -> None:
    say(circle, ring, lea=True, ben=True)
    assert not Exchange.objects.exists()
    say(circle, ring, mara=True)

    ring.refresh_from_db()
    assert ring.state == RingState.RUNNING
    pairs = Exchange.objects.filter(ring=ring, state=ExchangeState.TALKING)
    assert set(pairs.values_list("other__handle", "asker__handle")) == {
        ("lea", "ben"),
        ("ben", "mara"),
        ("mara", "lea"),
    }
    say(circle, ring, mara=True)
    assert Exchange.objects.count() == 3


def test_one_no_ends_it_and_nobody_learns_who(circle: Cast, ring: Ring, as_member) -> None:
    say(circle, ring, lea=True, ben=False)

    ring.refresh_from_db()
    assert ring.state == RingState.FALLEN
    drain()
    told = Notification.objects.filter(kind="sharing.ring_ended")
    assert set(told.values_list("recipient__handle", flat=True)) == {"lea", "mara"}
    assert not told.exclude(actor=None).exists()
    assert not Outbox.objects.filter(kind="sharing.ring_ended").exclude(actor=None).exists()
    pages = {
        name: as_member(name).get(f"/rings/{ring.code}/").content.decode()
        for name in ("lea", "mara")
    }
    assert all("It did not come about" in page for page in pages.values())
    with pytest.raises(rings.RingIsOver):
        rings.answer_ring(member=circle.mara, ring=ring, yes=True)
    assert rings.answer_ring(member=circle.ben, ring=ring, yes=False).state == RingState.FALLEN


def test_a_yes_can_be_taken_back_until_all_have_said_it(circle: Cast, ring: Ring) -> None:
    say(circle, ring, lea=True)
    say(circle, ring, lea=False)
    ring.refresh_from_db()
    assert ring.state == RingState.FALLEN


def test_a_stranger_cannot_answer(circle: Cast, ring: Ring, as_member) -> None:
    assert as_member("odo").get(f"/rings/{ring.code}/").status_code == 404
    answer = as_member("odo").post(f"/rings/{ring.code}/answer/", {"answer": "yes"})
    assert answer.status_code == 404


def test_time_ends_what_was_not_answered(circle: Cast, ring: Ring) -> None:
    say(circle, ring, lea=True)
    assert rings.close_due_rings() == 0
    Ring.objects.update(answer_by=timezone.now() - timedelta(minutes=1))
    with pytest.raises(rings.RingIsOver):
        rings.answer_ring(member=circle.ben, ring=ring, yes=True)

    assert rings.close_due_rings() == 1
    assert rings.close_due_rings() == 0
    ring.refresh_from_db()
    assert ring.state == RingState.FALLEN


def test_a_block_ends_what_waits(circle: Cast, ring: Ring) -> None:
    block(member=circle.lea, other=circle.ben)
    ring.refresh_from_db()
    assert ring.state == RingState.FALLEN


def test_whoever_goes_ends_what_waits_and_leaves_no_seat(circle: Cast, ring: Ring) -> None:
    erase_account(member=circle.ben)
    ring.refresh_from_db()
    assert ring.state == RingState.FALLEN
    assert people(ring) == {"lea", "mara"}


def test_who_no_longer_shares_a_community_does_not_begin(circle: Cast, ring: Ring) -> None:
    say(circle, ring, lea=True, ben=True)
    for community in Community.objects.of(circle.ben):
        leave(member=circle.ben, community=community)
    say(circle, ring, mara=True)
    ring.refresh_from_db()
    assert ring.state == RingState.FALLEN
    assert not Exchange.objects.exists()


def test_the_page_shows_ones_gift_and_what_one_receives(
    circle: Cast, ring: Ring, as_member
) -> None:
    page = as_member("lea").get(f"/rings/{ring.code}/").content.decode()
    assert "You give Ben “craft 0”" in page
    assert "You receive “craft 2” from Mara." in page
    assert "Ben gives Mara <b>craft 1</b>." in page
    assert 'class="ring__picture"' in page
    assert "You give Ben “craft 0”" in as_member("lea").get("/").content.decode()


def test_answering_on_the_page_begins_the_ring(circle: Cast, ring: Ring, as_member) -> None:
    for name in ("lea", "ben", "mara"):
        answer = as_member(name).post(f"/rings/{ring.code}/answer/", {"answer": "yes"})
        assert answer.status_code == 303
    page = as_member("lea").get(f"/rings/{ring.code}/").content.decode()
    assert "Your ring has begun" in page
    assert page.count("/exchanges/") >= 2
    assert as_member("lea").post(f"/rings/{ring.code}/answer/", {}).status_code == 422


def test_the_page_never_holds_what_others_answered(circle: Cast, ring: Ring, as_member) -> None:
    before = as_member("lea").get(f"/rings/{ring.code}/").content
    say(circle, ring, ben=True)
    after = as_member("lea").get(f"/rings/{ring.code}/").content
    strip = lambda page: [line for line in page.split(b"\n") if b"csrf" not in line]  # noqa: E731
    assert strip(before) == strip(after)


def test_a_list_of_rings_costs_the_same_for_many(circle: Cast, ring: Ring, as_member) -> None:
    client = as_member("lea")
    client.get("/rings/")
    with CaptureQueriesContext(connection) as few:
        client.get("/rings/")
    for _number in range(8):
        other = Ring.objects.create(
            answer_by=timezone.now(), people=ring.people, state=RingState.FALLEN
        )
        for seat in ring.seats.all():
            RingSeat.objects.create(
                ring=other, place=seat.place, member=seat.member, skill=seat.skill
            )
    with CaptureQueriesContext(connection) as many:
        page = client.get("/rings/").content.decode()
    assert page.count('class="entry"') == 9
    assert len(many) == len(few) <= 12


def test_somebody_can_have_a_ring_looked_for_once_an_hour(
    circle: Cast, as_member, monkeypatch: Any
) -> None:
    sent: list[tuple[str, int]] = []
    place = "sharing.services.rings.finding.send"
    monkeypatch.setattr(place, lambda task, pk: sent.append((task, pk)))
    client = as_member("lea")
    assert client.post("/rings/look/").status_code == 303
    assert {task for task, _pk in sent} == {"sharing.find_rings"}
    assert circle.public.pk in {pk for _task, pk in sent}
    assert client.post("/rings/look/").status_code == 409
    cache.clear()
    assert as_member("nora").post("/rings/look/").status_code == 409


@pytest.mark.django_db(transaction=True)
def test_last_answers_in_the_same_moment_begin_it_once(circle: Cast, ring: Ring) -> None:
    acts = [
        (lambda who=who: rings.answer_ring(member=who, ring=ring, yes=True))
        for who in (circle.lea, circle.ben, circle.mara)
        for _click in range(2)
    ]
    assert at_once(*acts) == []
    ring.refresh_from_db()
    assert ring.state == RingState.RUNNING
    assert Exchange.objects.count() == 3

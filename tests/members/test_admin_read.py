"""Staff see what staff need, and nothing that is private."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.utils import timezone

from members.models import Member, Outbox, OutboxState
from members.services.outbox import notify
from members.services.questions import ask

NEVER = {
    "account.emailconfirmation",
    "debates.ground",
    "debates.place",
    "debates.position",
    "debates.positionversion",
    "debates.vote",
    "members.apitoken",
    "members.block",
    "members.consent",
    "members.conversation",
    "members.encounter",
    "members.message",
    "members.notification",
    "members.question",
    "members.revision",
    "members.valuestatement",
    "mfa.authenticator",
    "sessions.session",
    "usersessions.usersession",
}


def test_what_is_private_is_never_registered() -> None:
    registered = {model._meta.label_lower for model in admin.site._registry}
    assert not registered & NEVER


@pytest.fixture
def boss(cast, as_member):
    Member.objects.filter(pk=cast.sam.pk).update(is_superuser=True)
    return as_member("sam")


@pytest.fixture
def dead(cast) -> Outbox:
    Member.objects.filter(pk=cast.ben.pk).update(story="Told.")
    cast.ben.refresh_from_db()
    ask(member=cast.lea, target=cast.ben, text="What came after that?", language="en")
    row = Outbox.objects.get()
    row.state, row.attempts, row.last_error = OutboxState.DEAD, 8, "TimeoutError"
    row.due_at = timezone.now() + timedelta(days=1)
    row.save()
    return row


def act(client, row: Outbox, action: str):
    return client.post(
        "/admin/members/outbox/", {"action": action, "_selected_action": [row.pk]}, follow=True
    )


@pytest.mark.clock
def test_dead_news_can_be_tried_again(boss, dead) -> None:
    assert act(boss, dead, "try_again").status_code == 200
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == (OutboxState.WAITING, 0)
    assert dead.due_at <= timezone.now()


@pytest.mark.clock
def test_dead_news_can_be_discarded(boss, dead) -> None:
    act(boss, dead, "discard")
    assert not Outbox.objects.exists()


@pytest.mark.clock
def test_news_that_wait_are_not_discarded(boss, dead) -> None:
    Outbox.objects.update(state=OutboxState.WAITING)
    act(boss, dead, "discard")
    assert Outbox.objects.exists()


@pytest.mark.parametrize("count", [2, 40])
def test_the_list_of_members_costs_the_same_for_few_and_many(
    boss, django_assert_max_num_queries, count
) -> None:
    for number in range(count):
        Member.objects.create_user(f"p{number}@example.org", name=f"P {number}")
    with django_assert_max_num_queries(6):
        assert boss.get("/admin/members/member/?q=p").status_code == 200


def test_deleting_an_account_shows_names_only_and_erases(boss, cast, value_of) -> None:
    value_of(cast.lea, words="I stand for silence.")
    url = f"/admin/members/member/{cast.lea.pk}/delete/"
    assert "silence" not in boss.get(url).content.decode()
    boss.post(url, {"post": "yes"})
    assert not Member.objects.filter(handle="lea").exists()


def test_an_administrator_is_not_deleted_in_the_back_office(boss, cast) -> None:
    assert boss.post(f"/admin/members/member/{cast.sam.pk}/delete/").status_code == 403


def test_the_back_office_is_for_staff(as_member) -> None:
    assert as_member("lea").get("/admin/members/member/").status_code in {302, 403}
    assert as_member(None).get("/admin/").url.startswith("/admin/login/")


@pytest.mark.clock
def test_the_outbox_names_events_and_no_contents(boss, dead) -> None:
    page = boss.get(f"/admin/members/outbox/{dead.pk}/change/").content.decode()
    assert "members.question_asked" in page
    assert "What came after" not in page


def test_news_of_no_kind_are_a_mistake(cast) -> None:
    with pytest.raises(LookupError):
        notify("members.unheard_of", actor=cast.lea, target=cast.ben)

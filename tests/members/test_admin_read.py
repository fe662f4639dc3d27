"""Staff see what staff need, and nothing that is private."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.utils import timezone

from members.models import Member, Outbox, OutboxState
from members.services.outbox import notify
from members.services.questions import ask


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


def page_of(member: Member) -> str:
    return f"/admin/members/member/{member.pk}/change/"


# What would open an account to somebody else, and what members say of themselves.
TAKEN = {"email": "mine@example.org", "password": "x" * 12, "handle": "mine", "name": "Mine"}


def test_nobody_takes_an_account_over(boss, cast) -> None:
    before = Member.objects.filter(pk=cast.lea.pk).values(*TAKEN).get()
    assert boss.post(page_of(cast.lea), {"is_active": "on", **TAKEN}).status_code == 302
    assert Member.objects.filter(pk=cast.lea.pk).values(*TAKEN).get() == before
    page = boss.get(f"/admin/members/member/{cast.lea.pk}/password/", follow=True)
    assert page.redirect_chain[-1][0] == "/admin/"
    assert 'type="password"' not in page.content.decode()


@pytest.fixture
def helper(cast, as_member):
    """Sam helps with accounts, and is no administrator."""
    about_members = Permission.objects.filter(content_type__app_label="members")
    cast.sam.user_permissions.set(about_members.filter(codename__endswith="_member"))
    return as_member("sam")


RIGHTS = {"is_staff": "on", "is_superuser": "on", "is_active": "on"}


@pytest.mark.parametrize("name", ["sam", "lea"])
def test_only_administrators_give_rights(helper, cast, name) -> None:
    everything = [permission.pk for permission in Permission.objects.all()]
    helper.post(page_of(cast[name]), {**RIGHTS, "user_permissions": everything})
    member = Member.objects.get(pk=cast[name].pk)
    assert (member.is_superuser, member.is_staff) == (False, name == "sam")
    assert member.user_permissions.count() == cast[name].user_permissions.count() < 5


def test_an_administrator_gives_rights_on_one_page(boss, cast) -> None:
    one = Permission.objects.get(codename="view_topic")
    boss.post(page_of(cast.lea), {**RIGHTS, "user_permissions": [one.pk]})
    member = Member.objects.get(pk=cast.lea.pk)
    assert member.is_superuser and list(member.user_permissions.all()) == [one]


def test_staff_close_an_account_but_not_that_of_an_administrator(helper, cast) -> None:
    Member.objects.filter(pk=cast.odo.pk).update(is_superuser=True)
    assert helper.post(page_of(cast.lea), {}).status_code == 302
    assert helper.post(page_of(cast.odo), {}).status_code == 403
    assert not Member.objects.get(pk=cast.lea.pk).is_active
    assert Member.objects.get(pk=cast.odo.pk).is_active


def test_who_has_no_right_to_a_list_does_not_read_it(helper) -> None:
    assert helper.get("/admin/communities/case/").status_code == 403
    assert helper.post("/admin/members/outbox/", {"action": "discard"}).status_code == 403


def test_staff_change_their_password_where_everybody_does(boss) -> None:
    assert boss.get("/admin/password_change/").url == "/accounts/password/change/"


def test_the_log_forgets_the_name_of_an_account_that_was_erased(boss, cast) -> None:
    boss.post(page_of(cast.lea), {})
    boss.post(f"/admin/members/member/{cast.lea.pk}/delete/", {"post": "yes"})
    assert [entry.object_repr for entry in LogEntry.objects.all()] == ["", ""]


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

"""bin/manage demo: loads a world once, says how to sign in, and refuses where it must."""

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from communities.models import Activity, Case, CaseState, Community, Membership
from config.demonstration.sign_ins import CAST, PASSWORD
from config.demonstration.world import read_world
from debates.models import Commitment, Mission, Position, PositionVersion, Topic
from members.models import (
    Conversation,
    Member,
    Message,
    Notification,
    Opening,
    Outbox,
    Question,
    ValueStatement,
)
from sharing.models import (
    Exchange,
    Experience,
    Introduction,
    Offer,
    Proposal,
    Request,
    Ring,
    Skill,
    TimeTransfer,
)
from sharing.services.matches import matches_for
from tests.screens.views import views

pytestmark = pytest.mark.clock

FLOORS = ("members", "communities", "debates", "sharing")


def make_skills() -> None:
    """The few skills the world names, so that no test waits for the whole vocabulary."""
    Skill.objects.bulk_create(
        Skill(uri=f"urn:skill:{number}", label_en=label, label_de=label, names=label.lower())
        for number, label in enumerate(sorted(read_world().skill_labels))
    )


def run(*options: str, verbosity: int = 1) -> str:
    out = StringIO()
    call_command("demo", *options, stdout=out, stderr=StringIO(), verbosity=verbosity)
    return out.getvalue()


def rows() -> dict[str, int]:
    models = [model for floor in FLOORS for model in apps.get_app_config(floor).get_models()]
    return {model.__name__: model._default_manager.count() for model in models}


@pytest.fixture(scope="class")
def loaded(django_db_setup, django_db_blocker):
    """The world, loaded once for a class and rolled back after it; gives what was printed."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_skills()
        printed = run()
        yield printed
        transaction.set_rollback(True)


@pytest.mark.django_db
class TestLoaded:
    @pytest.fixture(autouse=True)
    def _world(self, loaded):
        self.printed = loaded

    def test_everything_is_there(self):
        assert Member.objects.filter(is_demonstration=True, is_staff=False).count() == 40
        assert Community.objects.count() == 4
        assert Topic.objects.count() == 12
        assert Position.objects.count() == 96
        assert PositionVersion.objects.count() == 105
        assert (Offer.objects.count(), Request.objects.count()) == (30, 30)
        assert Question.objects.count() == 37
        assert Message.objects.count() == 20

    def test_a_second_run_changes_nothing_and_says_so(self):
        before = rows()
        assert "loaded already; nothing was changed" in run()
        assert rows() == before

    def test_it_prints_the_sign_ins_and_they_open_the_door(self, client):
        for handle in CAST:
            assert f"{handle}@example.org" in self.printed
        assert PASSWORD in self.printed
        answer = client.post(
            reverse("account_login"), {"login": "lea@example.org", "password": PASSWORD}
        )
        assert answer.status_code == 302
        assert client.session["_auth_user_id"] == str(Member.objects.get(handle="lea").pk)

    def test_the_code_it_prints_opens_the_back_office(self, client):
        assert "bin/manage demo --code" in self.printed
        code = run("--code").split()[0]
        signing_in = {"login": "staff@example.org", "password": PASSWORD}
        asked = client.post(reverse("account_login"), signing_in).url
        assert client.get("/admin/").status_code == 302
        client.post(asked, {"code": code})
        assert client.get("/admin/").status_code == 200

    def test_nothing_happened_in_the_future_and_it_is_spread_over_three_months(self):
        now = timezone.now()
        moments = list(Activity.objects.values_list("created_at", flat=True))
        assert max(moments) < now
        assert min(moments) < now - timedelta(days=85)
        assert len({moment.date() for moment in moments}) > 45
        assert not Member.objects.filter(joined_at__gte=now - timedelta(days=8)).exists()

    def test_what_belongs_together_bears_the_same_day(self):
        for position in Position.objects.select_related("current"):
            assert position.taken_at.date() == position.current.created_at.date()
        for question in Question.objects.filter(state="answered"):
            assert question.created_at < question.answered_at
        for membership in Membership.objects.all():
            assert membership.created_at.date() <= membership.state_since.date()

    def test_a_case_is_due_a_week_after_its_report(self):
        assert all(
            timedelta(days=6, hours=23) < case.due_at - case.created_at < timedelta(days=8)
            for case in Case.objects.all()
        )

    def test_one_case_waits_and_one_is_decided(self):
        states = Counter(Case.objects.values_list("state", flat=True))
        assert states == {CaseState.OPEN: 1, CaseState.DECIDED: 1}

    def test_inboxes_hold_only_fresh_news_and_no_mail_goes_out(self):
        assert not Outbox.objects.exclude(state="done").exists()
        assert not Notification.objects.exclude(mail_state="none").exists()
        unread = Notification.objects.unread()
        assert unread.filter(recipient__handle="lea", kind="members.question_asked").exists()
        assert unread.filter(recipient__handle="mara", kind="communities.reported").exists()
        assert not unread.filter(created_at__lt=timezone.now() - timedelta(days=5)).exists()

    def test_a_member_who_moved_keeps_the_earlier_version(self):
        lea = Position.objects.get(member__handle="lea", topic__question__startswith="Sollen in")
        assert [version.stance for version in lea.versions.all()] == [1, 0]

    def test_positions_rest_on_values_of_their_authors(self):
        for position in Position.objects.prefetch_related("current__grounds__statement"):
            grounds = position.current.grounds.all()
            assert grounds
            assert {ground.statement.member_id for ground in grounds} == {position.member_id}

    def test_conversations_grew_out_of_answers_and_introductions(self):
        answered = Conversation.objects.filter(opening=Opening.ANSWER)
        assert all(talk.question.state == "answered" for talk in answered)
        others = Conversation.objects.exclude(pk__in=answered)
        assert [talk.opening for talk in others] == [Opening.INTRODUCTION]

    def test_exchanges_stand_at_every_step(self):
        states = set(Exchange.objects.values_list("state", flat=True))
        begun = {"asked", "talking", "proposed", "agreed", "done_by_one"}
        assert states == begun | {"done", "reflected", "did_not_happen"}
        assert Experience.objects.published().count() == 4
        assert Ring.objects.get().state == "proposed"

    def test_hours_are_kept_and_none_is_lost_or_counted_twice(self):
        assert TimeTransfer.objects.exists()
        out = StringIO()
        call_command("check_hours", stdout=out, stderr=StringIO())
        assert "no hours are lost" in out.getvalue()

    def test_what_is_planned_lies_ahead_and_nothing_has_run_out(self):
        now, today = timezone.now(), timezone.localdate()
        ahead = {
            "topics": Topic.objects.burning().exclude(closes_on=None).values_list("closes_on"),
            "missions": Mission.objects.under_way().values_list("review_on"),
            "commitments": Commitment.objects.promised().values_list("due"),
            "offers": Offer.objects.values_list("until"),
            "requests": Request.objects.values_list("until"),
        }
        for name, days in ahead.items():
            assert days and min(days) >= (today,), name
        assert not Topic.objects.filter(closes_on__lt=today).exists()
        times = {
            "cases": Case.objects.open().values_list("due_at"),
            "introductions": Introduction.objects.filter(state="open").values_list("answer_by"),
            "rings": Ring.objects.values_list("answer_by"),
            "meetings": Exchange.objects.filter(state="agreed").values_list("starts_at"),
            "proposals": Proposal.objects.filter(exchange__state="proposed").values_list(
                "starts_at"
            ),
        }
        for name, moments in times.items():
            assert moments and min(moments) > (now + timedelta(days=1),), name

    def test_lea_and_mirjam_match_both_ways(self):
        lea = Member.objects.get(handle="lea")
        found = [one for one in matches_for(lea) if one.member.handle == "mirjam"]
        assert found

    @pytest.mark.parametrize("handle", ["lea", "ben", "nora", "mara", "jo"])
    @pytest.mark.parametrize(
        "path", ["/", "/matches/", "/inbox/", "/questions/", "/conversations/", "/members/"]
    )
    def test_the_cast_finds_every_page_of_its_own(self, client, handle, path):
        member = Member.objects.get(handle=handle)
        client.force_login(member)
        assert client.get(path).status_code == 200

    @pytest.mark.parametrize("path", ["/", "/communities/", "/topics/", "/offers/", "/requests/"])
    def test_a_visitor_finds_what_is_public(self, client, path):
        assert client.get(path).status_code == 200

    def test_every_page_that_is_photographed_opens(self, client):
        for view in views():
            client.logout()
            if view.who:
                client.force_login(Member.objects.get(handle=view.who))
            assert client.get(view.address).status_code == 200, view.name

    def test_the_closed_doors_are_closed_to_nora(self):
        nora = Member.objects.get(handle="nora")
        assert set(Community.objects.visible_to(nora).values_list("slug", flat=True)) == {
            "arbeit-die-traegt",
            "the-honest-watt",
        }
        by_invitation = Community.objects.filter(slug__startswith="was-nicht-ging-")
        assert by_invitation.exists()
        assert not by_invitation.listed_for(nora).exists()

    def test_values_are_shown_only_where_their_people_agree(self):
        lea = Member.objects.get(handle="lea")
        shown = ValueStatement.objects.visible_to(lea)
        assert shown.filter(member__handle="mirjam").exists()
        assert not shown.filter(member__handle="jo").exists()


def test_sign_ins_are_printed_without_loading_anything(db):
    assert "lea@example.org" in run("--sign-ins")
    assert not Member.objects.exists()


def test_without_a_demonstration_there_is_no_code(db):
    Member.objects.create_user("staff@example.net", None, handle="staff", is_staff=True)
    with pytest.raises(CommandError, match="no demonstration"):
        run("--code")


@pytest.mark.parametrize("options", [[], ["--sign-ins"], ["--code"]])
def test_production_is_refused(db, settings, options):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="does not run in production"):
        run(*options)
    assert not Member.objects.exists()


def test_a_house_where_a_name_is_taken_is_left_as_it_is(db):
    Member.objects.create_user("somebody@example.net", None, handle="lea", name="Another Lea")
    with pytest.raises(CommandError, match="taken here: lea"):
        run()
    assert Member.objects.count() == 1


def test_a_vocabulary_that_lacks_a_skill_stops_it_before_anything_is_loaded(db):
    Skill.objects.create(uri="urn:skill:1", label_en="juggling")
    with pytest.raises(CommandError, match="lacks skills"):
        run()
    assert not Member.objects.exists()


def test_without_a_vocabulary_it_is_loaded_first(db, monkeypatch):
    called = []

    def stand_in(name, **options):
        called.append(name)
        make_skills()

    monkeypatch.setattr("config.management.commands.demo.call_command", stand_in)
    monkeypatch.setattr("config.management.commands.demo.perform", lambda *args, **more: None)
    run(verbosity=0)
    assert called == ["import_skills"]

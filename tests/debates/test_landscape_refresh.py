"""A landscape is computed from votes; map and figures are published when enough have changed."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from debates.landscape import told_of
from debates.landscape.constants import BRIDGES, STEADY_RUNS
from debates.models import LandscapeRun, Place, RunState, Statement, Topic, Vote
from debates.reading.landscape import common_ground, shown_to
from debates.services import landscapes
from debates.services.landscapes import PAUSE, due_topics, refresh
from debates.services.publications import RESTS, stored_of
from debates.services.statement_moderation import hide_statement
from debates.services.statements import cast_vote
from debates.tasks import refresh_due_landscapes, refresh_landscape
from members.models import Consent, Member, Purpose
from members.services.consents import give_consent, withdraw_consent
from members.services.privacy import erase_account
from tests.voters import Seeded, seed_voters

pytestmark = pytest.mark.clock


@pytest.fixture
def seeded(topic) -> Seeded:
    return seed_voters(topic)


def changed(topic: Topic, members: list[Member]) -> None:
    """Each of these turns one vote round, after the last run."""
    for member in members:
        vote = (
            Vote.objects.filter(member=member).exclude(choice=0).earliest("statement__created_at")
        )
        Vote.objects.filter(pk=vote.pk).update(choice=-vote.choice, cast_at=timezone.now())


def test_forty_voters_make_a_map_with_common_ground(topic, seeded) -> None:
    run = refresh(topic.pk)
    assert run is not None
    assert (run.state, run.error, run.voters) == (RunState.PUBLISHED, "", 40)
    assert run.camps == len(run.shown["camps"]) == 3
    assert {camp["size"] for camp in run.shown["camps"]} <= {10, 15}
    assert 2 <= len(run.shown["common_ground"]) <= 5
    shared = common_ground(topic.pk, 2)
    assert [row.pk for row in shared] == run.shown["common_ground"][:2]
    assert all(row.bridging >= BRIDGES for row in shared)
    assert len(run.shown["divides"]) >= 3
    assert not Statement.objects.filter(topic=topic, priority=None).exists()
    assert seeded.statements[4].pk in run.shown["divides"]
    found = {member: set() for member in range(3)}
    for place in Place.objects.filter(run=run):
        found[seeded.groups[place.member_id]].add(place.camp)
    assert min(map(len, found.values())) == 1


def test_fourteen_voters_are_too_few_for_a_map(topic) -> None:
    """Without camps there is no place to stand; what all together think is told from ten votes."""
    seed_voters(topic, 14)
    run = refresh(topic.pk)
    assert (run.shown["camps"], run.camps) == ([], 0)
    assert shown_to(Member.objects.get(handle="voter-0"), topic).own is None
    seed_one_more(topic)
    assert refresh(topic.pk).shown["camps"]


def test_nine_voters_are_too_few_for_anything(topic) -> None:
    seed_voters(topic, 9)
    run = refresh(topic.pk)
    assert (run.state, run.shown, run.camps) == (RunState.HELD_BACK, {}, 0)
    assert shown_to(None, topic) is None
    assert common_ground(topic.pk, 5) == []


def seed_one_more(topic: Topic) -> None:
    """Somebody who votes as the first voter did."""
    first = Member.objects.filter(votes__statement__topic=topic).order_by("pk").first()
    member = Member.objects.create(email="more@example.org", handle="more", name="More")
    topic.community.memberships.create(member=member)
    give_consent(member=member, purpose=Purpose.VOTE)
    for vote in Vote.objects.filter(member=first):
        cast_vote(member=member, statement=vote.statement, choice=vote.choice)


def test_a_camp_of_four_is_not_shown(topic, monkeypatch) -> None:
    """Two camps of eight, and four people who see it as neither of them does."""
    real = landscapes.landscape_of
    monkeypatch.setattr(
        landscapes, "landscape_of", lambda votes, **wishes: real(votes, **({"camps": 3} | wishes))
    )
    seed_voters(topic, 20, groups=2)
    voters = list(Member.objects.filter(votes__statement__topic=topic).distinct().order_by("pk"))
    statements = list(Statement.objects.filter(topic=topic).order_by("created_at"))
    Vote.objects.filter(statement__topic=topic).delete()
    now = timezone.now() - timedelta(hours=1)
    Vote.objects.bulk_create(
        Vote(statement=row, member=member, choice=choice_of(number, place), cast_at=now)
        for number, member in enumerate(voters)
        for place, row in enumerate(statements)
    )
    run = refresh(topic.pk)
    places = Place.objects.filter(run=run)
    assert [camp["camp"] for camp in run.shown["camps"]] == [0, 1]
    assert set(places.filter(camp=None).values_list("member", flat=True)) == {
        member.pk for member in voters[16:]
    }


def choice_of(number: int, place: int) -> int:
    """Two camps of eight at odds on the first half, and four people at odds with all on the rest;
    everybody passes now and then.
    """
    if (number + place) % 9 == 0:
        return Vote.Choice.PASS
    if number >= 16:
        return Vote.Choice.DISAGREE if place >= 7 else Vote.Choice.PASS
    if place >= 7:
        return Vote.Choice.AGREE
    return Vote.Choice.AGREE if number < 8 else Vote.Choice.DISAGREE


def test_nine_changed_voters_wait_and_ten_are_a_new_map_a_day_later(topic, seeded) -> None:
    first = refresh(topic.pk)
    changed(topic, seeded.voters[:9])
    waiting = refresh(topic.pk)
    assert (waiting.state, waiting.again_at) == (RunState.HELD_BACK, None)
    assert shown_to(None, topic).run == first
    changed(topic, seeded.voters[:9])
    assert refresh(topic.pk).state == RunState.HELD_BACK
    assert not LandscapeRun.objects.filter(pk=waiting.pk).exists()
    changed(topic, seeded.voters[9:10])
    waiting = refresh(topic.pk)
    assert (waiting.state, waiting.again_at) == (RunState.HELD_BACK, first.created_at + RESTS)
    assert shown_to(None, topic).run == first
    with time_machine.travel(timezone.now() + RESTS):
        assert list(due_topics()) == [topic]
        second = refresh(topic.pk)
    assert second.state == RunState.PUBLISHED
    assert shown_to(None, topic).run == second
    assert set(Place.objects.values_list("run", flat=True)) == {second.pk}


def test_whoever_comes_goes_or_is_erased_counts_as_a_change(topic, seeded) -> None:
    refresh(topic.pk)
    for member in seeded.voters[:4]:
        withdraw_consent(member=member, purpose=Purpose.VOTE)
    topic.community.memberships.filter(member__in=seeded.voters[4:6]).update(state="left")
    for member in seeded.voters[6:9]:
        erase_account(member=member)
    with time_machine.travel(timezone.now() + RESTS):
        held = refresh(topic.pk)
        assert (held.state, held.voters) == (RunState.HELD_BACK, 31)
        Member.objects.filter(pk=seeded.voters[9].pk).update(is_active=False)
        published = refresh(topic.pk)
    assert (published.state, published.voters) == (RunState.PUBLISHED, 30)


def test_votes_count_again_with_the_consent(topic, seeded) -> None:
    for member in seeded.voters[:10]:
        withdraw_consent(member=member, purpose=Purpose.VOTE)
    assert refresh(topic.pk).voters == 30
    for member in seeded.voters[:10]:
        give_consent(member=member, purpose=Purpose.VOTE)
    assert refresh(topic.pk).voters == 40


def test_where_too_few_are_left_the_map_goes(topic, seeded) -> None:
    refresh(topic.pk)
    for member in seeded.voters[:26]:
        withdraw_consent(member=member, purpose=Purpose.VOTE)
    with time_machine.travel(timezone.now() + RESTS):
        run = refresh(topic.pk)
    assert run.state == RunState.PUBLISHED
    assert shown_to(None, topic).camps == ()


def test_the_number_of_camps_changes_after_four_equal_results(topic, seeded, monkeypatch) -> None:
    real = landscapes.landscape_of
    assert refresh(topic.pk).camps == 3

    def finds_two(votes, **wishes):
        wishes.setdefault("camps", None)
        if wishes["camps"] is None:
            wishes["camps"] = 2
        return real(votes, **wishes)

    monkeypatch.setattr(landscapes, "landscape_of", finds_two)
    shown = [refresh(topic.pk).camps for _run in range(STEADY_RUNS)]
    assert shown == [3, 3, 3, 2]


def test_a_flicker_begins_the_count_anew(topic, seeded, monkeypatch) -> None:
    real = landscapes.landscape_of
    numbers = iter([3, 2, 2, 2, 3, 2, 2, 2, 2])

    def finds(votes, **wishes):
        if wishes.get("camps") is None:
            wishes["camps"] = next(numbers)
        return real(votes, **wishes)

    monkeypatch.setattr(landscapes, "landscape_of", finds)
    assert [refresh(topic.pk).camps for _run in range(9)] == [3, 3, 3, 3, 3, 3, 3, 3, 2]


def test_camps_keep_their_letters(topic, seeded) -> None:
    before = camps_of(refresh(topic.pk))
    changed(topic, seeded.voters[::6])
    after = camps_of(refresh(topic.pk))
    stayed = [key for key in before if before[key] == after[key]]
    assert len(stayed) >= 32


def camps_of(run: LandscapeRun) -> dict[int, int | None]:
    return dict(Place.objects.filter(run=run).values_list("member", "camp"))


def test_a_run_that_fails_leaves_the_last_one_and_tells_staff(
    topic, seeded, monkeypatch, caplog, as_member
) -> None:
    first = refresh(topic.pk)

    def breaks(*_votes, **_wishes):
        raise ZeroDivisionError("agree, disagree, agree")

    monkeypatch.setattr(landscapes, "landscape_of", breaks)
    with caplog.at_level(logging.ERROR):
        failed = refresh(topic.pk)
    assert (failed.state, failed.error) == (RunState.FAILED, "ZeroDivisionError")
    assert "ZeroDivisionError" in caplog.text
    assert "agree, disagree" not in caplog.text
    assert shown_to(None, topic).run == first
    here = f"{topic.get_absolute_url()}landscape/"
    assert "ZeroDivisionError" in as_member("sam").get(here).content.decode()
    for reader in ("lea", "mara", None):
        assert "ZeroDivisionError" not in as_member(reader).get(here).content.decode()
    monkeypatch.undo()
    refresh(topic.pk)
    assert not LandscapeRun.objects.filter(state=RunState.FAILED).exists()


def test_topics_are_due_ten_minutes_after_the_last_run(topic, seeded) -> None:
    now = timezone.now()
    assert list(due_topics()) == [topic]
    refresh(topic.pk)
    assert not due_topics().exists()
    assert not due_topics(now + PAUSE * 2).exists()
    changed(topic, seeded.voters[:1])
    assert not due_topics().exists()
    assert list(due_topics(timezone.now() + PAUSE)) == [topic]


def test_a_consent_taken_back_makes_a_topic_due(topic, seeded) -> None:
    refresh(topic.pk)
    withdraw_consent(member=seeded.voters[0], purpose=Purpose.VOTE)
    assert list(due_topics(timezone.now() + PAUSE)) == [topic]


def test_a_failed_run_is_tried_again(topic, seeded, monkeypatch) -> None:
    monkeypatch.setattr(landscapes, "landscape_of", lambda *_votes, **_wishes: 1 / 0)
    refresh(topic.pk)
    assert not due_topics().exists()
    assert list(due_topics(timezone.now() + PAUSE)) == [topic]


def test_the_tasks_queue_what_is_due_and_compute_it(topic, seeded, monkeypatch) -> None:
    queued: list[tuple] = []
    monkeypatch.setattr("debates.tasks.send", lambda *task: queued.append(task))
    refresh_due_landscapes()
    assert queued == [("debates.refresh_landscape", topic.pk)]
    refresh_landscape(topic.pk)
    refresh_landscape(7)
    assert LandscapeRun.objects.get().state == RunState.PUBLISHED


def test_a_statement_taken_out_disappears_from_the_map_at_once(topic, seeded) -> None:
    refresh(topic.pk)
    first = common_ground(topic.pk, 1)[0]
    hide_statement(first)
    assert first not in common_ground(topic.pk, 9)
    shown = shown_to(None, topic)
    assert first.pk not in {claim.statement.pk for claim in shown.common_ground}


def test_without_a_vote_nothing_breaks(topic) -> None:
    assert refresh(topic.pk).state == RunState.HELD_BACK
    assert refresh(7) is None


def test_whoever_never_consented_is_not_counted(topic, seeded) -> None:
    Consent.objects.filter(purpose=Purpose.VOTE).delete()
    assert refresh(topic.pk).voters == 0


def test_scores_and_weights_follow_what_is_published_and_nothing_else(topic, seeded) -> None:
    """Two topics with the same stored counts have them, whatever the votes behind them were."""
    hide_statement(Statement.objects.filter(topic=topic).first())
    refresh(topic.pk)
    said = told_of(stored_of(topic, 1), [0, 1, 2])
    figures = {one.id: (one.bridging, one.consensus, one.priority) for one in said.statements}
    kept = Statement.objects.filter(topic=topic).values_list(
        "pk", "bridging", "consensus", "priority"
    )
    assert len(figures) == 13
    for key, *scores in kept:
        assert scores == pytest.approx(figures.get(key, (None, None, None)))

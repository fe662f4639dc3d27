"""Figures of members' votes are published with noise, each at its own time."""

from datetime import timedelta

import numpy as np
import pytest
import time_machine
from django.utils import timezone

from debates.landscape import Votes, landscape_of, large_camps
from debates.landscape.constants import FEWEST_APART, FEWEST_CHANGES, FEWEST_TOLD
from debates.models import LandscapeRun, PublishedCounts, RunState, Statement, Topic, Vote
from debates.reading.landscape import claim_of, shown_to
from debates.services.landscapes import PAUSE, due_topics, refresh
from debates.services.publications import RESTS
from debates.services.shown import map_of_members
from members.models import Member, Purpose
from members.services.consents import withdraw_consent
from members.services.privacy import erase_account
from tests.conversations import as_members, use_of
from tests.voters import Seeded, seed_voters

pytestmark = pytest.mark.clock


@pytest.fixture
def seeded(topic) -> Seeded:
    return seed_voters(topic, groups=2)


def turn(members: list[Member], statement: Statement) -> None:
    """Each of these has another vote on the statement from now on."""
    for vote in Vote.objects.filter(member__in=members, statement=statement):
        choice = -vote.choice if vote.choice else 1
        Vote.objects.filter(pk=vote.pk).update(choice=choice, cast_at=timezone.now())


def voters_on(statement: Statement) -> list[Member]:
    return list(Member.objects.filter(votes__statement=statement).order_by("pk"))


def counts_of(statement: Statement) -> tuple:
    row = PublishedCounts.objects.get(statement=statement)
    return row.camps, row.rest, row.published_at


def a_day_later() -> time_machine.travel:
    return time_machine.travel(timezone.now() + RESTS + timedelta(minutes=1), tick=True)


def test_what_is_stored_is_not_the_true_count_but_near_it(topic, seeded) -> None:
    refresh(topic.pk)
    away = []
    for row in PublishedCounts.objects.filter(statement__topic=topic):
        told = [sum(column) for column in zip(*row.camps.values(), row.rest, strict=True)]
        votes = list(row.statement.votes.values_list("choice", flat=True))
        assert row.voters == len(votes)
        away += [told[place] - votes.count(choice) for place, choice in enumerate((1, -1, 0))]
    assert len(away) == 42
    assert sum(1 for one in away if one) > 30
    assert abs(sum(away)) / len(away) < 2


def test_the_same_publication_says_the_same_for_good(topic, seeded) -> None:
    refresh(topic.pk)
    before = [counts_of(statement) for statement in seeded.statements]
    shown = LandscapeRun.objects.latest_published(topic.pk).shown
    turn(seeded.voters[:FEWEST_CHANGES], seeded.statements[0])
    refresh(topic.pk)
    assert [counts_of(statement) for statement in seeded.statements] == before
    assert LandscapeRun.objects.latest_published(topic.pk).shown == shown


def test_nine_changes_wait_and_ten_are_published_a_day_later(topic, seeded) -> None:
    refresh(topic.pk)
    statement, other = seeded.statements[:2]
    before, beside = counts_of(statement), counts_of(other)
    voters = voters_on(statement)
    turn(voters[: FEWEST_CHANGES - 1], statement)
    with a_day_later():
        refresh(topic.pk)
        assert counts_of(statement) == before
        turn([voters[FEWEST_CHANGES - 1]], statement)
        refresh(topic.pk)
    assert counts_of(statement)[2] > before[2]
    assert counts_of(other) == beside


def test_what_waits_only_for_its_day_is_published_without_another_vote(topic, seeded) -> None:
    refresh(topic.pk)
    statement = seeded.statements[0]
    before = counts_of(statement)
    turn(voters_on(statement)[:FEWEST_CHANGES], statement)
    waiting = refresh(topic.pk)
    assert counts_of(statement) == before
    assert waiting.again_at == before[2] + RESTS
    assert not due_topics(timezone.now() + PAUSE).exists()
    with a_day_later():
        assert list(due_topics()) == [topic]
        refresh(topic.pk)
        assert counts_of(statement) != before
        assert not due_topics(timezone.now() + PAUSE).exists()


def test_a_quarter_of_many_voters_is_more_than_ten(topic) -> None:
    seed_voters(topic, 60, groups=2)
    refresh(topic.pk)
    statement = Statement.objects.filter(topic=topic).earliest("created_at")
    before, voters = counts_of(statement), voters_on(statement)
    quarter = -(-len(voters) // 4)
    assert quarter > FEWEST_CHANGES
    with a_day_later():
        turn(voters[: quarter - 1], statement)
        refresh(topic.pk)
        assert counts_of(statement) == before
        turn([voters[quarter - 1]], statement)
        refresh(topic.pk)
        assert counts_of(statement) != before


def test_votes_back_and_forth_change_nothing(topic, seeded) -> None:
    """Who votes otherwise and back again has the vote that was counted."""
    refresh(topic.pk)
    statement = seeded.statements[0]
    before, voters = counts_of(statement), voters_on(statement)[:FEWEST_CHANGES]
    with a_day_later():
        turn(voters, statement)
        turn(voters, statement)
        Vote.objects.filter(statement=statement).update(cast_at=timezone.now())
        refresh(topic.pk)
    changed = {vote.choice for vote in Vote.objects.filter(statement=statement)}
    assert changed
    assert counts_of(statement) == before


def test_whoever_went_counts_as_changed_and_is_in_no_later_figure(topic, seeded) -> None:
    """By withdrawing the consent, leaving the community, being away, or erasing the account."""
    refresh(topic.pk)
    statement = seeded.statements[0]
    before, voters = counts_of(statement), voters_on(statement)
    for member in voters[:4]:
        withdraw_consent(member=member, purpose=Purpose.VOTE)
    for member in voters[4:7]:
        topic.community.memberships.filter(member=member).update(state="left")
    for member in voters[7:9]:
        erase_account(member=member)
    with a_day_later():
        refresh(topic.pk)
        assert counts_of(statement) == before
        Member.objects.filter(pk=voters[9].pk).update(is_active=False)
        refresh(topic.pk)
    assert counts_of(statement) != before
    assert PublishedCounts.objects.get(statement=statement).voters == len(voters) - 10


def test_nine_voters_are_not_published_and_ten_are(topic, seeded) -> None:
    statement = seeded.statements[0]
    votes = Vote.objects.filter(statement=statement).order_by("pk")
    rest = list(votes[FEWEST_CHANGES - 1 :])
    votes.filter(pk__in=[vote.pk for vote in rest]).delete()
    refresh(topic.pk)
    assert not PublishedCounts.objects.filter(statement=statement).exists()
    Vote.objects.bulk_create(rest[:1])
    refresh(topic.pk)
    assert PublishedCounts.objects.filter(statement=statement).exists()


def test_a_camp_is_counted_apart_from_ten_of_its_votes_in_each(topic, seeded) -> None:
    statement = seeded.statements[0]
    camp = [member for member in seeded.voters if seeded.groups[member.pk] == 0]
    votes = Vote.objects.filter(statement=statement, member__in=camp)
    kept = list(votes.values_list("pk", flat=True)[: FEWEST_APART - 4])
    votes.exclude(pk__in=kept).delete()
    refresh(topic.pk)
    assert PublishedCounts.objects.get(statement=statement).camps == {}
    assert len(PublishedCounts.objects.get(statement=seeded.statements[1]).camps) == 2
    run = LandscapeRun.objects.latest_published(topic.pk)
    claim = claim_of(statement, run)
    assert (claim.shares, claim.bridging) == ((), None)
    assert claim.total is not None


def test_shares_are_told_in_tenths_from_twenty_votes_on(topic) -> None:
    seed_voters(topic, 60, groups=2)
    refresh(topic.pk)
    run = LandscapeRun.objects.latest_published(topic.pk)
    for statement in Statement.objects.filter(topic=topic):
        claim = claim_of(statement, run)
        assert claim.total is not None
        assert len(claim.shares) == 2
        for share in (*claim.shares, claim.total):
            assert share.in_tenths
            assert share.seen == 10
    few = Statement.objects.filter(topic=topic).earliest("created_at")
    kept = Vote.objects.filter(statement=few).values_list("pk", flat=True)[: FEWEST_TOLD // 2]
    Vote.objects.filter(statement=few).exclude(pk__in=list(kept)).delete()
    with a_day_later():
        refresh(topic.pk)
        claim = claim_of(few, LandscapeRun.objects.latest_published(topic.pk))
    assert (claim.total, claim.shares) == (None, ())


def test_where_camps_have_changed_only_the_total_is_shown(topic, seeded) -> None:
    refresh(topic.pk)
    statement = seeded.statements[4]
    run = LandscapeRun.objects.latest_published(topic.pk)
    assert claim_of(statement, run).sides
    LandscapeRun.objects.filter(pk=run.pk).update(era=run.era + 1)
    with a_day_later():
        for other in seeded.statements[5:]:
            turn(voters_on(other)[:FEWEST_CHANGES], other)
        refresh(topic.pk)
    claim = claim_of(statement, LandscapeRun.objects.latest_published(topic.pk))
    assert (claim.sides, claim.shares) == ({}, ())
    assert claim.total is not None


@pytest.mark.parametrize("against", [0, 1])
def test_where_all_or_nearly_all_agree_that_is_what_is_said(topic, as_member, against) -> None:
    """There are no camps then, but there is something to say, open or closed."""
    seeded = seed_voters(topic, 30)
    Vote.objects.filter(statement__topic=topic).update(choice=1)
    Vote.objects.filter(member__in=seeded.voters[:against]).update(choice=-1)
    assert refresh(topic.pk).state == RunState.PUBLISHED
    shown = shown_to(None, topic)
    assert shown.camps == ()
    assert len(shown.common_ground) == 5
    Topic.objects.filter(pk=topic.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    page = as_member(None).get(f"{topic.get_absolute_url()}landscape/").content.decode()
    assert "Almost everybody agrees." in page
    assert "before there were enough votes" not in page


def test_camps_with_too_few_votes_are_drawn_but_not_compared(topic, as_member) -> None:
    seed_voters(topic, 18, groups=2)
    run = refresh(topic.pk)
    assert len(run.shown["camps"]) == 2
    assert not run.shown["is_apart"]
    page = as_member("lea").get(f"{topic.get_absolute_url()}landscape/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "landscape__map" in text
    assert "too few votes yet to be compared" in text
    assert "In every camp" not in text


def test_the_number_of_people_is_told_in_steps_of_five(topic) -> None:
    seed_voters(topic, 43, groups=2)
    run = refresh(topic.pk)
    assert run.shown["voters"] == 45
    assert {camp["size"] % 5 for camp in run.shown["camps"]} == {0}


def test_a_map_tells_whoever_knows_all_other_votes_hardly_anything_about_one() -> None:
    """Of the three ways one may have voted, the map that is shown seldom fits a single one."""
    read, tried = 0, 0
    for seed in range(40):
        random = np.random.default_rng(seed)
        leans = random.beta(1.2, 1.2, (2, 10))[np.arange(20) % 2]
        values = np.where(random.random(leans.shape) < leans, 1, -1).astype(np.int8)
        shown = map_shown(values)
        for statement in range(3):
            maps = []
            for choice in (-1, 0, 1):
                other = values.copy()
                other[0, statement] = choice
                maps.append(map_shown(other))
            read += maps.count(shown) == 1
            tried += 1
    assert read / tried <= 0.2, read / tried


def map_shown(values: np.ndarray) -> object:
    people, statements = (tuple(range(number)) for number in values.shape)
    seen = np.ones(values.shape, dtype=np.bool_)
    rejected = np.zeros(len(statements), dtype=np.bool_)
    found = landscape_of(Votes(people, statements, values, seen, rejected), camps=2)
    camps = sorted(set(large_camps(found).values()))
    return map_of_members(found, camps)["camps"]


def test_figures_of_a_real_conversation_are_of_use_as_members_votes(topic, wage) -> None:
    as_members(topic, wage)
    use = use_of(topic)
    assert use.told >= 30
    assert use.error <= 0.05
    assert use.shared >= 0.9

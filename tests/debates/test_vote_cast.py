"""Members vote on statements: one vote each, changed as often as they like."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from debates.models import Statement, Vote
from debates.refusals import TopicClosed
from debates.services.statement_moderation import hide_statement
from debates.services.statements import cast_vote, next_statement, withdraw_vote
from debates.services.topics import close_topic
from members.models import Consent, Purpose
from members.refusals import Invalid, NotAllowed
from members.services.consents import consents_to, withdraw_consent
from tests.conftest import join, make_community, make_member

AGREE, DISAGREE = Vote.Choice.AGREE, Vote.Choice.DISAGREE
HTMX = {"hx-request": "true"}


@pytest.fixture
def claims(cast, topic) -> list[Statement]:
    rows = [Statement(topic=topic, author=cast.lea, text=f"Claim {number}.") for number in range(4)]
    return Statement.objects.bulk_create(rows)


def put(client, statement, choice="agree", **sent):
    return client.post(f"/statements/{statement.code}/vote/", {"choice": choice, **sent})


def test_a_vote_is_cast_and_the_next_statement_waits(cast, topic, claims, as_member) -> None:
    client = as_member("ben")
    answer = put(client, claims[0])
    assert answer.status_code == 303
    page = client.get(answer.url.partition("#")[0]).content.decode()
    assert "You agreed." in page
    assert "3 statements still wait for you." in page
    vote = Vote.objects.get()
    assert (vote.member, vote.choice) == (cast.ben, AGREE)


def test_htmx_gets_the_next_card_only(claims, as_member) -> None:
    answer = as_member("ben").post(
        f"/statements/{claims[0].code}/vote/", {"choice": "pass"}, headers=HTMX
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.lstrip().startswith('<section class="ballot"')
    assert "autofocus" in page
    assert "You passed." in page


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_vote_costs_six_queries_at_most(claims, as_member, headers) -> None:
    client = as_member("ben")
    put(client, claims[0])
    with CaptureQueriesContext(connection) as asked:
        client.post(f"/statements/{claims[1].code}/vote/", {"choice": "disagree"}, headers=headers)
    assert Vote.objects.count() == 2
    assert 0 < len(_of_the_vote(asked)) <= 6


def test_a_first_vote_with_its_consent_costs_six_too(cast, claims, as_member) -> None:
    Consent.objects.filter(member=cast.ben, purpose=Purpose.VOTE).delete()
    client = as_member("ben")
    client.get("/votes/")
    with CaptureQueriesContext(connection) as asked:
        assert put(client, claims[0], consent="on").status_code == 303
    assert 0 < len(_of_the_vote(asked)) <= 6


def _of_the_vote(asked) -> list[str]:
    """Without what begins and ends a transaction, and without a session the cache forgot."""
    kept = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    rows = [one["sql"] for one in asked]
    return [sql for sql in rows if not sql.startswith(kept) and "django_session" not in sql]


@pytest.mark.clock
def test_a_vote_is_changed_and_never_doubled(cast, claims) -> None:
    first = cast_vote(member=cast.ben, statement=claims[0], choice=AGREE)
    Vote.objects.update(cast_at=timezone.now() - timedelta(hours=1))
    same = cast_vote(member=cast.ben, statement=claims[0], choice=AGREE)
    assert same.cast_at < timezone.now() - timedelta(minutes=59)
    changed = cast_vote(member=cast.ben, statement=claims[0], choice=DISAGREE)
    assert changed.pk == first.pk
    assert changed.cast_at > same.cast_at
    assert Vote.objects.get().choice == DISAGREE


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_vote() -> None:
    community = make_community("at-once")
    member = make_member("quick")
    join(member, community)
    topic = community.topics.create(author=member, question="Who is faster here?")
    statement = topic.statements.create(text="Two clicks are one vote.")

    def click(choice: int) -> None:
        try:
            cast_vote(member=member, statement=statement, choice=choice)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(click, [AGREE, DISAGREE, AGREE, DISAGREE, AGREE, AGREE, DISAGREE, AGREE]))
    assert Vote.objects.filter(statement=statement).count() == 1


def test_a_vote_is_taken_back(cast, claims, as_member) -> None:
    cast_vote(member=cast.ben, statement=claims[0], choice=AGREE)
    cast_vote(member=cast.mara, statement=claims[0], choice=AGREE)
    answer = as_member("ben").post(f"/statements/{claims[0].code}/vote/withdraw/")
    assert answer.status_code == 303
    assert [vote.member for vote in Vote.objects.all()] == [cast.mara]
    withdraw_vote(member=cast.ben, statement=claims[0])


@pytest.mark.parametrize("choice", ["", "maybe", "2"])
def test_what_is_no_choice_is_sent_back(claims, as_member, choice) -> None:
    answer = put(as_member("ben"), claims[0], choice)
    assert answer.status_code == 422
    assert "Choose between agree, disagree and pass." in answer.content.decode()
    assert not Vote.objects.exists()


def test_the_first_vote_asks_for_the_consent_in_the_same_form(cast, topic, claims, as_member):
    Consent.objects.filter(member=cast.ben, purpose=Purpose.VOTE).delete()
    client = as_member("ben")
    page = client.get(f"{topic.get_absolute_url()}statements/").content.decode()
    assert 'name="consent"' in page
    refused = put(client, claims[0])
    assert refused.status_code == 422
    assert "Tick that you do" in refused.content.decode()
    assert 'name="consent"' in refused.content.decode()
    assert put(client, claims[0], consent="on").status_code == 303
    assert consents_to(cast.ben, Purpose.VOTE)
    page = client.get(f"{topic.get_absolute_url()}statements/").content.decode()
    assert 'name="consent"' not in page


def test_whoever_took_the_consent_back_is_asked_nothing(cast, topic, claims, as_member) -> None:
    cast_vote(member=cast.ben, statement=claims[0], choice=AGREE)
    withdraw_consent(member=cast.ben, purpose=Purpose.VOTE)
    page = as_member("ben").get(f"{topic.get_absolute_url()}statements/").content.decode()
    assert "Your votes rest" in page
    assert 'name="choice"' not in page
    with pytest.raises(Invalid):
        cast_vote(member=cast.ben, statement=claims[1], choice=AGREE)


def test_strangers_neighbours_and_latecomers(cast, topic, ask, claims, as_member) -> None:
    secret = ask(cast.lea, cast.secret, question="Who may read this at all?")
    hidden = Statement.objects.create(topic=secret, text="Only here.")
    assert put(as_member("nora"), hidden).status_code == 404
    assert put(as_member("nora"), claims[0]).status_code == 403
    hide_statement(claims[1])
    assert put(as_member("ben"), claims[1]).status_code == 404
    with pytest.raises(NotAllowed):
        cast_vote(member=cast.ben, statement=claims[1], choice=AGREE)
    close_topic(member=cast.lea, topic=topic)
    answer = put(as_member("ben"), claims[0])
    assert answer.status_code == 409
    assert "votes are over" in answer.content.decode()
    with pytest.raises(TopicClosed):
        withdraw_vote(member=cast.ben, statement=claims[0])
    assert not Vote.objects.exists()


def test_nobody_is_asked_twice_nor_about_their_own(cast, topic, claims) -> None:
    own = Statement.objects.create(topic=topic, author=cast.ben, text="Mine, and not asked.")
    asked = set()
    while statement := next_statement(cast.ben, topic):
        assert statement.pk not in asked
        asked.add(statement.pk)
        cast_vote(member=cast.ben, statement=statement, choice=AGREE)
    assert asked == {row.pk for row in claims}
    assert cast_vote(member=cast.ben, statement=own, choice=AGREE).pk


def test_statements_are_drawn_by_their_weight(cast, topic, claims) -> None:
    Statement.objects.filter(pk=claims[0].pk).update(priority=30.0)
    Statement.objects.filter(pk=claims[1].pk).update(priority=10.0)
    Statement.objects.exclude(pk__in=[claims[0].pk, claims[1].pk]).update(priority=0.001)
    lot = Random(3)
    drawn = Counter(next_statement(cast.ben, topic, lot).pk for _draw in range(200))
    assert 120 <= drawn[claims[0].pk] <= 180
    assert 20 <= drawn[claims[1].pk] <= 80


def test_ones_own_votes_are_listed_by_topic_and_lead_to_their_change(
    cast, topic, claims, as_member
) -> None:
    cast_vote(member=cast.ben, statement=claims[0], choice=AGREE)
    cast_vote(member=cast.mara, statement=claims[1], choice=AGREE)
    client = as_member("ben")
    assert topic.question in client.get("/votes/").content.decode()
    page = client.get(f"/votes/{topic.code}/").content.decode()
    assert claims[0].text in page
    assert "You agreed." in page
    assert claims[1].text not in page
    own = client.get(claims[0].get_absolute_url()).content.decode()
    assert "You agreed. Choose anew to change it." in own


@pytest.mark.parametrize("count", [3, 20])
def test_the_lists_of_votes_cost_the_same_for_few_as_for_many(
    cast, topic, as_member, count, django_assert_max_num_queries
) -> None:
    rows = Statement.objects.bulk_create(
        Statement(topic=topic, text=f"Claim {number}.") for number in range(count)
    )
    for row in rows:
        cast_vote(member=cast.ben, statement=row, choice=AGREE)
    client = as_member("ben")
    for here, most in (("/votes/", 4), (f"/votes/{topic.code}/", 4)):
        client.get(here)
        with django_assert_max_num_queries(most):
            client.get(here)


def test_a_card_can_be_asked_for_again(cast, topic, claims, as_member) -> None:
    cast_vote(member=cast.ben, statement=claims[2], choice=AGREE)
    here = f"{topic.get_absolute_url()}statements/next/?again={claims[2].code}"
    assert claims[2].text in as_member("ben").get(here, headers=HTMX).content.decode()
    assert as_member("ben").get(here).status_code == 303

"""A topic of 500 positions and 3,000 contributions costs what one of five costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from debates.models import Argument, Position, PositionVersion, Readers, Restatement, Statement
from debates.services.bridging import rescore_topic
from members.models import Consent, Member, Purpose

pytestmark = pytest.mark.clock

MOST = 15
# In a crowd the strip of who stands where asks for those one knows, and counts the others.
OF_THE_STRIP = {None: 0, "nora": 0, "ben": 2}
SENTENCES = "What I have seen in twenty years of keeping the books of other people. " * 10


def fill(topic, count: int, each: int, begin: int = 0) -> list[Position]:
    """So many members with a position, and so many contributions under each; half were heard."""
    numbers = range(begin, begin + count)
    people = Member.objects.bulk_create(
        Member(email=f"n{n}@example.org", handle=f"n{n}", name=f"Person {n}", role="keeps books")
        for n in numbers
    )
    Consent.objects.bulk_create(
        Consent(member=member, purpose=Purpose.PUBLISH_POSITIONS) for member in people
    )
    now = timezone.now()
    positions = Position.objects.bulk_create(
        Position(
            topic=topic,
            member=member,
            stance=n % 5 - 2,
            visibility=Readers.EVERYONE,
            taken_at=now - timedelta(minutes=n),
        )
        for n, member in zip(numbers, people, strict=True)
    )
    versions = PositionVersion.objects.bulk_create(
        PositionVersion(
            position=position,
            number=1,
            stance=position.stance,
            core="Grown-ups can bear the truth.",
            reasons=SENTENCES,
            story=SENTENCES,
            language="en",
        )
        for position in positions
    )
    for position, version in zip(positions, versions, strict=True):
        position.current = version
    Position.objects.bulk_update(positions, ["current"])
    _converse(positions, people, each)
    with connection.cursor() as cursor:
        # As the database does by itself after a while; without it plans are guesses.
        cursor.execute("ANALYZE")
    return positions


def _converse(positions: list[Position], people: list[Member], each: int) -> None:
    now = timezone.now()
    Argument.objects.bulk_create(
        Argument(
            position=position,
            version=position.current,
            author=people[(at + number) % len(people)],
            kind=("support", "objection", "experience")[number % 3],
            text=SENTENCES[:400],
            language="en",
            path=f"{number // 2:020x}" + (f"{number:020x}" if number % 2 else ""),
            depth=number % 2,
        )
        for at, position in enumerate(positions)
        for number in range(each)
    )
    Restatement.objects.bulk_create(
        Restatement(
            position=position,
            version=position.current,
            listener=people[at - 1],
            author=position.member,
            text=SENTENCES[:300],
            language="en",
            state="heard",
            answered_at=now,
        )
        for at, position in enumerate(positions)
        if at % 2
    )


def costs(client, path: str) -> tuple[int, int]:
    """How often a page asks the database, and its bytes."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200
    queries = [one for one in asked if "django_session" not in one["sql"]]
    return len(queries), len(answer.content)


@pytest.mark.parametrize("who", [None, "nora", "ben"])
@pytest.mark.parametrize("query", ["", "?order=newest", "?order=random", "?language=en"])
def test_five_hundred_positions_ask_no_more_than_five(cast, topic, stand, as_member, who, query):
    stand(cast.ben, topic)
    statements = [Statement(topic=topic, text=f"Claim {n}", language="en") for n in range(60)]
    client, path = as_member(who), f"{topic.get_absolute_url()}{query}"
    fill(topic, 5, 6)
    few, _ = costs(client, path)
    fill(topic, 495, 6, begin=5)
    Statement.objects.bulk_create(statements)
    assert Argument.objects.count() == 3000
    rescore_topic(topic.pk)
    many, size = costs(client, path)
    assert few + OF_THE_STRIP[who] == many <= MOST
    assert size <= 104 * 1024


def test_every_page_of_a_large_topic_costs_the_same(cast, topic, stand, as_member):
    stand(cast.ben, topic)
    fill(topic, 500, 6)
    rescore_topic(topic.pk)
    client, query, found, seen = as_member("ben"), "", set(), set()
    while query is not None:
        path = f"{topic.get_absolute_url()}{query}"
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        found.add(len([one for one in asked if "django_session" not in one["sql"]]))
        seen |= {line.code for line in answer.context["lines"]}
        query = answer.context["page"].next
    assert len(seen) == 500
    assert len(found) == 1

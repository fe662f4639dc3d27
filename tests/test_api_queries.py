"""A list of the API asks the database as often for 5 rows as for 50."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.models import Case, Community, Reason, Report
from debates.models import (
    Argument,
    Carrier,
    Commitment,
    Ground,
    JointStatement,
    Mission,
    NeededSkill,
    Position,
    PositionVersion,
    Progress,
    Restatement,
    Statement,
    Topic,
)
from debates.services.arguments import place_of
from members.models import Block, Language, Member, Notification, Question, ValueStatement
from sharing.models import ExchangeState, MemberSkill, Offer, SavedSearch, Skill
from tests.conftest import Cast, join, make_community, make_member
from tests.exchanges import exchange_in

pytestmark = [pytest.mark.django_db, pytest.mark.clock]

FEW, MANY = 5, 50
NOW = timezone.now()


def people(cast: Cast, count: int) -> list[Member]:
    """Members of the public community, each with a value."""
    made = []
    for number in range(count):
        member = make_member(f"person-{Member.objects.count()}-{number}")
        join(member, cast.public)
        ValueStatement.objects.create(member=member, value="power", words="I stand for it.")
        made.append(member)
    return made


def topics(cast: Cast, count: int) -> None:
    for number in range(count):
        Topic.objects.create(community=cast.public, author=cast.ben, question=f"Question {number}?")


def positions(cast: Cast, count: int) -> None:
    topic = Topic.objects.order_by("created_at").first()
    assert topic is not None
    for member in people(cast, count):
        position = Position.objects.create(topic=topic, member=member, stance=1, taken_at=NOW)
        version = PositionVersion.objects.create(
            position=position, number=1, stance=1, core="So.", reasons="Because."
        )
        Ground.objects.create(version=version, statement=member.value_statements.get())
        position.current = version
        position.save()


def statements(cast: Cast, count: int) -> None:
    topic = Topic.objects.order_by("created_at").first()
    for number in range(count):
        Statement.objects.create(topic=topic, author=cast.ben, text=f"Statement {number}.")


def contributions(cast: Cast, count: int) -> None:
    """In the thread under Lea's position."""
    position = Position.objects.get(member=cast.lea)
    for number in range(count):
        argument = Argument(
            position=position, version=position.current, author=cast.ben, text=f"{number}."
        )
        argument.kind, (argument.path, argument.depth) = "support", place_of(argument, None)
        argument.save()


def retellings(cast: Cast, count: int) -> None:
    """Of Lea's position, heard each."""
    position = Position.objects.get(member=cast.lea)
    for listener in people(cast, count):
        Restatement.objects.create(
            position=position,
            version=position.current,
            author=cast.lea,
            listener=listener,
            text="In other words.",
            state="heard",
            answered_at=NOW,
        )


def offers(cast: Cast, count: int) -> None:
    for number in range(count):
        offer = Offer.objects.create(
            member=cast.ben, title=f"Offer {number}", text="Text.", as_gift=True, is_online=True
        )
        offer.communities.add(cast.public, cast.closed)
        offer.skills.add(Skill.objects.create(words=f"skill {offer.pk}", language="en"))


def communities(cast: Cast, count: int) -> None:
    for number in range(count):
        join(cast.lea, make_community(f"place-{Community.objects.count()}-{number}"))


def questions(cast: Cast, count: int) -> None:
    """Half about stories, half about topics."""
    topic = Topic.objects.order_by("created_at").first()
    assert topic is not None
    for number, asker in enumerate(people(cast, count)):
        thing: Any = topic if number % 2 else cast.lea
        question = Question.objects.create(
            asker=asker,
            addressee=cast.lea,
            target_type=ContentType.objects.get_for_model(thing),
            target_id=thing.pk,
            text="What did you do then?",
            language=Language.ENGLISH,
        )
        Notification.objects.create(
            recipient=cast.lea,
            actor=asker,
            kind="members.question_asked",
            target_type=ContentType.objects.get_for_model(Question),
            target_id=question.pk,
        )


def reports(cast: Cast, count: int) -> None:
    for _ in range(count):
        case = Case.objects.create(due_at=NOW + timedelta(days=7))
        case.decisions.create(measure="none", reason="It stays as it stands, for now.")
        Report.objects.create(case=case, reporter=cast.lea, reason=Reason.OTHER)


def blocks(cast: Cast, count: int) -> None:
    Block.objects.bulk_create(
        Block(blocker=cast.lea, blocked=member) for member in people(cast, count)
    )


def skills(cast: Cast, count: int) -> None:
    for number in range(count):
        skill = Skill.objects.create(words=f"craft {Skill.objects.count()}-{number}")
        MemberSkill.objects.create(member=cast.lea, skill=skill, direction="can")


def matches(cast: Cast, count: int) -> None:
    skill = Skill.objects.get_or_create(words="sawing")[0]
    MemberSkill.objects.get_or_create(member=cast.lea, skill=skill, direction="wants")
    for member in people(cast, count):
        offer = Offer.objects.create(
            member=member, title="Saws", text="Text.", as_gift=True, is_online=True
        )
        offer.communities.add(cast.public)
        offer.skills.add(skill)


def joint_statements(cast: Cast, count: int) -> None:
    """Written before; one at a time is at work, so these were set aside. One has many answers."""
    topic = Topic.objects.order_by("created_at").first()
    for number in range(count):
        JointStatement.objects.create(
            topic=topic,
            author=cast.lea,
            coauthor=cast.ben,
            author_side=1,
            text=f"Words {number}.",
            state="set_aside",
        ).stands_on.add(Statement.objects.create(topic=topic, text=f"Claim {number}."))


def missions(cast: Cast, count: int) -> None:
    """With two who carry each, and a skill each needs."""
    topic = Topic.objects.order_by("created_at").first()
    for number in range(count):
        mission = Mission.objects.create(
            topic=topic, aim=f"Aim {number}", ground="We talk.", review_on=NOW.date()
        )
        for side, member in ((1, cast.lea), (-1, cast.ben)):
            Carrier.objects.create(mission=mission, member=member, side=side)
        NeededSkill.objects.create(mission=mission, words="writing")


def first_mission(cast: Cast) -> Mission:
    """The one whose lists are read."""
    if not Mission.objects.exists():
        missions(cast, 1)
    mission = Mission.objects.order_by("created_at").first()
    assert mission is not None
    return mission


def commitments(cast: Cast, count: int) -> None:
    for member in people(cast, count):
        Commitment.objects.create(
            mission=first_mission(cast),
            member=member,
            deed="I ask.",
            obstacle="Time.",
            then="I ask later.",
            due=NOW.date(),
            witness=cast.ben,
            witness_agreed_at=NOW,
        )


def progress(cast: Cast, count: int) -> None:
    for member in people(cast, count):
        Progress.objects.create(mission=first_mission(cast), member=member, text="It goes well.")


Fill = Callable[[Cast, int], object]


def stood(cast: Cast, topic: Topic) -> Position:
    """Where Lea stands on a topic."""
    position = Position.objects.create(topic=topic, member=cast.lea, stance=1, taken_at=NOW)
    position.current = PositionVersion.objects.create(
        position=position, number=1, stance=1, core="So.", reasons="Because."
    )
    position.save()
    return position


def searches(cast: Cast, count: int) -> None:
    for _ in range(count):
        words = f"Search {SavedSearch.objects.count()}"
        SavedSearch.objects.create(member=cast.lea, kind="offer", query=words, name=words)


def many_exchanges(cast: Cast, count: int) -> None:
    for number in range(count):
        exchange_in(list(ExchangeState)[number % 18], asker=cast.ben, other=cast.lea)


# The key with its member is one; the rest is what the list itself asks for.
LISTS: list[tuple[str, Fill, int]] = [
    ("members/", people, 3),
    ("me/blocks/", blocks, 2),
    ("me/skills/", skills, 2),
    ("me/searches/", searches, 2),
    ("questions/", questions, 4),
    ("notifications/", questions, 3),
    ("communities/", communities, 3),
    ("memberships/", people, 3),
    ("reports/", reports, 3),
    ("search/?q=Question", topics, 10),
    ("topics/", topics, 2),
    ("positions/", positions, 3),
    ("offers/", offers, 4),
    ("matches/", matches, 11),
    ("exchanges/", many_exchanges, 4),
    ("restatements/", retellings, 2),
    ("positions/{position}/restatements/", retellings, 3),
    ("positions/{position}/arguments/", contributions, 3),
    ("topics/{topic}/positions/", positions, 4),
    ("topics/{topic}/statements/", statements, 3),
    ("topics/{topic}/joint/", joint_statements, 4),
    ("topics/{topic}/missions/", missions, 6),
    ("missions/{mission}/commitments/", commitments, 3),
    ("missions/{mission}/progress/", progress, 3),
]


def asked(browser: Any, path: str) -> tuple[int, int]:
    """How many queries a list took, and how many rows it gave."""
    with CaptureQueriesContext(connection) as captured:
        told = browser.client.get(f"/api/v1/{path}").json()
    rows = told["results"] if isinstance(told, dict) else told
    return len(captured), len(rows)


@pytest.mark.parametrize(("path", "fill", "expected"), LISTS, ids=[path for path, _, _ in LISTS])
def test_a_list_asks_as_often_for_5_rows_as_for_50(
    cast: Cast, program: Any, path: str, fill: Fill, expected: int
) -> None:
    topic = Topic.objects.create(community=cast.public, author=cast.ben, question="Wages for all?")
    lea = program("lea")
    things = {"topic": topic, "position": stood(cast, topic), "mission": first_mission(cast)}
    path = path.format(**{name: thing.code for name, thing in things.items()})
    path += ("&" if "?" in path else "?") + f"page_size={MANY}"
    asked(lea, path)
    fill(cast, FEW)
    few, rows = asked(lea, path)
    fill(cast, MANY)
    many, more_rows = asked(lea, path)
    assert more_rows > rows or path.startswith("search/")
    assert few == many == expected

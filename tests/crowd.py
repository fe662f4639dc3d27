"""Many of everything around Lea, so that every list has more rows than a page holds."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from communities.models import Activity, Community, Membership, MembershipState
from debates.models import Position, PositionVersion, Readers, Topic
from members.models import (
    Audience,
    Consent,
    Conversation,
    Encounter,
    Language,
    Member,
    Message,
    Notification,
    Opening,
    Purpose,
    Question,
)
from sharing.models import MemberSkill, Offer, Request, Skill
from tests.stage import question_about

ENGLISH = Language.ENGLISH
SENTENCES = "What I have seen in twenty years of keeping the books of other people. " * 10


def crowd_around(cast: Any, count: int, begin: int = 0) -> None:
    """So many people who write, ask, share and meet Lea; they write in the public community."""
    people = _people(count, begin)
    topic, _ = Topic.objects.get_or_create(
        community=cast.public, author=cast.lea, question="What now?", language=ENGLISH
    )
    _stand(cast.lea, topic)
    for number, member in enumerate(people, start=begin):
        _belong(cast, member, number)
        position = _stand(member, topic)
        _share(cast, member, number)
        _talk(cast, member)
        _happen(cast, member, position)


def _people(count: int, begin: int) -> list[Member]:
    people = [
        Member.objects.create(
            email=f"crowd{number}@example.org",
            handle=f"crowd-{number}",
            name=f"Person {number}",
            role="keeps books",
            story=SENTENCES,
            audience=Audience.EVERYONE,
        )
        for number in range(begin, begin + count)
    ]
    Consent.objects.bulk_create(
        Consent(member=member, purpose=Purpose.PUBLISH_POSITIONS) for member in people
    )
    return people


def _belong(cast: Any, member: Member, number: int) -> None:
    community = Community.objects.create(
        slug=f"place-{number}", name=f"Place {number}", purpose=SENTENCES[:250], language=ENGLISH
    )
    Topic.objects.create(
        community=cast.public,
        author=member,
        question=f"Question {number}?",
        why=SENTENCES,
        language=ENGLISH,
    )
    for place, who in ((cast.public, member), (community, cast.lea)):
        Membership.objects.create(community=place, member=who)
    Membership.objects.create(
        community=cast.closed, member=member, state=MembershipState.REQUESTED, answer="Curious."
    )


def _stand(member: Member, topic: Topic) -> Position:
    position, is_new = Position.objects.get_or_create(
        topic=topic,
        member=member,
        defaults={"stance": 1, "visibility": Readers.EVERYONE, "taken_at": timezone.now()},
    )
    if is_new:
        position.current = PositionVersion.objects.create(
            position=position,
            number=1,
            stance=1,
            core="Grown-ups can bear the truth.",
            reasons=SENTENCES,
            language=ENGLISH,
        )
        position.save()
    return position


def _share(cast: Any, member: Member, number: int) -> None:
    words = {"text": SENTENCES, "language": ENGLISH, "as_gift": True, "is_online": True}
    skill = Skill.objects.create(words=f"skill {number}", language="en")
    can, wants = MemberSkill.Direction.CAN, MemberSkill.Direction.WANTS
    MemberSkill.objects.create(member=member, skill=skill, direction=can)
    MemberSkill.objects.create(member=cast.lea, skill=skill, direction=wants)
    for model in (Offer, Request):
        listing = model.objects.create(member=member, title=f"Saws {number}", **words)
        listing.communities.add(cast.public)
        listing.skills.add(skill)


def _talk(cast: Any, member: Member) -> None:
    question_about(cast.lea, asker=member, addressee=cast.lea)
    one, other = sorted((cast.lea, member), key=lambda person: person.pk)
    conversation = Conversation.objects.create(
        one=one, other=other, opening=Opening.ANSWER, latest_at=timezone.now()
    )
    Message.objects.create(conversation=conversation, author=member, text="And then?")


def _happen(cast: Any, member: Member, position: Position) -> None:
    kind = ContentType.objects.get_for_model(Position)
    about = {"target_type": kind, "target_id": position.pk}
    question = Question.objects.get(asker=member, addressee=cast.lea)
    Notification.objects.create(
        recipient=cast.lea,
        actor=member,
        kind="members.question_asked",
        target_type=ContentType.objects.get_for_model(Question),
        target_id=question.pk,
    )
    Encounter.objects.create(
        kind="answered", actor=member, other=cast.lea, at=timezone.now(), **about
    )
    Activity.objects.create(
        kind="debates.position_taken",
        actor=member,
        community=cast.public,
        created_at=timezone.now() - timedelta(minutes=5),
        **about,
    )

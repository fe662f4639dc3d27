"""One of everything, in each of the three communities, to try doors and shelves on."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from communities.models import (
    Case,
    Community,
    Complaint,
    Decision,
    Invitation,
    Measure,
    Membership,
    MembershipState,
    Reason,
    Report,
)
from debates.models import (
    Argument,
    Credit,
    CreditKind,
    Echo,
    Ground,
    LandscapeRun,
    Place,
    Position,
    PositionVersion,
    Readers,
    Restatement,
    RestatementState,
    RunState,
    Stance,
    Statement,
    Topic,
    Vote,
    Witnessing,
)
from debates.services.arguments import place_of
from members.models import (
    ApiToken,
    Conversation,
    DigestRun,
    DigestState,
    Language,
    Member,
    Message,
    Notification,
    Opening,
    Question,
    QuestionState,
    ValueStatement,
)
from sharing.models import (
    Availability,
    MemberSkill,
    NotForMe,
    NotForMeReason,
    Offer,
    Request,
    SavedSearch,
    Showing,
    Skill,
    SkillGroup,
)
from tests.commons import commons
from tests.deeds import deeds
from tests.exchanges import exchanges
from tests.rings import hours_and_rings

ENGLISH = Language.ENGLISH


@dataclass
class Stage:
    """Things by name: `stage["topic.public"]`."""

    things: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.things[name]

    def put(self, name: str, thing: Any) -> Any:
        self.things[name] = thing
        return thing

    def of(self, model: type[Model]) -> list[Any]:
        """Everything of one model, to try a shelf's entry on."""
        return [thing for thing in self.things.values() if isinstance(thing, model)]


def build(cast: Any) -> Stage:
    """Lea writes, Ben asks, Mara moderates; in the public, the closed and the secret community."""
    stage = Stage()
    stage.put("lea", cast.lea)
    _of_lea(stage, cast)
    _talk(stage, cast)
    for name in ("public", "closed", "secret"):
        community = stage.put(f"community.{name}", cast_community(cast, name))
        _debate(stage, cast, community, name)
        _sharing(stage, cast, community, name)
        commons(stage, cast, community, name)
        _moderation(stage, cast, community, name)
    exchanges(stage, cast)
    hours_and_rings(stage, cast)
    _doors(stage, cast)
    return stage


def cast_community(cast: Any, name: str) -> Community:
    return getattr(cast, name)


def _of_lea(stage: Stage, cast: Any) -> None:
    cast.lea.story = "I gave up the shop after 22 years."
    cast.lea.save()
    words = {"member": cast.lea, "value": "benevolence", "language": ENGLISH}
    stage.put("value", ValueStatement.objects.create(**words, words="I stand for people who stay."))
    key = {"member": cast.lea, "name": "script", "digest": "0" * 64, "scopes": ["read"]}
    ends_at = timezone.now() + timedelta(days=30)
    stage.put("token", ApiToken.objects.create(**key, ends_at=ends_at))
    stage.put(
        "letter",
        DigestRun.objects.create(
            member=cast.lea,
            period_start=timezone.now(),
            made_at=timezone.now(),
            state=DigestState.SENT,
            items=1,
        ),
    )
    stage.put("echo", Echo.objects.create(member=cast.lea, day=timezone.localdate()))
    stage.put("skill", Skill.objects.create(words="sharpening saws", language="en"))
    group = {"code": "S", "uri": "http://example.org/S", "label_en": "skills", "label_de": "können"}
    stage.put("skill_group", SkillGroup.objects.create(level=0, **group))
    search = {"kind": "offer", "query": "q=saws", "name": "Saws"}
    stage.put("search", SavedSearch.objects.create(member=cast.lea, **search))
    can = MemberSkill.Direction.CAN
    stage.put(
        "member_skill",
        MemberSkill.objects.create(member=cast.lea, skill=stage["skill"], direction=can),
    )
    stage.put("availability", Availability.objects.create(member=cast.lea, slots=[2, 14]))
    shown = {"member": cast.lea, "shown": cast.ben}
    stage.put("showing", Showing.objects.create(**shown, score=0.4))
    stage.put("not_for_me", NotForMe.objects.create(**shown, reason=NotForMeReason.TIME))


def question_about(thing: Model, *, asker: Member, addressee: Member, **fields: Any) -> Question:
    kind = ContentType.objects.get_for_model(thing)
    return Question.objects.create(
        asker=asker,
        addressee=addressee,
        target_type=kind,
        target_id=thing.pk,
        text="What did you do on the first Monday after?",
        language=ENGLISH,
        **fields,
    )


def _talk(stage: Stage, cast: Any) -> None:
    now = timezone.now()
    stage.put("question", question_about(cast.lea, asker=cast.ben, addressee=cast.lea))
    answered = {
        "state": QuestionState.ANSWERED,
        "answer": "I took the dog for a walk.",
        "answered_at": now,
    }
    stage.put("answered", question_about(cast.lea, asker=cast.ben, addressee=cast.lea, **answered))
    one, other = sorted((cast.lea, cast.ben), key=lambda member: member.pk)
    conversation = Conversation.objects.create(
        one=one, other=other, opening=Opening.ANSWER, latest_at=now
    )
    stage.put("conversation", conversation)
    stage.put(
        "message",
        Message.objects.create(conversation=conversation, author=cast.ben, text="And then?"),
    )
    kind = ContentType.objects.get_for_model(Question)
    stage.put(
        "notification",
        Notification.objects.create(
            recipient=cast.lea,
            actor=cast.ben,
            kind="members.question_asked",
            target_type=kind,
            target_id=stage["question"].pk,
        ),
    )


def _debate(stage: Stage, cast: Any, community: Community, name: str) -> None:
    topic = stage.put(
        f"topic.{name}",
        Topic.objects.create(
            community=community,
            author=cast.lea,
            question="Should wages be open to all?",
            language=ENGLISH,
            why="A list was found beside the copier.",
        ),
    )
    position = Position.objects.create(
        topic=topic,
        member=cast.lea,
        stance=Stance.RATHER_FOR,
        visibility=Readers.EVERYONE,
        taken_at=timezone.now(),
    )
    version = PositionVersion.objects.create(
        position=position,
        number=1,
        stance=Stance.RATHER_FOR,
        core="Grown-ups can bear the truth.",
        reasons="Whoever knows, can ask.",
        language=ENGLISH,
    )
    Ground.objects.create(
        version=version, statement=stage["value"], because="They stay if they trust."
    )
    position.current = version
    position.save()
    stage.put(f"position.{name}", position)
    _listening(stage, cast, position, name)
    _credit(stage, cast, position, name)
    stage.put(
        f"statement.{name}",
        Statement.objects.create(
            topic=topic,
            author=cast.ben,
            text="Every exception needs a reason.",
            language=ENGLISH,
        ),
    )
    _voting(stage, cast, name)
    deeds(stage, cast, topic, name)


def _credit(stage: Stage, cast: Any, position: Position, name: str) -> None:
    """Lea says that Ben moved her."""
    stage.put(
        f"credit.{name}",
        Credit.objects.create(
            topic=position.topic,
            version=position.current,
            giver=cast.lea,
            receiver=cast.ben,
            kind=CreditKind.MEMBER,
            words="You asked what I would tell my daughter.",
        ),
    )


def _listening(stage: Stage, cast: Any, position: Position, name: str) -> None:
    """Ben restates Lea and is heard; Mara waits for an answer; the thread has two contributions."""
    now = timezone.now()
    words = {
        "position": position,
        "version": position.current,
        "author": cast.lea,
        "language": ENGLISH,
        "text": "You trust people with the truth, since whoever knows what is paid can ask for it.",
    }
    heard = {"state": RestatementState.HEARD, "answered_at": now}
    stage.put(f"heard.{name}", Restatement.objects.create(listener=cast.ben, **words, **heard))
    stage.put(f"restatement.{name}", Restatement.objects.create(listener=cast.mara, **words))
    twice = {"state": RestatementState.NOT_QUITE, "answered_at": now, "round": 2}
    stage.put(
        f"unheard.{name}",
        Restatement.objects.create(listener=cast.odo, correction="Not only.", **words, **twice),
    )
    stage.put(
        f"witnessing.{name}",
        Witnessing.objects.create(restatement=stage[f"unheard.{name}"], witness=cast.ben),
    )
    above = None
    for key, author, kind in (("argument", cast.lea, "experience"), ("reply", cast.ben, "answer")):
        argument = Argument(
            position=position,
            version=position.current,
            parent=above,
            author=author,
            kind=kind,
            text="We hung the list up ourselves, and nobody left.",
            language=ENGLISH,
        )
        argument.path, argument.depth = place_of(argument, above)
        argument.save()
        above = stage.put(f"{key}.{name}", argument)


def _voting(stage: Stage, cast: Any, name: str) -> None:
    """Ben agreed, and stands somewhere on a map that is held back."""
    now, topic, statement = timezone.now(), stage[f"topic.{name}"], stage[f"statement.{name}"]
    vote = Vote(statement=statement, member=cast.ben, choice=Vote.Choice.AGREE, cast_at=now)
    vote.save()
    stage.put(f"vote.{name}", vote)
    run = LandscapeRun.objects.create(topic=topic, state=RunState.HELD_BACK, counted_until=now)
    stage.put(f"run.{name}", run)
    stage.put(f"place.{name}", Place.objects.create(run=run, member=cast.ben, x=0.7, y=-0.2))


def _sharing(stage: Stage, cast: Any, community: Community, name: str) -> None:
    words = {
        "text": "By hand, with files.",
        "language": ENGLISH,
        "as_gift": True,
        "is_online": True,
    }
    offer = Offer.objects.create(member=cast.lea, title="I sharpen saws", **words)
    request = Request.objects.create(member=cast.ben, title="Who sharpens saws?", **words)
    for listing in (offer, request):
        listing.communities.add(community)
        listing.skills.add(stage["skill"])
    stage.put(f"offer.{name}", offer)
    stage.put(f"request.{name}", request)


def _moderation(stage: Stage, cast: Any, community: Community, name: str) -> None:
    for state, thing in (("open", stage[f"position.{name}"]), ("decided", stage[f"topic.{name}"])):
        kind = ContentType.objects.get_for_model(thing)
        words = {"target_type": kind, "target_id": thing.pk}
        case = stage.put(
            f"case.{state}.{name}",
            Case.objects.create(
                **words,
                community=community,
                author=cast.lea,
                snapshot="Grown-ups can bear the truth.",
                state=state,
                decided_at=timezone.now() if state == "decided" else None,
                due_at=timezone.now() + timedelta(days=7),
            ),
        )
        stage.put(
            f"report.{state}.{name}",
            Report.objects.create(
                **words,
                case=case,
                reporter=cast.ben,
                reason=Reason.PRIVACY,
                explanation="It names me.",
            ),
        )
    stage.put(
        f"decision.{name}",
        Decision.objects.create(
            case=stage[f"case.decided.{name}"],
            moderator=cast.mara,
            measure=Measure.NONE,
            reason="It names nobody and stays as it stands.",
        ),
    )
    stage.put(
        f"complaint.{name}",
        Complaint.objects.create(
            decision=stage[f"decision.{name}"],
            complainant=cast.ben,
            text="It does name somebody, though not by name.",
        ),
    )


def _doors(stage: Stage, cast: Any) -> None:
    """Nora asks to join, and is invited."""
    stage.put(
        "asked",
        Membership.objects.create(
            community=cast.closed,
            member=cast.nora,
            state=MembershipState.REQUESTED,
            answer="I am curious.",
        ),
    )
    stage.put("membership", Membership.objects.get(community=cast.public, member=cast.ben))
    stage.put(
        "invitation",
        Invitation.objects.create(
            community=cast.public,
            inviter=cast.lea,
            invitee=cast.nora,
            expires_at=timezone.now() + timedelta(days=14),
        ),
    )

"""A joint statement as it is read: who stands behind it on each side, and who sees it otherwise."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from communities.access import standing
from debates.landscape.constants import BRIDGES
from debates.models import (
    JointState,
    JointStatement,
    Position,
    Ratification,
    Side,
    Statement,
    Topic,
)
from debates.ratification import enough_answered, side_carries
from debates.reading.queries import PERSON
from debates.reading.sides import side, side_of
from debates.services.joint import answers_by_side
from members.models import Block, Member, Purpose, named
from members.services.consents import consents_to
from members.services.revisions import earlier_versions

MOST_STATEMENTS = 12
MOST_NAMES = 24
LABELS = {
    Side.FOR: _("For"),
    Side.AGAINST: _("Against"),
    Side.UNDECIDED: _("Undecided"),
}


@dataclass
class Column:
    """One side: who stands behind the words, and who has not answered yet."""

    side: int
    label: Any
    behind: list[Member] = field(default_factory=list)
    behind_unseen: int = 0
    waiting: list[Member] = field(default_factory=list)

    @property
    def behind_more(self) -> str:
        """Those who agree but show their position to fewer people than this reader."""
        if not self.behind_unseen:
            return ""
        return ngettext(
            "and %(count)s member whose position you cannot read here",
            "and %(count)s members whose positions you cannot read here",
            self.behind_unseen,
        ) % {"count": self.behind_unseen}

    @property
    def waiting_names(self) -> str:
        names = ", ".join(member.name for member in self.waiting[:MOST_NAMES])
        if len(self.waiting) > MOST_NAMES:
            return gettext("%(names)s and others") % {"names": names}
        return names


@dataclass(frozen=True)
class Dissent:
    """What somebody sees otherwise; without a name where the reader may not read their position."""

    answer: Ratification
    member: Member | None
    stance: int | None


@dataclass(frozen=True)
class Seen:
    """A position the reader may read: whose, and where."""

    member: Member
    stance: int


@dataclass(frozen=True)
class Role:
    """How a reader stands to a joint statement, asked once for the whole page."""

    member: Member | None
    side: int | None = None
    belongs: bool = False
    moderates: bool = False
    consents: bool = False

    @property
    def may_draft(self) -> bool:
        return self.belongs and self.side in {Side.AGAINST, Side.FOR}


def role_of(member: Member | None, topic: Topic) -> Role:
    """Side, membership and consent of a reader."""
    if member is None:
        return Role(None)
    here = standing(member, topic.community)
    return Role(
        member,
        side_of(member, topic),
        here.belongs,
        here.moderates,
        consents_to(member, Purpose.PUBLISH_POSITIONS),
    )


def ground_offered(topic: Topic) -> list[Statement]:
    """Statements to stand on: common ground where a landscape found some, else the latest."""
    readable = Statement.objects.filter(topic=topic).readable()
    bridges = readable.filter(consensus__isnull=False, bridging__gte=BRIDGES)
    shared = list(bridges.order_by(F("consensus").desc(), "id")[:MOST_STATEMENTS])
    return shared or list(readable.order_by("-created_at", "-id")[:MOST_STATEMENTS])


def ratified_joint(topic: Topic) -> JointStatement | None:
    """The latest joint statement both sides stand behind."""
    ratified = JointStatement.objects.filter(
        topic=topic, state=JointState.RATIFIED, hidden_at__isnull=True
    )
    return ratified.order_by("-ratified_at", "-id").first()


def joint_statements(topic: Topic) -> "QuerySet[JointStatement]":
    """All of a topic, for a reader who may read it."""
    rows = JointStatement.objects.filter(topic=topic, hidden_at__isnull=True)
    return rows.select_related("author", "coauthor")


def joint_page(joint: JointStatement, member: Member | None) -> dict[str, Any]:
    """The variables of the page of one joint statement."""
    role = role_of(member, joint.topic)
    seen = positions_seen(joint.topic, member)
    answers = list(
        Ratification.objects.filter(joint=joint, member__is_active=True)
        .select_related("member")
        .order_by("created_at", "id")
    )
    own = next((one for one in answers if member and one.member_id == member.pk), None)
    answers = [one for one in answers if one.hidden_at is None]
    return {
        "joint": joint,
        "topic": joint.topic,
        "role": role,
        "own": own,
        "columns": columns_of(joint, answers, seen),
        "dissents": [_dissent(one, seen) for one in answers if not one.agrees],
        "by": written_by(joint, seen, member),
        "asked_back": author_named(joint.coauthor, joint, seen, member),
        "lacks": lacking(joint) if joint.state == JointState.OPEN else [],
        "ground": list(joint.stands_on.readable()),
        "earlier": list(earlier_versions(joint, member)),
        "may_cosign": _may_cosign(joint, role),
        "may_ratify": joint.state == JointState.OPEN and role.belongs and role.side is not None,
        "may_set_aside": _may_set_aside(joint, role),
    }


def positions_seen(topic: Topic, member: Member | None) -> dict[int, Seen]:
    """Everybody whose position on a topic the reader may read, by their id; one query."""
    rows = Position.objects.filter(topic=topic).published_to(member).order_by("id")
    who = [f"member__{name}" for name in PERSON]
    people = (
        Seen(Member.from_db("default", PERSON, person), stance)
        for stance, *person in rows.values_list("stance", *who)
    )
    return {one.member.pk: one for one in people}


def columns_of(
    joint: JointStatement, answers: Iterable[Ratification], seen: dict[int, Seen]
) -> list[Column]:
    """For, against and undecided side by side; a side on which nobody stands is left out."""
    columns = {one: Column(one, LABELS[one]) for one in LABELS}
    answered = set()
    for answer in answers:
        answered.add(answer.member_id)
        who = seen.get(answer.member_id)
        column = columns[Side(_side_shown(joint, answer, who))]
        if not answer.agrees:
            continue
        if who is None:
            column.behind_unseen += 1
        else:
            column.behind.append(who.member)
    for pk, one in seen.items():
        if pk not in answered and joint.is_at_work:
            columns[Side(side(one.stance))].waiting.append(one.member)
    undecided = columns[Side.UNDECIDED]
    if not (undecided.behind or undecided.behind_unseen or undecided.waiting):
        del columns[Side.UNDECIDED]
    return list(columns.values())


def written_by(joint: JointStatement, seen: dict[int, Seen], reader: Member | None) -> str:
    """Its two authors; the sides they spoke for stand there together or not at all, since the one
    is the opposite of the other.
    """
    two = [joint.author, joint.coauthor]
    together = all(one.pk in seen for one in two if one is not None)
    names = [author_named(one, joint, seen, reader) for one in two]
    sides = [joint.author_side, joint.coauthor_side]
    said = [
        (_with_side(one, side) if together else one.name) if one else ""
        for one, side in zip(names, sides, strict=True)
    ]
    if joint.opened_at is None:
        return gettext("drafted by %(one)s") % {"one": said[0] or _unnamed(two[0])}
    if not any(said) and all(two):
        return gettext("written by two members whose positions you cannot read here")
    # Whoever is named comes first.
    words = [name for name in said if name]
    words += [_unnamed(one) for one, name in zip(two, said, strict=True) if not name]
    return gettext("written by %(one)s and %(other)s") % dict(
        zip(("one", "other"), words, strict=True)
    )


def author_named(
    author: Member | None, joint: JointStatement, seen: Collection[int], reader: Member | None
) -> Member | None:
    """An author is named where the reader may read their position, as whoever stands behind the
    words is: beside the other side, a name says where somebody stands. The two know each other.
    """
    person = named(author)
    if person is None:
        return None
    is_of_the_two = reader is not None and reader.pk in {joint.author_id, joint.coauthor_id}
    return person if person.pk in seen or is_of_the_two else None


def lacking(joint: JointStatement) -> list[str]:
    """What is still missing, a sentence for each side."""
    sentences = []
    answers = answers_by_side(joint)
    for one, few, few_agree in (
        (
            Side.FOR,
            gettext("On the side “for”, more people need to answer."),
            gettext("On the side “for”, too many see it otherwise so far."),
        ),
        (
            Side.AGAINST,
            gettext("On the side “against”, more people need to answer."),
            gettext("On the side “against”, too many see it otherwise so far."),
        ),
    ):
        if not enough_answered(answers[one]):
            sentences.append(few)
        elif not side_carries(answers[one]):
            sentences.append(few_agree)
    return sentences


def _side_shown(joint: JointStatement, answer: Ratification, who: Seen | None) -> int:
    """Where they stand now, as it counts; once it is ratified, where they stood then."""
    if who is None or not joint.is_at_work:
        return answer.side
    return side(who.stance)


def _dissent(answer: Ratification, seen: dict[int, Seen]) -> Dissent:
    who = seen.get(answer.member_id)
    return Dissent(answer, who.member, who.stance) if who else Dissent(answer, None, None)


def _with_side(author: Member, side: int) -> str:
    sentence = gettext("%(name)s (for)") if side > 0 else gettext("%(name)s (against)")
    return sentence % {"name": author.name}


def _unnamed(author: Member | None) -> str:
    if named(author) is None:
        return gettext("somebody who has left")
    return gettext("a member whose position you cannot read here")


def _may_cosign(joint: JointStatement, role: Role) -> bool:
    """As `access.can_cosign`, from what is known already."""
    if role.member is None or not role.belongs or joint.state != JointState.DRAFTED:
        return False
    if role.side != joint.coauthor_side or joint.author_id == role.member.pk:
        return False
    if joint.coauthor_id not in {None, role.member.pk}:
        return False
    return joint.author is None or not Block.stands_between(role.member, joint.author)


def _may_set_aside(joint: JointStatement, role: Role) -> bool:
    """As `access.can_set_aside`, from what is known already."""
    if role.member is None or not joint.is_at_work:
        return False
    return role.moderates or role.member.pk in {joint.author_id, joint.coauthor_id}

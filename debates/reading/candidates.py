"""What may have moved a member in a debate: what they have met there, to choose from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from debates.models import Credit, CreditKind, Position, Topic
from debates.services.credits import CONTRIBUTIONS, Thanks
from members.ids import from_code, to_code
from members.markup.prose import excerpt
from members.models import Encounter, Member

MOST_OF_A_KIND, MOST_PEOPLE = 20, 40
LONGEST = 140


@dataclass(frozen=True)
class Candidate:
    """One contribution or person, by name, with the beginning of its words."""

    kind: str
    id: int
    label: str
    words: str = ""
    language: str = ""

    @property
    def value(self) -> str:
        """As a form names it."""
        return f"{self.kind}:{to_code(self.id)}"

    @property
    def is_near(self) -> bool:
        """Whether it was said to the member; stories and people are there for everybody."""
        return self.kind not in {CreditKind.STORY, CreditKind.MEMBER}


def thanks_from(value: str, words: str = "") -> Thanks:
    """What a form named by `Candidate.value`."""
    kind, _colon, code = value.partition(":")
    return Thanks(kind, from_code(code), words)


def candidates(member: Member, topic: Topic) -> list[Candidate]:
    """What was said to the member here first, then stories and people; what was credited already
    is left out. Five queries, however much there is.
    """
    given = Credit.objects.filter(giver=member, topic=topic, withdrawn_at__isnull=True)
    columns = ("restatement", "question", "story", "argument")
    credited = set()
    for kind, receiver, *things in given.values_list("kind", "receiver", *columns):
        credited.add((kind, receiver if kind == CreditKind.MEMBER else next(filter(None, things))))
    found = (
        *_restatements(member, topic),
        *_questions(member, topic),
        *_arguments(member, topic),
        *_stories_and_people(member, topic),
    )
    return [one for one in found if (one.kind, one.id) not in credited]


def _readable(kind: str, member: Member, topic: Topic) -> QuerySet[Any]:
    return CONTRIBUTIONS[kind].readable(member, topic)


def _restatements(member: Member, topic: Topic) -> Iterator[Candidate]:
    """Those of what the member wrote."""
    rows = _readable(CreditKind.RESTATEMENT, member, topic).filter(author=member)
    for row in rows.order_by("-created_at", "-id")[:MOST_OF_A_KIND]:
        label = gettext("%(name)s’s restatement") % {"name": row.listener.name}
        words = excerpt(row.text, LONGEST)
        yield Candidate(CreditKind.RESTATEMENT, row.pk, label, words, row.language)


def _questions(member: Member, topic: Topic) -> Iterator[Candidate]:
    rows = _readable(CreditKind.QUESTION, member, topic)
    for row in rows.order_by("-created_at", "-id")[:MOST_OF_A_KIND]:
        if row.asker_id == member.pk:
            label = gettext("%(name)s’s answer") % {"name": row.addressee.name}
            words, language = row.answer, row.answer_language
        else:
            label = gettext("%(name)s’s question") % {"name": row.asker.name}
            words, language = row.text, row.language
        words = excerpt(words, LONGEST)
        yield Candidate(CreditKind.QUESTION, row.pk, label, words, language)


def _arguments(member: Member, topic: Topic) -> Iterator[Candidate]:
    """Those of others under the member's position."""
    rows = _readable(CreditKind.ARGUMENT, member, topic).filter(position__member=member)
    rows = rows.exclude(author=member)
    for row in rows.order_by("-created_at", "-id")[:MOST_OF_A_KIND]:
        label = gettext("What %(name)s wrote") % {"name": row.author.name}
        words = excerpt(row.text, LONGEST)
        yield Candidate(CreditKind.ARGUMENT, row.pk, label, words, row.language)


def _stories_and_people(member: Member, topic: Topic) -> Iterator[Candidate]:
    """Of others who stand here, those one has met first."""
    met = Q(actor=member, other=OuterRef("member")) | Q(other=member, actor=OuterRef("member"))
    others = Position.objects.visible_to(member).filter(topic=topic).exclude(member=member)
    others = others.annotate(met=Exists(Encounter.objects.filter(met)))
    others = others.select_related("member", "current").only(
        "member__name", "member__handle", "current__story", "current__language"
    )
    people = list(others.order_by("-met", "id")[:MOST_PEOPLE])
    for one in people:
        if one.current is not None and one.current.story:
            label = gettext("%(name)s’s story") % {"name": one.member.name}
            words = excerpt(one.current.story, LONGEST)
            yield Candidate(CreditKind.STORY, one.current.pk, label, words, one.current.language)
    for one in people:
        yield Candidate(CreditKind.MEMBER, one.member.pk, one.member.name)

"""The record of listening: one's own in sentences with dates, a community's in one sentence.

No total of a person, no rank, no streak; nobody reads anybody else's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Func, IntegerField, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Membership
from debates.models import Argument, Credit, Position, Restatement, RestatementState
from debates.reading.credits import had_a_part, moved_by
from members.compiled import compiled
from members.models import Member, Question, QuestionState
from members.pages import Page, page_of

QUESTIONS, RESTATEMENTS, CREDITS = "questions", "restatements", "credits"
SHOWN = {
    QUESTIONS: _("Asked and answered"),
    RESTATEMENTS: _("Restated and heard"),
    CREDITS: _("Moved"),
}
RECENT = timedelta(days=90)
# Below it a ratio says nothing; beyond it nobody counts on.
FEWEST_CONTRIBUTIONS = 10
MOST_COUNTED = 1000
MOST_FOR_TEN = 30


@dataclass(frozen=True)
class Line:
    """One sentence of the record."""

    sentence: str
    href: str
    at: datetime
    icon: str
    words: str = ""
    language: str = ""


def own_record(member: Member, show: str, request: HttpRequest) -> Page:
    """One page of one's own record, the latest first; one query."""
    rows, tell = RECORDS[show]
    page = page_of(rows(member), request)
    return Page([tell(row, member) for row in page.items], page.next, page.previous)


def _questions(member: Member) -> QuerySet[Question]:
    """What one asked, and what one answered; not what one let rest."""
    mine = Q(asker=member) | Q(addressee=member, state=QuestionState.ANSWERED)
    return Question.objects.readable_by(member).filter(mine).select_related("asker", "addressee")


def _tell_question(question: Question, member: Member) -> Line:
    names = {"asker": question.asker.name, "addressee": question.addressee.name}
    if question.asker_id != member.pk:
        sentence = gettext("You answered %(asker)s.")
    elif question.state == QuestionState.ANSWERED:
        sentence = gettext("You asked %(addressee)s, and got an answer.")
    else:
        sentence = gettext("You asked %(addressee)s.")
    return Line(
        sentence % names,
        question.get_absolute_url(),
        question.created_at,
        "message-circle-question-mark",
        question.text,
        question.language,
    )


def _restatements(member: Member) -> QuerySet[Restatement]:
    """What one restated, and where one felt heard oneself."""
    mine = Q(listener=member) | Q(author=member, state=RestatementState.HEARD)
    visible = Restatement.objects.visible_to(member).filter(mine)
    visible = visible.select_related("listener", "author", "position__topic")
    return visible.defer("position__topic__search", "listener__search", "author__search")


def _tell_restatement(restatement: Restatement, member: Member) -> Line:
    told = {
        "question": restatement.position.topic.question,
        "listener": restatement.listener.name,
        "author": restatement.author.name if restatement.author else gettext("somebody"),
    }
    if restatement.author_id == member.pk:
        sentence = gettext("%(listener)s restated you on “%(question)s”, and you felt heard.")
    elif restatement.state == RestatementState.HEARD:
        sentence = gettext("You restated %(author)s on “%(question)s”, and were heard.")
    else:
        sentence = gettext("You restated %(author)s on “%(question)s”.")
    return Line(
        sentence % told,
        restatement.get_absolute_url(),
        restatement.created_at,
        "ear",
        restatement.text,
        restatement.language,
    )


def _credits(member: Member) -> QuerySet[Credit]:
    """What moved oneself, and whom one moved."""
    mine = Q(giver=member) | Q(receiver=member)
    visible = Credit.objects.visible_to(member).filter(mine, giver__is_active=True)
    visible = visible.exclude(giver__in=member.blocked_ids)
    visible = visible.select_related("giver", "receiver", "question", "version__position")
    return visible.defer("giver__search", "receiver__search")


def _tell_credit(credit: Credit, member: Member) -> Line:
    tell = moved_by if credit.giver_id == member.pk else had_a_part
    href = credit.version.position.get_absolute_url()
    return Line(tell(credit), href, credit.created_at, "split", credit.words)


RECORDS: dict[str, tuple[Callable[[Member], QuerySet[Any]], Callable[[Any, Member], Line]]] = {
    QUESTIONS: (_questions, _tell_question),
    RESTATEMENTS: (_restatements, _tell_restatement),
    CREDITS: (_credits, _tell_credit),
}


def listening_of(community: Community, member: Member) -> str:
    """Questions and restatements beside positions and objections, of the last 90 days; nothing to
    those who do not belong, and nothing where too little was said to say anything.
    """
    given = {"community": community.pk, "member": member, "since": timezone.now() - RECENT}
    belongs, asked, restated, positions, objections = ratio_rows(**given)[0]
    listening, speaking = asked + restated, positions + objections
    if not belongs or not speaking or listening + speaking < FEWEST_CONTRIBUTIONS:
        return ""
    for_ten = round(10 * listening / speaking)
    if for_ten > MOST_FOR_TEN:
        return gettext(
            "For every ten positions and objections there were more than %(count)s questions and "
            "restatements."
        ) % {"count": MOST_FOR_TEN}
    return ngettext(
        "For every ten positions and objections there was %(count)s question or restatement.",
        "For every ten positions and objections there were %(count)s questions and restatements.",
        for_ten,
    ) % {"count": for_ten}


@compiled
def ratio_rows(*, community: int, member: Member, since: datetime) -> QuerySet[Any, Any]:
    """How much was asked, restated, claimed and objected since then, each up to a bound."""
    here = Q(topic__community=OuterRef("pk"), created_at__gte=since)
    below = Q(position__topic__community=OuterRef("pk"), created_at__gte=since)
    positions = Position.objects.standing().filter(topic__community=OuterRef(OuterRef("pk")))
    asked = Question.objects.filter(
        target_type=ContentType.objects.get_for_model(Position),
        target_id__in=positions.values("pk"),
        created_at__gte=since,
        hidden_at__isnull=True,
    )
    restated = Restatement.objects.filter(below, hidden_at__isnull=True)
    objections = Argument.objects.standing().filter(below, kind="objection")
    belongs = Membership.objects.active().filter(member=member, community=OuterRef("pk"))
    return (
        Community.objects.filter(pk=community)
        .annotate(
            belongs=Exists(belongs),
            asked=_how_many(asked),
            restated=_how_many(restated),
            claimed=_how_many(Position.objects.standing().filter(here)),
            objected=_how_many(objections),
        )
        .values_list("belongs", "asked", "restated", "claimed", "objected")
    )


def _how_many(rows: QuerySet[Any, Any]) -> Func:
    """Up to a bound, so that a large community costs no more than a middling one."""
    ids = ArraySubquery(rows.order_by().values("pk")[:MOST_COUNTED])
    return Func(ids, function="CARDINALITY", output_field=IntegerField())

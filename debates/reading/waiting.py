"""Restatements that wait for a member: to be answered, to be witnessed."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from debates.models import LAPSES_AFTER, Restatement, RestatementState
from members.markup.dates import day
from members.models import Member

ANSWER, ACCEPT, JUDGE = "answer", "accept", "judge"
VERBS = {ANSWER: _("Read and answer"), ACCEPT: _("Read and decide"), JUDGE: _("Read and judge")}


@dataclass(frozen=True)
class Waiting:
    """One restatement that waits, and for what."""

    restatement: Restatement
    what: str

    @property
    def sentence(self) -> str:
        told = {
            "name": self.restatement.listener.name,
            "question": self.restatement.position.topic.question,
            "day": day(self.restatement.created_at + LAPSES_AFTER),
        }
        return str(SENTENCES[self.what]) % told

    @property
    def verb(self) -> Any:
        return VERBS[self.what]


SENTENCES = {
    ANSWER: _(
        "%(name)s restates you on “%(question)s”. Do you feel heard? It waits until %(day)s."
    ),
    ACCEPT: _("%(name)s proposes a witness for a restatement of your words on “%(question)s”."),
    JUDGE: _("You are asked to witness: is the restatement of %(name)s fair?"),
}


def waiting_for(member: Member, most: int) -> list[Waiting]:
    """What a member has to answer, accept or judge, the longest waiting first; one query."""
    rows = concerning(member).select_related("listener", "position__topic", "witnessing")
    rows = rows.defer("position__topic__search", "listener__search", "listener__story")
    return [Waiting(row, _what(row, member)) for row in rows.order_by("created_at", "id")[:most]]


def concerning(member: Member) -> QuerySet[Restatement]:
    """All that waits for a member, of people who are still here."""
    return _here(member, _to_answer(member) | _to_accept(member) | _to_judge(member))


def to_answer(member: Member) -> QuerySet[Restatement]:
    """Whether one feels heard."""
    return _here(member, _to_answer(member))


def to_accept(member: Member) -> QuerySet[Restatement]:
    """Whether a third person may judge."""
    return _here(member, _to_accept(member))


def to_judge(member: Member) -> QuerySet[Restatement]:
    """Whether a restatement between two others is fair."""
    return _here(member, _to_judge(member))


def _here(member: Member, what: Q) -> QuerySet[Restatement]:
    visible = Restatement.objects.visible_to(member)
    return visible.filter(what, listener__is_active=True, author__is_active=True)


def _to_answer(member: Member) -> Q:
    return Q(pk__in=Restatement.objects.waiting_for(member).values("pk"))


def _to_accept(member: Member) -> Q:
    return Q(
        author=member,
        state=RestatementState.NOT_QUITE,
        witnessing__witness__isnull=False,
        witnessing__accepted_at__isnull=True,
        witnessing__judged_at__isnull=True,
    )


def _to_judge(member: Member) -> Q:
    asked = Q(witnessing__witness=member, witnessing__accepted_at__isnull=False)
    called = Q(witnessing__calls_moderators=True) & ~Q(listener=member) & ~Q(author=member)
    waits = Q(state=RestatementState.NOT_QUITE, witnessing__judged_at__isnull=True)
    return waits & (asked | called)


def _what(restatement: Restatement, member: Member) -> str:
    if restatement.author_id != member.pk:
        return JUDGE
    return ANSWER if restatement.state == RestatementState.SENT else ACCEPT

"""Members write statements and vote on them. Single votes are shown to nobody else."""

from dataclasses import dataclass
from random import Random, SystemRandom

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Membership
from debates import access
from debates.landscape import draw
from debates.models import Moderated, Statement, Topic, Vote
from debates.refusals import SaidAlready, StatementTakenOut, TopicClosed
from members.models import Consent, Language, Member, Purpose
from members.refusals import Invalid, NotAllowed, require
from members.services import limits
from members.services.consents import give_consent

SHORTEST, LONGEST = 10, 280
VOTING_IS_OVER = _("This topic is closed. You can read its statements, but votes are over.")
WRITING_IS_OVER = _("This topic is closed. You can read its statements; it takes no new ones.")
CONSENT_FIRST = _("We count your votes only if you agree to it. Tick that you do.")
NO_STATEMENT = _("There is no such statement any more, or it is not open to you.")


@transaction.atomic
def write_statement(
    *, member: Member, topic: Topic, text: str, language: str = Language.GERMAN
) -> Statement:
    """Put a short claim up for votes; it is shown and counted at once, without a name."""
    require(access.can_see_topic, member, topic)
    # Two people with the same words, and two clicks, wait for each other here.
    topic = (
        Topic.objects.select_for_update(of=("self",), no_key=True)
        .select_related("community")
        .get(pk=topic.pk)
    )
    require(access.can_write_statement, member, topic)
    if topic.is_over:
        raise TopicClosed(WRITING_IS_OVER)
    text = _checked(text, language)
    if earlier := _said_before(member, topic, text):
        return earlier
    with limits.one_more(limits.STATEMENTS, member):
        return Statement.objects.create(
            topic=topic,
            author=member,
            text=text,
            language=language,
            moderated=Moderated.NOT_REVIEWED,
        )


def cast_vote(*, member: Member, statement: Statement, choice: int, consent: bool = False) -> Vote:
    """Agree, disagree or pass; a second vote on the same statement takes the place of the first.

    It needs the consent to vote; `consent` gives it now. Two clicks at once are one vote.
    """
    if choice not in Vote.Choice.values:
        raise Invalid(_("Choose between agree, disagree and pass."), field="choice")
    ballot = _ballot(member, statement)
    if ballot.consents:
        return _put(member, ballot.statement, choice)
    if not consent:
        raise Invalid(CONSENT_FIRST, field="consent")
    with transaction.atomic():
        give_consent(member=member, purpose=Purpose.VOTE)
        return _put(member, ballot.statement, choice)


def withdraw_vote(*, member: Member, statement: Statement) -> None:
    """Take back one's own vote, as if it had not been cast; nothing happens where there is none."""
    ballot = _ballot(member, statement)
    Vote.objects.filter(member=member, statement=ballot.statement).delete()


def unseen(member: Member, topic: Topic) -> list[tuple[int, float | None]]:
    """Statements a member is still asked about, with their weight: not voted on, not one's own."""
    voted = Vote.objects.filter(member=member, statement=OuterRef("pk"))
    left = Statement.objects.filter(topic=topic).readable().exclude(author=member)
    return list(left.filter(~Exists(voted)).order_by("pk").values_list("pk", "priority"))


def next_statement(
    member: Member, topic: Topic, generator: Random | None = None
) -> Statement | None:
    """One of those left, drawn by weight; None where nothing is left."""
    return drawn(unseen(member, topic), generator)


def drawn(
    left: list[tuple[int, float | None]], generator: Random | None = None
) -> Statement | None:
    """The statement that the lot falls on, among ids with their weights."""
    place = draw([weight for _id, weight in left], generator or SystemRandom())
    return None if place is None else Statement.objects.filter(pk=left[place][0]).first()


@dataclass(frozen=True)
class _Ballot:
    """A statement that takes this member's vote, and whether they consent to vote."""

    statement: Statement
    consents: bool


def _ballot(member: Member, statement: Statement) -> _Ballot:
    """The statement as it stands now, and how the voter stands to it, in one query."""
    belongs = Membership.objects.active().filter(
        member=member, community=OuterRef("topic__community")
    )
    now = (
        Statement.objects.visible_to(member)
        .select_related("topic")
        .defer("topic__search", "topic__why", "topic__known", "topic__sources")
        .annotate(
            belongs=Exists(belongs),
            consents=Exists(Consent.objects.given(Purpose.VOTE).filter(member=member)),
        )
        .filter(pk=statement.pk)
        .first()
    )
    if now is None:
        raise NotAllowed(NO_STATEMENT)
    require(access.can_vote, member, now.topic, now.belongs)
    if now.topic.is_over:
        raise TopicClosed(VOTING_IS_OVER)
    return _Ballot(now, now.consents)


def _put(member: Member, statement: Statement, choice: int) -> Vote:
    """One statement under the unique constraint; the same choice again changes no time."""
    vote = Vote(statement=statement, member=member, choice=choice, cast_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [statement.pk, member.pk, choice, vote.cast_at])
        vote.pk, vote.cast_at = cursor.fetchone()
    return vote


# Django writes no condition of a partial constraint behind ON CONFLICT.
UPSERT = """
INSERT INTO debates_vote AS kept (statement_id, member_id, choice, cast_at)
VALUES (%s, %s, %s, %s)
ON CONFLICT (statement_id, member_id) WHERE member_id IS NOT NULL
DO UPDATE SET
    choice = excluded.choice,
    cast_at = CASE WHEN kept.choice = excluded.choice THEN kept.cast_at ELSE excluded.cast_at END
RETURNING id, cast_at
"""


def _checked(text: str, language: str) -> str:
    text = " ".join(text.split())
    if len(text) < SHORTEST:
        raise Invalid(_("Write one claim that others can agree or disagree with."), field="text")
    if len(text) > LONGEST:
        raise Invalid(_("This is too long. Please shorten it."), field="text")
    if language not in Language.values:
        raise Invalid(_("Please choose the language you wrote in."), field="language")
    return text


def _said_before(member: Member, topic: Topic, text: str) -> Statement | None:
    """One's own statement in the same words; those of somebody else are refused."""
    words = _core(text)
    rows = Statement.objects.filter(topic=topic).values_list("pk", "text", "author", "moderated")
    for pk, earlier, author, moderated in rows:
        if _core(earlier) != words:
            continue
        if moderated == Moderated.REJECTED:
            raise StatementTakenOut(field="text")
        if author != member.pk:
            raise SaidAlready(field="text")
        return Statement.objects.get(pk=pk)
    return None


def _core(text: str) -> str:
    """The words, whatever the case, the white space and the mark at the end."""
    return " ".join(text.split()).casefold().rstrip(" .!?…")

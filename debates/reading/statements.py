"""What the pages of statements show: the card to vote on, the list, one's own."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, FloatField, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext

from communities.models import Decision, Measure
from debates.forms.statements import VoteForm
from debates.models import JointStatement, LandscapeRun, Mission, Statement, Topic, Vote
from debates.reading.landscape import Claim, claim_of
from debates.reading.reader import Reader
from debates.services.statements import drawn, unseen
from members.ids import from_code
from members.models import Consent, Member, Purpose
from members.pages import Page, page_of

SIZE = 30
NEWEST, BRIDGING = "newest", "bridging"
BY = {NEWEST: ("-created_at", "-id"), BRIDGING: ("-bridges", "-id")}


@dataclass(frozen=True)
class Ballot:
    """The card on which one votes: one statement, how many others wait, and the vote before.

    `rests` where the consent was taken back: then nothing is asked.
    """

    statement: Statement | None
    left: int
    last: Vote | None = None
    consents: bool = True
    rests: bool = False
    form: VoteForm | None = None

    @property
    def left_in_words(self) -> str:
        if self.left == 0:
            return gettext("That is all: you have voted on every statement here.")
        return ngettext(
            "%(count)s statement still waits for you.",
            "%(count)s statements still wait for you.",
            self.left,
        ) % {"count": self.left}

    @property
    def last_in_words(self) -> str:
        return choice_in_words(self.last.choice) if self.last else ""


@dataclass(frozen=True)
class Line:
    """A statement in a list, with the reader's own vote on it and nobody else's."""

    claim: Claim
    is_own: bool
    own_vote: str

    @property
    def statement(self) -> Statement:
        return self.claim.statement


@dataclass(frozen=True)
class Written:
    """A statement of one's own, and what became of it; `topic` where one may still read it."""

    statement: Statement
    topic: Topic | None
    decision: Decision | None
    became: tuple[str, ...]


def choice_in_words(choice: int) -> str:
    return {
        Vote.Choice.AGREE: gettext("You agreed."),
        Vote.Choice.DISAGREE: gettext("You disagreed."),
        Vote.Choice.PASS: gettext("You passed."),
    }[Vote.Choice(choice)]


def statements_page(reader: Reader, request: HttpRequest) -> dict[str, Any]:
    """The variables of the page of a topic's statements."""
    run = LandscapeRun.objects.latest_published(reader.topic.pk)
    counted = run is not None and bool(run.shown)
    newest = request.GET.get("order") == NEWEST or not counted
    page = _in_order(reader.topic, request, NEWEST if newest else BRIDGING)
    return {
        "topic": reader.topic,
        "reader": reader,
        "source": reader.topic.source_shown,
        "page": page,
        "lines": _lines(page.items, run, reader.member),
        "is_counted": counted,
        "is_newest_first": newest,
        "may_write": reader.standing.belongs and reader.topic.is_open,
        "ballot": ballot_for(reader, _code(request.GET.get("last", ""))),
        "report_address": "/report/statement/",
    }


def ballot_for(reader: Reader, last: int | None = None) -> Ballot | None:
    """The card of whoever may vote here now, or None."""
    member, topic = reader.member, reader.topic
    if member is None or not reader.standing.belongs or not topic.is_open:
        return None
    consents = consent_of(member)
    if consents is False:
        return Ballot(None, 0, consents=False, rests=True)
    return next_ballot(member, topic, _own_vote(member, last), consents=consents is True)


def next_ballot(
    member: Member, topic: Topic, last: Vote | None = None, *, consents: bool = True
) -> Ballot:
    """The next statement for whoever may vote, and how many are left; two queries."""
    left = unseen(member, topic)
    return Ballot(drawn(left), len(left), last, consents, form=None if consents else VoteForm())


def consent_of(member: Member) -> bool | None:
    """Whether a member consents to vote; None where they were never asked."""
    withdrawn = Consent.objects.filter(member=member, purpose=Purpose.VOTE).values_list(
        "withdrawn_at", flat=True
    )
    known = list(withdrawn)
    return any(moment is None for moment in known) if known else None


def readable_in(topic: Topic, code: str) -> Statement | None:
    """The statement of a topic that was loaded as visible, by the code in an address."""
    pk = _code(code)
    if pk is None:
        return None
    return Statement.objects.readable().filter(topic=topic, pk=pk).first()


def line_of(statement: Statement, member: Member | None) -> Line:
    """One statement on its own page."""
    run = LandscapeRun.objects.latest_published(statement.topic_id)
    return _lines([statement], run, member)[0]


def votes_page(member: Member, topic: Topic, request: HttpRequest) -> Page:
    """One's own votes in a topic, the latest first; rejected statements are left out."""
    votes = Vote.objects.visible_to(member).filter(statement__topic=topic)
    votes = votes.filter(statement__in=Statement.objects.readable()).select_related("statement")
    return page_of(votes, request, size=SIZE, by=("-cast_at", "-id"))


def topics_voted_on(member: Member) -> QuerySet[Topic]:
    """Topics one may read in which one has voted, newest first."""
    mine = Vote.objects.visible_to(member).filter(statement__topic=OuterRef("pk"))
    return Topic.objects.visible_to(member).filter(Exists(mine)).in_words().newest_first()


def written_by(member: Member, request: HttpRequest) -> tuple[Page, list[Written]]:
    """One's own statements, the newest first, with what became of each; in eight queries."""
    page = page_of(Statement.objects.filter(author=member), request)
    keys = [row.pk for row in page.items]
    topics = Topic.objects.visible_to(member).in_bulk({row.topic_id for row in page.items})
    decisions = _decisions(keys)
    shared = _shared_in(topics)
    joint = _named_by(JointStatement, member, keys)
    missions = _named_by(Mission, member, keys)
    rows = [
        Written(
            statement=row,
            topic=topics.get(row.topic_id),
            decision=decisions.get(row.pk) if row.is_rejected else None,
            became=_became(
                row, shared=row.pk in shared, joint=row.pk in joint, mission=row.pk in missions
            ),
        )
        for row in page.items
    ]
    return page, rows


def _became(row: Statement, *, shared: bool, joint: bool, mission: bool) -> tuple[str, ...]:
    """What became of a statement, the furthest first."""
    if row.is_rejected:
        return (gettext("A decision of the moderators took it out."),)
    known = (
        (mission, gettext("A mission stands on it.")),
        (joint, gettext("It went into a joint statement.")),
        (shared, gettext("It is common ground: all camps agree with it.")),
        (row.bridging is not None and not shared, gettext("It is on the map of opinions.")),
        (row.bridging is None, gettext("It stands there and waits for votes.")),
    )
    return tuple(words for holds, words in known if holds)


def _decisions(keys: list[int]) -> dict[int, Decision]:
    """The latest decision that hid each of these statements."""
    kind = ContentType.objects.get_for_model(Statement)
    found = Decision.objects.filter(
        case__target_type=kind, case__target_id__in=keys, measure=Measure.HIDE
    )
    rows = found.order_by("created_at").select_related("case")
    return {row.case.target_id: row for row in rows if row.case.target_id is not None}


def _shared_in(topics: Any) -> set[int]:
    """The ids of all statements that are common ground in these topics."""
    runs = LandscapeRun.objects.filter(topic__in=list(topics), state="published")
    latest = runs.order_by("topic", "-created_at", "-id").distinct("topic")
    return {key for run in latest for key in run.shown.get("common_ground", ())}


def _named_by(model: Any, member: Member, keys: list[int]) -> set[int]:
    """Which of these statements something the member may read stands on."""
    rows = model.objects.visible_to(member).filter(stands_on__in=keys)
    return set(rows.values_list("stands_on", flat=True))


def _in_order(topic: Topic, request: HttpRequest, order: str) -> Page:
    rows = Statement.objects.filter(topic=topic).readable()
    if order == BRIDGING:
        # Those no run has counted stand below all others.
        waits = Value(-1.0, output_field=FloatField())
        rows = rows.annotate(bridges=Coalesce("bridging", waits))
    return page_of(rows, request, size=SIZE, by=BY[order])


def _lines(
    statements: list[Statement], run: LandscapeRun | None, member: Member | None
) -> list[Line]:
    mine = Vote.objects.visible_to(member).filter(statement__in=[row.pk for row in statements])
    choices = dict(mine.values_list("statement", "choice")) if member is not None else {}
    return [
        Line(
            claim=claim_of(row, run),
            is_own=member is not None and row.author_id == member.pk,
            own_vote=choice_in_words(choices[row.pk]) if row.pk in choices else "",
        )
        for row in statements
    ]


def _own_vote(member: Member, statement: int | None) -> Vote | None:
    if statement is None:
        return None
    own = Vote.objects.visible_to(member).filter(statement=statement)
    return own.select_related("statement").first()


def _code(code: str) -> int | None:
    try:
        return from_code(code)
    except ValueError:
        return None

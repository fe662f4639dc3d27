"""What the page of a topic asks the database: prepared, since it is the page read most often.

The rules who may read what stay with the querysets of the models; here they are only put together.
"""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.aggregates import JSONBAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject, Left
from django.db.models.lookups import LessThan

from communities.models import Community, Membership
from debates.models import Ground, Position, Topic, TopicChoice, TopicSource
from debates.reading.keyset import SIZE, by_time
from members.models import Encounter, Member, Question
from members.prepared import columns, person, prepared

MOST_QUESTIONS = 2
AT_RANDOM, NEWEST, OWN = "random", "newest", "own"
EVERYBODY, KNOWN = "everybody", "known"
LONGEST_BEGINNING = 400
TOPIC = columns(
    Topic,
    "id",
    "created_at",
    "hidden_at",
    "withdrawn_at",
    "question",
    "why",
    "known",
    "sources",
    "language",
    "state",
    "closes_on",
    "closed_at",
    "community_id",
    "author_id",
)
LINE = columns(
    Topic,
    "id",
    "created_at",
    "hidden_at",
    "withdrawn_at",
    "question",
    "language",
    "state",
    "closes_on",
    "community_id",
    "author_id",
)
COMMUNITY = columns(
    Community, "id", "slug", "name", "visibility", "is_indexable", "hidden_at", "withdrawn_at"
)
PERSON = columns(Member, "id", "handle", "name", "role")
SOURCE = columns(
    TopicSource,
    "id",
    "name",
    "description",
    "licence",
    "licence_url",
    "attribution",
    "changes_made",
    "url",
    "counts",
)


@prepared
def topic_rows(*, topic: int, member: int | None) -> QuerySet[Any, Any]:
    """A topic one may read, with community, author and source, and how the reader stands to it."""
    rows = Topic.objects.visible_to(person(member)).filter(pk=topic)
    shown = [
        *TOPIC,
        *(f"community__{name}" for name in COMMUNITY),
        *(f"author__{name}" for name in PERSON),
        *(f"source__{name}" for name in SOURCE),
    ]
    if member is None:
        return rows.values_list(*shown)
    mine = {"member": member, "topic": OuterRef("pk")}
    belongs = Membership.objects.active().filter(member=member, community=OuterRef("community_id"))
    own = JSONObject(id="id", stance="stance", hidden_at="hidden_at", withdrawn_at="withdrawn_at")
    return rows.annotate(
        role=Subquery(belongs.values("role")),
        wish=Subquery(TopicChoice.objects.filter(**mine).values("wish")),
        own=Subquery(Position.objects.filter(**mine).values(json=own)),
    ).values_list(*shown, "role", "wish", "own")


@prepared
def line_rows(
    order: str,
    lap: str,
    *,
    topic: int,
    member: int | None,
    language: str | None = None,
    start: int | None = None,
    mark: int | None = None,
    at: datetime | None = None,
) -> QuerySet[Any, Any]:
    """Positions as lists show them, in one of the orders of `debates.reading.order`."""
    positions = Position.objects.filter(topic=topic, current__isnull=False)
    if order == OWN:
        return _columns(positions.standing().filter(member=member), member)
    positions = positions.published_to(person(member))
    if member is not None:
        positions = positions.exclude(member=member)
    if language is not None:
        positions = positions.filter(current__language=language)
    if order == AT_RANDOM:
        near = _on_the_circle(positions, lap, start, mark)
        # Who may be read was asked inside; out here the rows are only fetched.
        positions = Position.objects.filter(pk__in=near).order_by(LessThan(F("id"), start), "id")
        return _columns(positions, member)[: SIZE + 1]
    return _columns(by_time(positions, lap, "taken_at", at, mark), member)[: SIZE + 1]


@prepared
def topic_line_rows(
    lap: str,
    *,
    member: int | None,
    community: int | None = None,
    at: datetime | None = None,
    mark: int | None = None,
) -> QuerySet[Any, Any]:
    """Topics as lists show them, newest first; of their words the beginning is enough."""
    topics = Topic.objects.visible_to(person(member))
    if community is not None:
        topics = topics.filter(community=community)
    rows = by_time(topics, lap, "created_at", at, mark).values_list(
        *LINE, "community__slug", "community__name", "author__name", "source__licence"
    )
    return rows.annotate(beginning=Left("why", LONGEST_BEGINNING))[: SIZE + 1]


@prepared
def edge_rows(place: int, *, topic: int) -> QuerySet[Any, Any]:
    """The id at a place in the order of ids, which is none; nothing where fewer people stand."""
    return Position.objects.filter(topic=topic).order_by("id").values_list("id")[place : place + 1]


@prepared
def standing_rows(which: str, most: int, *, topic: int, member: int) -> QuerySet[Any, Any]:
    """Who stands where; everybody, or those one knows."""
    positions = Position.objects.filter(topic=topic).published_to(person(member))
    if which == KNOWN:
        positions = positions.filter(member__in=_known_to(member))
    who = [f"member__{name}" for name in PERSON]
    return positions.order_by("id").values_list("stance", *who)[:most]


@prepared
def stance_counts(*, topic: int, member: int, edge: int | None) -> QuerySet[Any, Any]:
    """How many stand at each place, up to an id."""
    positions = Position.objects.filter(topic=topic).published_to(person(member))
    if edge is not None:
        positions = positions.filter(id__lt=edge)
    return positions.values_list("stance").annotate(count=Count("pk"))


def _known_to(member: int) -> QuerySet[Any, Any]:
    """Something happened between the two, or one asked the other, or it is oneself."""
    met, asked = Encounter.objects, Question.objects
    return (
        Member.objects.filter(pk=member)
        .values_list("pk")
        .union(
            met.filter(actor=member).values_list("other"),
            met.filter(other=member).values_list("actor"),
            asked.filter(asker=member).values_list("addressee"),
            asked.filter(addressee=member).values_list("asker"),
        )
    )


def _on_the_circle(
    positions: "QuerySet[Position]", lap: str, start: int | None, mark: int | None
) -> QuerySet[Any, Any]:
    """Ids from the reader's starting point, or from behind the mark, once around: two stretches of
    the index, each read no further than a page needs.
    """
    if lap == "second":
        return _stretch(positions.filter(id__gt=mark, id__lt=start))
    first = positions.filter(id__gte=start) if lap == "start" else positions.filter(id__gt=mark)
    rest = positions.filter(id__lt=start)
    return _stretch(first).union(_stretch(rest), all=True)


def _stretch(positions: "QuerySet[Position]") -> QuerySet[Any, Any]:
    return positions.order_by("id").values("pk")[: SIZE + 1]


def _columns(positions: QuerySet[Any, Any], member: int | None) -> QuerySet[Any, Any]:
    with_more = positions.annotate(rests=_grounds(), talks=_talks(member))
    return with_more.values_list(
        "id",
        "stance",
        "taken_at",
        *(f"member__{name}" for name in PERSON),
        "current__number",
        "current__core",
        "current__reasons",
        "current__language",
        "rests",
        "talks",
    )


def _grounds() -> Subquery:
    """What the current version rests on, as one JSON list."""
    ground = JSONObject(
        value="statement__value",
        words="statement__words",
        language="statement__language",
        because="because",
        hidden_at="statement__hidden_at",
        withdrawn_at="statement__withdrawn_at",
    )
    rows = Ground.objects.filter(version=OuterRef("current_id")).order_by().values("version")
    return Subquery(rows.annotate(all=JSONBAgg(ground, order_by="id")).values("all"))


def _talks(member: int | None) -> ArraySubquery:
    """The latest questions both sides released, with their answers."""
    public = Question.objects.public().filter(
        target_type=ContentType.objects.get_for_model(Position),
        target_id=OuterRef("id"),
        hidden_at__isnull=True,
        asker__is_active=True,
    )
    if reader := person(member):
        public = public.exclude(asker__in=reader.blocked_ids)
    question = JSONObject(
        handle="asker__handle",
        name="asker__name",
        text="text",
        language="language",
        answer="answer",
        answer_language="answer_language",
    )
    return ArraySubquery(
        public.order_by("-answered_at", "id").values(json=question)[:MOST_QUESTIONS]
    )

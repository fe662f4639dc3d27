"""What the page of a topic asks the database: prepared, since it is the page read most often.

The rules who may read what stay with the querysets of the models; here they are only put together.
"""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.aggregates import JSONBAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.db.models.lookups import LessThan

from communities.models import Community, Membership
from debates.models import Ground, Position, Topic, TopicChoice, TopicSource
from members.models import Member, Question
from members.prepared import columns, person, prepared

SIZE = 20
MOST_QUESTIONS = 2
AT_RANDOM, NEWEST, OWN = "random", "newest", "own"
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
    positions = positions.published_to(person(member))
    if order == OWN:
        return _columns(positions.filter(member=member), member)
    if member is not None:
        positions = positions.exclude(member=member)
    if language is not None:
        positions = positions.filter(current__language=language)
    if order == AT_RANDOM:
        return _columns(_on_the_circle(positions, lap, start, mark), member)[: SIZE + 1]
    return _columns(_by_time(positions, lap, at, mark), member)[: SIZE + 1]


@prepared
def standing_rows(most: int, *, topic: int, member: int) -> QuerySet[Any, Any]:
    """Who stands where, in the order of ids, which is none."""
    positions = Position.objects.filter(topic=topic).published_to(person(member))
    who = [f"member__{name}" for name in PERSON]
    return positions.order_by("id").values_list("stance", *who)[: most + 1]


def _on_the_circle(
    positions: "QuerySet[Position]", lap: str, start: int | None, mark: int | None
) -> "QuerySet[Position]":
    """From the reader's starting point, or from behind the mark, once around."""
    if lap == "first":
        positions = positions.filter(Q(id__gt=mark) | Q(id__lt=start))
    elif lap == "second":
        return positions.filter(id__gt=mark, id__lt=start).order_by("id")
    return positions.order_by(LessThan(F("id"), start), "id")


def _by_time(
    positions: "QuerySet[Position]", lap: str, at: datetime | None, mark: int | None
) -> "QuerySet[Position]":
    """Newest first; older or newer than the mark."""
    if lap == "older":
        older = Q(taken_at__lt=at) | Q(id__lt=mark)
        positions = positions.filter(older, taken_at__lte=at)
    elif lap == "newer":
        newer = Q(taken_at__gt=at) | Q(id__gt=mark)
        return positions.filter(newer, taken_at__gte=at).order_by("taken_at", "id")
    return positions.order_by("-taken_at", "-id")


def _columns(positions: "QuerySet[Position]", member: int | None) -> QuerySet[Any, Any]:
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

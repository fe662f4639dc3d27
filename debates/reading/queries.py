"""What the page of a topic asks the database: compiled, since it is the page read most often.

The rules who may read what stay with the querysets of the models; here they are only put together.
"""

import json
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject, Left

from communities.models import Community, Membership
from debates.models import DebateRules, Position, Topic, TopicChoice, TopicSource
from debates.reading.keyset import SIZE, by_time
from members.compiled import columns, compiled
from members.models import Encounter, Member, Question

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
    Community,
    "id",
    "slug",
    "name",
    "language",
    "time_zone",
    "visibility",
    "is_indexable",
    "hidden_at",
    "withdrawn_at",
)
PERSON = columns(Member, "id", "handle", "name", "role", "is_active")
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


@compiled
def topic_rows(*, topic: int, member: Member | None) -> QuerySet[Any, Any]:
    """A topic one may read, with community, author and source, and how the reader stands to it."""
    rows = Topic.objects.visible_to(member).filter(pk=topic)
    rows = rows.annotate(asked_by=author_of("author_id"), licensed=_source())
    shown = [*TOPIC, *(f"community__{name}" for name in COMMUNITY), "asked_by", "licensed"]
    if member is None:
        return rows.values_list(*shown)
    mine = {"member": member, "topic": OuterRef("pk")}
    belongs = Membership.objects.active().filter(member=member, community=OuterRef("community_id"))
    own = JSONObject(id="id", stance="stance", hidden_at="hidden_at", withdrawn_at="withdrawn_at")
    rules = DebateRules.objects.filter(community=OuterRef("community_id"))
    return rows.annotate(
        role=Subquery(belongs.values("role")),
        wish=Subquery(TopicChoice.objects.filter(**mine).values("wish")),
        own=Subquery(Position.objects.filter(**mine).values(json=own)),
        gate=Subquery(rules.values("restating_comes_first")),
    ).values_list(*shown, "role", "wish", "own", "gate")


@compiled
def topic_line_rows(
    lap: str,
    *,
    member: Member | None,
    community: int | None = None,
    at: datetime | None = None,
    mark: int | None = None,
) -> QuerySet[Any, Any]:
    """Topics as lists show them, newest first; of their words the beginning is enough."""
    topics = Topic.objects.visible_to(member)
    if community is not None:
        topics = topics.filter(community=community)
    # One table each, so that no joins have to be weighed.
    author = Member.objects.active().filter(pk=OuterRef("author_id")).values("name")
    source = TopicSource.objects.filter(topic=OuterRef("pk")).values("licence")
    rows = by_time(topics, lap, "created_at", at, mark).annotate(
        asked_by=Subquery(author),
        licensed=Subquery(source),
        beginning=Left("why", LONGEST_BEGINNING),
    )
    place = ["community__slug", "community__name", "community__time_zone"]
    shown = [*LINE, *place, "asked_by", "licensed", "beginning"]
    return rows.values_list(*shown)[: SIZE + 1]


@compiled
def edge_rows(place: int, *, topic: int) -> QuerySet[Any, Any]:
    """The id at a place in the order of ids, which is none; nothing where fewer people stand."""
    return Position.objects.filter(topic=topic).order_by("id").values_list("id")[place : place + 1]


@compiled
def standing_rows(
    which: str, most: int, *, topic: int, member: Member, belongs: bool
) -> QuerySet[Any, Any]:
    """Who stands where; everybody, or those one knows."""
    positions = Position.objects.filter(topic=topic).published_to(member, belongs=belongs)
    if which == KNOWN:
        positions = positions.filter(member__in=_known_to(member))
    who = [f"member__{name}" for name in PERSON]
    return positions.order_by("id").values_list("stance", *who)[:most]


@compiled
def stance_counts(
    *, topic: int, member: Member, belongs: bool, edge: int | None
) -> QuerySet[Any, Any]:
    """How many stand at each place, up to an id."""
    positions = Position.objects.filter(topic=topic).published_to(member, belongs=belongs)
    if edge is not None:
        positions = positions.filter(id__lt=edge)
    return positions.values_list("stance").annotate(count=Count("pk"))


def author_of(column: str) -> Subquery:
    """Who wrote something, as JSON: looked up by itself, so that no join has to be weighed."""
    named = JSONObject(**{name: name for name in PERSON})
    return Subquery(Member.objects.filter(pk=OuterRef(column)).values(json=named))


def author_in(told: str) -> Member:
    """The author such a column tells of."""
    fields = json.loads(told)
    return Member.from_db("default", PERSON, [fields[name] for name in PERSON])


def _source() -> Subquery:
    told = JSONObject(**{name: name for name in SOURCE})
    return Subquery(TopicSource.objects.filter(topic=OuterRef("pk")).values(json=told))


def _known_to(member: Member) -> QuerySet[Any, Any]:
    """Something happened between the two, or one asked the other, or it is oneself."""
    met, asked = Encounter.objects, Question.objects
    return (
        Member.objects.filter(pk=member.pk)
        .values_list("pk")
        .union(
            met.filter(actor=member).values_list("other"),
            met.filter(other=member).values_list("actor"),
            asked.filter(asker=member).values_list("addressee"),
            asked.filter(addressee=member).values_list("asker"),
        )
    )

"""What a list of positions asks the database: one compiled question for a whole page.

The rules who may read what stay with the querysets of the models; here they are only put together.
"""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.aggregates import JSONBAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When, Window
from django.db.models.functions import JSONObject, Left, RowNumber
from django.db.models.lookups import LessThan

from debates.models import Argument, Ground, Position, PositionVersion, Restatement
from debates.reading.keyset import SIZE, by_time, in_time
from debates.reading.queries import author_of
from members.compiled import compiled
from members.expressions import is_among
from members.models import Member, Question

MOST_QUESTIONS = 1
MOST_LISTENERS = 3
MOST_HEADS = 2
LONGEST_STORY = 301
LONGEST_CONTRIBUTION = 241
BRIDGES, AT_RANDOM, NEWEST, OWN = "bridges", "random", "newest", "own"


@compiled
def line_rows(
    order: str,
    lap: str,
    *,
    topic: int,
    member: Member | None,
    belongs: bool,
    language: str | None = None,
    start: int | None = None,
    mark: int | None = None,
    at: datetime | None = None,
) -> QuerySet[Any, Any]:
    """Positions as lists show them, in one of the orders of `debates.reading.order`."""
    if order == OWN:
        own = Position.objects.filter(topic=topic, current__isnull=False, member=member)
        return _columns(own.standing(), member, belongs, order)
    positions = _of_others(topic, member, belongs, language)
    # Who may be read is asked inside; out here the rows are only fetched.
    if order == AT_RANDOM:
        near = is_among(_on_the_circle(positions, lap, start, mark))
        rows: QuerySet[Any, Any] = Position.objects.filter(near)
        rows = rows.order_by(LessThan(F("id"), start), "id")
    else:
        near = is_among(by_time(positions, lap, "taken_at", at, mark).values("pk")[: SIZE + 1])
        rows = in_time(Position.objects.filter(near), lap, "taken_at")
    return _columns(rows, member, belongs, order)[: SIZE + 1]


@compiled
def bridge_rows(
    every: int,
    size: int,
    *,
    topic: int,
    member: Member | None,
    belongs: bool,
    language: str | None = None,
    score: float | None = None,
    heard: int | None = None,
    at: datetime | None = None,
    fresh: int | None = None,
) -> QuerySet[Any, Any]:
    """Heard positions that bridge most, and at every so many places the newest unheard one; where
    one of the two has no more, the other goes on. From behind the marks: `score` and `heard` of
    the last heard one, `at` and `fresh` of the last unheard one.
    """
    positions = _of_others(topic, member, belongs, language)
    bridging = positions.filter(is_heard=True)
    if heard is not None:
        behind = Q(bridging__lt=score) | Q(id__lt=heard)
        bridging = bridging.filter(behind, bridging__lte=score)
    unheard = positions.filter(is_heard=False)
    if fresh is not None:
        unheard = unheard.filter(Q(taken_at__lt=at) | Q(id__lt=fresh), taken_at__lte=at)
    near = bridging.order_by("-bridging", "-id").values("pk")[: size + 1]
    near = near.union(unheard.order_by("-taken_at", "-id").values("pk")[: size + 1], all=True)
    rows = Position.objects.filter(is_among(near)).annotate(nth=_place_in_its_stream())
    return _columns(rows.order_by(_place(every)), member, belongs, BRIDGES)[: size + 1]


def _of_others(
    topic: int, member: Member | None, belongs: bool, language: str | None
) -> QuerySet[Position]:
    positions = Position.objects.filter(topic=topic, current__isnull=False)
    positions = positions.published_to(member, belongs=belongs)
    if member is not None:
        positions = positions.exclude(member=member)
    if language is not None:
        positions = positions.filter(current__language=language)
    return positions


def _place_in_its_stream() -> Window:
    """1, 2, 3 … among the heard ones, and again among the others."""
    score = Case(When(is_heard=True, then="bridging"))
    taken = Case(When(is_heard=False, then="taken_at"))
    order = [score.desc(nulls_last=True), taken.desc(nulls_last=True), F("id").desc()]
    return Window(RowNumber(), partition_by="is_heard", order_by=order)


def _place(every: int) -> Case:
    """On the page: with every = 3, heard ones stand at 1, 2, 4, 5, 7 and the others at 3, 6, 9."""
    return Case(
        When(is_heard=True, then=F("nth") + (F("nth") - 1) / (every - 1)), default=F("nth") * every
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


def _columns(
    positions: QuerySet[Any, Any], member: Member | None, belongs: bool, order: str
) -> QuerySet[Any, Any]:
    with_more = positions.annotate(
        author=author_of("member_id"),
        story=Left("current__story", LONGEST_STORY),
        rests=_grounds(),
        talks=_talks(member),
        restated=_restated(member, belongs, order),
        heads=_heads(member),
    )
    shown = [
        "id",
        "stance",
        "taken_at",
        "is_heard",
        "bridging",
        "author",
        "current_id",
        "current__number",
        "current__core",
        "current__reasons",
        "current__language",
        "story",
        "rests",
        "talks",
        "restated",
        "heads",
    ]
    if member is None or order == OWN:
        return with_more.values_list(*shown)
    return with_more.annotate(given=_given(member)).values_list(*shown, "given")


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


def _talks(member: Member | None) -> ArraySubquery:
    """The latest question both sides released, with its answer."""
    public = Question.objects.public().filter(
        target_type=ContentType.objects.get_for_model(Position),
        target_id=OuterRef("id"),
        hidden_at__isnull=True,
        asker__is_active=True,
    )
    if member is not None:
        public = public.exclude(asker__in=member.blocked_ids)
    question = JSONObject(
        handle="asker__handle",
        name="asker__name",
        text="text",
        language="language",
        answer="answer",
        answer_language="answer_language",
        kind="kind",
    )
    return ArraySubquery(
        public.order_by("-answered_at", "id").values(json=question)[:MOST_QUESTIONS]
    )


def _restated(member: Member | None, belongs: bool, order: str) -> ArraySubquery:
    """The latest heard restatement; in the order by bridging also who else was heard here, and
    where they stand.
    """
    heard = Restatement.objects.heard_at(OuterRef("id"), member)
    said = {"handle": "listener__handle", "name": "listener__name"}
    said |= {"text": "text", "language": "language"}
    if order == BRIDGES:
        said["stance"] = "stance"
        heard = heard.annotate(stance=_stance_of_listener(member, belongs))
    most = MOST_LISTENERS if order == BRIDGES else 1
    return ArraySubquery(
        heard.order_by("-answered_at", "id").values(json=JSONObject(**said))[:most]
    )


def _stance_of_listener(member: Member | None, belongs: bool) -> Subquery:
    """Where a listener stands, as far as the reader may know it."""
    standing = Position.objects.filter(
        topic=OuterRef("position__topic_id"), member=OuterRef("listener_id")
    )
    return Subquery(standing.published_to(member, belongs=belongs).values("stance"))


def _heads(member: Member | None) -> ArraySubquery:
    """The first contributions to the position itself, in reading order."""
    heads = Argument.objects.published_to(member)
    heads = heads.filter(position=OuterRef("id"), depth=0).in_reading_order()
    said = JSONObject(
        handle="author__handle",
        name="author__name",
        kind="kind",
        text=Left("text", LONGEST_CONTRIBUTION),
        language="language",
    )
    return ArraySubquery(heads.values(json=said)[:MOST_HEADS])


def _given(member: Member) -> ArraySubquery:
    """What the reader restated of the position, for the gate; the earliest first."""
    revised = PositionVersion.objects.filter(
        position=OuterRef("position_id"), number=OuterRef("version__number") + 1
    )
    mine = Restatement.objects.filter(
        listener=member, position=OuterRef("id"), argument__isnull=True, hidden_at__isnull=True
    ).annotate(revised_at=Subquery(revised.values("created_at")))
    said = JSONObject(
        id="id",
        state="state",
        round="round",
        version_id="version_id",
        created_at="created_at",
        revised_at="revised_at",
        is_fair="witnessing__is_fair",
    )
    return ArraySubquery(mine.order_by("created_at", "round").values(json=said))

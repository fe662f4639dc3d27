"""Once a day: requests that nobody answered go to two people of the rota, and later to their
author.
"""

from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from communities.models import Community
from members.models import Block, Member, Question
from members.services.outbox import notify
from sharing.models import Request, RotaSeat, RotaState, RotaTurn
from sharing.models.rota import TURN_LASTS
from sharing.services.rota.turns import answers_to

ALONE_FOR = timedelta(days=5)
ASKED_ON_AFTER = timedelta(days=21)
EARS = 2
# Nobody is asked more often than this in seven days, whatever waits.
MOST_TURNS, IN_DAYS = 2, timedelta(days=7)
# Whoever had the fewest turns in this time comes first.
LATELY = timedelta(weeks=8)


def look_after_requests() -> None:
    """Everything that is due today; safe to run twice, and beside another worker."""
    now = timezone.now()
    settle_turns()
    bring_to_rota(now)
    ask_authors_on(now)


def settle_turns() -> None:
    """Write down which turns are done, and give up those without a word for a week."""
    now = timezone.now()
    kind = ContentType.objects.get_for_model(Request)
    asked = Question.objects.filter(
        asker=OuterRef("member"), target_type=kind, target_id=OuterRef("request")
    )
    waiting = RotaTurn.objects.filter(state=RotaState.OPEN)
    waiting.filter(Exists(asked)).update(state=RotaState.ASKED, ended_at=now)
    waiting.filter(created_at__lte=now - TURN_LASTS).update(state=RotaState.LEFT, ended_at=now)


def bring_to_rota(now: datetime) -> int:
    """Requests alone for five days come to two people each; gives how many turns there are more."""
    due = _alone(now - ALONE_FOR).order_by("created_at", "id").values_list("pk", flat=True)
    return sum(_bring(pk, now) for pk in list(due))


def ask_authors_on(now: datetime) -> int:
    """After three weeks alone the author is asked, once: renew, change or close?"""
    due = _alone(now - ASKED_ON_AFTER).filter(asked_on_at=None).values_list("pk", flat=True)
    return sum(_ask_on(pk, now) for pk in list(due))


def _alone(since: datetime) -> QuerySet[Request]:
    """Open since then, and without a human answer."""
    standing = Request.objects.open().filter(created_at__lte=since, member__is_active=True)
    alone: QuerySet[Request] = standing.exclude(answers_to("pk"))
    return alone


@transaction.atomic
def _bring(pk: int, now: datetime) -> int:
    request = _mine(_alone(now - ALONE_FOR), pk)
    if request is None:
        return 0
    missing = EARS - RotaTurn.objects.filter(request=request, state=RotaState.OPEN).count()
    brought = 0
    for person in list(_ears(request, now)) if missing > 0 else []:
        if brought == missing:
            break
        if _has_time(person, now):
            turn = RotaTurn.objects.create(request=request, member=person, created_at=now)
            notify("sharing.rota_turn", actor=None, target=turn)
            brought += 1
    return brought


@transaction.atomic
def _ask_on(pk: int, now: datetime) -> int:
    request = _mine(_alone(now - ASKED_ON_AFTER).filter(asked_on_at=None), pk)
    if request is None:
        return 0
    Request.objects.filter(pk=request.pk).update(asked_on_at=now)
    notify("sharing.request_asked_on", actor=None, target=request)
    return 1


def _mine(requests: QuerySet[Request], pk: int) -> Request | None:
    """The request under a lock, unless another worker has it in hand or somebody answered."""
    free = requests.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return free.filter(pk=pk).first()


def _ears(request: Request, now: datetime) -> QuerySet[Member]:
    """Who could listen, fewest turns lately first; not its author, nobody blocked, nobody twice."""
    communities = Community.objects.standing().filter(requests=request)
    seated = RotaSeat.objects.filled().filter(community__in=communities)
    lately = Q(rota_turns__created_at__gt=now - LATELY)
    earlier = RotaTurn.objects.filter(request=request)
    return (
        Member.objects.active()
        .filter(pk__in=seated.values("member"))
        .exclude(pk=request.member_id)
        .exclude(availability__away_until__gte=now.date())
        .exclude(pk__in=Block.ids_around(request.member))
        .exclude(pk__in=earlier.values("member"))
        .annotate(
            turns_lately=Count("rota_turns", filter=lately),
            latest_turn=Max("rota_turns__created_at"),
        )
        .order_by("turns_lately", F("latest_turn").asc(nulls_first=True), "pk")
    )


def _has_time(person: Member, now: datetime) -> bool:
    """Counted under a lock on the person, so that two workers do not both see a free place.

    Somebody whom another worker looks at is passed over; tomorrow is another day.
    """
    free = Member.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
    if free.filter(pk=person.pk).first() is None:
        return False
    recent = RotaTurn.objects.filter(member=person, created_at__gt=now - IN_DAYS)
    return recent.count() < MOST_TURNS

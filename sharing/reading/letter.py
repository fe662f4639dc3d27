"""What a letter asks of the database, beside matches: few of each, and nothing of one's own."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from communities.models import Community
from members.models import Member, Question, QuestionState
from sharing.models import Exchange, Experience, MemberSkill, NotForMe, Offer, Request, Skill
from sharing.models.listing import today
from sharing.models.stages import ExchangeState
from sharing.reading.exchange_list import with_whom_one_meets
from sharing.services.experiences import fitting_experiences
from sharing.services.rota.turns import answers_to

# Somebody who asks waits a day before strangers hear of it, and after three weeks is asked anew.
ALONE_FOR, ALONE_UNTIL = timedelta(days=1), timedelta(days=21)
RUNS_OUT = timedelta(days=7)
HAPPENED = (ExchangeState.DONE, ExchangeState.REFLECTED)


def unanswered_request(member: Member) -> Any:
    """A request of one's communities without a human answer: one that one could meet, else the
    one that has waited longest. `is_near` says which of the two it is.
    """
    now = timezone.now()
    links = Request.communities.through.objects.filter(request=OuterRef("pk"))
    can = MemberSkill.objects.filter(member=member, direction=MemberSkill.Direction.CAN)
    named = Request.skills.through.objects.filter(request=OuterRef("pk"))
    turned_down = NotForMe.objects.filter(member=member, shown=OuterRef("member"))
    alone = (
        Request.objects.open()
        .visible_to(member)
        .filter(created_at__range=(now - ALONE_UNTIL, now - ALONE_FOR))
        .filter(Exists(links.filter(community__in=Community.objects.of(member).values("pk"))))
        .exclude(member=member)
        .exclude(answers_to("pk"))
        .exclude(Exists(turned_down))
        .annotate(is_near=Exists(named.filter(skill__in=can.values("skill"))))
    )
    return alone.select_related("member").order_by("-is_near", "created_at", "pk").first()


def answered_questions(member: Member, since: datetime) -> QuerySet[Question]:
    """What somebody answered that one had asked about an offer or a request."""
    kinds = ContentType.objects.get_for_models(Offer, Request).values()
    answered = Question.objects.readable_by(member).filter(
        asker=member,
        target_type__in=kinds,
        state=QuestionState.ANSWERED,
        answered_at__gt=since,
    )
    return answered.select_related("addressee").order_by("-answered_at", "-pk")


def exchanges_done(member: Member, since: datetime) -> QuerySet[Exchange]:
    """What one did together with somebody since then whom one still meets."""
    done = Exchange.objects.of(member).filter(state__in=HAPPENED, stirred_at__gt=since)
    met = with_whom_one_meets(done.latest_first(), member)
    return met.select_related("asker", "other")


def running_out(member: Member) -> list[Any]:
    """One's own listings that run out within a week, the nearest first."""
    soon = {"member": member, "until__lte": today() + RUNS_OUT}
    own = [*Offer.objects.open().filter(**soon), *Request.objects.open().filter(**soon)]
    return sorted(own, key=lambda listing: (listing.until, listing.pk))


def near_experience(member: Member) -> Experience | None:
    """A note of somebody else that is near to what one asked for last."""
    request = Request.objects.open().filter(member=member).newest_first().first()
    if request is None:
        return None
    skills: Sequence[Skill] = list(request.skills.all())
    text = f"{request.title} {request.text}"
    own = set(member.experiences.values_list("experience", flat=True))
    near = fitting_experiences(member, text, skills, most=len(own) + 1)
    return next((one for one in near if one.pk not in own), None)

"""What somebody on the rota does with a request that came to them."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from members.models import Member, Question
from members.refusals import require
from sharing.access import rota as rules
from sharing.models import Exchange, ExchangeState, Introduction, Request, RotaState, RotaTurn


def answers_to(request: str) -> Q:
    """What counts as a human answer to the request that this column names.

    A question about it, an exchange, or an introduction; what was withdrawn does not count.
    """
    kind = ContentType.objects.get_for_model(Request)
    asked = Question.objects.filter(
        target_type=kind, target_id=OuterRef(request), withdrawn_at__isnull=True
    )
    met = Exchange.objects.filter(request=OuterRef(request)).exclude(state=ExchangeState.WITHDRAWN)
    introduced = Introduction.objects.filter(request=OuterRef(request))
    return Q(Exists(asked)) | Q(Exists(met)) | Q(Exists(introduced))


def waiting_turns(member: Member) -> QuerySet[RotaTurn]:
    """What waits for somebody on the rota, the oldest first."""
    still_open = Request.objects.open().visible_to(member)
    turns = RotaTurn.objects.open().filter(member=member, request__in=still_open)
    waiting: QuerySet[RotaTurn] = (
        turns.exclude(answers_to("request"))
        .select_related("request__member")
        .defer("request__search", "request__vector")
        .order_by("created_at", "id")
    )
    return waiting


@transaction.atomic
def leave_to_others(*, member: Member, turn: RotaTurn) -> RotaTurn:
    """No need to say why; somebody else's turn comes."""
    turn = RotaTurn.objects.select_for_update(of=("self",)).get(pk=turn.pk)
    require(rules.has_turn, member, turn)
    if turn.state == RotaState.OPEN:
        turn.state, turn.ended_at = RotaState.LEFT, timezone.now()
        turn.save(update_fields=["state", "ended_at"])
    return turn


def pass_on(*, member: Member, request: Request) -> None:
    """Somebody on the rota introduced whoever asks to somebody who may help: their turn is done."""
    turns = RotaTurn.objects.filter(member=member, request=request, state=RotaState.OPEN)
    turns.update(state=RotaState.PASSED_ON, ended_at=timezone.now())

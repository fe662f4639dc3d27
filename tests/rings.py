"""Hours that were entered and a ring that waits, for the stage."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from sharing.models import LimitChange, Ring, RingSeat, TimeAccount, TimeRules, TransferKind
from sharing.services.accounts import settle_hours


def hours_and_rings(stage: Any, cast: Any) -> None:
    """Lea gave Ben two hours; a ring of Lea, Ben and Mara waits for them."""
    TimeRules.objects.create(community=cast.public, is_on=True, changed_by=cast.odo)
    transfer = settle_hours(
        exchange=None,
        giver=cast.lea,
        receiver=cast.ben,
        community=cast.public,
        minutes=120,
        key="stage",
    )
    assert transfer is not None and transfer.kind == TransferKind.SETTLEMENT
    stage.put("transfer", transfer)
    stage.put("account", TimeAccount.objects.get(member=cast.lea))
    stage.put("limit", LimitChange.objects.get(account=stage["account"]))
    ring = stage.put(
        "ring", Ring.objects.create(answer_by=timezone.now() + timedelta(days=7), people="stage")
    )
    for place, member in enumerate((cast.lea, cast.ben, cast.mara)):
        seat = RingSeat(ring=ring, place=place, member=member, skill=stage["skill"])
        seat.save()
        stage.put(f"seat.{member.handle}", seat)

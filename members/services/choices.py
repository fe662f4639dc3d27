"""One consent given or taken back, with what follows from it at once."""

from django.db import transaction

from members.models import Member, Purpose
from members.refusals import Invalid
from members.services import consents, digests


@transaction.atomic
def decide(*, member: Member, purpose: str, agrees: bool) -> None:
    """Give or withdraw one consent; a digest is planned, or no longer, in the same moment."""
    if purpose not in Purpose.values:
        raise Invalid
    if agrees:
        consents.give_consent(member=member, purpose=purpose)
    else:
        consents.withdraw_consent(member=member, purpose=purpose)
    if purpose == Purpose.DIGEST:
        digests.schedule(member=member)

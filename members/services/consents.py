"""Each consent is asked by itself, off by default, and withdrawn as easily as given."""

from django.db import transaction
from django.utils import timezone

from members.models import Consent, Member, Purpose
from members.services import digests


def give_consent(*, member: Member, purpose: str) -> Consent:
    """Agree to one purpose; agreeing twice is one consent."""
    consent, is_new = Consent.objects.get_or_create(
        member=member, purpose=purpose, withdrawn_at=None
    )
    if is_new and purpose == Purpose.DIGEST:
        digests.schedule(member=member)
    return consent


def withdraw_consent(*, member: Member, purpose: str) -> None:
    """Take a consent back; it counts from this moment, everywhere."""
    Consent.objects.given(purpose).filter(member=member).update(withdrawn_at=timezone.now())
    if purpose == Purpose.DIGEST:
        digests.schedule(member=member)


@transaction.atomic
def set_consents(*, member: Member, purposes: set[str]) -> None:
    """Make these the member's consents: what is new is given, what is missing is withdrawn."""
    current = purposes_of(member)
    for purpose in sorted(purposes - current):
        give_consent(member=member, purpose=purpose)
    for purpose in sorted(current - purposes):
        withdraw_consent(member=member, purpose=purpose)


def purposes_of(member: Member) -> set[str]:
    """What a member agrees to now."""
    return set(
        Consent.objects.filter(member=member, withdrawn_at__isnull=True).values_list(
            "purpose", flat=True
        )
    )


def consents_to(member: Member, purpose: str) -> bool:
    """Whether a member agrees to one purpose now."""
    return Consent.objects.given(purpose).filter(member=member).exists()

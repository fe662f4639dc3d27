"""When the letter comes: the member's own choice, and what brings it back after it slowed down."""

from datetime import datetime

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from members.models import Consent, Member, Purpose
from members.services import rhythm

SALT = "members.rhythm"


def set_rhythm(*, member: Member, digest_rhythm: str, weekday: int, hour: int) -> None:
    """Choose how often, on which weekday and at which hour the digest comes."""
    member.digest_rhythm, member.digest_weekday, member.digest_hour = digest_rhythm, weekday, hour
    member.save(update_fields=["digest_rhythm", "digest_weekday", "digest_hour"])
    schedule(member=member)


def schedule(*, member: Member) -> None:
    """Set the first due time for whoever consented, and none for whoever did not."""
    member.next_digest_at = rhythm.first_due(member, timezone.now()) if consents(member) else None
    member.letters_unread = 0
    member.save(update_fields=["next_digest_at", "letters_unread"])


def come_back(member: Member) -> None:
    """One action, and the letters come in the member's own rhythm again."""
    was_slow = rhythm.pace(member) != member.digest_rhythm
    member.letters_unread = 0
    if was_slow and consents(member):
        member.next_digest_at = _after_the_last(member)
    member.save(update_fields=["next_digest_at", "letters_unread"])


def _after_the_last(member: Member) -> datetime:
    now = timezone.now()
    last = member.digest_runs.filter(is_asked_for=False).order_by("-period_start").first()
    return rhythm.next_due(member, last.period_start if last else now, now)


def consents(member: Member) -> bool:
    return Consent.objects.given(Purpose.DIGEST).filter(member=member).exists()


def rhythm_path(member: Member) -> str:
    """Where somebody says how often, without signing in."""
    return reverse("members:how_often", args=[signing.dumps(member.pk, salt=SALT)])


def read_rhythm(token: str) -> Member:
    """Whose rhythm it is; raises signing.BadSignature or Member.DoesNotExist."""
    return Member.objects.active().get(pk=signing.loads(token, salt=SALT))

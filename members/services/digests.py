"""A finite letter: what awaits an answer, what fits, what is new.

Sent to whoever consented, once a period.
"""

import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from members.models import Consent, DigestRun, Member, Purpose
from members.services import mails, rhythm
from members.shelves import DigestItem, digest_sections

MOST_ITEMS = 7
LOOKS_BACK = timedelta(days=28)
# A run that nobody finished in this time was lost with its worker, and is taken up by another.
RUN_LASTS = timedelta(minutes=15)


@dataclass(frozen=True)
class Part:
    """A section of one digest with what it holds."""

    title: Any
    items: list[DigestItem]


def gather(member: Member, since: datetime) -> list[Part]:
    """What the digest would say now: at most seven items in all, in the order of the sections."""
    parts: list[Part] = []
    left = MOST_ITEMS
    for section in sorted(digest_sections, key=lambda section: section.order):
        items = list(section.items(member, since))[:left]
        if items:
            parts.append(Part(section.title, items))
            left -= len(items)
        if not left:
            break
    return parts


def since_last(member: Member) -> datetime:
    """Where the last digest ended; four weeks back for the first."""
    last = DigestRun.objects.filter(member=member, items__gt=0).order_by("-period_start").first()
    earliest = timezone.now() - LOOKS_BACK
    return max(last.period_start, earliest) if last else earliest


def due_members(at: datetime) -> list[int]:
    """Whose digest is due, or was begun by a worker that is gone."""
    consenting = Consent.objects.given(Purpose.DIGEST).values("member")
    due = Member.objects.active().filter(next_digest_at__lte=at, pk__in=consenting)
    lost = DigestRun.objects.filter(items__isnull=True, claimed_at__lte=at - RUN_LASTS)
    return list(
        due.order_by("next_digest_at")
        .values_list("pk", flat=True)
        .union(lost.values_list("member_id", flat=True))
    )


def send_digest(*, member_id: int, at: datetime | None = None) -> bool:
    """Send a member the digest that is due, once; say nothing when there is nothing to say."""
    now = at or timezone.now()
    run = _claim(member_id, now)
    if run is None:
        return False
    return _deliver(run)


def send_digest_now(*, member: Member) -> bool:
    """A digest on demand; it moves no date of the regular one."""
    run = DigestRun.objects.create(member=member, period_start=timezone.now())
    return _deliver(run)


@transaction.atomic
def _claim(member_id: int, now: datetime) -> DigestRun | None:
    """Take the period that is due and set the next one, in one step; of two workers one gets it."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=member_id)
    lost = DigestRun.objects.filter(
        member=member, items__isnull=True, claimed_at__lte=now - RUN_LASTS
    ).first()
    if lost is not None:
        lost.claimed_at = now
        lost.save(update_fields=["claimed_at"])
        return lost
    due = member.next_digest_at
    consents = Consent.objects.given(Purpose.DIGEST).filter(member=member).exists()
    if due is None or due > now or not member.is_active or not consents:
        return None
    member.next_digest_at = rhythm.next_due(member, due, now)
    member.save(update_fields=["next_digest_at"])
    run, is_new = DigestRun.objects.get_or_create(
        member=member, period_start=due, defaults={"claimed_at": now}
    )
    return run if is_new else None


def _deliver(run: DigestRun) -> bool:
    member = run.member
    with translation.override(member.language):
        parts = gather(member, since_last(member))
        count = sum(len(part.items) for part in parts)
        if count:
            try:
                _mail(run, member, parts)
            except (smtplib.SMTPException, OSError):
                # The run stays unfinished and is taken up again once its time has run out.
                return False
    DigestRun.objects.filter(pk=run.pk).update(
        items=count, sent_at=timezone.now() if count else None
    )
    return bool(count)


def _mail(run: DigestRun, member: Member, parts: list[Part]) -> None:
    mails.send_mail_to(
        member,
        subject=_("Your letter from Resonanz"),
        template="digest",
        context={"parts": parts},
        stops=mails.DIGEST,
        message_id=f"digest-{run.pk}",
    )


def set_rhythm(*, member: Member, digest_rhythm: str, weekday: int, hour: int) -> None:
    """Choose how often, on which weekday and at which hour the digest comes."""
    member.digest_rhythm, member.digest_weekday, member.digest_hour = digest_rhythm, weekday, hour
    member.save(update_fields=["digest_rhythm", "digest_weekday", "digest_hour"])
    schedule(member=member)


def schedule(*, member: Member) -> None:
    """Set the first due time for whoever consented, and none for whoever did not."""
    consents = Consent.objects.given(Purpose.DIGEST).filter(member=member).exists()
    member.next_digest_at = rhythm.first_due(member, timezone.now()) if consents else None
    member.save(update_fields=["next_digest_at"])

"""Agreeing to the very words of an experience, taking it back, and bringing it back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Activity
from communities.services.activity import record
from members.models import Member
from members.refusals import Refusal, require
from members.services.outbox import notify, send
from sharing.access import experiences as rules
from sharing.models import Experience

PUBLISHED = "sharing.experience_published"


class OtherWords(Refusal):
    sentence = _("The words changed since you read them. Read them again, then say yes.")


@transaction.atomic
def agree_to_experience(*, member: Member, experience: Experience, version: int) -> Experience:
    """Say yes to this version, under CC BY-SA 4.0; it is public once everybody who wrote it did."""
    experience = locked(experience)
    require(rules.can_write_on, member, experience)
    require(rules.is_in_sight, member, experience)
    if experience.withdrawn_at is not None:
        raise Refusal(_("It is withdrawn. Bring it back first."))
    if experience.version != version:
        raise OtherWords
    agree(experience, member)
    return experience


@transaction.atomic
def withdraw_experience(*, member: Member, experience: Experience) -> None:
    """Take it out of sight, and with it one's own yes; it can be brought back."""
    experience = locked(experience)
    require(rules.can_write_on, member, experience)
    require(rules.is_in_sight, member, experience)
    experience.writers.filter(member=member).update(agreed_to=None, agreed_at=None)
    if experience.withdrawn_at is None:
        experience.withdrawn_at = timezone.now()
        experience.save(update_fields=["withdrawn_at"])


@transaction.atomic
def restore_experience(*, member: Member, experience: Experience) -> None:
    """Undo one's own withdrawal; what was public is so again if the others still agree."""
    experience = locked(experience)
    require(rules.can_write_on, member, experience)
    require(rules.is_in_sight, member, experience)
    if experience.withdrawn_at is None:
        return
    require(rules.can_bring_back, member, experience)
    experience.withdrawn_at = None
    experience.save(update_fields=["withdrawn_at"])
    if experience.published_at is not None:
        _say_yes(experience, member)


def agree(experience: Experience, member: Member, at: datetime | None = None) -> None:
    """Under the lock of whoever calls: one's yes, and what follows from it."""
    _say_yes(experience, member)
    if experience.published_at is not None:
        return
    if experience.writers.exclude(agreed_to=experience.version).exists():
        once = f"{experience.version}.{member.pk}"
        notify(
            "sharing.experience_agreed",
            actor=member,
            target=experience,
            once=once,
            happened_at=at,
        )
    else:
        _publish(experience, member, at or timezone.now())


def locked(experience: Experience) -> Experience:
    """As it stands now; two who change or agree at once wait here for each other."""
    found: Experience = Experience.objects.select_for_update(of=("self",)).get(pk=experience.pk)
    return found


def _say_yes(experience: Experience, member: Member) -> None:
    experience.writers.filter(member=member).exclude(agreed_to=experience.version).update(
        agreed_to=experience.version, agreed_at=timezone.now()
    )


def _publish(experience: Experience, member: Member, at: datetime) -> None:
    """The community hears of it once; a worker reads what it means."""
    experience.published_at = at
    experience.save(update_fields=["published_at"])
    if not Activity.objects.filter(kind=PUBLISHED, target_id=experience.pk).exists():
        record(
            PUBLISHED,
            actor=member,
            community=experience.community,
            target=experience,
            happened_at=at,
        )
    if experience.writers.exclude(member=member).exists():
        once = str(experience.version)
        notify(
            "sharing.experience_public",
            actor=member,
            target=experience,
            once=once,
            happened_at=at,
        )
    transaction.on_commit(lambda: send("sharing.encode_experience", experience.pk))

""" "I tried it": what came of an experience elsewhere, in words."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Language, Member
from members.refusals import Invalid, require
from members.services.outbox import notify
from members.text import clean_text
from sharing.access import experiences as rules
from sharing.models import Experience, Trial
from sharing.services.experiences.words import LONGEST_TRIAL


@transaction.atomic
def tell_trial(
    *,
    member: Member,
    experience: Experience,
    text: str,
    language: str,
    happened_at: datetime | None = None,
) -> Trial:
    """Say what came of it where one tried it oneself; its writers hear of it."""
    require(rules.can_try, member, experience)
    text = clean_text(text)
    if not text:
        raise Invalid(_("Say in a sentence or two what came of it."), field="text")
    if len(text) > LONGEST_TRIAL:
        raise Invalid(_("At most 2000 characters. What matters most?"), field="text")
    if language not in Language.values:
        raise Invalid(_("Say in which language you wrote it."), field="language")
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    mine = Trial.objects.filter(experience=experience, member=member, withdrawn_at=None)
    if first := mine.filter(text=text).first():
        return first
    trial = Trial.objects.create(
        experience=experience,
        member=member,
        text=text,
        language=language,
        created_at=happened_at or timezone.now(),
    )
    notify("sharing.experience_tried", actor=member, target=trial, happened_at=happened_at)
    return trial


@transaction.atomic
def withdraw_trial(*, member: Member, trial: Trial) -> None:
    """Take back what one told; it can be brought back."""
    require(rules.is_own_trial, member, trial)
    Trial.objects.filter(pk=trial.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())


@transaction.atomic
def restore_trial(*, member: Member, trial: Trial) -> None:
    """Undo a withdrawal."""
    require(rules.is_own_trial, member, trial)
    Trial.objects.filter(pk=trial.pk).update(withdrawn_at=None)


def hide_trial(trial: Trial) -> None:
    """A moderator decided: out of sight."""
    Trial.objects.filter(pk=trial.pk).update(hidden_at=timezone.now())


def show_trial(trial: Trial) -> None:
    """The decision was overruled: back in sight."""
    Trial.objects.filter(pk=trial.pk).update(hidden_at=None)

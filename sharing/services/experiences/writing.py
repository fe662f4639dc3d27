"""Writing an experience, alone or together, and changing it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from members.models import Member
from members.refusals import Invalid, Refusal, require
from members.services import limits
from members.services.outbox import notify
from members.services.revisions import rewrite
from sharing import access
from sharing.access import experiences as rules
from sharing.models import Exchange, Experience, ExperienceWriter, Skill
from sharing.services.experiences.agreeing import agree, locked
from sharing.services.experiences.words import ExperienceWords, sound_words
from sharing.services.skills import coin_skills
from sharing.terms import wrong_skills


class WordsMoved(Refusal):
    sentence = _(
        "The words changed while you were writing. Your text is kept below; look at how they"
        " stand now, then send yours again."
    )


@transaction.atomic
def write_experience(
    *,
    member: Member,
    community: Community,
    exchange: Exchange | None = None,
    skills: Sequence[Skill] = (),
    own_skills: Sequence[str] = (),
    publish: bool = False,
    happened_at: datetime | None = None,
    **words: Unpack[ExperienceWords],
) -> Experience:
    """Note what one has learnt, for a community one belongs to; with an exchange for both.

    With `publish` the writer agrees to these words under CC BY-SA 4.0. What is written of one
    exchange is one experience: a second one gives the first.
    """
    require(access.can_share_in, member, [community])
    writers = _writers(member, exchange)
    if exchange is not None and (first := _of_exchange(exchange)):
        return first
    require(rules.both_can_read, community, writers)
    sound = sound_words(words)
    named = _named_skills(member, skills, own_skills, sound["language"])
    with limits.one_more(limits.EXPERIENCES, member):
        experience = Experience.objects.create(
            community=community,
            exchange=exchange,
            created_at=happened_at or timezone.now(),
            **sound,
        )
        experience.skills.set(named)
    for writer in writers:
        ExperienceWriter.objects.create(experience=experience, member=writer)
    if publish:
        agree(experience, member, happened_at)
    elif len(writers) > 1:
        notify(
            "sharing.experience_written",
            actor=member,
            target=experience,
            once="1",
            happened_at=happened_at,
        )
    return experience


@transaction.atomic
def edit_experience(
    *,
    member: Member,
    experience: Experience,
    version: int,
    skills: Sequence[Skill] = (),
    own_skills: Sequence[str] = (),
    publish: bool = False,
    **words: Unpack[ExperienceWords],
) -> bool:
    """Change the words; the earlier ones stay, and whoever writes it too is asked again.

    False when nothing changed. `version` is the one that was read.
    """
    experience = locked(experience)
    require(rules.can_write_on, member, experience)
    require(rules.is_in_sight, member, experience)
    if experience.withdrawn_at is not None:
        raise Refusal(_("It is withdrawn. Bring it back first, then change it."))
    if experience.version != version:
        raise WordsMoved
    sound = sound_words(words)
    named = _named_skills(member, skills, own_skills, sound["language"])
    before = set(experience.skills.all())
    experience.skills.set(named)
    changed = _reworded(experience, member, sound)
    if publish or (changed and experience.published_at):
        agree(experience, member)
    elif changed and _has_others(experience, member):
        notify(
            "sharing.experience_written",
            actor=member,
            target=experience,
            once=str(experience.version),
        )
    return changed or before != set(named)


def hide_experience(experience: Experience) -> None:
    """A moderator decided: out of sight, its writers included."""
    Experience.objects.filter(pk=experience.pk).update(hidden_at=timezone.now())


def show_experience(experience: Experience) -> None:
    """The decision was overruled: back in sight."""
    Experience.objects.filter(pk=experience.pk).update(hidden_at=None)


def _reworded(experience: Experience, member: Member, sound: dict[str, object]) -> bool:
    """Words of one alone stay public while they change; words of both wait for both again."""
    if all(getattr(experience, name) == value for name, value in sound.items()):
        return False
    fields = sound | {"version": experience.version + 1}
    if _has_others(experience, member):
        fields["published_at"] = None
    rewrite(experience, editor=member, fields=fields)
    Experience.objects.filter(pk=experience.pk).update(vector=None)
    return True


def _writers(member: Member, exchange: Exchange | None) -> list[Member]:
    """The member, and the other side of the exchange if they are still here."""
    if exchange is None:
        return [member]
    require(rules.can_look_back_on, member, exchange)
    other = exchange.other if exchange.asker_id == member.pk else exchange.asker
    return [member, other] if other is not None and other.is_active else [member]


def _of_exchange(exchange: Exchange) -> Experience | None:
    """What was written of it already; two who begin at once wait here for each other."""
    Exchange.objects.select_for_update(of=("self",)).get(pk=exchange.pk)
    return Experience.objects.filter(exchange=exchange).first()


def _has_others(experience: Experience, member: Member) -> bool:
    return experience.writers.exclude(member=member).exists()


def _named_skills(
    member: Member, skills: Sequence[Skill], own_skills: Sequence[str], language: str
) -> list[Skill]:
    if problem := wrong_skills(len(skills) + len(own_skills)):
        raise Invalid(problem[1], field=problem[0])
    coined = coin_skills(member=member, words=own_skills, language=language)
    return list(dict.fromkeys([*skills, *coined]))

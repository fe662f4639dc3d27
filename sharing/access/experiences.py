"""Who may do what with experiences."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from members.models import Member
from members.refusals import says
from sharing.models import Exchange, ExchangeState, Experience, ExperienceWriter, Trial

DONE = {ExchangeState.DONE, ExchangeState.REFLECTED, ExchangeState.SETTLED}


def writes(member: Member | None, experience: Experience) -> bool:
    """Whether somebody is one of those who write it."""
    return member is not None and _seats(experience).filter(member=member).exists()


@says(_("Only whoever wrote this experience can do that."))
def can_write_on(member: Member, experience: Experience) -> bool:
    return writes(member, experience)


@says(_("A moderator took this out of sight. You can read why in the decision."))
def is_in_sight(member: Member, experience: Experience) -> bool:
    return experience.hidden_at is None


@says(_("Whoever withdrew it can bring it back."))
def can_bring_back(member: Member, experience: Experience) -> bool:
    """Nobody brings back the words of another who took their yes away."""
    others = _seats(experience).exclude(member=member)
    return experience.published_at is None or not others.filter(agreed_to=None).exists()


@says(_("An experience of both belongs to an exchange that is done, and to the two who did it."))
def can_look_back_on(member: Member, exchange: Exchange) -> bool:
    return member.pk in {exchange.asker_id, exchange.other_id} and exchange.state in DONE


@says(_("The other of you cannot read this community. Choose one that is open to both."))
def both_can_read(community: Community, writers: list[Member]) -> bool:
    return all(
        Community.objects.visible_to(one).filter(pk=community.pk).exists() for one in writers
    )


@says(_("You can try what others wrote, once it is published."))
def can_try(member: Member, experience: Experience) -> bool:
    return (
        experience.published_at is not None
        and experience.stands
        and not writes(member, experience)
        and Experience.objects.visible_to(member).filter(pk=experience.pk).exists()
    )


@says(_("Only whoever wrote this can withdraw it or bring it back."))
def is_own_trial(member: Member, trial: Trial) -> bool:
    return trial.member_id == member.pk and trial.hidden_at is None


def _seats(experience: Experience) -> QuerySet[ExperienceWriter]:
    return ExperienceWriter.objects.filter(experience=experience)

"""What can be reported of this floor, and of what members own."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Membership, Role
from communities.services.communities import hide_community, restore_community
from communities.services.profiles import hide_profile, restore_profile
from communities.shelves import Reportable, reportables
from members.models import Member, Message, Question, ValueStatement


def _nowhere(thing: Any) -> None:
    """What members own belongs to no community, so the site team decides."""


def _owners(community: Community) -> QuerySet[Member]:
    """They shape it, whoever founded it."""
    owning = Membership.objects.active().filter(community=community, role=Role.OWNER)
    return Member.objects.filter(pk__in=owning.values("member"))


def _founder(community: Community) -> Member | None:
    """As long as they own it: whoever left is told nothing of it any more, also by no decision."""
    return _owners(community).filter(pk=community.founder_id or 0).first()


def _hide(thing: Any) -> None:
    type(thing).objects.filter(pk=thing.pk, hidden_at=None).update(hidden_at=timezone.now())


def _restore(thing: Any) -> None:
    type(thing).objects.filter(pk=thing.pk).update(hidden_at=None)


reportables.register(
    Reportable(
        name="community",
        model=Community,
        label=_("Community"),
        author_of=_founder,
        others_of=_owners,
        community_of=_nowhere,
        visible_to=Community.objects.listed_for,
        hide=hide_community,
        restore=restore_community,
        words=lambda community: "\n\n".join(
            filter(None, [community.name, community.purpose, community.about, community.guidelines])
        ),
        url=lambda community: community.get_absolute_url(),
    )
)
reportables.register(
    Reportable(
        name="member",
        model=Member,
        label=_("Profile"),
        author_of=lambda member: member,
        community_of=_nowhere,
        visible_to=Member.objects.visible_to,
        hide=hide_profile,
        restore=restore_profile,
        words=lambda member: "\n\n".join(
            filter(None, [member.story, member.curious_about, member.role, member.name])
        ),
        url=lambda member: member.get_absolute_url(),
    )
)
reportables.register(
    Reportable(
        name="value",
        model=ValueStatement,
        label=_("Value statement"),
        author_of=lambda value: value.member,
        community_of=_nowhere,
        visible_to=ValueStatement.objects.visible_to,
        hide=_hide,
        restore=_restore,
        words=lambda value: "\n\n".join(filter(None, [value.words, value.example])),
        url=lambda value: value.get_absolute_url(),
    )
)
reportables.register(
    Reportable(
        name="question",
        model=Question,
        label=_("Question"),
        author_of=lambda question: question.asker,
        others_of=lambda question: [question.addressee],
        community_of=_nowhere,
        visible_to=Question.objects.visible_to,
        hide=_hide,
        restore=_restore,
        words=lambda question: question.text,
        url=lambda question: question.get_absolute_url(),
        between_two=lambda question: not question.is_public,
    )
)
reportables.register(
    Reportable(
        name="message",
        model=Message,
        label=_("Private message"),
        author_of=lambda message: message.author,
        others_of=lambda message: [message.conversation.partner_of(message.author)],
        community_of=_nowhere,
        visible_to=lambda member: Message.objects.visible_to(member).select_related(
            "author", "conversation__one", "conversation__other"
        ),
        hide=_hide,
        restore=_restore,
        words=lambda message: message.text,
        between_two=lambda message: True,
        url=lambda message: message.get_absolute_url(),
        told=_(
            "The site team reads this one message, nothing else of your conversation. Say below"
            " what it needs to know besides. Nobody else can read the message, so whoever wrote it"
            " may guess that you reported it."
        ),
    )
)

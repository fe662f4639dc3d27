"""Following and muting a topic: private, and counted nowhere."""

from debates.access import can_see_topic
from debates.models import Topic, TopicChoice
from members.models import Member
from members.refusals import require


def follow(*, member: Member, topic: Topic) -> None:
    """Hear what is new in a topic; whoever muted it mutes it no more."""
    _choose(member, topic, TopicChoice.Wish.FOLLOW)


def mute(*, member: Member, topic: Topic) -> None:
    """Hear nothing of a topic any more, in the inbox, on Today and in the digest."""
    _choose(member, topic, TopicChoice.Wish.MUTE)


def unfollow(*, member: Member, topic: Topic) -> None:
    """Neither follow nor mute."""
    TopicChoice.objects.filter(member=member, topic=topic).delete()


def _choose(member: Member, topic: Topic, wish: str) -> None:
    require(can_see_topic, member, topic)
    TopicChoice.objects.update_or_create(member=member, topic=topic, defaults={"wish": wish})

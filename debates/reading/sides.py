"""Where members stand on a topic: against, undecided or for. A public fact, unlike a camp."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from debates.models import Position, Topic
from debates.models.position import PositionQuerySet
from members.models import Consent, Member, Purpose


def side_of(member: Member | None, topic: Topic) -> int | None:
    """The side of a member's standing position; nothing where they stand nowhere."""
    if member is None:
        return None
    own = Position.objects.standing().filter(member=member, topic=topic)
    stance = own.values_list("stance", flat=True).first()
    return None if stance is None else side(stance)


def side(stance: int) -> int:
    """Against −1, undecided 0, for +1."""
    return (stance > 0) - (stance < 0)


def counting(topic_id: int) -> PositionQuerySet:
    """The positions of everybody who stands there now and agrees to be read."""
    consent = Consent.objects.given(Purpose.PUBLISH_POSITIONS)
    published = Exists(consent.filter(member=OuterRef("member_id")))
    standing = Position.objects.standing().filter(topic=topic_id, member__is_active=True)
    return standing.filter(published)


def stances_shown(
    reader: Member | None, topic_id: int, people: Iterable[int] | None = None
) -> dict[int, int]:
    """Of these people, or of all: the stance of those whose position the reader may read."""
    positions = Position.objects.filter(topic=topic_id).published_to(reader)
    if people is not None:
        positions = positions.filter(member__in=list(people))
    return dict(positions.values_list("member_id", "stance"))

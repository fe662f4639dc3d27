"""What two members share, beside the form in which one restates or contradicts the other."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from debates.models import Ground, Position, Topic
from members.models import Member, ValueStatement
from members.values import all_values

MOST_NAMED = 3
AT_ODDS, SAME_SIDE, ELSEWHERE = "odds", "same", "elsewhere"
WITH_VALUES = {
    AT_ODDS: _("At odds on the matter, at one in %(values)s."),
    SAME_SIDE: _("On the same side, and at one in %(values)s."),
    ELSEWHERE: _("At one in %(values)s."),
}
WITHOUT_VALUES = {
    AT_ODDS: _("At odds on the matter. What the two of you share is still to be found."),
    SAME_SIDE: _("On the same side of the matter, each with reasons of your own."),
}


def what_they_share(reader: Member, author: Member, topic: Topic) -> str:
    """One sentence for the reader: how the two stand, and in which values they meet; or nothing.

    Values are those both rest on here, else those both declare, as far as the reader may see them.
    """
    positions = Position.objects.visible_to(reader).filter(topic=topic, member__in=[reader, author])
    here = {position.member_id: position for position in positions}
    stand = _how_they_stand(here.get(reader.pk), here.get(author.pk))
    shared = _shared_grounds(here, reader, author) or _shared_values(reader, author)
    if shared:
        return str(WITH_VALUES[stand]) % {"values": _listed(shared)}
    return str(WITHOUT_VALUES.get(stand, ""))


def _how_they_stand(mine: Position | None, theirs: Position | None) -> str:
    if mine is None or theirs is None or 0 in {mine.side, theirs.side}:
        return ELSEWHERE
    return SAME_SIDE if mine.side == theirs.side else AT_ODDS


def _shared_grounds(here: dict[int, Position], reader: Member, author: Member) -> list[str]:
    if len(here) < 2:
        return []
    rests = Ground.objects.filter(version__in=[one.current_id for one in here.values()])
    return _in_both(
        rests.values_list("version__position__member_id", "statement__value"), reader, author
    )


def _shared_values(reader: Member, author: Member) -> list[str]:
    declared = ValueStatement.objects.visible_to(reader).filter(member__in=[reader, author])
    return _in_both(declared.order_by().values_list("member_id", "value"), reader, author)


def _in_both(rows: Iterable[tuple[int, str]], reader: Member, author: Member) -> list[str]:
    """The values that both name, in the order of the circle."""
    named = {(member, value) for member, value in rows}
    return [
        value
        for value in all_values()
        if (reader.pk, value) in named and (author.pk, value) in named
    ][:MOST_NAMED]


def _listed(slugs: list[str]) -> str:
    """One, two or three names of values."""
    names = [all_values()[slug].name for slug in slugs]
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return gettext("%(one)s and %(other)s") % {"one": names[0], "other": names[1]}
    return gettext("%(one)s, %(other)s and %(third)s") % {
        "one": names[0],
        "other": names[1],
        "third": names[2],
    }

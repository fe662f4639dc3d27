"""What happened between two people, in words."""

from django.utils.translation import gettext

from members.markup import dates
from members.models import Encounter, EncounterKind, Member


def told(event: Encounter, me: Member, other: Member) -> str:
    """One event as a sentence to one of the two, with its day."""
    words = {"name": other.name, "when": dates.since(event.at)}
    return _sentence(event, mine=event.actor_id == me.pk) % words


def _sentence(event: Encounter, *, mine: bool) -> str:
    match event.kind, mine:
        case EncounterKind.ANSWERED, True:
            return gettext("You answered a question of %(name)s %(when)s.")
        case EncounterKind.ANSWERED, False:
            return gettext("%(name)s answered your question %(when)s.")
        case EncounterKind.HEARD, True:
            return gettext("You felt heard by %(name)s %(when)s.")
        case EncounterKind.HEARD, False:
            return gettext("%(name)s felt heard by you %(when)s.")
        case EncounterKind.MOVED, True:
            return gettext("You had a part in how %(name)s moved %(when)s.")
        case EncounterKind.MOVED, False:
            return gettext("%(name)s had a part in how you moved %(when)s.")
        case EncounterKind.EXCHANGED, _:
            return gettext("You and %(name)s did something together %(when)s.")
        case EncounterKind.MET, _:
            return gettext("You and %(name)s met %(when)s.")
    return gettext("You and %(name)s were introduced to each other %(when)s.")

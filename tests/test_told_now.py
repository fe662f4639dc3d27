"""What is told is told by what holds now: every kind of news and every part of the export, on every
way they take, after each of the things that close a door.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone

from communities.models import Community, Invitation, Membership, MembershipState
from communities.services.communities import hide_community
from communities.services.invitations import decline_invitation
from debates.models import Mission, Topic
from members.models import Block, MailState, Member, Notification
from members.services import digests, mails, notifications, privacy
from members.shelves import notification_kinds, personal_data
from tests.conftest import Cast, make_member
from tests.programs import Program
from tests.stage import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.clock]

READERS = ("lea", "ben", "nora", "mara", "odo")
# What everything in the community by invitation is called after the door has closed.
NEW_NAMES = ("Renamed place", "Reworded question", "Reworded aim")
STATES = ("left", "removed", "hidden", "blocked", "deactivated")

# Which news goes on being told to its reader, who …
#   … left or was removed from the community it is about, or that community was hidden;
#   … is parted by a block from everybody else, or everybody else was deactivated.
# A dot: it is left out. An equals sign: it is told, and names nothing they could not see.
NEWS = """
"""
# Which parts of the export get shorter: what others wrote goes, one's own words stay.
EXPORT = """
"""


def column(table: str, state: str) -> dict[str, str]:
    """What a table says of one state, by the names of its rows."""
    rows = [line.split() for line in table.strip().splitlines()]
    return {name: cells[STATES.index(state)] for name, *cells in rows}


@pytest.fixture
def cast(standing: tuple[Cast, Stage]) -> Cast:
    return standing[0]


@pytest.fixture
def stage(standing: tuple[Cast, Stage], settings: Any) -> Stage:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return standing[1]


@pytest.fixture
def news(cast: Cast, stage: Stage) -> dict[str, Notification]:
    """One piece of news of every kind, about the community by invitation where it is about one, to
    somebody who may read it now.
    """
    Notification.objects.all().delete()
    return {
        kind.name: told(kind, doors(kind.name, cast, stage), cast) for kind in notification_kinds
    }


def doors(kind: str, cast: Cast, stage: Stage) -> list[Any]:
    """What news of a kind can be about: of the community by invitation, if there is such a thing."""
    states = {
        "communities.asked_to_join": MembershipState.REQUESTED,
        "communities.declined": MembershipState.DECLINED,
        "communities.removed": MembershipState.REMOVED,
    }
    if kind in states:
        rows = Membership.objects.filter(community=cast.secret)
        somebody = cast.nora if kind != "communities.asked_to_join" else make_member("tilo")
        if kind == "communities.removed":
            somebody = cast.odo
        row, _ = rows.update_or_create(
            member=somebody,
            community=cast.secret,
            defaults={"state": states[kind], "role": "member", "state_since": timezone.now()},
        )
        return [row]
    if kind in {"communities.let_in", "communities.role_changed"}:
        return [Membership.objects.get(community=cast.secret, member=cast.lea)]
    if kind == "communities.invited":
        return [stage.put("secret_invitation", invited(cast))]
    model = notification_kinds[kind].load(cast.lea).model
    things = stage.of(model)
    return sorted(things, key=lambda thing: thing not in secret_things(stage))


def invited(cast: Cast) -> Invitation:
    """Lea invites somebody new into the community by invitation."""
    return Invitation.objects.create(
        community=cast.secret,
        inviter=cast.lea,
        invitee=make_member("tora"),
        expires_at=timezone.now() + timezone.timedelta(days=14),
    )


def secret_things(stage: Stage) -> list[Any]:
    return [thing for name, thing in stage.things.items() if name.endswith(".secret")]

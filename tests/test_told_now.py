"""What is told is told by what holds now: every kind of news and every part of the export, on every
way they take, after each of the things that close a door.
"""

import json
import re
from copy import deepcopy
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone

from communities.models import Community, Invitation, Membership, MembershipState
from communities.services.activity import record
from communities.services.communities import hide_community
from communities.services.invitations import decline_invitation
from debates.models import Mission, Topic
from members.models import MailState, Member, Notification
from members.services import blocks, digests, mails, notifications, privacy
from members.shelves import notification_kinds, personal_data
from sharing.models import TimeTransfer
from tests.conftest import Cast, make_member
from tests.programs import Program
from tests.stage import Stage
from tests.told import EXPORT, NEWS, STATES, column

pytestmark = [pytest.mark.django_db, pytest.mark.clock]

# What everything in the community by invitation is called after the door has closed.
NEW_NAMES = {"Renamed place", "Reworded question", "Reworded aim"}
# News nobody did: it comes by itself, or in the name of a community.
BY_ITSELF = {
    "communities.let_in",
    "communities.declined",
    "communities.removed",
    "communities.role_changed",
    "communities.reported",
    "communities.complained",
    "communities.decided",
    "debates.restatement_lapsed",
    "debates.echo",
    "debates.mission_review",
    "debates.commitment_due",
    "debates.commitment_passed",
    "sharing.introduction_came_about",
    "sharing.introduction_rests",
    "sharing.ring_proposed",
    "sharing.ring_begun",
    "sharing.ring_ended",
    "sharing.rota_turn",
    "sharing.request_asked_on",
    "sharing.search_found",
    "sharing.exchange_reminder",
    "sharing.mediation_asked",
    "sharing.stayed_away",
    "sharing.offer_runs_out",
    "sharing.request_runs_out",
}


@pytest.fixture(scope="module")
def told_before(stage_of_module: tuple[Cast, Stage]) -> tuple[Cast, list[Notification]]:
    """One piece of news of every kind, to somebody who may read it now; about the community by
    invitation, where it is about a community. Written once for all tests of this file.
    """
    cast, stage = stage_of_module
    Notification.objects.all().delete()
    # Whoever moderates reads who asks to join, also across a block.
    Membership.objects.requested().delete()
    TimeTransfer.objects.update(community=cast.secret)
    # What is worded anew shall be nobody's own.
    Topic.objects.update(author=None)
    Mission.objects.update(starter=None)
    record("communities.joined", actor=cast.ben, community=cast.public, target=cast.public)
    return cast, [piece_of(kind.name, cast, stage) for kind in notification_kinds]


@pytest.fixture
def cast(told_before: tuple[Cast, list[Notification]], db: None) -> Cast:
    return deepcopy(told_before[0])


@pytest.fixture
def news(told_before: tuple[Cast, list[Notification]], db: None) -> list[Notification]:
    return deepcopy(told_before[1])


def piece_of(kind: str, cast: Cast, stage: Stage) -> Notification:
    """News of a kind, as the outbox would have written it."""
    for target in targets_of(kind, cast, stage):
        told = notification_kinds[kind].recipients(target, cast.ben)
        for reader in [*told, *(cast[name] for name in ("lea", "ben", "mara", "odo", "nora"))]:
            if notification_kinds[kind].load(reader).filter(pk=target.pk).exists():
                return Notification.objects.create(
                    recipient=reader,
                    actor=None
                    if kind in BY_ITSELF
                    else cast.lea
                    if reader == cast.ben
                    else cast.ben,
                    kind=kind,
                    target_type=ContentType.objects.get_for_model(target),
                    target_id=target.pk,
                    mail_state=MailState.WAITING,
                    mail_due_at=timezone.now(),
                )
    raise AssertionError(f"nobody on the stage may read {kind}")


def targets_of(kind: str, cast: Cast, stage: Stage) -> list[Any]:
    """What it can be about: what belongs to the community by invitation first."""
    states = {
        "communities.asked_to_join": MembershipState.REQUESTED,
        "communities.declined": MembershipState.DECLINED,
        "communities.removed": MembershipState.REMOVED,
        "communities.let_in": MembershipState.ACTIVE,
        "communities.role_changed": MembershipState.ACTIVE,
    }
    if kind in states:
        somebody = make_member(kind.replace("communities.", "of-").replace("_", "-"))
        return [
            Membership.objects.create(community=cast.secret, member=somebody, state=states[kind])
        ]
    if kind == "communities.invited":
        return [invitation_of(cast)]
    names = [name for name, thing in stage.things.items() if isinstance(thing, _model(kind, cast))]
    return [stage[name] for name in sorted(names, key=lambda name: not name.endswith(".secret"))]


def _model(kind: str, cast: Cast) -> type[Any]:
    return notification_kinds[kind].load(cast.lea).model


def invitation_of(cast: Cast) -> Invitation:
    """Lea invites somebody new into the community by invitation."""
    return Invitation.objects.create(
        community=cast.secret,
        inviter=cast.lea,
        invitee=make_member("tora"),
        words="You would like it here.",
        expires_at=timezone.now() + timezone.timedelta(days=14),
    )


def close_the_door(state: str, reader: Member, cast: Cast) -> None:
    """What happens to a reader; afterwards everything there is called otherwise."""
    mine = Membership.objects.active().filter(community=cast.secret, member=reader)
    others = Member.objects.exclude(pk=reader.pk)
    if state in {"left", "removed"}:
        mine.update(state=state, role="member", reply="Because.")
    elif state == "hidden":
        hide_community(cast.secret)
    elif state == "blocked":
        for other in others:
            blocks.block(member=reader, other=other)
    elif state == "deactivated":
        others.update(is_active=False)
    if state in {"left", "removed", "hidden"}:
        Community.objects.filter(pk=cast.secret.pk).update(name="Renamed place")
        Topic.objects.filter(community=cast.secret).update(question="Reworded question?")
        Mission.objects.filter(topic__community=cast.secret).update(aim="Reworded aim")


def all_that_is_told(reader: Member) -> str:
    """Everything this reader is told of, on every way: pages, programs, mail, letter, export."""
    browser, program = Client(headers={"accept-language": "en"}), Program(reader)
    browser.force_login(reader)
    pages = ("/", "/inbox/", "/questions/?show=answered", "/c/open-house/", "/c/by-invitation/")
    lists = ("notifications/", "memberships/", "questions/")
    mail.outbox.clear()
    while mails.send_next():
        pass
    since = timezone.now() - timezone.timedelta(days=28)
    export = privacy.export_of(reader)["kinds"]
    # The one place where it is said whom one blocked.
    del export["blocks"]
    return "\n".join(
        [
            *(_main(browser.get(page).content.decode()) for page in pages),
            *(program.get(path, page_size=100).content.decode() for path in lists),
            *(f"{one.subject} {one.body}" for one in mail.outbox if one.to == [reader.email]),
            *(
                f"{item.title} {item.why}"
                for part in digests.gather(reader, since)
                for item in part.items
            ),
            json.dumps(export, default=str, ensure_ascii=False),
        ]
    )


def _main(page: str) -> str:
    """A page without its frame."""
    return page.partition("<main")[2].partition("</main>")[0]


def must_not_be_told(state: str, reader: Member, cast: Cast) -> set[str]:
    if state in {"left", "removed", "hidden"}:
        return NEW_NAMES
    return {cast[name].name for name in ("lea", "ben", "nora", "mara", "odo")} - {reader.name}


def readable_by(reader: Member) -> set[str]:
    return {row.kind for row in notifications.readable(notifications.news_of(reader), reader)}


@pytest.mark.parametrize("state", STATES)
def test_the_table_of_news_holds(cast: Cast, news: list[Notification], state: str) -> None:
    found = {}
    for reader in {row.recipient for row in news}:
        mine = {row.kind for row in news if row.recipient == reader}
        assert readable_by(reader) == mine
        with transaction.atomic():
            close_the_door(state, reader, cast)
            still = readable_by(Member.objects.get(pk=reader.pk))
            transaction.set_rollback(True)
        found |= {kind: "=" if kind in still else "." for kind in mine}
    assert found == column(NEWS, state)


@pytest.mark.parametrize(
    ("who", "state"),
    [
        *(("lea", state) for state in STATES),
        ("mara", "left"),
        ("mara", "hidden"),
        ("ben", "blocked"),
    ],
)
def test_the_table_of_the_export_holds_and_nothing_else_is_told(
    cast: Cast, news: list[Notification], settings: Any, state: str, who: str
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    before = rows_of(cast[who])
    close_the_door(state, cast[who], cast)
    reader = Member.objects.get(pk=cast[who].pk)
    shorter = {name for name, count in rows_of(reader).items() if count < before[name]}
    allowed = {name for name, said in column(EXPORT, state).items() if said == "-"}
    assert shorter <= allowed
    told = all_that_is_told(reader)
    for word in must_not_be_told(state, reader, cast):
        found = re.search(rf".{{0,80}}\b{word}\b.{{0,40}}", told, re.IGNORECASE)
        assert found is None, f"{who} {state}: {found[0]}"


def rows_of(reader: Member) -> dict[str, int]:
    return {entry.name: len(list(entry.export(reader))) for entry in personal_data}


def test_the_tables_name_every_kind_and_every_section() -> None:
    assert set(column(NEWS, "left")) == {kind.name for kind in notification_kinds}
    assert set(column(EXPORT, "left")) == {entry.name for entry in personal_data}


@pytest.mark.parametrize("how", ["declined", "hidden"])
def test_whoever_was_invited_reads_no_name_that_came_later(
    cast: Cast, news: list[Notification], settings: Any, how: str
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    (asked,) = Invitation.objects.filter(community=cast.secret)
    reader = asked.invitee
    if how == "declined":
        decline_invitation(member=reader, invitation=asked)
        close_the_door("left", reader, cast)
    else:
        close_the_door("hidden", reader, cast)
    assert not any(name in all_that_is_told(reader) for name in NEW_NAMES)

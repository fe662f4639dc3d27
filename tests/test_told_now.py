"""What is told is told by what holds now: every kind of news and every part of the export, on every
way they take, after each of the things that close a door.
"""

import json
import re
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

pytestmark = [pytest.mark.django_db, pytest.mark.clock]

STATES = ("left", "removed", "hidden", "blocked", "deactivated")
# What everything in the community by invitation is called after the door has closed.
NEW_NAMES = {"Renamed place", "Reworded question", "Reworded aim"}
# Which news is told on to a reader who left or was removed from the community it is about, for whom
# that was hidden, who is parted by a block from everybody else, or is the only one still active.
# A dot: left out. An equals sign: told, and naming nothing the reader could not see otherwise.
NEWS = """
communities.asked_to_join         . . . . .
communities.complained            . . . = =
communities.decided               = = = = =
communities.declined              = = = = =
communities.invited               = = . . .
communities.let_in                . . . = =
communities.removed               = = = = =
communities.reported              . . . = =
communities.role_changed          . . . = =
debates.argued                    . . . . .
debates.commitment_done           . . . . .
debates.commitment_due            . . . . =
debates.commitment_passed         . . . . =
debates.commitment_witness_asked  . . . . .
debates.echo                      = = = = =
debates.felt_heard                . . . . .
debates.joint_drafted             . . . . .
debates.joint_opened              . . . . .
debates.joint_ratified            . . . . .
debates.joint_reworded            . . . . .
debates.joint_set_aside           . . . . .
debates.judged                    . . . . .
debates.mission_carried           . . . . .
debates.mission_ended             . . . . .
debates.mission_review            . . . . =
debates.mission_set_out           . . . . .
debates.mission_started           . . . . .
debates.moved_somebody            . . . . .
debates.not_quite                 . . . . .
debates.position_taken            . . . . .
debates.progress_told             . . . . .
debates.restated                  . . . . .
debates.restatement_lapsed        . . . . =
debates.topic_closed              . . . . .
debates.witness_asked             . . . . .
debates.witness_declined          . . . . .
debates.witness_proposed          . . . . .
members.message_received          = = = . .
members.question_answered         = = = . .
members.question_asked            = = = . .
sharing.exchange_agreed           = = = . .
sharing.exchange_date             = = = . .
sharing.exchange_moved            = = = . .
sharing.exchange_proposed         = = = . .
sharing.exchange_reminder         = = = . .
sharing.experience_agreed         = = = . .
sharing.experience_public         = = = . .
sharing.experience_tried          = = = . .
sharing.experience_written        = = = . .
sharing.hours_corrected           . . . . .
sharing.hours_opened              . . . . .
sharing.introduction_came_about   = = = . .
sharing.introduction_made         = = = . .
sharing.introduction_rests        = = = . .
sharing.match_found               . . . . .
sharing.mediation_asked           = = = = =
sharing.offer_runs_out            = = = = =
sharing.request_asked_on          = = = = =
sharing.request_runs_out          = = = = =
sharing.ring_begun                = = = = =
sharing.ring_ended                = = = = =
sharing.ring_proposed             = = = = =
sharing.rota_turn                 . . . . .
sharing.search_found              = = = = =
sharing.stayed_away               = = = . .
"""
# Which parts of the export get shorter then (a minus): others' words go, one's own stay.
EXPORT = """
acceptances               . . . . .
account                   . . . . .
administration            . . . . .
blocks                    . . . . .
communities.activities    . . . . .
communities.cases         . . . . .
communities.complaints    . . . . .
communities.decisions     . . . . .
communities.founded       . . . . .
communities.invitations   . . . . .
communities.memberships   . . . . .
communities.reports       . . . . .
consents                  . . . . .
conversations             . . . . .
debates.arguments         . . . . .
debates.choices           . . . . .
debates.commitments       - - - - -
debates.credits           - - - - -
debates.echoes            . . . . .
debates.joint_statements  . . . . .
debates.missions          . . . . .
debates.missions_carried  . . . . .
debates.places            . . . . .
debates.positions         . . . . .
debates.progress          . . . . .
debates.ratifications     . . . . .
debates.restatements      . . . . .
debates.statements        . . . . .
debates.topics            . . . . .
debates.votes             . . . . .
debates.witnessings       . . . . .
digests                   . . . . .
earlier_versions          . . . . .
email_addresses           . . . . .
encounters                . . . . .
notification_choices      . . . . .
notifications             - - - - -
outbox                    . . . . .
questions                 . . . - -
second_factors            . . . . .
sessions                  . . . . .
sharing.availability      . . . . .
sharing.exchanges         . . . . .
sharing.experiences       . . . . .
sharing.introductions     . . . - -
sharing.mediations        . . . . .
sharing.not_for_me        . . . . .
sharing.offers            . . . . .
sharing.proposals         . . . . .
sharing.reflections       . . . . .
sharing.requests          . . . . .
sharing.rings             . . . . .
sharing.rota              . . . . .
sharing.searches          . . . . .
sharing.showings          . . . . .
sharing.skills            . . . . .
sharing.tellings          . . . . .
sharing.time_accounts     . . . . .
sharing.trials            . . . . .
tokens                    . . . . .
values                    . . . . .
"""
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


def column(table: str, state: str) -> dict[str, str]:
    """What a table says of one state, by the names of its rows."""
    rows = [line.split() for line in table.strip().splitlines()]
    return {name: cells[STATES.index(state)] for name, *cells in rows}


@pytest.fixture
def cast(standing: tuple[Cast, Stage]) -> Cast:
    return standing[0]


@pytest.fixture
def stage(standing: tuple[Cast, Stage]) -> Stage:
    return standing[1]


@pytest.fixture
def news(cast: Cast, stage: Stage, settings: Any) -> list[Notification]:
    """One piece of news of every kind, to somebody who may read it now; about the community by
    invitation, where it is about a community.
    """
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Notification.objects.all().delete()
    # Whoever moderates reads who asks to join, also across a block.
    Membership.objects.requested().delete()
    TimeTransfer.objects.update(community=cast.secret)
    # What is worded anew shall be nobody's own.
    Topic.objects.update(author=None)
    Mission.objects.update(starter=None)
    record("communities.joined", actor=cast.ben, community=cast.public, target=cast.public)
    return [piece_of(kind.name, cast, stage) for kind in notification_kinds]


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
    browser.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
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


@pytest.mark.parametrize("who", ["lea", "ben", "mara"])
@pytest.mark.parametrize("state", STATES)
def test_the_table_of_the_export_holds_and_nothing_else_is_told(
    cast: Cast, news: list[Notification], state: str, who: str
) -> None:
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
    cast: Cast, stage: Stage, news: list[Notification], how: str
) -> None:
    (asked,) = Invitation.objects.filter(community=cast.secret)
    reader = asked.invitee
    if how == "declined":
        decline_invitation(member=reader, invitation=asked)
        close_the_door("left", reader, cast)
    else:
        close_the_door("hidden", reader, cast)
    assert not any(name in all_that_is_told(reader) for name in NEW_NAMES)

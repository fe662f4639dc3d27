"""Writes a letter and hands it to the mail server: never twice, and never not at all.

A letter waits, then is posted, then sent. It becomes posted right before the mail server takes it
over (members.post): whatever happens to a worker before that, the letter still waits and another
worker writes it; whatever happens afterwards, nobody writes it again.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import DigestLine, DigestRun, DigestState, Member
from members.post import AlreadyPosted, NotPosted, Unsure, post
from members.reader import mailed_to
from members.services import mails, outbox, rhythm
from members.services.digests.contents import Part, gather, since_last
from members.services.digests.following import link_token
from members.services.digests.periods import open_due
from members.services.digests.planning import come_back, consents, rhythm_path
from members.shelves import digest_sections

logger = logging.getLogger(__name__)

# Tries double their distance, from two minutes to about four hours.
MOST_ATTEMPTS = 8


@dataclass(frozen=True)
class Letter:
    """One letter as it is about to be sent. `asks`: nobody followed the last ones; how often?"""

    run: DigestRun
    parts: list[Part]
    asks: bool
    made_at: datetime

    @property
    def count(self) -> int:
        return sum(len(part.items) for part in self.parts)


def send_digest(*, member_id: int, at: datetime | None = None) -> bool:
    """Send a member the digest that is due, once; say nothing when there is nothing to say."""
    now = at or timezone.now()
    open_due(now, member_id=member_id)
    waiting = DigestRun.objects.waiting(now).filter(member=member_id).order_by("period_start")
    sent = [_deliver(run, now) for run in waiting.select_related("member")]
    return any(sent)


@transaction.atomic
def ask_for_digest(*, member: Member) -> DigestRun:
    """A digest on demand; it moves no date of the regular one. Asking twice is asking once."""
    locked = Member.objects.select_for_update(no_key=True, of=("self",)).get(pk=member.pk)
    come_back(locked)
    waiting = DigestRun.objects.filter(
        member=locked, is_asked_for=True, state=DigestState.WAITING
    ).first()
    run = waiting or DigestRun.objects.create(
        member=locked, period_start=timezone.now(), is_asked_for=True
    )
    transaction.on_commit(partial(outbox.send, "members.send_digest", member.pk))
    return run


def _deliver(run: DigestRun, now: datetime) -> bool:
    member = run.member
    with mailed_to(member):
        letter = _write(run)
        if letter is None:
            _close(run)
            return False
        try:
            _mail(letter)
        except AlreadyPosted:
            return False
        except NotPosted as trouble:
            _put_back(run, now, trouble)
            return False
        except Unsure as trouble:
            logger.warning("Nobody knows whether letter %s arrived: %s", run.pk, trouble)
            return False
    _settle(letter, now)
    return True


def _write(run: DigestRun) -> Letter | None:
    """The letter, or None where there is nothing to say or nobody wants to hear it any more."""
    member = run.member
    if not member.is_active or not (run.is_asked_for or consents(member)):
        return None
    run.since, now = since_last(member), timezone.now()
    if not run.is_asked_for and rhythm.pace(member) is None:
        return Letter(run, [], asks=True, made_at=now)
    parts = gather(member, run.since)
    return Letter(run, parts, asks=False, made_at=now) if parts else None


def _mail(letter: Letter) -> None:
    lines = [] if letter.asks else lines_of(letter)
    post(
        question_of(letter) if letter.asks else mail_of(letter, lines),
        partial(_seal, letter, lines),
    )


def question_of(letter: Letter) -> EmailMultiAlternatives:
    """Nobody followed the last letters: one question instead of the next one."""
    member = letter.run.member
    return mails.mail_to(
        member,
        subject=_("How often shall we write?"),
        template="how_often",
        context={"answer_url": f"{settings.PUBLIC_URL}{rhythm_path(member)}"},
        stops=mails.DIGEST,
        message_id=f"digest-{letter.run.pk}",
    )


def mail_of(letter: Letter, lines: list[DigestLine]) -> EmailMultiAlternatives:
    return mails.mail_to(
        letter.run.member,
        subject=_("Your letter from Resonanz"),
        template="digest",
        context=context_of(letter.parts, [_address(line) for line in lines]),
        stops=mails.DIGEST,
        message_id=f"digest-{letter.run.pk}",
    )


def lines_of(letter: Letter) -> list[DigestLine]:
    """The letter itself first, to be read in the browser, then each of its things."""
    run, own = letter.run, letter.run.get_absolute_url()
    lines = [DigestLine(run=run, kind="letter", key=own, url=own)]
    for part in letter.parts:
        lines += [
            DigestLine(run=run, section=part.name, kind=item.kind, key=item.thing, url=item.url)
            for item in part.items
        ]
    for place, line in enumerate(lines):
        line.place = place
    return lines


def _address(line: DigestLine) -> str:
    path = reverse("members:go", args=[link_token(line.run_id, line.place)])
    return f"{settings.PUBLIC_URL}{path}"


def context_of(parts: list[Part], addresses: list[str]) -> dict[str, Any]:
    """What the templates write: the letter's own address, and each item with its own."""
    left = iter(addresses)
    own = next(left)
    return {
        "letter_url": own,
        "parts": [
            {
                "title": part.title,
                "items": [{"item": item, "url": next(left)} for item in part.items],
            }
            for part in parts
        ],
    }


@transaction.atomic
def _seal(letter: Letter, lines: list[DigestLine]) -> None:
    """From here on this letter is never sent again."""
    run = letter.run
    mine = DigestRun.objects.filter(pk=run.pk, state=DigestState.WAITING)
    if not mine.update(
        state=DigestState.POSTED, since=run.since, made_at=letter.made_at, items=letter.count
    ):
        raise AlreadyPosted
    run.state = DigestState.POSTED
    DigestLine.objects.bulk_create(lines)


@transaction.atomic
def _settle(letter: Letter, now: datetime) -> None:
    """The mail server took it: sections hear what was told, and the next date follows the pace."""
    run = letter.run
    member = Member.objects.select_for_update(no_key=True, of=("self",)).get(pk=run.member_id)
    DigestRun.objects.filter(pk=run.pk).update(state=DigestState.SENT, sent_at=timezone.now())
    for part in letter.parts:
        told = digest_sections[part.name].sent
        if told:
            told(member, part.items, letter.made_at)
    if not run.is_asked_for:
        _count(member, letter, now)


def _count(member: Member, letter: Letter, now: datetime) -> None:
    """One more letter that waits for an action; after the question, none until it is answered."""
    before = rhythm.pace(member)
    member.letters_unread += 1
    if letter.asks:
        member.next_digest_at = None
    elif rhythm.pace(member) != before:
        member.next_digest_at = rhythm.next_due(member, letter.run.period_start, now)
    member.save(update_fields=["letters_unread", "next_digest_at"])


def _close(run: DigestRun) -> None:
    mine = DigestRun.objects.filter(pk=run.pk, state=DigestState.WAITING)
    mine.update(state=DigestState.SILENT, items=0)


@transaction.atomic
def _put_back(run: DigestRun, now: datetime, trouble: NotPosted) -> None:
    """The letter waits for another try; a mail server that refuses it again and again, loses it."""
    attempts = run.attempts + 1
    state = DigestState.DEAD if attempts >= MOST_ATTEMPTS else DigestState.WAITING
    later = now + timedelta(minutes=2**attempts)
    mine = DigestRun.objects.filter(pk=run.pk, state=run.state)
    if mine.update(state=state, attempts=attempts, look_again_at=later):
        DigestLine.objects.filter(run=run).delete()
    logger.warning("Letter %s was not taken: %s", run.pk, trouble)

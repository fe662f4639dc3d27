"""bin/manage send_digests [--dry-run] [--at TIME]"""

from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from members.models import Member
from members.reader import read_by
from members.services import digests, rhythm


class Command(BaseCommand):
    help = "Send every letter that is due, each once; what a killed worker left is sent as well."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="say for whom and how many things, and send and change nothing",
        )
        parser.add_argument(
            "--at",
            metavar="TIME",
            help="as if it were this time, such as 2026-11-30T08:00 or 2026-11-30T08:00+01:00",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = _time(options["at"]) if options["at"] else timezone.now()
        if options["dry_run"]:
            self._rehearse(digests.due_members(at))
            return
        digests.open_due(at)
        due = list(digests.due_members(at))
        bar = tqdm(due, unit=" members", disable=None)
        sent = sum(digests.send_digest(member_id=pk, at=at) for pk in bar)
        quiet = len(due) - sent
        self.stdout.write(f"Due: {len(due)}. Sent: {sent}. Nothing to say, or not taken: {quiet}.")

    def _rehearse(self, ids: Iterable[int]) -> None:
        """For whom, and how many things; no address, and nothing of what a letter says."""
        due = letters = 0
        for pk in tqdm(ids, unit=" members", disable=None):
            due += 1
            member = Member.objects.get(pk=pk)
            said = _said(member)
            letters += said != NOTHING
            tqdm.write(f"{member.handle}: {said}", file=self.stdout)
        self.stdout.write(f"Due: {due}. Letters: {letters}. Nothing was sent.")


NOTHING = "nothing to say"


def _said(member: Member) -> str:
    if rhythm.pace(member) is None:
        return "the question how often"
    with read_by(member):
        parts = digests.gather(member, digests.since_last(member))
    count = sum(len(part.items) for part in parts)
    return {0: NOTHING, 1: "1 thing"}.get(count, f"{count} things")


def _time(said: str) -> datetime:
    """A time in ISO 8601; without an offset it is one of the house's clock."""
    try:
        at = datetime.fromisoformat(said)
    except ValueError as error:
        raise CommandError(
            f"--at {said!r} is no time. Write it like 2026-11-30T08:00 or 2026-11-30T08:00+01:00."
        ) from error
    return at if timezone.is_aware(at) else at.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))

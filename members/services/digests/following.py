"""Signed links in a letter say that it is of use; nothing else does, and no picture reports back.

A link names the letter and the place in it. Opening one twice, or by a program that looks for bad
links in mail, does no harm: it changes nothing but how often letters come.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone

from members.models import DigestLine, Member
from members.services.digests.planning import come_back
from members.shelves import digest_sections

SALT = "members.letter"
LINKS_LAST = timedelta(days=90)


def link_token(run_id: int, place: int) -> str:
    return signing.dumps([run_id, place], salt=SALT)


def line_behind(token: str) -> DigestLine:
    """The line a link stands for; raises signing.BadSignature or DigestLine.DoesNotExist."""
    run_id, place = signing.loads(token, salt=SALT, max_age=LINKS_LAST)
    return DigestLine.objects.select_related("run__member").get(run=run_id, place=place)


@transaction.atomic
def follow(*, line: DigestLine) -> None:
    """A link was opened: its section hears of it once, and letters come in their rhythm again."""
    first = DigestLine.objects.filter(pk=line.pk, followed_at=None)
    if not first.update(followed_at=timezone.now()):
        return
    member = Member.objects.select_for_update(no_key=True, of=("self",)).get(pk=line.run.member_id)
    section = digest_sections.get(line.section)
    if section and section.followed:
        section.followed(member, line.key)
    come_back(member)


def forget_old_lines(now: datetime) -> int:
    """What stood in a letter is forgotten once its links lead nowhere; says how many lines."""
    return DigestLine.objects.filter(run__period_start__lt=now - LINKS_LAST).delete()[0]

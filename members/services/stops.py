"""What a one-click stop in a mail stops, and the answer to the letter that asks how often."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.models import Member, Purpose
from members.services import consents, digests, mails, notifications
from members.shelves import notification_kinds

NEVER = "never"


def label_of(what: str) -> Any:
    """What is stopped, in words."""
    if what == mails.DIGEST:
        return _("your letter")
    kind = notification_kinds.get(what)
    return kind.label if kind else _("all mail about news")


def stop(*, member: Member, what: str) -> None:
    """No more mail of this kind; the inbox keeps everything. Twice is the same as once."""
    if what == mails.DIGEST:
        consents.withdraw_consent(member=member, purpose=Purpose.DIGEST)
        return
    kinds = [what] if what in notification_kinds else [kind.name for kind in notification_kinds]
    for kind in kinds:
        wish = notifications.wishes_of([member], notification_kinds[kind])[member.pk]
        notifications.choose(member=member, kind=kind, inbox=wish.inbox, mail=False)


def answer_how_often(*, member: Member, answer: str) -> None:
    """The letter comes in the rhythm that was named from now on, or not any more."""
    if answer == NEVER:
        stop(member=member, what=mails.DIGEST)
        return
    digests.set_rhythm(
        member=member,
        digest_rhythm=answer,
        weekday=member.digest_weekday,
        hour=member.digest_hour,
    )

"""What is sent twice under one key is made once, and answered the same for a day.

A program names its key; the key of a form is a hash of its page and what was in it.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member, SentOnce
from members.refusals import Invalid, Refusal

LONGEST = 100
KEPT_FOR = timedelta(days=1)


class SentSomethingElse(Refusal):
    sentence = _("Something else was sent with this Idempotency-Key. Choose a new one.")


def remembered(*, member: Member | None, path: str, key: str, digest: str) -> SentOnce:
    """What was sent there under this key; within a transaction, so that two at once are one.

    The second waits for the first, and is the first where that one failed.
    """
    if not 0 < len(key) <= LONGEST or not key.isprintable():
        raise Invalid(_("An Idempotency-Key has one to a hundred printable characters."))
    named = {"member": member, "path": path, "key": key}
    SentOnce.objects.filter(**named, created_at__lte=timezone.now() - KEPT_FOR).delete()
    try:
        with transaction.atomic():
            return SentOnce.objects.create(**named, digest=digest)
    except IntegrityError:
        sent = SentOnce.objects.get(**named)
    if sent.digest != digest:
        raise SentSomethingElse
    return sent


def forget(now: datetime) -> None:
    """Forget answers after a day."""
    SentOnce.objects.filter(created_at__lte=now - KEPT_FOR).delete()

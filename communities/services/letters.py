"""Letters to people without an account who reported something: a receipt, and the decision.

The row itself is the queue: what was not sent yet is sent by the next run, each letter once. A
reference opens its report to whoever holds it, so it stands in the letter and in no log.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from communities.models import CaseState, Decision, Report
from members.post import AlreadyPosted, NotPosted, Unsure, post
from members.reader import read_in
from members.services import mails, outbox

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 50
SALT = "communities.letters"


def ring() -> None:
    """Wake a worker; beat sends what the bell missed."""
    outbox.send("communities.write_to_reporters")


def write_to_reporters() -> int:
    """Send every receipt and every decision that is due; gives how many went out."""
    waiting = Report.objects.from_outside()
    answered = waiting.filter(case__state=CaseState.DECIDED, answer_sent_at=None)
    due = [
        *((pk, "receipt_sent_at") for pk in _ids(waiting.filter(receipt_sent_at=None))),
        *((pk, "answer_sent_at") for pk in _ids(answered)),
    ]
    return sum(_write(pk, field) for pk, field in due)


def _ids(reports: QuerySet[Report]) -> Iterable[int]:
    return reports.order_by("created_at").values_list("pk", flat=True)[:MOST_AT_ONCE]


def _write(pk: int, field: str) -> bool:
    """Send one letter, once; what the post refuses is tried again by the next run."""
    report = Report.objects.select_related("case__community").get(pk=pk)
    decision = report.case.decisions.last() if field == "answer_sent_at" else None
    with read_in(report.language):
        mail = letter_of(report, decision)
    now = timezone.now()
    try:
        post(mail, partial(_seal, pk, field, now))
    except AlreadyPosted:
        return False
    except NotPosted as trouble:
        Report.objects.filter(pk=pk, **{field: now}).update(**{field: None})
        logger.warning("A letter about a report was not taken: %s", trouble)
        return False
    except Unsure as trouble:
        logger.warning("Nobody knows of a letter about a report: %s", trouble)
    return True


def _seal(pk: int, field: str, now: datetime) -> None:
    """From here on this letter is never sent again."""
    if not Report.objects.filter(pk=pk, **{field: None}).update(**{field: now}):
        raise AlreadyPosted


def letter_of(report: Report, decision: Decision | None) -> EmailMultiAlternatives:
    """In plain words, with the reference and the address where everything stands."""
    subject = _("Your report %(code)s was decided") if decision else _("Your report %(code)s")
    return mails.write(
        to=report.email,
        subject=subject % {"code": report.code},
        template="communities/mail/report",
        context={
            "report": report,
            "decision": decision,
            "url": f"{settings.PUBLIC_URL}{report.get_absolute_url()}",
            "contact": settings.CONTACT_EMAIL,
        },
        message_id=_message_id(report, str(decision.pk) if decision else "receipt"),
    )


def _message_id(report: Report, which: str) -> str:
    """The same for the same letter; mail servers log it, so the reference is not in it."""
    return f"report-{salted_hmac(SALT, f'{report.pk} {which}').hexdigest()[:32]}"

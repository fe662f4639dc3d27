"""Letters to people without an account who reported something: a receipt, and the decision.

The row itself is the queue: what was not sent yet is sent by the next run, each letter once.
"""

import logging
import smtplib
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from communities.models import CaseState, Report
from members.services import outbox

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 50


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
    """Claim one letter, send it, and put it back if the post refuses it."""
    row = Report.objects.filter(pk=pk, **{field: None})
    if not row.update(**{field: timezone.now()}):
        return False
    report = Report.objects.select_related("case__community").get(pk=pk)
    try:
        with translation.override(report.language):
            _letter(report, is_answer=field == "answer_sent_at").send()
    except (smtplib.SMTPException, OSError) as error:
        Report.objects.filter(pk=pk).update(**{field: None})
        logger.warning("A letter about report %s failed: %s", report.code, type(error).__name__)
        return False
    return True


def _letter(report: Report, *, is_answer: bool) -> EmailMessage:
    """In plain words, with the reference and the address where everything stands."""
    subject = _("Your report %(code)s was decided") if is_answer else _("Your report %(code)s")
    context = {
        "report": report,
        "decision": report.case.decisions.last() if is_answer else None,
        "url": f"{settings.PUBLIC_URL}{report.get_absolute_url()}",
        "site_name": settings.SITE_NAME,
        "contact": settings.CONTACT_EMAIL,
    }
    return EmailMessage(
        subject=subject % {"code": report.code},
        body=render_to_string("communities/mail/report.txt", context).strip() + "\n",
        to=[report.email],
        headers={"Auto-Submitted": "auto-generated"},
    )

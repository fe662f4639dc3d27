"""Samples of the letters to people who report without an account."""

from datetime import timedelta

from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.models import Case, Decision, Measure, Report
from communities.services.letters import letter_of
from members.shelves import MailSample, mail_samples


def _report() -> Report:
    case = Case(pk=1, due_at=timezone.now() + timedelta(days=7))
    return Report(pk=1, case=case, email="someone@example.org")


def _receipt(request: HttpRequest) -> EmailMessage:
    return letter_of(_report(), None)


def _answer(request: HttpRequest) -> EmailMessage:
    decision = Decision(
        pk=1,
        measure=Measure.HIDE,
        reason=gettext("A person is named here who did not agree to it."),
        rule=gettext("Nobody is named without being asked."),
    )
    return letter_of(_report(), decision)


mail_samples.register(
    MailSample("communities.receipt", _("A report without an account arrived"), _receipt)
)
mail_samples.register(
    MailSample("communities.answer", _("A report without an account was decided"), _answer)
)

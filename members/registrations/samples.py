"""Samples of all mail of this floor, and of the packages it signs people in with."""

from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from members.models import DigestRun, Member
from members.services import digests, mails, notices
from members.shelves import DigestItem, MailSample, mail_samples

ACCOUNTS = {
    "email_confirmation_signup": _("An account begins"),
    "email_confirmation": _("A new address is confirmed"),
    "password_reset_key": _("A new password is set"),
    "unknown_account": _("A password was asked for where there is no account"),
    "account_already_exists": _("Somebody signs up who has an account"),
    "account_closed": _("Somebody asks to be let in whose account is closed"),
}


def reader() -> Member:
    """Somebody who does not exist."""
    return Member(
        pk=1, name="Lea Brunner", handle="lea", email="lea@example.org", language=get_language()
    )


def _letter(parts: list[digests.Part], *, asks: bool = False) -> digests.Letter:
    run = DigestRun(pk=1, member=reader(), period_start=timezone.now())
    return digests.Letter(run, parts, asks=asks, made_at=timezone.now())


def _digest(request: HttpRequest) -> EmailMessage:
    question = DigestItem(
        title=gettext("%(name)s asks you a question") % {"name": "Ben Aebi"},
        url="/questions/",
        why=gettext("It waits for your answer."),
    )
    match = DigestItem(
        title=gettext("%(name)s offers: %(title)s")
        % {"name": "Nora Keller", "title": "Lektorat für Fachtexte"},
        url="/matches/",
        why=gettext("You are looking for this, and Nora would like to learn what you can."),
        text="Ich lese seit zwölf Jahren Texte anderer Leute, am liebsten widerspenstige.",
        text_language="de",
    )
    letter = _letter(
        [
            digests.Part("members.questions", gettext("Somebody asks you"), [question]),
            digests.Part("sharing.matches", gettext("Who fits you"), [match]),
        ]
    )
    return digests.mail_of(letter, digests.lines_of(letter))


def _how_often(request: HttpRequest) -> EmailMessage:
    return digests.question_of(_letter([], asks=True))


def _news(request: HttpRequest) -> EmailMessage:
    sentence = gettext("%(name)s asks you a question") % {"name": "Ben Aebi"}
    return mails.mail_to(
        reader(),
        subject=gettext("Somebody asks you a question"),
        template="news",
        context={
            "lines": [{"sentence": sentence, "url": request.build_absolute_uri("/inbox/")}],
            "why": gettext(
                "You get this mail because somebody waits for you, or because you chose so."
            ),
        },
        stops="news",
        message_id="news-sample",
    )


def _of_accounts(name: str) -> MailSample:
    def make(request: HttpRequest) -> EmailMessage:
        address = f"{settings.PUBLIC_URL}/accounts/…/"
        context = {
            "request": request,
            "user": reader(),
            "email": reader().email,
            "current_site": get_current_site(request),
            "activate_url": address,
            "password_reset_url": address,
            "signup_url": address,
        }
        with request_context(request):
            return get_adapter().render_mail(f"account/email/{name}", reader().email, context)

    return MailSample(f"accounts.{name}", ACCOUNTS[name], make)


def _of_notices(name: str) -> MailSample:
    notice = notices.NOTICES[name]

    def make(request: HttpRequest) -> EmailMessage:
        return notices.notice_to(reader(), notice, reader().email, timezone.now())

    return MailSample(f"notices.{name}", notice.subject, make)


mail_samples.register(MailSample("members.digest", _("The letter"), _digest))
mail_samples.register(MailSample("members.how_often", _("The question how often"), _how_often))
mail_samples.register(MailSample("members.news", _("News that cannot wait"), _news))
for _name in ACCOUNTS:
    mail_samples.register(_of_accounts(_name))
for _name in notices.NOTICES:
    mail_samples.register(_of_notices(_name))

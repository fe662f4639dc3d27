"""All mail of the house is written here, apart from allauth's own about an account."""

import logging
from datetime import timedelta
from email.utils import parseaddr
from functools import partial
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import MailState, Member, Notification
from members.post import AlreadyPosted, NotPosted, Unsure, post
from members.reader import mailed_to
from members.services import notifications
from members.shelves import notification_kinds

logger = logging.getLogger(__name__)

SALT = "members.unsubscribe"
MOST_ATTEMPTS = 6
MOST_IN_ONE_MAIL = 20
# A worker that was killed while it held mails; after this they are taken up again.
CLAIM_LASTS = timedelta(minutes=15)
DIGEST = "digest"


def mail_to(
    member: Member,
    *,
    subject: str,
    template: str,
    context: dict[str, Any],
    stops: str,
    message_id: str,
) -> EmailMultiAlternatives:
    """A mail to a member in their language, as text and HTML, with a one-click stop (RFC 8058).

    `stops` names what the stop stops: a kind of news, or the digest.
    """
    stop = f"{settings.PUBLIC_URL}{unsubscribe_path(member, stops)}"
    mail = write(
        to=member.email,
        subject=subject,
        template=f"mail/{template}",
        context={**context, "member": member, "stop_url": stop},
        message_id=message_id,
        has_html=True,
    )
    mail.extra_headers |= {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return mail


def write(
    *,
    to: str,
    subject: str,
    template: str,
    context: dict[str, Any],
    message_id: str,
    has_html: bool = False,
) -> EmailMultiAlternatives:
    """Any mail of the house, in the language of the moment; `members.post.post` sends it.

    The same `message_id` twice is the same mail, which mail programs show once.
    """
    full = {
        **context,
        "site_url": settings.PUBLIC_URL,
        "site_name": settings.SITE_NAME,
        "subject": subject,
        "language": translation.get_language(),
    }
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"{template}.txt", full).strip() + "\n",
        to=[to],
        headers=headers(message_id),
    )
    if has_html:
        mail.attach_alternative(render_to_string(f"{template}.html", full), "text/html")
    return mail


def headers(message_id: str) -> dict[str, str]:
    """What every mail of the house begins with: no program answers it, and in which language it is.

    Mail that allauth writes gets them from its adapter.
    """
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return {
        "Message-ID": f"<{message_id}@{domain}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": translation.get_language() or settings.LANGUAGE_CODE,
    }


def unsubscribe_path(member: Member, stops: str) -> str:
    return reverse(
        "members:unsubscribe",
        args=[signing.dumps({"member": member.pk, "stops": stops}, salt=SALT)],
    )


def read_stop(token: str) -> tuple[Member, str]:
    """Who wants to stop what; raises signing.BadSignature or Member.DoesNotExist."""
    said = signing.loads(token, salt=SALT)
    return Member.objects.get(pk=said["member"]), said["stops"]


def send_next() -> bool:
    """Send the news that waits for one member as one mail; False when nothing waits."""
    batch = _claim()
    if not batch:
        return False
    member = batch[0].recipient
    with mailed_to(member):
        mail = _mail_of(member, batch)
    if mail is None:
        _set_state(batch, MailState.SENT)
        return True
    try:
        post(mail, partial(_seal, batch))
    except NotPosted as trouble:
        _give_back(batch, trouble)
    except (AlreadyPosted, Unsure) as trouble:
        logger.warning("Mail with %d news: %s", len(batch), type(trouble).__name__)
    return True


@transaction.atomic
def _claim() -> list[Notification]:
    """Take all news that wait for one member; another worker skips them."""
    now = timezone.now()
    first = (
        Notification.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(mail_state=MailState.WAITING, mail_due_at__lte=now)
        .order_by("mail_due_at")
        .first()
    )
    if first is None:
        return []
    batch = list(
        Notification.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(recipient=first.recipient_id, mail_state=MailState.WAITING, mail_due_at__lte=now)
        .select_related("recipient", "actor")
        .order_by("created_at", "id")[:MOST_IN_ONE_MAIL]
    )
    Notification.objects.filter(pk__in=[row.pk for row in batch]).update(
        mail_state=MailState.CLAIMED, mail_due_at=now + CLAIM_LASTS
    )
    return batch


def take_up_lost_claims() -> int:
    """News that a killed worker held go back to the queue once their claim has run out."""
    return Notification.objects.filter(
        mail_state=MailState.CLAIMED, mail_due_at__lte=timezone.now()
    ).update(mail_state=MailState.WAITING)


def _mail_of(member: Member, batch: list[Notification]) -> EmailMultiAlternatives | None:
    """One mail with what is still news: neither read nor dealt with meanwhile, and visible."""
    notifications.settle(member)
    here = notifications.news_of(member).filter(pk__in=[row.pk for row in batch])
    in_order = here.filter(read_at=None).order_by("created_at", "id")
    rows = notifications.readable(in_order, member) if member.is_active else []
    if not rows:
        return None
    kind = notification_kinds[rows[-1].kind]
    subject = (
        str(kind.subject)
        if len(rows) == 1
        else ngettext("%(count)d thing waits for you", "%(count)d things wait for you", len(rows))
        % {"count": len(rows)}
    )
    lines = [
        {
            "sentence": notification_kinds[row.kind].sentence(row),
            "url": f"{settings.PUBLIC_URL}{reverse('members:notification', args=[row.pk])}",
        }
        for row in rows
    ]
    return mail_to(
        member,
        subject=subject,
        template="news",
        context={
            "lines": lines,
            "why": _("You get this mail because somebody waits for you, or because you chose so."),
        },
        stops=kind.name if len({row.kind for row in rows}) == 1 else "news",
        message_id=f"news-{rows[-1].code}-{rows[-1].mail_attempts}",
    )


def _seal(batch: list[Notification]) -> None:
    """From here on this news is never mailed again."""
    mine = Notification.objects.filter(pk__in=[row.pk for row in batch])
    if not mine.filter(mail_state=MailState.CLAIMED).update(mail_state=MailState.SENT):
        raise AlreadyPosted


def _give_back(batch: list[Notification], trouble: NotPosted) -> None:
    attempts = max(row.mail_attempts for row in batch) + 1
    logger.warning("Mail with %d news was not taken: %s", len(batch), trouble)
    state = MailState.DEAD if attempts >= MOST_ATTEMPTS else MailState.WAITING
    Notification.objects.filter(pk__in=[row.pk for row in batch]).update(
        mail_state=state,
        mail_attempts=attempts,
        mail_due_at=timezone.now() + timedelta(minutes=2**attempts),
    )


def _set_state(batch: list[Notification], state: str) -> None:
    Notification.objects.filter(pk__in=[row.pk for row in batch]).update(mail_state=state)

"""News for a member, and where they want to read it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.context import waiting_on
from members.forms.news import DigestForm, NotificationChoicesForm
from members.markup.prose import excerpt
from members.models import Notification, Rhythm
from members.pages import page_of
from members.services import consents, digests, notifications, rhythm
from members.shelves import EXCERPT, notification_kinds
from members.views.forms import see_other, show
from members.views.home import waiting_in_words

INBOX = "/inbox/"
SETTINGS = "/settings/notifications/"


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What happened, newest first; what cannot be seen any more is left out."""
    waiting = waiting_on(request)
    assert waiting is not None
    # First of all: what is dealt with is read from here on.
    count = waiting.count
    page = page_of(
        notifications.news_of(request.user),
        request,
        keep=lambda rows: notifications.readable(rows, request.user),
    )
    lines = [
        {
            "row": row,
            "sentence": notification_kinds[row.kind].sentence(row),
            "excerpt": excerpt(notification_kinds[row.kind].excerpt(row), EXCERPT),
            "language": notification_kinds[row.kind].language(row),
        }
        for row in page.items
    ]
    context = {
        "page": page,
        "lines": lines,
        "waiting": waiting_in_words(count) if count else "",
        "is_unread": bool(waiting.unread),
    }
    return show(request, "members/inbox.html", context)


@login_required
def notification(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a piece of news to its place, and mark it as read on the way."""
    own = get_object_or_404(Notification, recipient=request.user, pk=pk)
    notifications.mark_read(member=request.user, notification=own)
    here = notifications.news_of(request.user).filter(pk=own.pk)
    news = notifications.readable(here, request.user)
    if not news:
        gone = _("That does not exist any more, or it is not open to you any more.")
        return see_other(request, INBOX, gone)
    return HttpResponseRedirect(notification_kinds[own.kind].url(news[0]))


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    notifications.mark_read(member=request.user)
    return see_other(request, INBOX, _("All is marked as read."))


@login_required
def notification_settings(request: HttpRequest) -> HttpResponse:
    """Per kind: inbox and mail. Saved together."""
    form = NotificationChoicesForm(request.POST or None, member=request.user)
    if request.method == "POST" and form.is_valid():
        for kind, inbox_too, mail_too in form.choices():
            notifications.choose(member=request.user, kind=kind, inbox=inbox_too, mail=mail_too)
        return see_other(request, SETTINGS, _("Your choice counts from now on."))
    return _chosen(request, form, DigestForm(member=request.user))


@require_POST
@login_required
def digest_rhythm(request: HttpRequest) -> HttpResponse:
    """How often the digest comes, and when."""
    form = DigestForm(request.POST, member=request.user)
    if not form.is_valid():
        choices = NotificationChoicesForm(None, member=request.user)
        return _chosen(request, choices, form, status=422)
    digests.set_rhythm(member=request.user, **form.cleaned_data)
    return see_other(request, SETTINGS, _("Your letter comes in this rhythm from now on."))


def _chosen(
    request: HttpRequest, form: NotificationChoicesForm, digest_form: DigestForm, status: int = 200
) -> HttpResponse:
    """What reaches the member where; and whether the letter slowed down by itself."""
    pace = rhythm.pace(request.user) or Rhythm.MONTHLY
    context = {
        "form": form,
        "digest_form": digest_form,
        "gets_digest": consents.consents_to(request.user, "digest"),
        "slowed_to": pace.label if pace != request.user.digest_rhythm else "",
    }
    return show(request, "members/settings/notifications.html", context, status=status)

"""The digest in the browser, on demand, and its one-click end."""

from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from members.models import Member
from members.services import digests, mails, outbox, stops
from members.views.forms import see_other, show

DIGEST = "/digest/"


@never_cache
@login_required
@require_safe
def digest(request: HttpRequest) -> HttpResponse:
    """What the next letter would say, as it stands now."""
    parts = digests.gather(request.user, digests.since_last(request.user))
    return show(request, "members/digest.html", {"parts": parts, "now": timezone.now()})


@login_required
@require_POST
def send_me_one(request: HttpRequest) -> HttpResponse:
    """A digest on demand, by a worker; asking is the consent to this one letter."""
    outbox.send("members.send_digest_now", request.user.pk)
    sentence = _("Your letter is on its way. If there is nothing to say, none will come.")
    return see_other(request, DIGEST, sentence)


@csrf_exempt
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a kind of mail: one click on the page, or none where a mail program posts (RFC 8058).

    The signed address stands for the member, so no sign-in and no form token is asked.
    """
    try:
        member, what = mails.read_stop(token)
    except (signing.BadSignature, Member.DoesNotExist) as error:
        raise Http404 from error
    if request.method == "POST":
        stops.stop(member=member, what=what)
    with translation.override(member.language):
        context = {"done": request.method == "POST", "what": stops.label_of(what), "token": token}
        return show(request, "members/unsubscribe.html", context)

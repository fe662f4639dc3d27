"""The digest in the browser, on demand, and its one-click end."""

from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from members.forms.news import HowOftenForm
from members.models import DigestLine, DigestRun, Member
from members.reader import read_by
from members.services import digests, mails, stops
from members.views.forms import see_other, show
from members.views.once import makes_one

DIGEST = "/digest/"


@login_required
@require_safe
def digest(request: HttpRequest) -> HttpResponse:
    """What the next letter would say, as it stands now."""
    parts = digests.gather(request.user, digests.since_last(request.user))
    return show(request, "members/digest.html", {"parts": parts, "now": timezone.now()})


@require_POST
@login_required
@makes_one
def send_me_one(request: HttpRequest) -> HttpResponse:
    """A digest on demand, by a worker; asking is the consent to this one letter."""
    digests.ask_for_digest(member=request.user)
    sentence = _("Your letter is on its way. If there is nothing to say, none will come.")
    return see_other(request, DIGEST, sentence)


@login_required
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter that was sent, in the browser: what of it still stands."""
    run = get_object_or_404(DigestRun.objects.visible_to(request.user), pk=pk)
    run.member = request.user
    context = {"run": run, "parts": digests.read_again(run)}
    return show(request, "members/letter.html", context)


@require_safe
def go(request: HttpRequest, token: str) -> HttpResponse:
    """Follow a link of a letter; no sign-in is asked here, the page it leads to asks for itself."""
    try:
        line = digests.line_behind(token)
    except (signing.BadSignature, DigestLine.DoesNotExist):
        sentence = _("That link is too old or incomplete. What waits for you stands here.")
        return see_other(request, "/", sentence)
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        digests.follow(line=line)
    return HttpResponseRedirect(line.url)


@csrf_exempt
def how_often(request: HttpRequest, token: str) -> HttpResponse:
    """The answer to the letter that asks how often; its signed address stands for the member."""
    try:
        member = digests.read_rhythm(token)
    except (signing.BadSignature, Member.DoesNotExist) as error:
        raise Http404 from error
    form = HowOftenForm(request.POST or None, initial={"digest_rhythm": member.digest_rhythm})
    is_answered = request.method == "POST" and form.is_valid()
    if is_answered:
        stops.answer_how_often(member=member, answer=form.cleaned_data["digest_rhythm"])
    status = 422 if request.method == "POST" and not is_answered else 200
    with read_by(member):
        context = {"form": form, "token": token, "done": is_answered}
        return show(request, "members/how_often.html", context, status=status)


@csrf_exempt
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
    with read_by(member):
        context = {"done": request.method == "POST", "what": stops.label_of(what), "token": token}
        return show(request, "members/unsubscribe.html", context)

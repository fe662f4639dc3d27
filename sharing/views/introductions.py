"""Introductions: the list, making one, reading one, answering one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.ids import from_code
from members.models import Conversation, Member
from members.pages import page_of
from members.refusals import Invalid, Refusal
from members.views.forms import INVALID, refused, see_other, sent_back, show
from members.views.once import makes_one
from sharing.forms.introductions import IntroductionForm, people_named
from sharing.models import Introduction, IntroductionState, Offer, Request
from sharing.reading.introductions import introductions_of
from sharing.services.introductions import answer_introduction, introduce


@login_required
@require_safe
def introductions(request: HttpRequest) -> HttpResponse:
    """Those one made, and those one was asked about."""
    member = request.user
    waiting = list(introductions_of(member).waiting_for(member).order_by("created_at"))
    page = page_of(introductions_of(member).exclude(pk__in=[one.pk for one in waiting]), request)
    context = {
        "waiting": [(one, _partner(one, member)) for one in waiting],
        "page": page,
        "lines": [_line(one, member) for one in page.items],
    }
    return show(request, "sharing/introductions.html", context)


@login_required
@makes_one
def new_introduction(request: HttpRequest) -> HttpResponse:
    """Two people, one sentence; `?one=`, `?other=`, `?offer=` and `?request=` name them."""
    given = request.POST if request.method == "POST" else request.GET
    people = _people(request, given)
    is_sent = request.method == "POST" and "find" not in request.POST
    form = IntroductionForm(request.POST) if is_sent else _unsent(request, given)
    if is_sent and form.is_valid():
        try:
            made = _introduce(request, form, people)
        except Refusal as refusal:
            return _written(request, form, people, refused(form, refusal))
        said = _("Both are asked. You see here whether they talk.")
        return see_other(request, made.get_absolute_url(), said)
    return _written(request, form, people, INVALID if form.errors else 200)


@login_required
@require_safe
def introduction(request: HttpRequest, pk: int) -> HttpResponse:
    """Who brings whom together and why; one's own answer, and nobody else's."""
    found = get_object_or_404(introductions_of(request.user), pk=pk)
    line = _line(found, request.user)
    talk = None
    if found.state == IntroductionState.MADE and line["partner"] is not None:
        pair = {found.one_id, found.other_id}
        talk = Conversation.objects.filter(one__in=pair, other__in=pair).first()
    return show(request, "sharing/introduction.html", {**line, "talk": talk})


@require_POST
@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """`says=yes` or `says=no`; a no is told to nobody."""
    found = get_object_or_404(introductions_of(request.user), pk=pk)
    yes = request.POST.get("says") == "yes"
    try:
        found = answer_introduction(member=request.user, introduction=found, yes=yes)
    except Refusal as refusal:
        return sent_back(request, found.get_absolute_url(), refusal)
    if found.state == IntroductionState.MADE:
        said = _("You would both like to talk. The conversation is open.")
    elif yes:
        said = _("Noted. A conversation opens as soon as the other would like it, too.")
    else:
        said = _("Noted. Nobody is told.")
    return see_other(request, found.get_absolute_url(), said)


def _line(found: Introduction, member: Member) -> dict[str, Any]:
    """An introduction as one of the three sees it."""
    concerns_me = member.pk != found.introducer_id
    is_over = found.state == IntroductionState.OPEN and not found.waits
    return {
        "introduction": found,
        "partner": _partner(found, member) if concerns_me else None,
        "own_answer": found.answer_of(member) if concerns_me else None,
        "is_made": found.state == IntroductionState.MADE,
        "waits": found.waits,
        "rests": is_over or found.state == IntroductionState.RESTS,
    }


def _partner(found: Introduction, member: Member) -> Member:
    return found.other if found.one_id == member.pk else found.one


def _people(request: HttpRequest, given: Any) -> dict[str, Any]:
    """Whom and what the address or the form names, as far as the introducer may see it."""
    offer = _listing(Offer, request.user, given.get("offer", ""))
    wanted = _listing(Request, request.user, given.get("request", ""))
    authors = [listing.member for listing in (wanted, offer) if listing is not None]
    one = authors[0] if authors else _somebody(request.user, given.get("one", ""))
    other = authors[1] if len(authors) > 1 else _somebody(request.user, given.get("other", ""))
    return {"one": one, "other": other, "offer": offer, "request": wanted}


def _listing(model: Any, member: Member, code: str) -> Any:
    if not code:
        return None
    try:
        pk = from_code(code)
    except ValueError:
        return None
    return model.objects.open().visible_to(member).select_related("member").filter(pk=pk).first()


def _somebody(member: Member, handle: str) -> Member | None:
    if not handle:
        return None
    return Member.objects.visible_to(member).filter(handle=handle[:40].lower()).first()


def _unsent(request: HttpRequest, given: Any) -> IntroductionForm:
    """What was typed so far, without judging it."""
    language = given.get("language") or request.user.language
    typed = {name: given.get(name, "") for name in ("sentence", "who")}
    return IntroductionForm(initial=typed | {"language": language})


def _introduce(
    request: HttpRequest, form: IntroductionForm, people: dict[str, Any]
) -> Introduction:
    if people["one"] is None or people["other"] is None:
        raise Invalid(_("Choose two people first."), field="who")
    return introduce(
        member=request.user,
        sentence=form.cleaned_data["sentence"],
        language=form.cleaned_data["language"],
        **people,
    )


def _written(
    request: HttpRequest, form: IntroductionForm, people: dict[str, Any], status: int
) -> HttpResponse:
    words = form["who"].value() or ""
    chosen = [one.pk for one in (people["one"], people["other"]) if one is not None]
    context = {
        "form": form,
        "two": people,
        "slot": "one" if people["one"] is None else "other",
        "is_complete": len(chosen) == 2,
        "words": words,
        "found": people_named(request.user, words, chosen),
    }
    return show(request, "sharing/introduction_form.html", context, status=status)

"""Questions: asking, answering, letting rest."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from members import access
from members.forms.talk import AnswerForm, QuestionForm, RewordForm
from members.models import Conversation, Member, Question, QuestionState, Revision
from members.pages import page_of
from members.refusals import Refusal
from members.services import questions as services
from members.services.held import held
from members.services.revisions import earlier_versions
from members.shelves import askables
from members.views.forms import INVALID, refused, see_other, sent_back, show, unfinished
from members.views.once import makes_one

WAITING, ASKED, ANSWERED = "waiting", "asked", "answered"


@login_required
@makes_one
def ask(request: HttpRequest, kind: str, target_id: int) -> HttpResponse:
    """One question about one thing somebody wrote."""
    entry = askables.get(kind)
    if entry is None:
        raise Http404
    thing = get_object_or_404(entry.visible_to(request.user), pk=target_id)
    author, status = entry.author_of(thing), 200
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        entry=entry,
        initial={"language": request.user.language},
    )
    if request.method == "POST" and form.is_valid():
        try:
            question = services.ask(member=request.user, target=thing, **form.cleaned_data)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            sent = _("Your question is on its way to %(name)s.") % {"name": author.name}
            return see_other(request, services.goes_on_at(question, request.user), sent)
    context = {
        "form": form,
        "entry": entry,
        "thing": thing,
        "author": author,
        "words": entry.words(thing),
        "may_ask": access.can_ask(request.user, author),
        "url": entry.url(thing),
    }
    return show(
        request, "members/ask.html", context, status=status if status != 200 else _status(form)
    )


@login_required
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Questions that wait for me, that I asked, that were answered."""
    which = request.GET.get("show", WAITING)
    mine = Question.objects.readable_by(request.user)
    rows = {
        WAITING: Question.objects.waiting_for(request.user),
        ASKED: mine.filter(asker=request.user).exclude(state=QuestionState.ANSWERED),
        ANSWERED: mine.filter(state=QuestionState.ANSWERED),
    }.get(which, Question.objects.waiting_for(request.user))
    context = {
        "page": page_of(rows.select_related("asker", "addressee"), request),
        "which": which if which in {ASKED, ANSWERED} else WAITING,
        "tabs": _tabs(which),
    }
    return show(request, "members/questions.html", context)


def _tabs(which: str) -> list[tuple[str, Any, bool]]:
    words = {WAITING: _("Waiting for you"), ASKED: _("Asked by you"), ANSWERED: _("Answered")}
    current = which if which in words else WAITING
    return [(f"?show={name}", label, name == current) for name, label in words.items()]


@login_required
@makes_one
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question; whoever was asked answers here."""
    row, status = _load(request, pk), 200
    entry = services.entry_of(row)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        entry=entry,
        initial={"language": request.user.language},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(member=request.user, question=row, **form.cleaned_data)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            return see_other(
                request,
                row.get_absolute_url(),
                _("Your answer is sent. A conversation is open between you two."),
            )
    context = {
        "question": row,
        "state": row.state_for(request.user),
        "form": form,
        "is_mine": row.asker_id == request.user.pk,
        "may_answer": access.can_answer(request.user, row),
        "may_rest": access.can_let_rest(request.user, row),
        "may_withdraw": access.can_withdraw_question(request.user, row),
        "subject": _subject(row, request),
        "in_debate": entry is not None and entry.asks_for_kind,
        "can_be_shown": entry is not None and entry.can_be_shown,
        "asked_back": services.asked_back(row, request.user),
        "shows": row.asker_shows if row.asker_id == request.user.pk else row.addressee_shows,
        "conversation": _conversation(row),
        "may_reword": access.can_reword_answer(request.user, row),
        "earlier": _earlier_answers(row, request.user),
    }
    return show(
        request, "members/question.html", context, status=status if status != 200 else _status(form)
    )


def _earlier_answers(row: Question, reader: Member) -> list[Revision]:
    versions = earlier_versions(row, reader)[:20]
    return [version for version in versions if "answer" in version.fields]


@login_required
def reword(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one's answer differently; earlier words stay readable for the two."""
    row = _load(request, pk)
    if not access.can_reword_answer(request.user, row):
        raise Http404
    with held(row, when=request.method == "POST"):
        initial = {"text": row.answer, "language": row.answer_language}
        form = RewordForm(request.POST if request.method == "POST" else None, initial=initial)
        status = _reword(request, row, form) if form.is_bound else 200
    if status == 303:
        return see_other(request, row.get_absolute_url(), _("Saved."))
    return show(request, "members/reword.html", {"question": row, "form": form}, status=status)


def _reword(request: HttpRequest, row: Question, form: RewordForm) -> int:
    if not form.is_valid():
        return unfinished(form)
    try:
        services.reword_answer(member=request.user, question=row, **form.cleaned_data)
    except Refusal as refusal:
        return refused(form, refusal)
    return 303


def _conversation(row: Question) -> Conversation | None:
    """What has opened between the two by the answer."""
    one, other = sorted((row.asker_id, row.addressee_id))
    return Conversation.objects.filter(one=one, other=other).first()


def _subject(row: Question, request: HttpRequest) -> dict[str, str] | None:
    found = services.subject_of(row, request.user)
    if found is None:
        return None
    entry, thing = found
    return {"words": entry.words(thing), "url": entry.url(thing)}


@require_POST
@login_required
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Rather not: the question rests, and nobody is told."""
    row = _load(request, pk)
    try:
        services.rest(member=request.user, question=row)
    except Refusal as refusal:
        return sent_back(request, row.get_absolute_url(), refusal)
    message = _("The question rests. You can still answer it whenever you like.")
    return see_other(request, reverse("members:questions"), message)


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own open question."""
    row = _load(request, pk)
    try:
        services.withdraw(member=request.user, question=row)
    except Refusal as refusal:
        return sent_back(request, row.get_absolute_url(), refusal)
    return see_other(
        request, reverse("members:questions") + "?show=asked", _("Your question is withdrawn.")
    )


@require_POST
@login_required
def choose_to_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Release question and answer for others to read, or take that back."""
    row = _load(request, pk)
    shows = request.POST.get("shows") == "yes"
    services.choose_to_show(member=request.user, question=row, shows=shows)
    return see_other(request, row.get_absolute_url(), _("Your choice counts from now on."))


def _load(request: HttpRequest, pk: int) -> Question:
    """A question between these two that stands."""
    standing = Question.objects.visible_to(request.user).filter(
        withdrawn_at__isnull=True, hidden_at__isnull=True
    )
    return get_object_or_404(standing.select_related("asker", "addressee"), pk=pk)


def _status(form: Any) -> int:
    return INVALID if form.is_bound and form.errors else 200

"""Exchanges: one's own list, one of them, its calendar file, and every step of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from debates.views.attempt import attempt
from members.models import Member
from members.pages import page_of
from members.refusals import Refusal
from members.views.forms import see_other, sent_back, show
from members.views.once import makes_one
from sharing.forms import exchanges as forms
from sharing.models import Exchange
from sharing.reading.calendar import file_of
from sharing.reading.exchange_list import mediated_by, over_of, running_of, waiting_for
from sharing.reading.exchange_page import exchange_page, readable_exchanges
from sharing.reading.exchange_words import what_waits
from sharing.services import exchanges as services

BY_WORD = ("-stirred_at", "-id")
MOST_WAITING = 20


@login_required
@require_safe
def exchanges(request: HttpRequest) -> HttpResponse:
    """What waits for me first, then what is under way; `?show=over` what is over."""
    member, is_over = request.user, request.GET.get("show") == "over"
    rows = over_of(member) if is_over else running_of(member)
    begins = not is_over and not {"after", "before"} & set(request.GET)
    waiting = waiting_for(member, with_questions=True).order_by("stirred_at", "id")
    context = {
        "page": page_of(rows, request, size=20, by=BY_WORD),
        "waiting": _lines(waiting[:MOST_WAITING], member) if begins else [],
        "mediated": list(mediated_by(member).latest_first()[:MOST_WAITING]) if begins else [],
        "is_over": is_over,
        "tabs": [("?", _("Now"), not is_over), ("?show=over", _("Over"), is_over)],
    }
    context["lines"] = _lines(context["page"].items, member, waits=False)
    return show(request, "sharing/exchanges.html", context)


def _lines(rows: Any, member: Member, *, waits: bool = True) -> list[tuple[Any, Any, str]]:
    """Each with the other person and what it asks for, or how it stands."""
    return [
        (one, one.partner_of(member), what_waits(one, member) if waits else one.get_state_display())
        for one in rows
    ]


@login_required
@require_safe
def exchange(request: HttpRequest, pk: int) -> HttpResponse:
    """The line of steps, what can be done now, what is agreed, and how it came."""
    return show(request, "sharing/exchange.html", exchange_page(_find(request, pk), request.user))


@login_required
@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreed date as a file for one's own calendar."""
    row = _find(request, pk)
    if row.agreed is None or row.starts_at is None or row.ends_at is None:
        raise Http404
    name = f'attachment; filename="exchange-{row.code}.ics"'
    headers = {"Content-Disposition": name}
    file = file_of(row, request.user)
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


@dataclass(frozen=True)
class FormPage:
    """A step that needs words: its form, the service it leads to, and what the page says."""

    form: type[forms.ExchangeForm]
    service: Callable[..., Exchange]
    events: set[services.Event]
    title: Any
    lede: Any
    button: Any
    said: Any


E = services.Event
FORM_PAGES = {
    "proposal": FormPage(
        forms.ProposalForm,
        services.propose,
        {E.PROPOSE},
        _("Make a proposal"),
        _("What, when and on which terms. The other agrees, or answers with a proposal."),
        _("Send the proposal"),
        _("Your proposal is on its way."),
    ),
    "decline": FormPage(
        forms.DeclineForm,
        services.decline,
        {E.DECLINE},
        _("Rather not"),
        _("Nobody has to give a reason."),
        _("Decline the proposal"),
        _("It is declined. Thank you for saying so."),
    ),
    "cancel": FormPage(
        forms.CancelForm,
        services.cancel,
        {E.CANCEL},
        _("Call it off"),
        _("Less than a day before, the two of you see that it was late. Nobody else does."),
        _("Call it off"),
        _("It is called off, and the other hears of it at once."),
    ),
    "done": FormPage(
        forms.DoneForm,
        services.say_done,
        {E.SAY_DONE},
        _("It is done"),
        _("Say how long it took. The other confirms it, or says what is missing."),
        _("Say that it is done"),
        _("Good. Now the other confirms it."),
    ),
    "changes": FormPage(
        forms.ChangesForm,
        services.ask_changes,
        {E.ASK_CHANGES},
        _("Something is missing"),
        _("Say what, so that it can be put right."),
        _("Ask for what is missing"),
        _("The other reads what is missing."),
    ),
    "did-not-happen": FormPage(
        forms.TellForm,
        services.tell_it_did_not_happen,
        {E.TELL},
        _("It did not happen"),
        _("Tell how it came, each for themselves. Nobody is charged, and nobody is rated."),
        _("Tell it"),
        _("Thank you for telling it."),
    ),
    "dispute": FormPage(
        forms.DisputeForm,
        services.dispute,
        {E.DISPUTE},
        _("I see it differently"),
        _("Everything stands still, and two moderators who know neither of you are asked to help."),
        _("Ask for help"),
        _("Everything stands still now, until you have cleared it up."),
    ),
    "settle": FormPage(
        forms.SettleForm,
        services.settle,
        {E.SUGGEST, E.SETTLE},
        _("What holds in the end"),
        _("If you both say the same, it is settled. After fourteen days a mediator may decide."),
        _("Say what holds"),
        _("What you said is written down."),
    ),
    "reflect": FormPage(
        forms.ReflectForm,
        services.reflect,
        {E.REFLECT},
        _("What do you take along?"),
        _("You read each other once both have written, or after fourteen days."),
        _("Write it down"),
        _("It is written down."),
    ),
}


@login_required
@makes_one
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A step that needs words; what was typed stays when it is refused."""
    row, page = _find(request, pk), FORM_PAGES[name]
    if request.method != "POST" and not services.possible(row, request.user) & page.events:
        return HttpResponseRedirect(row.get_absolute_url())
    return _form_page(request, row, page, name)


@login_required
@makes_one
def date(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for another date; or with `answer` say yes to it, or keep to the old one."""
    answers = {"yes": services.accept_date, "no": services.decline_date}
    if answer := answers.get(request.POST.get("answer", "")):
        said = (
            _("The new date stands.")
            if answer is services.accept_date
            else _("The agreed date stands.")
        )
        return _act(request, pk, answer, said)
    row = _find(request, pk)
    if request.method != "POST" and E.PROPOSE_DATE not in services.possible(row, request.user):
        return HttpResponseRedirect(row.get_absolute_url())
    return _form_page(request, row, DATE, "date")


DATE = FormPage(
    forms.DateForm,
    services.propose_date,
    {E.PROPOSE_DATE},
    _("Another date"),
    _("The agreed date stands until the other says yes to the new one."),
    _("Ask for this date"),
    _("The other says whether the new date suits."),
)
AGAIN = FormPage(
    forms.AgainForm,
    services.repeat,
    set(),
    _("Do it again"),
    _("A new exchange on the same terms, for another day. The other agrees anew."),
    _("Propose it"),
    _("Your proposal is on its way."),
)


@login_required
@makes_one
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the same once more, for another day."""
    return _form_page(request, _find(request, pk), AGAIN, "again")


def _form_page(request: HttpRequest, row: Any, page: FormPage, name: str) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = page.form(
        posted, exchange=row, member=request.user, initial=_initial(row, request.user, name)
    )
    status = 200
    if posted is not None:
        # A repetition is no step of this exchange, and has no turn.
        turn = {} if page is AGAIN else {"turn": _turn(request)}
        done = attempt(form, page.service, member=request.user, exchange=row, **turn)
        if isinstance(done, Exchange):
            return see_other(request, done.get_absolute_url(), page.said)
        status = done
    context = {"form": form, "page": page, "exchange": row, "name": name}
    return show(request, "sharing/exchange_form.html", context, status=status)


def _initial(row: Any, member: Member, name: str) -> dict[str, Any]:
    """What a form begins with."""
    if name == "proposal":
        proposals = row.all_proposals
        return forms.beginning_of(row, member, proposals[-1] if proposals else None)
    if name == "done" and row.agreed:
        return {"minutes": row.minutes_given or row.agreed.minutes}
    return {"language": member.language}


@require_POST
@login_required
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    said = _("It is agreed. The calendar file is on this page.")
    return _act(request, pk, services.agree, said)


@require_POST
@login_required
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """With `without_hours=yes` also where the hours cannot be entered."""
    without = {"without_hours": request.POST.get("without_hours") == "yes"}
    said = _("Confirmed. What do you take along?")
    return _act(request, pk, partial(services.confirm, **without), said)


@require_POST
@login_required
def enter_hours(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, services.enter_hours, _("The hours are entered."))


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, services.withdraw, _("It is taken back."))


@require_POST
@login_required
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, services.rest, _("It rests."), undo="take-up/")


@require_POST
@login_required
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, services.take_up, _("It is taken up again."))


@require_POST
@login_required
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let others read what I took along, or no longer."""
    row, wishes = _find(request, pk), request.POST.get("public") == "yes"
    services.choose_to_publish(member=request.user, exchange=row, may_be_public=wishes)
    return see_other(request, row.get_absolute_url(), _("Your choice counts from now on."))


def _act(
    request: HttpRequest, pk: int, act: Callable[..., Exchange], said: Any, undo: str = ""
) -> HttpResponse:
    row = _find(request, pk)
    address = row.get_absolute_url()
    try:
        act(member=request.user, exchange=row, turn=_turn(request))
    except Refusal as refusal:
        return sent_back(request, address, refusal)
    return see_other(request, address, said, undo=f"{address}{undo}" if undo else "")


def _turn(request: HttpRequest) -> int | None:
    """The turn of the page on which the button stood; what makes no sense counts as none."""
    turn = request.POST.get("turn", "")
    return int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 9 else None


def _find(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(readable_exchanges(request.user), pk=pk)

"""Credit: say who or what moved one, also later than the move; take it back, and bring it back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from debates.forms import CreditForm
from debates.models import Credit, Position
from debates.reading.candidates import candidates
from debates.reading.credits import moved_by
from debates.services import credits as services
from members.models import Member
from members.refusals import Refusal
from members.views.forms import INVALID, refused, see_other, sent_back, show
from members.views.once import makes_one


@login_required
@makes_one
def credits(request: HttpRequest, pk: int) -> HttpResponse:
    """What moved one to one's position: given so far, and what else to name."""
    position = _own(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = CreditForm(posted, moved_by=candidates(request.user, position.topic))
    status = 200
    if request.method == "POST":
        status = INVALID
        if form.is_valid():
            try:
                _give(request, position, form)
            except Refusal as refusal:
                status = refused(form, refusal)
            else:
                return see_other(request, request.path, _("It stands with your position now."))
    context = {
        "form": form,
        "position": position,
        "topic": position.topic,
        "given": _given(position, request.user),
        "has_moved": position.current.number > 1,
    }
    return show(request, "debates/credits.html", context, status=status)


@require_POST
@login_required
def withdraw_credit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a credit back."""
    credit = _given_by(request, pk)
    services.withdraw_credit(member=request.user, credit=credit)
    undo = reverse("debates:restore_credit", args=[pk])
    return see_other(request, _page(credit), _("The credit is withdrawn."), undo)


@require_POST
@login_required
def restore_credit(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a withdrawal."""
    credit = _given_by(request, pk)
    try:
        services.restore_credit(member=request.user, credit=credit)
    except Refusal as refusal:
        return sent_back(request, _page(credit), refusal)
    return see_other(request, _page(credit), _("The credit stands again."))


def _give(request: HttpRequest, position: Position, form: CreditForm) -> None:
    services.give_credit(member=request.user, version=position.current, thanks=form.given())


def _own(request: HttpRequest, pk: int) -> Position:
    """One's own position that stands; nobody else finds this page."""
    mine = Position.objects.standing().filter(member=request.user, current__isnull=False)
    mine = mine.select_related("current", "topic__community")
    return get_object_or_404(mine.defer("topic__search", "topic__community__search"), pk=pk)


def _given(position: Position, member: Member) -> list[tuple[Credit, str]]:
    """Every credit for a version of this position, with its sentence, the latest first."""
    given = Credit.objects.standing_for(member).filter(version__position=position)
    given = given.select_related("receiver", "question", "version").order_by("-created_at", "-id")
    return [(credit, moved_by(credit)) for credit in given]


def _given_by(request: HttpRequest, pk: int) -> Credit:
    mine = Credit.objects.filter(giver=request.user).select_related("version")
    return get_object_or_404(mine, pk=pk)


def _page(credit: Credit) -> str:
    return reverse("debates:credits", args=[credit.version.position_id])

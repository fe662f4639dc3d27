"""The listening rota: of a community, and one's own turns."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities.models import Community
from communities.views.frame import about, enter
from members.alphabet import alphabetical
from members.refusals import Refusal
from members.views.forms import see_other, sent_back, show
from sharing.models import RotaSeat, RotaTurn
from sharing.services.rota import join_rota, leave_rota, leave_to_others, waiting_turns


@login_required
def community_rota(request: HttpRequest, slug: str) -> HttpResponse:
    """What the rota is, and one's own seat; `sits=yes` takes it, `sits=no` gives it up."""
    here = enter(request, slug)
    if request.method == "POST":
        return _sit(request, here.community, yes=request.POST.get("sits") == "yes")
    seat = RotaSeat.objects.filter(member=request.user, community=here.community).first()
    return show(request, "sharing/community_rota.html", about(here, "sharing", seat=seat))


@login_required
@require_safe
def rota(request: HttpRequest) -> HttpResponse:
    """What waits for one's ear, and where one sits."""
    seats = RotaSeat.objects.filled().filter(member=request.user).select_related("community")
    own = Community.objects.of(request.user).exclude(rota__member=request.user)
    context = {
        "turns": list(waiting_turns(request.user)),
        "seats": list(seats.order_by(alphabetical("community__name"), "pk")),
        "communities": list(own.order_by(alphabetical("name"), "pk")[:20]),
    }
    return show(request, "sharing/rota.html", context)


@require_POST
@login_required
def leave_turn(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a request to others; nobody asks why."""
    turn = get_object_or_404(RotaTurn.objects.visible_to(request.user), pk=pk)
    leave_to_others(member=request.user, turn=turn)
    return see_other(request, "/rota/", _("Somebody else will listen. Nothing is owed."))


def _sit(request: HttpRequest, community: Community, *, yes: bool) -> HttpResponse:
    address = f"{community.get_absolute_url()}rota/"
    if not yes:
        leave_rota(member=request.user, community=community)
        return see_other(request, address, _("You no longer sit on the rota. Thank you."))
    try:
        join_rota(member=request.user, community=community)
    except Refusal as refusal:
        return sent_back(request, address, refusal)
    return see_other(request, address, _("You sit on the rota. It is twice a week at most."))

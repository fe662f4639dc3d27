"""When one has time, and whether one is suggested to others."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from members.refusals import Refusal
from members.views.forms import INVALID, refused, see_other, show
from sharing.forms.availability import AvailabilityForm, availability_as_typed
from sharing.services.availability import availability_of, say_availability

PAGE = "sharing/settings/availability.html"


@login_required
def availability(request: HttpRequest) -> HttpResponse:
    """Parts of the week, a place, a pause, an absence."""
    kept = availability_of(request.user)
    data = request.POST if request.method == "POST" else None
    form = AvailabilityForm(data, initial=availability_as_typed(kept))
    if data is None or not form.is_valid():
        return show(request, PAGE, {"form": form}, status=200 if data is None else INVALID)
    try:
        kept = say_availability(member=request.user, **form.cleaned_data)
    except Refusal as refusal:
        return show(request, PAGE, {"form": form}, status=refused(form, refusal))
    hidden = kept.is_paused or kept.away_until
    said = _("Saved. You are suggested to nobody until then.") if kept.away_until else _("Saved.")
    if kept.is_paused:
        said = _("Saved. You are suggested to nobody until you end the pause.")
    return see_other(
        request, reverse("sharing:availability" if hidden else "sharing:matches"), said
    )

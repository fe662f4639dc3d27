"""How a community holds its debates; its owners decide."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from communities.models import Community
from communities.views.frame import about, enter_as
from debates import access
from debates.forms.listening import RulesForm
from debates.services import rules
from members.refusals import Refusal
from members.services.held import held
from members.views.forms import refused, see_other, show, unfinished


@login_required
def debate_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """Switch on or off that restating comes before objecting."""
    here = enter_as(request, slug, access.can_set_rules, "owns")
    with held(here.community, when=request.method == "POST"):
        known = rules.rules_of(here.community)
        form = RulesForm(
            request.POST if request.method == "POST" else None,
            initial={"restating_comes_first": known.restating_comes_first},
        )
        status = _set(request, here.community, form) if form.is_bound else 200
    if status == 303:
        back = reverse("debates:community_topics", args=[slug])
        return see_other(request, back, _("Your choice holds from now on."))
    context = about(here, "debates.topics", form=form)
    return show(request, "debates/rules.html", context, status=status)


def _set(request: HttpRequest, community: Community, form: RulesForm) -> int:
    if not form.is_valid():
        return unfinished(form)
    try:
        rules.set_rules(member=request.user, community=community, **form.cleaned_data)
    except Refusal as refusal:
        return refused(form, refusal)
    return 303

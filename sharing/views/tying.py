"""Own words and the skills they mean: moderators and staff tie them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.ids import from_code
from members.pages import page_of
from members.refusals import Invalid, NotAllowed, Refusal
from members.views.forms import see_other, sent_back, show
from sharing import access
from sharing.models import Skill
from sharing.services.skill_search import find_skills
from sharing.services.skills import tie_skill

FEW = 20
REFUSED = access.can_tie.sentence  # type: ignore[attr-defined]


@login_required
@require_safe
def own_words(request: HttpRequest) -> HttpResponse:
    """Own words that are tied to nothing yet."""
    if not access.can_tie(request.user):
        return sent_back(request, reverse("sharing:skill_search"), NotAllowed(REFUSED))
    untied = Skill.objects.untied_for(request.user).defer("names")
    return show(request, "sharing/own_words.html", {"page": page_of(untied, request)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tie(request: HttpRequest, pk: int) -> HttpResponse:
    """Which skill of the classification these words mean; nothing chosen takes it back."""
    if not access.can_tie(request.user):
        return sent_back(request, reverse("sharing:skill_search"), NotAllowed(REFUSED))
    own = get_object_or_404(Skill.objects.in_own_words().select_related("tied_to"), pk=pk)
    if request.method != "POST":
        return show(request, "sharing/tie.html", _choice(request, own))
    try:
        tie_skill(member=request.user, skill=own, to=_chosen(request))
    except Refusal as refusal:
        return sent_back(request, request.path, refusal)
    return see_other(request, reverse("sharing:own_words"), _("It counts from now on."))


def _choice(request: HttpRequest, own: Skill) -> dict[str, object]:
    words = request.GET.get("q", own.words)[:80]
    found = find_skills(words=words, member=None, most=FEW)
    return {"own": own, "words": words, "found": [one.skill for one in found if one.skill.uri]}


def _chosen(request: HttpRequest) -> Skill | None:
    code = request.POST.get("skill", "")
    if not code:
        return None
    try:
        return Skill.objects.from_esco().defer("names").get(pk=from_code(code))
    except (ValueError, Skill.DoesNotExist):
        raise Invalid(_("This skill does not exist any more. Choose another one.")) from None

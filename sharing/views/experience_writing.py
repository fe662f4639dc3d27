"""Writing an experience, alone or of an exchange, and changing it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from members.ids import from_code
from members.refusals import Refusal
from members.services.held import held
from members.views.forms import INVALID, refused, see_other, sent_back, show, unfinished
from members.views.once import makes_one
from sharing.access import experiences as rules
from sharing.forms.experiences import (
    ExperienceEditForm,
    ExperienceForm,
    experience_as_typed,
    experience_initial,
)
from sharing.forms.skills import Picked
from sharing.models import Exchange, Experience
from sharing.services.experiences import edit_experience, write_experience
from sharing.services.skill_search import find_skills


@login_required
@makes_one
def new_experience(request: HttpRequest) -> HttpResponse:
    """Alone, or with `?exchange=…` for both sides of an exchange that is done."""
    exchange = _exchange(request)
    written = Experience.objects.filter(exchange=exchange).first() if exchange else None
    if written is not None:
        return see_other(request, written.get_absolute_url())
    form = _form(request, _beginning(request, exchange))
    if _is_sent(request) and form.is_valid():
        try:
            made = write_experience(
                member=request.user,
                exchange=exchange,
                publish="publish" in request.POST,
                **form.content,
            )
        except Refusal as refusal:
            return _written(request, form, exchange=exchange, status=refused(form, refusal))
        return see_other(request, made.get_absolute_url(), _said(made))
    return _written(request, form, exchange=exchange)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words; how they stood before stays, and a co-writer is asked again."""
    experience = get_object_or_404(Experience.objects.visible_to(request.user), pk=pk)
    if not rules.writes(request.user, experience):
        refusal = Refusal(rules.can_write_on.sentence)  # type: ignore[attr-defined]
        refusal.status = 403
        return sent_back(request, experience.get_absolute_url(), refusal)
    with held(experience, when=_is_sent(request)):
        form = _form(request, experience_initial(experience), experience)
        status = _reword(request, experience, form) if form.is_bound else 0
    if status == 303:
        return see_other(request, experience.get_absolute_url(), _("Your new words stand."))
    return _written(request, form, experience, status=status)


def _reword(request: HttpRequest, experience: Experience, form: ExperienceForm) -> int:
    if not form.is_valid():
        return unfinished(form, experience)
    try:
        edit_experience(
            member=request.user,
            experience=experience,
            publish="publish" in request.POST,
            **form.content,
        )
    except Refusal as refusal:
        return refused(form, refusal)
    return 303


def _said(experience: Experience) -> str:
    if experience.published_at is not None:
        return _("It is public now. Thank you for giving it.")
    if experience.exchange_id is not None:
        return _("It is kept. The other of you is asked, and it is public once both agree.")
    return _("It is kept. Only you see it until you publish it.")


def _exchange(request: HttpRequest) -> Exchange | None:
    """The exchange an address names, if it is done and one's own; 404 otherwise."""
    code = request.GET.get("exchange") or request.POST.get("exchange") or ""
    if not code:
        return None
    try:
        pk = from_code(code)
    except ValueError:
        pk = 0
    own = Exchange.objects.visible_to(request.user).select_related("asker", "other")
    own = own.select_related("offer", "request")
    exchange = get_object_or_404(own.defer("offer__search", "request__search"), pk=pk)
    return get_object_or_404(own, pk=pk if rules.can_look_back_on(request.user, exchange) else 0)


def _beginning(request: HttpRequest, exchange: Exchange | None) -> dict[str, Any]:
    """One's own language, the community one comes from, and what the exchange was about."""
    initial: dict[str, Any] = {"language": request.user.language}
    if exchange is not None:
        listing = exchange.listing
        initial["title"] = exchange.title
        initial["skills"] = Picked.of(listing.skills.all()) if listing else Picked()
        initial["community"] = _where(exchange)
    return initial


def _where(exchange: Exchange) -> str:
    """Where hours were kept, else where the listing stands."""
    listing = exchange.listing
    kept = exchange.agreed.community_id if exchange.agreed else None
    first = listing.communities.values_list("pk", flat=True).first() if listing else None
    return str(kept or first or "")


def _is_sent(request: HttpRequest) -> bool:
    return request.method == "POST" and "find" not in request.POST


def _form(
    request: HttpRequest, initial: dict[str, Any], experience: Experience | None = None
) -> ExperienceForm:
    """The form as it was sent; after a search step as it was typed, without judging it."""
    given = {"member": request.user, "experience": experience}
    kind = ExperienceEditForm if experience else ExperienceForm
    if _is_sent(request):
        return kind(request.POST, initial=initial, **given)
    typed = experience_as_typed(request.POST) if request.method == "POST" else {}
    form = kind(initial=initial | typed, **given)
    form.carried = request.POST.get("based_on", "")
    if not typed and "community" in form.fields:
        form.initial["community"] = initial.get("community") or _community(request, form)
    return form


def _community(request: HttpRequest, form: ExperienceForm) -> str:
    slug = request.GET.get("community", "")
    named = [pk for pk, one in form.own.items() if one.slug == slug]
    only = list(form.own) if len(form.own) == 1 else []
    return (named or only or [""])[0]


def _written(
    request: HttpRequest,
    form: ExperienceForm,
    experience: Experience | None = None,
    *,
    exchange: Exchange | None = None,
    status: int = 0,
) -> HttpResponse:
    found = None
    if "find" in request.POST or "skill_words" in form.errors:
        found = find_skills(words=form.search_words, member=request.user)
    context = {
        "form": form,
        "experience": experience,
        "exchange": exchange,
        "partner": _partner(request, exchange),
        "is_shared": exchange is not None or _is_shared(experience),
        "choice": form.choice(found),
        "has_communities": experience is not None or bool(form.own),
    }
    status = status or (INVALID if form.errors else 200)
    return show(request, "sharing/experience_form.html", context, status=status)


def _partner(request: HttpRequest, exchange: Exchange | None) -> Any:
    if exchange is None:
        return None
    return exchange.other if exchange.asker_id == request.user.pk else exchange.asker


def _is_shared(experience: Experience | None) -> bool:
    return experience is not None and experience.writers.count() > 1

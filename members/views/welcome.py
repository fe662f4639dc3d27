"""The first minutes: consents, story, values, communities; every step can be skipped."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.forms.profiles import PROMPTS, StoryForm, story_of
from members.forms.values import BEGINNING, ValueForm
from members.purposes import MEANINGS
from members.refusals import Refusal
from members.services import consents, profiles
from members.services import values as value_services
from members.views.forms import INVALID, refused, see_other, show
from members.views.once import makes_one

STEPS = ["consents", "story", "values"]


@login_required
def welcome(request: HttpRequest) -> HttpResponse:
    """Good that you are here: what comes, and the first step."""
    return show(request, "members/welcome/index.html", {"first": _address("consents")})


@login_required
def step(request: HttpRequest, name: str) -> HttpResponse:
    """One of the steps; going on is always possible."""
    steps = {"consents": _consents, "story": _story, "values": _values}
    if name not in steps:
        raise Http404
    return steps[name](request)


def _consents(request: HttpRequest) -> HttpResponse:
    given = consents.purposes_of(request.user)
    rows = [(meaning, meaning.purpose in given) for meaning in MEANINGS]
    return _page(request, "consents", {"rows": rows})


def _story(request: HttpRequest) -> HttpResponse:
    form = StoryForm(
        request.POST if request.method == "POST" else None, initial=story_of(request.user)
    )
    if request.method == "POST" and form.is_valid():
        profiles.edit_profile(member=request.user, profile=request.user, fields=form.cleaned_data)
        return see_other(request, _after("story"), _("Your story is saved."))
    return _page(request, "story", {"form": form, "prompts": PROMPTS})


@makes_one
def _values(request: HttpRequest) -> HttpResponse:
    member, status = request.user, 200
    initial = {"language": member.language, "words": f"{BEGINNING} "}
    form = ValueForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            value_services.declare_value(member=member, **form.cleaned_data)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            return see_other(request, _address("values"), _("Your value statement stands."))
    context = {"form": form, "statements": value_services.statements_of(member)}
    return _page(request, "values", context, status)


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    form = context.get("form")
    if status == 200 and form is not None and form.errors:
        status = INVALID
    place = {"number": STEPS.index(name) + 1, "of": len(STEPS) + 1, "next": _after(name)}
    return show(request, f"members/welcome/{name}.html", context | place, status=status)


def _address(name: str) -> str:
    return reverse("members:welcome_step", args=[name])


def _after(name: str) -> str:
    """The next step; after the last one the communities, where one arrives."""
    following = STEPS[STEPS.index(name) + 1 :]
    return _address(following[0]) if following else "/communities/"

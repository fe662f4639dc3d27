"""Hours given and received: one's own, and how a community keeps them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities import access as communities_access
from communities.access import Standing, standing
from communities.models import Community
from communities.views.frame import about
from members.alphabet import alphabetical
from members.models import Member
from members.pages import page_of
from members.refusals import Invalid, Refusal
from members.services.held import held
from members.viewer import viewer
from members.views.forms import refused, see_other, show, unfinished
from members.views.once import makes_one
from sharing.forms.hours import BoundsForm, CorrectionForm, GiftForm, RulesForm
from sharing.reading.hours import bounds_log, earlier_rules, history_of, hours_of
from sharing.services import accounts

NEWEST = ("-transfer__created_at", "-id")


@login_required
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """What one gave and received, for oneself only."""
    context = {
        "accounts": hours_of(request.user),
        "page": page_of(history_of(request.user), request, by=NEWEST),
        "keeping": _keeping(request.user),
    }
    return show(request, "sharing/hours.html", context)


def _keeping(member: Member) -> list[Community]:
    """Communities one belongs to that keep hours."""
    keeping = Community.objects.of(member).filter(time_rules__is_on=True)
    return list(keeping.order_by(alphabetical("name"), "pk"))


@require_safe
def community_hours(request: HttpRequest, slug: str) -> HttpResponse:
    """How a community keeps hours; owners decide it here."""
    return _page(request, _enter(request, slug))


def _enter(request: HttpRequest, slug: str) -> Standing:
    member = viewer(request)
    community = get_object_or_404(Community.objects.visible_to(member), slug=slug)
    return standing(member, community)


def _page(request: HttpRequest, here: Standing, status: int = 200, **bound: Any) -> HttpResponse:
    rules = accounts.rules_of(here.community)
    earlier = earlier_rules(rules, viewer(request))
    context = about(here, "sharing", rules=rules, earlier=earlier)
    if here.owns:
        context |= {
            "rules_form": RulesForm(initial=RulesForm.initial_of(rules)),
            "gift_form": GiftForm(prefix="gift"),
            "bounds_form": BoundsForm(prefix="bounds"),
            "correction_form": CorrectionForm(prefix="correction"),
            "log": bounds_log(here.community),
        }
    return show(request, "sharing/community_hours.html", context | bound, status=status)


@require_POST
@login_required
def set_rules(request: HttpRequest, slug: str) -> HttpResponse:
    def act(here: Standing, form: RulesForm) -> None:
        accounts.set_rules(owner=request.user, community=here.community, **form.content)

    said = _("It is changed. Whoever could read the earlier rules still can.")
    here = _enter(request, slug)
    with held(here.community):
        rules = accounts.rules_of(here.community)
        form = RulesForm(request.POST, initial=RulesForm.initial_of(rules))
        return _decide(request, here, "rules_form", form, act, said)


@require_POST
@login_required
@makes_one
def give(request: HttpRequest, slug: str) -> HttpResponse:
    def act(here: Standing, form: GiftForm) -> None:
        data = form.cleaned_data
        accounts.give_hours(
            owner=request.user,
            community=here.community,
            member=_member(data["handle"]),
            minutes=data["hours"],
            note=data["note"],
            key=f"opening-{here.community.code}-{data['key']}",
        )

    form = GiftForm(request.POST, prefix="gift")
    return _decide(
        request, _enter(request, slug), "gift_form", form, act, _("The hours are entered.")
    )


@require_POST
@login_required
@makes_one
def widen(request: HttpRequest, slug: str) -> HttpResponse:
    def act(here: Standing, form: BoundsForm) -> None:
        data = form.cleaned_data
        accounts.widen_bounds(
            owner=request.user,
            community=here.community,
            member=_member(data["handle"]),
            floor=-60 * data["floor"],
            ceiling=60 * data["ceiling"],
            reason=data["reason"],
        )

    form = BoundsForm(request.POST, prefix="bounds")
    return _decide(
        request, _enter(request, slug), "bounds_form", form, act, _("There is more room now.")
    )


@require_POST
@login_required
@makes_one
def correct(request: HttpRequest, slug: str) -> HttpResponse:
    def act(here: Standing, form: CorrectionForm) -> None:
        data = form.cleaned_data
        accounts.correct_entry(
            owner=request.user,
            community=here.community,
            code=data["code"],
            minutes=data["hours"],
            note=data["note"],
            key=f"correction-{here.community.code}-{data['key']}",
        )

    form = CorrectionForm(request.POST, prefix="correction")
    said = _("It is corrected. The first entry stays beside the correction.")
    return _decide(request, _enter(request, slug), "correction_form", form, act, said)


def _decide(
    request: HttpRequest,
    here: Standing,
    name: str,
    form: forms.Form,
    act: Callable[[Standing, Any], None],
    said: str,
) -> HttpResponse:
    """Let an owner do one thing; what was typed stays where it is refused."""
    if not here.owns:
        raise PermissionDenied(getattr(communities_access.can_own, "sentence", ""))
    if not form.is_valid():
        return _page(request, here, status=unfinished(form), **{name: form})
    try:
        act(here, form)
    except Refusal as refusal:
        status = refused(form, _at_its_field(refusal))
        return _page(request, here, status=status, **{name: form})
    return see_other(request, f"{here.community.get_absolute_url()}hours/", said)


def _at_its_field(refusal: Refusal) -> Refusal:
    """A refusal of the service names minutes and a member; the form asks for hours and a handle."""
    names = {"minutes": "hours", "member": "handle"}
    refusal.field = names.get(refusal.field or "", refusal.field)
    return refusal


def _member(handle: str) -> Member:
    member = Member.objects.active().filter(handle=handle.strip().removeprefix("@").lower()).first()
    if member is None:
        raise Invalid(_("Nobody with this name belongs to the community."), field="member")
    return member

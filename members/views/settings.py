"""Settings: everything a member can decide, each thing on a page of its own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from members.alphabet import alphabetical
from members.forms.profiles import PROMPTS, ProfileForm, profile_of
from members.forms.settings import LanguageForm
from members.models import Member
from members.purposes import MEANINGS
from members.refusals import Invalid, Refusal
from members.services import accounts, blocks, choices, consents, profiles
from members.services.held import held
from members.views.forms import INVALID, back_or, refused, see_other, sent_back, show, unfinished


@login_required
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """The way to everything one can decide."""
    return show(request, "members/settings/index.html")


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Name, story, curiosity, languages."""
    member = request.user
    with held(member, when=request.method == "POST"):
        posted = request.POST if request.method == "POST" else None
        form = ProfileForm(posted, initial=profile_of(member))
        status = _tell(member, form) if form.is_bound else 200
    if status == 303:
        return see_other(request, member.get_absolute_url(), _("Your page is saved."))
    context = {"form": form, "prompts": PROMPTS}
    return show(request, "members/settings/profile.html", context, status=status)


def _tell(member: Member, form: ProfileForm) -> int:
    if not form.is_valid():
        return unfinished(form)
    try:
        profiles.edit_profile(member=member, profile=member, fields=form.cleaned_data)
    except Refusal as refusal:
        return refused(form, refusal)
    return 303


@login_required
def language(request: HttpRequest) -> HttpResponse:
    """In which language the house speaks, and by which clock."""
    member = request.user
    initial = {"language": member.language, "time_zone": member.time_zone}
    form = LanguageForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        accounts.choose_place(member=member, **form.cleaned_data)
        return see_other(request, reverse("members:settings"), _("Saved."))
    status = INVALID if form.errors else 200
    return show(request, "members/settings/language.html", {"form": form}, status=status)


@login_required
@require_safe
def consent_settings(request: HttpRequest) -> HttpResponse:
    """Each consent by itself."""
    given = consents.purposes_of(request.user)
    rows = [(meaning, meaning.purpose in given) for meaning in MEANINGS]
    return show(request, "members/settings/consents.html", {"rows": rows})


@require_POST
@login_required
def decide(request: HttpRequest, purpose: str) -> HttpResponse:
    """Say yes to one purpose, or take it back; it counts at once."""
    agrees = request.POST.get("agrees") == "yes"
    back = back_or(request, reverse("members:consent_settings"))
    try:
        choices.decide(member=request.user, purpose=purpose, agrees=agrees)
    except Invalid as refusal:
        return sent_back(request, back, refusal)
    message = _("Agreed. You can take it back any time.") if agrees else _("Taken back.")
    return see_other(request, f"{back}#{purpose}", message)


@login_required
@require_safe
def block_settings(request: HttpRequest) -> HttpResponse:
    """Whom one has blocked; nobody else sees this list."""
    people = Member.objects.filter(blocks_received__blocker=request.user)
    in_order = people.order_by(alphabetical("name"), "id")
    return show(request, "members/settings/blocks.html", {"people": in_order})


@require_POST
@login_required
def block(request: HttpRequest, handle: str) -> HttpResponse:
    """From now on these two do not meet here."""
    other = get_object_or_404(Member.objects.visible_to(request.user), handle=handle)
    if other == request.user:
        return sent_back(
            request, other.get_absolute_url(), Invalid(_("You cannot block yourself."))
        )
    blocks.block(member=request.user, other=other)
    message = _("%(name)s is blocked. Neither of you sees what the other writes.")
    undo = reverse("members:unblock", args=[other.handle])
    return see_other(
        request, reverse("members:block_settings"), message % {"name": other.name}, undo
    )


@require_POST
@login_required
def unblock(request: HttpRequest, handle: str) -> HttpResponse:
    """Take back one's own block."""
    blocked = Member.objects.filter(blocks_received__blocker=request.user)
    other = get_object_or_404(blocked, handle=handle)
    blocks.unblock(member=request.user, other=other)
    message = _("The block of %(name)s is lifted.") % {"name": other.name}
    return see_other(request, reverse("members:block_settings"), message)

"""Keys to the API, one's data to take along, and leaving."""

import json
from functools import partial

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from members.forms.settings import LeaveForm, TokenForm
from members.models import ApiToken
from members.refusals import Refusal
from members.services import privacy as services
from members.services import tokens as token_services
from members.sign_in import asks_anew
from members.views.forms import INVALID, refused, see_other, sent_back, show
from members.views.once import print_of


@partial(asks_anew, to_read=False)
def tokens(request: HttpRequest) -> HttpResponse:
    """One's keys; the text of a new one is shown in this answer and never again."""
    form, status, shown = TokenForm(request.POST if request.method == "POST" else None), 200, ""
    if request.method == "POST":
        status = INVALID
        if form.is_valid():
            try:
                _token, shown = token_services.make_token(
                    member=request.user, sent_as=print_of(request), **form.cleaned_data
                )
            except Refusal as refusal:
                status = refused(form, refusal)
            else:
                form, status = TokenForm(), 200
    keys = ApiToken.objects.current().filter(member=request.user)
    context = {"form": form, "keys": keys, "shown": shown}
    return show(request, "members/settings/tokens.html", context, status=status)


@require_POST
@login_required
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on this key opens nothing."""
    token = get_object_or_404(ApiToken.objects.current().filter(member=request.user), pk=pk)
    token_services.revoke_token(member=request.user, token=token)
    return see_other(request, reverse("members:token_settings"), _("The key is revoked."))


@login_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What the house keeps, to take along or to delete."""
    context = {"form": LeaveForm(member=request.user)}
    return show(request, "members/settings/privacy.html", context)


@asks_anew
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Everything about oneself as one JSON file."""
    try:
        everything = services.export_of(request.user)
    except Refusal as refusal:
        return sent_back(request, reverse("members:privacy_settings"), refusal)
    text = json.dumps(everything, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
    name = f"resonanz-{request.user.handle}-{timezone.localdate().isoformat()}.json"
    return HttpResponse(
        text,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@asks_anew
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Delete the account and everything it holds, after a confirmation."""
    form, status = LeaveForm(request.POST, member=request.user), INVALID
    if form.is_valid():
        try:
            services.erase_account(member=request.user)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            logout(request)
            return see_other(request, "/", _("Your account and everything in it are deleted."))
    return show(request, "members/settings/privacy.html", {"form": form}, status=status)

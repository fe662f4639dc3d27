"""Who runs the house, what it keeps, what holds here, and what it is built on."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from members.models import TERMS_VERSION
from members.services import accounts
from members.views.forms import see_other, show


@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    return show(request, "members/legal/imprint.html", {"operator": _operator()})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return show(request, "members/legal/privacy.html", {"operator": _operator()})


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    context = {"operator": _operator(), "version": TERMS_VERSION}
    return show(request, "members/legal/terms.html", context)


@require_POST
@login_required
def accept_terms(request: HttpRequest) -> HttpResponse:
    """What Today asks for when the terms have changed."""
    accounts.accept_terms(member=request.user)
    return see_other(request, "/", _("You accepted the terms of use."))


@require_safe
def attributions(request: HttpRequest) -> HttpResponse:
    """Also where the source is, as the licence asks of whoever runs a changed house."""
    context = {"operator": _operator(), "source_url": settings.SOURCE_URL}
    return show(request, "members/legal/attributions.html", context)


def _operator() -> dict[str, str]:
    return {
        "name": settings.OPERATOR_NAME,
        "address": settings.OPERATOR_ADDRESS,
        "email": settings.CONTACT_EMAIL,
    }

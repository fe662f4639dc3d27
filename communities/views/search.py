"""One search for everything one may see."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from communities.services.search import MOST_LETTERS, Found, search
from communities.shelves import searchables
from members.forms.fields import LineField
from members.refusals import Refusal
from members.viewer import network, viewer
from members.views.forms import show, status_of


class SearchForm(forms.Form):
    q = LineField(label=_("Search for"), required=False)
    kind = LineField(required=False)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What the words find, kind by kind; never endless."""
    form = SearchForm(request.GET)
    form.is_valid()
    words = form.cleaned_data.get("q", "")[:MOST_LETTERS]
    kind = form.cleaned_data.get("kind", "")
    kind = kind if kind in searchables else ""
    found: list[Found] = []
    refusal: Refusal | None = None
    try:
        if words:
            found = search(member=viewer(request), words=words, kind=kind, network=network(request))
    except Refusal as too_much:
        refusal = too_much
    context = {
        "refusal": refusal,
        "words": words,
        "kind": kind,
        "kinds": sorted(searchables, key=lambda entry: entry.order),
        "found": found,
        "is_visitor": viewer(request) is None,
    }
    return show(
        request,
        "communities/search/results.html",
        context,
        status=status_of(refusal) if refusal else 200,
    )

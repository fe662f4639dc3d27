"""The map of opinions of a topic."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from debates.reading import landscape_words as words
from debates.reading.landscape import landscape_page
from debates.reading.reader import enter
from members.views.forms import show


@require_safe
def landscape(request: HttpRequest, pk: int) -> HttpResponse:
    """Common ground first, then the map, what characterises each camp, and what divides."""
    reader = enter(request, pk)
    context = landscape_page(reader)
    return show(
        request,
        "debates/landscape.html",
        context | words.page_words(context["shown"], reader.topic),
    )

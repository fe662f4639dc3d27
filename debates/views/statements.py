"""The statements of a topic."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from debates.models import Statement
from debates.reading.topic_page import counts_in_words
from debates.views.topics import readable_topics
from members.pages import page_of
from members.viewer import viewer
from members.views.forms import show

SIZE = 50
IN_ORDER = ("created_at", "id")


@require_safe
def statements(request: HttpRequest, pk: int) -> HttpResponse:
    """Short claims, in the order in which they were written; never a single vote."""
    topic = get_object_or_404(readable_topics(viewer(request)), pk=pk)
    readable = Statement.objects.filter(topic=topic).readable()
    page = page_of(readable, request, size=SIZE, by=IN_ORDER)
    counts = counts_in_words(getattr(topic, "source", None))
    context = {"topic": topic, "page": page, "counts": counts}
    return show(request, "debates/statements.html", context)

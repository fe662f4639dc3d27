"""The statements of a topic."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from debates.models import Statement
from debates.reading.reader import enter
from debates.reading.topic_page import counts_in_words
from members.pages import page_of
from members.views.forms import show

SIZE = 50
IN_ORDER = ("created_at", "id")


@require_safe
def statements(request: HttpRequest, pk: int) -> HttpResponse:
    """Short claims, in the order in which they were written; never a single vote."""
    topic = enter(request, pk).topic
    readable = Statement.objects.filter(topic=topic).readable()
    page = page_of(readable, request, size=SIZE, by=IN_ORDER)
    source = topic.source_shown
    context = {"topic": topic, "page": page, "source": source, "counts": counts_in_words(source)}
    return show(request, "debates/statements.html", context)

"""The first page: a house seen from outside, or what waits for a member today."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.context import waiting_on
from members.models import Member, Question
from members.panels import drawn_at
from members.services import conversations
from members.views.forms import show

MOST_OF_ONE_KIND = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Visitors see what this is; members see Today."""
    if request.user.is_authenticated:
        return _today(request)
    return show(request, "members/landing.html", {"panels": drawn_at("landing", request)})


def _today(request: HttpRequest) -> HttpResponse:
    """What waits, and an end."""
    member = request.user
    waiting = waiting_on(request)
    assert waiting is not None
    asked = Question.objects.waiting_for(member).select_related("asker").order_by("created_at")
    questions = asked[:MOST_OF_ONE_KIND] if waiting.things["questions"] else []
    unread = conversations.unread_for(member)[:MOST_OF_ONE_KIND] if waiting.things["talks"] else []
    talks = [(talk, talk.partner_of(member)) for talk in unread]
    panels = drawn_at("today", request, member)
    listed = len(questions) + len(talks)
    listed += sum(panel.count('class="waiting__item"') for panel in panels)
    context = {
        "greeting": _greeting(member),
        "questions": questions,
        "talks": talks,
        "panels": panels,
        "count": waiting.count,
        "rest": max(waiting.count - listed, 0),
        "waiting": waiting_in_words(waiting.count),
        "maybe": drawn_at("today_maybe", request, member),
        "after": drawn_at("today_after", request, member),
        "now": timezone.localtime(),
    }
    return show(request, "members/today.html", context)


def waiting_in_words(count: int) -> str:
    """How many things wait, in words as far as words are short."""
    few = {
        1: _("One thing waits for you."),
        2: _("Two things wait for you."),
        3: _("Three things wait for you."),
        4: _("Four things wait for you."),
        5: _("Five things wait for you."),
        6: _("Six things wait for you."),
        7: _("Seven things wait for you."),
        8: _("Eight things wait for you."),
        9: _("Nine things wait for you."),
    }
    return few.get(count) or _("%(count)s things wait for you.") % {"count": count}


def _greeting(member: Member) -> str:
    hour = timezone.localtime().hour
    name = {"name": member.name.split()[0] if member.name.split() else member.name}
    if hour < 11:
        return _("Good morning, %(name)s.") % name
    if hour < 18:
        return _("Good day, %(name)s.") % name
    return _("Good evening, %(name)s.") % name

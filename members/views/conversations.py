"""Private messages, and what has happened between people."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from members import access
from members.forms.talk import MessageForm
from members.models import Conversation, Member, Question, QuestionState
from members.pages import page_of
from members.refusals import Refusal
from members.services import conversations as services
from members.services import relationships as between
from members.views.forms import INVALID, refused, see_other, show
from members.views.once import makes_one
from members.views.told import told


@login_required
@require_safe
def conversations(request: HttpRequest) -> HttpResponse:
    """All conversations, the latest first."""
    rows = services.conversations_of(request.user)
    page = page_of(rows, request, by=("-latest_at", "-id"))
    talks = [
        (row, row.partner_of(request.user), services.is_unread(row, request.user))
        for row in page.items
    ]
    return show(request, "members/conversations.html", {"page": page, "talks": talks})


@login_required
@makes_one
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """One conversation: its messages, and a line to write."""
    row = _load(request, pk)
    status, form = 200, MessageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        status = INVALID
        if form.is_valid():
            try:
                sent = services.send_message(
                    member=request.user, conversation=row, **form.cleaned_data
                )
            except Refusal as refusal:
                status = refused(form, refusal)
            else:
                return see_other(request, sent.get_absolute_url(), _("Sent."))
    services.mark_read(member=request.user, conversation=row)
    return show(request, "members/conversation.html", _context(request, row, form), status=status)


def _context(request: HttpRequest, row: Conversation, form: MessageForm) -> dict[str, Any]:
    partner = row.partner_of(request.user)
    page = page_of(row.messages.standing().select_related("author"), request, size=30)
    return {
        "conversation": row,
        "partner": partner,
        "form": form,
        "page": page,
        "messages_in_order": page.items[::-1],
        "beginning": None if page.next else _beginning(row),
        "may_write": access.can_write(request.user, row),
        "questions": _questions_between(request.user, partner, row),
    }


def _beginning(row: Conversation) -> Question | None:
    """The answered question with which it began, above the first message."""
    begun = Question.objects.filter(pk=row.question_id, hidden_at=None, withdrawn_at=None)
    return begun.select_related("asker", "addressee").first() if row.question_id else None


def _questions_between(member: Member, partner: Member, row: Conversation) -> list[Question]:
    """The latest answered questions of these two, apart from the one it began with."""
    answered = Question.objects.visible_to(member).filter(
        state=QuestionState.ANSWERED, hidden_at__isnull=True, withdrawn_at__isnull=True
    )
    pair = answered.filter(asker__in=[member, partner], addressee__in=[member, partner])
    return list(pair.exclude(pk=row.question_id).order_by("-answered_at")[:3])


def _load(request: HttpRequest, pk: int) -> Conversation:
    return get_object_or_404(
        Conversation.objects.visible_to(request.user).select_related("one", "other"), pk=pk
    )


@login_required
@require_safe
def relationships(request: HttpRequest) -> HttpResponse:
    """Per person what really happened, in words; for one's own eyes only."""
    page = page_of(between.people_around(request.user), request, by=("-latest_at", "-id"))
    events = between.encounters_with(request.user, page.items)
    now = timezone.now()
    people = [
        {
            "person": person,
            "fading": between.fading(person.latest_at, now),
            "latest_at": person.latest_at,
            "sentences": [told(event, request.user, person) for event in events[person.pk]],
        }
        for person in page.items
    ]
    return show(request, "members/relationships.html", {"page": page, "people": people})

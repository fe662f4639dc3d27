"""The statements of a topic: read them, write one, vote on them, and look at one's own."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from debates.forms.statements import StatementForm, VoteForm
from debates.models import Statement, Topic
from debates.reading import statements as reading
from debates.reading.landscape_words import why_in_this_order
from debates.reading.reader import enter
from debates.reading.topic_page import counts_in_words
from debates.services import statements as services
from members.pages import page_of
from members.refusals import Refusal
from members.viewer import viewer
from members.views.forms import INVALID, back_or, refused, see_other, sent_back, show
from members.views.once import makes_one

BALLOT = "debates/_ballot.html"


@makes_one
def statements(request: HttpRequest, pk: int) -> HttpResponse:
    """The card to vote on, all statements with what is known of them, and the form to write one."""
    reader = enter(request, pk)
    if request.method == "POST":
        return _write(request, reader)
    return _page(request, reader, StatementForm(initial={"language": reader.topic.language}))


@login_required
@require_safe
def next_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """The card with another statement, or with the one named in `again`; a piece for htmx."""
    reader = enter(request, pk)
    ballot = reading.ballot_for(reader)
    again = request.GET.get("again", "")
    if ballot is None or not getattr(request, "htmx", False):
        return see_other(request, f"{reader.topic.get_absolute_url()}statements/#ballot")
    named = reading.readable_in(reader.topic, again)
    ballot = replace(ballot, statement=named or ballot.statement)
    return show(request, BALLOT, {"ballot": ballot, "topic": reader.topic})


@require_safe
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """One statement, what is known of it, and one's own vote."""
    return _one(request, _statement(request, pk), VoteForm())


@require_POST
@login_required
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree, disagree or pass; then comes the next statement."""
    statement, form = _statement(request, pk), VoteForm(request.POST)
    status = INVALID
    if form.is_valid():
        try:
            cast = services.cast_vote(member=request.user, statement=statement, **form.given())
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            return _voted(request, statement, cast)
    if getattr(request, "htmx", False):
        ballot = reading.Ballot(statement, 1, consents="consent" not in form.errors, form=form)
        context = {"ballot": ballot, "topic": statement.topic}
        return show(request, BALLOT, context, status=status)
    return _one(request, statement, form, status)


@require_POST
@login_required
def withdraw_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own vote back."""
    statement = _statement(request, pk)
    back = back_or(request, f"{statement.topic.get_absolute_url()}statements/#ballot")
    try:
        services.withdraw_vote(member=request.user, statement=statement)
    except Refusal as refusal:
        return sent_back(request, back, refusal)
    if getattr(request, "htmx", False):
        return _card(request, statement.topic, None)
    return see_other(request, back, _("Your vote is taken back."))


@login_required
@require_safe
def votes(request: HttpRequest) -> HttpResponse:
    """In which topics one has voted."""
    page = page_of(reading.topics_voted_on(request.user), request)
    return show(request, "debates/votes.html", {"page": page})


@login_required
@require_safe
def votes_in(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own votes in one topic, each to be changed."""
    reader = enter(request, pk)
    page = reading.votes_page(request.user, reader.topic, request)
    rows = [(vote, reading.choice_in_words(vote.choice)) for vote in page.items]
    context = {"topic": reader.topic, "page": page, "rows": rows, "reader": reader}
    return show(request, "debates/votes_in.html", context)


@login_required
@require_safe
def my_statements(request: HttpRequest) -> HttpResponse:
    """What one has written, and what became of it."""
    page, rows = reading.written_by(request.user, request)
    return show(request, "debates/my_statements.html", {"page": page, "rows": rows})


def _write(request: HttpRequest, reader: Any) -> HttpResponse:
    if reader.member is None:
        return redirect_to_login(request.get_full_path())
    form, status = StatementForm(request.POST), INVALID
    if form.is_valid():
        try:
            made = services.write_statement(
                member=reader.member, topic=reader.topic, **form.cleaned_data
            )
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            here = f"{reader.topic.get_absolute_url()}statements/?order=newest#s-{made.code}"
            return see_other(request, here, _("Your statement stands there, without your name."))
    return _page(request, reader, form, status)


def _page(request: HttpRequest, reader: Any, form: StatementForm, status: int = 200):
    context = reading.statements_page(reader, request)
    context |= {"form": form, "counts": counts_in_words(reader.topic.source_shown)}
    return show(request, "debates/statements.html", context, status=status)


def _one(request: HttpRequest, statement: Statement, form: VoteForm, status: int = 200):
    reader = enter(request, statement.topic_id)
    line = reading.line_of(statement, reader.member)
    ballot = reading.ballot_for(reader)
    if ballot is not None:
        ballot = replace(ballot, statement=statement, form=form)
    context = {
        "topic": reader.topic,
        "reader": reader,
        "line": line,
        "ballot": ballot,
        "form": form,
        "why": why_in_this_order(line.claim),
        "source": reader.topic.source_shown,
    }
    return show(request, "debates/statement.html", context, status=status)


def _voted(request: HttpRequest, statement: Statement, cast: Any) -> HttpResponse:
    if getattr(request, "htmx", False):
        cast.statement = statement
        return _card(request, statement.topic, cast)
    here = f"{statement.topic.get_absolute_url()}statements/?last={statement.code}#ballot"
    return see_other(request, back_or(request, here))


def _card(request: HttpRequest, topic: Topic, cast: Any) -> HttpResponse:
    ballot = reading.next_ballot(request.user, topic, cast)
    return show(request, BALLOT, {"ballot": ballot, "topic": topic})


def _statement(request: HttpRequest, pk: int) -> Statement:
    readable = Statement.objects.visible_to(viewer(request)).select_related("topic")
    return get_object_or_404(
        readable.defer("topic__search", "topic__why", "topic__known", "topic__sources"), pk=pk
    )

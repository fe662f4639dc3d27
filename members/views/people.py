"""Members, for each other: browse, one, the earlier versions of a story."""

from collections import defaultdict

from django.contrib.auth.decorators import login_required
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from members import access
from members.forms.people import FindForm
from members.forms.talk import QuestionForm
from members.languages import name_of
from members.markup.circle import circle
from members.models import Member, Purpose, ValueStatement
from members.models.base import READINGS
from members.pages import page_of
from members.panels import drawn_at
from members.services import profiles, relationships
from members.services.consents import consents_to
from members.services.questions import shown_beside
from members.viewer import viewer
from members.views.forms import see_other, show
from members.views.searched import counts_searches
from members.views.told import told

FEW = 3


@login_required
@require_safe
@counts_searches
def members(request: HttpRequest) -> HttpResponse:
    """Whoever is here, the newest first; found by a word, a value, a language."""
    form = FindForm(request.GET)
    wishes = form.wishes()
    page = page_of(_found(request.user, **wishes), request, by=("-joined_at", "-id"))
    values = _values_of(page.items, request.user)
    people = [(person, values[person.pk]) for person in page.items]
    context = {"form": form, "page": page, "people": people, "searching": any(wishes.values())}
    return show(request, "members/members.html", context)


def _found(member: Member, q: str, value: str, language: str) -> QuerySet[Member]:
    people = Member.objects.visible_to(member)
    if q:
        wanted = Q(name__icontains=q)
        for stemmer in READINGS:
            wanted |= Q(search=SearchQuery(q, config=stemmer, search_type="websearch"))
        people = people.filter(wanted)
    if value:
        standing = ValueStatement.objects.visible_to(member).filter(value=value)
        people = people.filter(pk__in=standing.values("member"))
    if language:
        people = people.filter(languages__contains=[language])
    return people


def _values_of(people: list[Member], member: Member) -> dict[int, list[str]]:
    """The names of the values of these people, in one query."""
    found: dict[int, list[str]] = defaultdict(list)
    for statement in ValueStatement.objects.visible_to(member).filter(member__in=people):
        if statement.basic.name not in found[statement.member_id]:
            found[statement.member_id].append(statement.basic.name)
    return found


@require_safe
def member(request: HttpRequest, handle: str) -> HttpResponse:
    """One person: story, values, what they are asked; nothing is counted."""
    me = viewer(request)
    person = get_object_or_404(Member.objects.visible_to(me), handle=handle)
    statements = list(ValueStatement.objects.visible_to(me).filter(member=person))
    may_ask = me is not None and access.can_ask(me, person)
    context = {
        "person": person,
        "is_self": me == person,
        "languages": ", ".join(name_of(code) for code in person.languages),
        "statements": _numbered(statements),
        "circle": circle([statement.value for statement in statements], person.name),
        "values_are_shown": me != person or consents_to(person, Purpose.SHOW_VALUES),
        "may_ask": may_ask,
        "asked": list(shown_beside([person, *statements], me)[:FEW]),
        "has_versions": profiles.story_versions(person, me).exists(),
        "panels": drawn_at("member", request, person),
        "ask_form": _ask_form(me, person) if may_ask else None,
        "between": _between(me, person),
    }
    return show(request, "members/member.html", context)


def _numbered(statements: list[ValueStatement]) -> list[tuple[int, ValueStatement]]:
    """Each statement with the number its value bears on the circle."""
    order = list(dict.fromkeys(statement.value for statement in statements))
    return [(order.index(statement.value) + 1, statement) for statement in statements]


def _ask_form(me: Member, person: Member) -> QuestionForm | None:
    """A form for a question about the story, where there is one."""
    if not (person.story or person.curious_about):
        return None
    return QuestionForm(initial={"language": me.language})


def _between(me: Member | None, person: Member) -> list[str]:
    if me is None or me == person:
        return []
    events = relationships.encounters_between(me, person)[:FEW]
    return [told(event, me, person) for event in events]


@require_safe
def versions(request: HttpRequest, handle: str) -> HttpResponse:
    """How a story stood before, as far as it was open to the reader then."""
    me = viewer(request)
    person = get_object_or_404(Member.objects.visible_to(me), handle=handle)
    page = page_of(profiles.story_versions(person, me), request, size=10)
    context = {"person": person, "page": page, "is_self": me == person}
    return show(request, "members/versions.html", context)


@require_POST
@login_required
def forget_versions(request: HttpRequest) -> HttpResponse:
    """Delete the earlier versions of one's own story."""
    profiles.forget_versions(member=request.user, profile=request.user)
    return see_other(
        request, request.user.get_absolute_url(), _("The earlier versions are deleted.")
    )

"""Skills: the search behind every picker, and those of one's own page."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.refusals import Invalid, Refusal
from members.text import clean_line
from members.viewer import network, viewer
from members.views.forms import INVALID, refused, see_other, sent_back, show
from sharing.access import can_tie
from sharing.forms import NoteForm, SkillsForm
from sharing.forms.skills import Picked
from sharing.models import MemberSkill, Skill
from sharing.reading.tree import roots
from sharing.services.skill_search import find_skills, look_up_skills
from sharing.services.skills import add_skill, add_skills, drop_skill


@require_safe
def skill_search(request: HttpRequest) -> HttpResponse:
    """Skills for what is typed: options for a picker, or a page; without words the tree."""
    words = clean_line(request.GET.get("q", "")[:200])
    try:
        found = look_up_skills(words=words, member=viewer(request), network=network(request))
    except Refusal as refusal:
        return sent_back(request, reverse("sharing:skill_search"), refusal)
    context = {"words": words, "found": found, "own": bool(request.GET.get("own"))}
    if not words and not request.htmx:
        context["roots"] = roots()
    return show(request, "sharing/skills.html", context, piece="sharing/_options.html")


@login_required
def skills(request: HttpRequest) -> HttpResponse:
    """What one can do and wants to learn; several can be added at once."""
    form = SkillsForm(request.POST) if request.method == "POST" else None
    if form is None or "find" in request.POST:
        return _own_page(request, form)
    if not form.is_valid():
        return _own_page(request, form, status=INVALID)
    picked, own_words = form.cleaned_data["skills"]
    direction = form.cleaned_data["direction"]
    try:
        add_skills(member=request.user, skills=picked, own_skills=own_words, direction=direction)
    except Refusal as refusal:
        return _own_page(request, form, status=refused(form, refusal))
    return see_other(request, reverse("sharing:skills"), _("Added to your page."))


@require_POST
@login_required
def note_skill(request: HttpRequest, direction: str, pk: int) -> HttpResponse:
    """Level, how it was gained and a sentence beside one's own skill."""
    entry = _own_entry(request, direction, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        sentence = Invalid(next(iter(form.errors.values()))[0])
        return sent_back(request, reverse("sharing:skills"), sentence)
    add_skill(member=request.user, skill=entry.skill, direction=direction, **form.cleaned_data)
    return see_other(request, reverse("sharing:skills"), _("It stands beside your skill."))


@require_POST
@login_required
def drop(request: HttpRequest, direction: str, pk: int) -> HttpResponse:
    """Take a skill off one's page; it can be put back at once."""
    entry = _own_entry(request, direction, pk)
    drop_skill(member=request.user, skill=entry.skill, direction=direction)
    beside = {"note": entry.note, "level": entry.level or "", "gained": entry.gained}
    undo = f"{reverse('sharing:restore_skill', args=[direction, pk])}?{urlencode(beside)}"
    said = _("“%(skill)s” is off your page.") % {"skill": entry.skill.label}
    return see_other(request, reverse("sharing:skills"), said, undo=undo)


@require_POST
@login_required
def restore(request: HttpRequest, direction: str, pk: int) -> HttpResponse:
    """Put back what was just taken off, with its sentence."""
    skill = get_object_or_404(Skill, pk=pk)
    try:
        form = NoteForm(request.GET)
        beside = form.cleaned_data if form.is_valid() else {}
        add_skill(member=request.user, skill=skill, direction=direction, **beside)
    except Refusal as refusal:
        return sent_back(request, reverse("sharing:skills"), refusal)
    return see_other(request, reverse("sharing:skills"))


def _own_entry(request: HttpRequest, direction: str, pk: int) -> MemberSkill:
    own = MemberSkill.objects.filter(member=request.user, direction=direction)
    return get_object_or_404(own.select_related("skill"), skill=pk)


def _own_page(request: HttpRequest, form: SkillsForm | None, status: int = 200) -> HttpResponse:
    entries = list(MemberSkill.objects.filter(member=request.user).select_related("skill__tied_to"))
    found = None
    if form is not None and form.search_words:
        found = find_skills(words=form.search_words, member=request.user)
    direction = form.data.get("direction", "") if form else ""
    lists = [
        {
            "direction": way,
            "entries": [entry for entry in entries if entry.direction == way],
            "form": form if status != 200 and direction == way else None,
            "choice": (form or SkillsForm()).choice(found)
            if direction == way
            else SkillsForm(initial={"skills": Picked()}).choice(),
        }
        for way in MemberSkill.Direction.values
    ]
    context = {"lists": lists, "note_form": NoteForm(), "may_tie": can_tie(request.user)}
    return show(request, "sharing/settings/skills.html", context, status=status)

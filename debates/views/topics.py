"""Topics: browse them, read one, open one, reword, close and reopen it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities.access import standing
from communities.models import Community
from communities.views.frame import about
from debates import access
from debates.forms import TopicEditForm, TopicForm
from debates.models import Topic
from debates.reading.reader import enter
from debates.reading.topic_list import topics_page
from debates.reading.topic_page import topic_page
from debates.services import topics
from members.refusals import Refusal
from members.services.held import held
from members.services.revisions import earlier_versions
from members.viewer import viewer
from members.views.forms import INVALID, refused, see_other, sent_back, show, unfinished
from members.views.once import makes_one
from members.views.searched import counts_searches


@require_safe
@counts_searches
def browse(request: HttpRequest) -> HttpResponse:
    """Topics of all communities one may read, newest first."""
    page, form = topics_page(request, viewer(request))
    return show(request, "debates/topics.html", {"page": page, "form": form})


@require_safe
@counts_searches
def of_community(request: HttpRequest, slug: str) -> HttpResponse:
    """The topics of one community, newest first."""
    member = viewer(request)
    community = get_object_or_404(Community.objects.visible_to(member), slug=slug)
    page, form = topics_page(request, member, community)
    context = about(standing(member, community), "debates.topics", page=page, form=form)
    return show(request, "debates/community_topics.html", context)


@require_safe
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """A question, where oneself stands, and what others stand for."""
    return show(request, "debates/topic.html", topic_page(enter(request, pk), request))


@login_required
@makes_one
def open_topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring a burning question into a community."""
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    initial = {"language": request.user.language}
    form = TopicForm(_posted(request), initial=initial)
    status = 200
    if request.method == "POST":
        status = INVALID
        if form.is_valid():
            try:
                opened = topics.open_topic(
                    member=request.user, community=community, **form.cleaned_data
                )
            except Refusal as refusal:
                status = refused(form, refusal)
            else:
                return see_other(request, opened.get_absolute_url(), _("Your question is asked."))
    may = access.can_open_topic(request.user, community)
    context = {"form": form, "community": community, "may": may}
    return show(request, "debates/topic_form.html", context, status=status)


@login_required
def edit_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword one's own question; how it stood stays readable."""
    topic = _topic(request, pk)
    with held(topic, when=request.method == "POST"):
        form = TopicEditForm.of(topic, _posted(request))
        status = _reword(request, topic, form)
    if status == 303:
        return see_other(request, topic.get_absolute_url(), _("Your new words stand."))
    may = access.can_edit_topic(request.user, topic)
    if request.method != "POST" and not may:
        status = 403
    context = {"form": form, "topic": topic, "community": topic.community, "may": may}
    return show(request, "debates/topic_form.html", context, status=status)


def _reword(request: HttpRequest, topic: Topic, form: TopicEditForm) -> int:
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return unfinished(form)
    try:
        topics.edit_topic(member=request.user, topic=topic, **form.cleaned_data)
    except Refusal as refusal:
        return refused(form, refusal)
    return 303


@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """How a question stood before it was reworded, as far as it was open to the reader then."""
    topic = _topic(request, pk)
    earlier = earlier_versions(topic, viewer(request))
    return show(request, "debates/topic_versions.html", {"topic": topic, "earlier": earlier})


@require_POST
@login_required
def close_topic(request: HttpRequest, pk: int) -> HttpResponse:
    undo = reverse("debates:reopen_topic", args=[pk])
    return _act(request, pk, topics.close_topic, _("The topic is closed."), undo)


@require_POST
@login_required
def reopen_topic(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, topics.reopen_topic, _("The topic burns again."))


@require_POST
@login_required
def withdraw_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the community, since the topic is no longer there to be read."""
    topic = _topic(request, pk)
    try:
        topics.withdraw_topic(member=request.user, topic=topic)
    except Refusal as refusal:
        return sent_back(request, topic.get_absolute_url(), refusal)
    back = reverse("debates:community_topics", args=[topic.community.slug])
    undo = reverse("debates:restore_topic", args=[pk])
    return see_other(request, back, _("Your question is withdrawn."), undo)


@require_POST
@login_required
def restore_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a withdrawal; only its author finds it."""
    topic = get_object_or_404(Topic.objects.filter(author=request.user), pk=pk)
    try:
        topics.restore_topic(member=request.user, topic=topic)
    except Refusal as refusal:
        return sent_back(request, "/topics/", refusal)
    return see_other(request, topic.get_absolute_url(), _("Your question is back."))


def _posted(request: HttpRequest):
    return request.POST if request.method == "POST" else None


def _act(request: HttpRequest, pk: int, act, sentence: str, undo: str = "") -> HttpResponse:
    topic = _topic(request, pk)
    try:
        act(member=request.user, topic=topic)
    except Refusal as refusal:
        return sent_back(request, topic.get_absolute_url(), refusal)
    return see_other(request, topic.get_absolute_url(), sentence, undo)


def _topic(request: HttpRequest, pk: int) -> Topic:
    return enter(request, pk).topic

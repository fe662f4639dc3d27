"""What a member chooses for themselves on a topic: to follow, to mute, to listen only."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from debates.models import Topic
from debates.reading import reader
from debates.services import choices
from members.views.forms import see_other

ACTS = {
    "follow": (choices.follow, _("You follow this topic. Only you know.")),
    "mute": (choices.mute, _("This topic is muted. Only you know.")),
    "neither": (choices.unfollow, _("You hear of this topic as of every other.")),
}


@require_POST
@login_required
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow, mute, or neither."""
    topic = get_object_or_404(Topic.objects.visible_to(request.user), pk=pk)
    if request.POST.get("wish") not in ACTS:
        return HttpResponseBadRequest()
    act, sentence = ACTS[request.POST["wish"]]
    act(member=request.user, topic=topic)
    return see_other(request, topic.get_absolute_url(), sentence)


@require_POST
@login_required
def listen(request: HttpRequest, pk: int) -> HttpResponse:
    """See who stands where without taking a position oneself."""
    topic = get_object_or_404(Topic.objects.visible_to(request.user), pk=pk)
    reader.listen(topic, request)
    return see_other(request, f"{topic.get_absolute_url()}#where")

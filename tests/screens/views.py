"""What a designer wants to see: the main pages, each with real content and as somebody sees it."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from communities.models import Case, Community
from debates.models import Echo, JointStatement, Mission, Position, Restatement, Topic
from debates.services.echoes import sound_echoes
from members.models import Conversation, Member, Question
from sharing.models import Offer, Request


@dataclass(frozen=True)
class View:
    """A page as somebody of the demonstration sees it; None is a visitor."""

    name: str
    address: str
    who: str | None = "lea"


def views() -> list[View]:
    """All of them, found in the demonstration."""
    lea = Member.objects.get(handle="lea")
    places = Community.objects.filter(memberships__member=lea, visibility="public")
    community = places.order_by("created_at")[0]
    topics = Topic.objects.visible_to(None).filter(state="open").order_by("-created_at")
    taken = topics.filter(community=community, positions__member=lea)[0]
    untaken = topics.exclude(positions__member=lea)[0]
    offers = Offer.objects.visible_to(lea).exclude(member=lea)
    requests = Request.objects.visible_to(lea).exclude(member=lea)
    question = Question.objects.waiting_for(lea).order_by("created_at")[0]
    conversation = Conversation.objects.visible_to(lea).order_by("-latest_at")[0]
    case = Case.objects.filter(community=community, state="open")[0]
    here = community.get_absolute_url()
    return [
        View("landing", "/", None),
        View("sign-in", "/accounts/login/", None),
        View("sign-up", "/accounts/signup/", None),
        View("communities", "/communities/", None),
        View("community-visitor", here, None),
        View("topic-visitor", taken.get_absolute_url(), None),
        View("today", "/"),
        View("community", here),
        View("topics", "/topics/"),
        View("topic-before", untaken.get_absolute_url()),
        View("topic-after", taken.get_absolute_url()),
        View("position-form", f"{untaken.get_absolute_url()}position/"),
        *debate_views(lea),
        View("offers", "/offers/"),
        View("offer", offers.order_by("pk")[0].get_absolute_url()),
        View("offer-form", "/offers/new/"),
        View("requests", "/requests/"),
        View("request", requests.order_by("pk")[0].get_absolute_url()),
        View("matches", "/matches/"),
        View("members", "/members/"),
        View("member", "/m/vreni/"),
        View("questions", "/questions/"),
        View("question", question.get_absolute_url()),
        View("conversation", conversation.get_absolute_url()),
        View("inbox", "/inbox/"),
        View("digest", "/digest/"),
        View("search", "/search/?q=Lohn"),
        View("welcome-story", "/welcome/story/"),
        View("settings", "/settings/"),
        View("values", "/settings/values/"),
        View("skills", "/settings/skills/"),
        View("consents", "/settings/consents/"),
        View("moderation", f"{here}moderation/", "mara"),
        View("case", case.get_absolute_url(), "mara"),
    ]


def debate_views(lea: Member) -> list[View]:
    """The topic on which most has happened, from the thread of a position to the deed."""
    mission = Mission.objects.visible_to(lea).order_by("created_at")[0]
    joint = JointStatement.objects.visible_to(lea).order_by("created_at")[0]
    topic = mission.topic
    at = topic.get_absolute_url()
    positions = Position.objects.visible_to(lea).filter(topic=topic, arguments__isnull=False)
    position = positions.exclude(member=lea).order_by("pk")[0].get_absolute_url()
    moved = Position.objects.visible_to(lea).filter(current__credits__isnull=False)
    heard = Restatement.objects.filter(state="heard", position__topic=topic).order_by("pk")[0]
    return [
        View("debate", at),
        View("position-thread", position),
        View("position-moved", moved.order_by("pk")[0].get_absolute_url()),
        View("restate", f"{position}restate/"),
        View("restatement", heard.get_absolute_url(), heard.listener.handle),
        View("objection", f"{position}argue/?kind=objection"),
        View("statements", f"{at}statements/"),
        View("landscape", f"{at}landscape/"),
        View("landscape-visitor", f"{at}landscape/", None),
        View("joint-statements", f"{at}joint/"),
        View("joint-statement", joint.get_absolute_url()),
        View("missions", f"{at}mission/"),
        View("mission", mission.get_absolute_url()),
        View("order", "/topics/order/"),
        View("votes", "/votes/"),
        View("my-statements", "/my-statements/"),
        View("listening", "/listening/"),
        *echo_views(),
    ]


def echo_views() -> list[View]:
    """Somebody's latest echo; those of the last week are sounded as the worker would have."""
    today = timezone.localdate()
    for days in range(7):
        sound_echoes(today - timedelta(days=days))
    latest = Echo.objects.select_related("member").order_by("-day", "pk")[:1]
    return [View("echo", echo.get_absolute_url(), echo.member.handle) for echo in latest]

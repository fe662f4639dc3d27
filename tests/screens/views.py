"""What a designer wants to see: the main pages, each with real content and as somebody sees it."""

from dataclasses import dataclass

from communities.models import Case, Community
from debates.models import Topic
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

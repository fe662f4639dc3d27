"""Addresses of the API: /api/v1/, its schema and its documentation."""

from functools import cache
from typing import Any

from django.conf import settings
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from communities.api.communities import CommunitiesViewSet
from communities.api.memberships import MembershipsViewSet
from communities.api.reports import ReportsViewSet
from communities.api.search import SearchViewSet
from debates.api.arguments import ArgumentsOfPositionViewSet, ArgumentViewSet
from debates.api.commitments import CommitmentsOfMissionViewSet, CommitmentViewSet
from debates.api.credits import CreditsViewSet
from debates.api.joint import AnswersViewSet, JointOfTopicViewSet, JointViewSet
from debates.api.landscape import LandscapeOfTopicViewSet
from debates.api.listening import EchoesViewSet, ListeningViewSet
from debates.api.missions import MissionsOfTopicViewSet, MissionViewSet, ProgressViewSet
from debates.api.positions import (
    OwnPositionViewSet,
    PositionsOfTopicViewSet,
    PositionsViewSet,
    PositionViewSet,
)
from debates.api.restatements import (
    RestatementsOfArgumentViewSet,
    RestatementsOfPositionViewSet,
    RestatementsViewSet,
)
from debates.api.rules import DebateRulesViewSet
from debates.api.statements import (
    OwnVotesViewSet,
    OwnVoteViewSet,
    StatementsOfTopicViewSet,
    StatementViewSet,
)
from debates.api.topics import TopicsViewSet
from members.api.me import ConsentsViewSet, MeViewSet, ValuesViewSet
from members.api.notifications import NotificationsViewSet
from members.api.people import BlocksViewSet, MembersViewSet
from members.api.questions import QuestionsViewSet
from members.api.rooms import Spoken
from members.reader import read_in
from sharing.api.exchanges import ExchangesViewSet
from sharing.api.experiences import ExperiencesViewSet
from sharing.api.hours import HoursViewSet
from sharing.api.introductions import IntroductionsViewSet, RotaViewSet
from sharing.api.listings import OffersViewSet, RequestsViewSet
from sharing.api.matches import MatchesViewSet, NotForMeViewSet
from sharing.api.rings import RingsViewSet
from sharing.api.searches import SearchesViewSet
from sharing.api.skills import MySkillsViewSet, SkillsViewSet


class Nowhere(Spoken):
    """Every other address below /api/."""

    permission_classes = ()
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotFound(
            _("There is nothing at this address. Addresses end with a slash; see /api/docs/.")
        )


@cache
def written_schema() -> dict[str, Any]:
    """Written once per process: it is the same for everybody."""
    with read_in("en"):
        schema: dict[str, Any] = SchemaGenerator().get_schema(public=True)
    return schema


class Schema(SpectacularAPIView):
    """The schema, in English whoever asks, since most of its words are."""

    def _get_schema_response(self, request: Request) -> Response:
        name = self._get_filename(request, None)
        headers = {"Content-Disposition": f'inline; filename="{name}"'}
        return Response(written_schema(), headers=headers)


class Docs(SpectacularSwaggerSplitView):
    """The description for people: how to begin, and every address to try out."""

    schema = None

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().get(request, *args, **kwargs)
        response.data |= {
            "here": settings.PUBLIC_URL,
            "schema_address": self._get_schema_url(request),
        }
        return response


router = SimpleRouter(use_regex_path=False)
router.register("me/values", ValuesViewSet, "values")
router.register("me/searches", SearchesViewSet, "my_searches")
router.register("me/skills", MySkillsViewSet, "my_skills")
router.register("me/blocks", BlocksViewSet, "blocks")
router.register("members", MembersViewSet, "members")
router.register("questions", QuestionsViewSet, "questions")
router.register("notifications", NotificationsViewSet, "notifications")
router.register("communities", CommunitiesViewSet, "communities")
router.register("memberships", MembershipsViewSet, "memberships")
router.register("reports", ReportsViewSet, "reports")
router.register("search", SearchViewSet, "search")
router.register("topics", TopicsViewSet, "topics")
router.register("positions", PositionsViewSet, "positions")
router.register("positions", PositionViewSet, "position")
router.register("statements", StatementViewSet, "statement")
router.register("me/votes", OwnVotesViewSet, "own_votes")
router.register("credits", CreditsViewSet, "credits")
router.register("joint", JointViewSet, "joint")
router.register("missions", MissionViewSet, "mission")
router.register("commitments", CommitmentViewSet, "commitment")
router.register("restatements", RestatementsViewSet, "restatements")
router.register("arguments", ArgumentViewSet, "argument")
router.register("echoes", EchoesViewSet, "echoes")
router.register("me/listening", ListeningViewSet, "listening")
router.register("offers", OffersViewSet, "offers")
router.register("requests", RequestsViewSet, "requests")
router.register("skills", SkillsViewSet, "skills")
router.register("exchanges", ExchangesViewSet, "exchanges")
router.register("matches/not-for-me", NotForMeViewSet, "not_for_me")
router.register("matches", MatchesViewSet, "matches")
router.register("me/hours", HoursViewSet, "my_hours")
router.register("rings", RingsViewSet, "rings")
router.register("experiences", ExperiencesViewSet, "experiences")
router.register("introductions", IntroductionsViewSet, "introductions")
router.register("rota", RotaViewSet, "rota")

ME = MeViewSet.as_view({"get": "retrieve", "patch": "partial_update"}, basename="me")
CONSENTS = ConsentsViewSet.as_view({"get": "list"}, basename="consents")
CONSENT = ConsentsViewSet.as_view({"put": "update"}, basename="consents")
POSITIONS = PositionsOfTopicViewSet.as_view({"get": "list"}, basename="positions_of_topic")
OWN_POSITION = OwnPositionViewSet.as_view(
    {"get": "retrieve", "put": "update", "delete": "destroy"}, basename="own_position"
)
RESTORED = OwnPositionViewSet.as_view({"post": "restore"}, basename="own_position")
STATEMENTS = StatementsOfTopicViewSet.as_view(
    {"get": "list", "post": "create"}, basename="statements_of_topic"
)
NEXT_STATEMENT = StatementsOfTopicViewSet.as_view(
    {"get": "following"}, basename="statements_of_topic"
)
VOTE = OwnVoteViewSet.as_view({"put": "update", "delete": "destroy"}, basename="own_vote")
LANDSCAPE = LandscapeOfTopicViewSet.as_view({"get": "retrieve"}, basename="landscape_of_topic")

READ_AND_WRITTEN = {"get": "list", "post": "create"}
RESTATED = RestatementsOfPositionViewSet.as_view(READ_AND_WRITTEN, basename="restated_position")
RESTATED_BELOW = RestatementsOfArgumentViewSet.as_view(
    READ_AND_WRITTEN, basename="restated_argument"
)
GATE = RestatementsOfPositionViewSet.as_view({"get": "gate"}, basename="gate_of_position")
GATE_BELOW = RestatementsOfArgumentViewSet.as_view({"get": "gate"}, basename="gate_of_argument")
THREAD = ArgumentsOfPositionViewSet.as_view(READ_AND_WRITTEN, basename="thread")
RULES = DebateRulesViewSet.as_view({"get": "retrieve", "put": "update"}, basename="debate_rules")
JOINT = JointOfTopicViewSet.as_view({"get": "list", "post": "create"}, basename="joint_of_topic")
ANSWERS = AnswersViewSet.as_view({"get": "list"}, basename="answers")
MISSIONS = MissionsOfTopicViewSet.as_view(
    {"get": "list", "post": "create"}, basename="missions_of_topic"
)
COMMITMENTS = CommitmentsOfMissionViewSet.as_view(
    {"get": "list", "post": "create"}, basename="commitments_of_mission"
)
PROGRESS = ProgressViewSet.as_view({"get": "list", "post": "create"}, basename="progress")

version_1 = [
    path("me/", ME, name="me"),
    path("me/consents/", CONSENTS, name="consents"),
    path("me/consents/<str:purpose>/", CONSENT, name="consent"),
    path("topics/<code:id>/positions/", POSITIONS, name="positions-of-topic"),
    path("topics/<code:id>/position/", OWN_POSITION, name="own-position"),
    path("topics/<code:id>/position/restore/", RESTORED, name="own-position-restore"),
    path("topics/<code:id>/statements/", STATEMENTS, name="statements-of-topic"),
    path("topics/<code:id>/statements/next/", NEXT_STATEMENT, name="next-statement"),
    path("statements/<code:id>/vote/", VOTE, name="own-vote"),
    path("topics/<code:id>/landscape/", LANDSCAPE, name="landscape-of-topic"),
    path("positions/<code:id>/restatements/", RESTATED, name="restated-position"),
    path("positions/<code:id>/gate/", GATE, name="gate-of-position"),
    path("positions/<code:id>/arguments/", THREAD, name="thread"),
    path("arguments/<code:id>/restatements/", RESTATED_BELOW, name="restated-argument"),
    path("arguments/<code:id>/gate/", GATE_BELOW, name="gate-of-argument"),
    path("communities/<code:id>/debate-rules/", RULES, name="debate-rules"),
    path("topics/<code:id>/joint/", JOINT, name="joint-of-topic"),
    path("joint/<code:id>/answers/", ANSWERS, name="joint-answers"),
    path("topics/<code:id>/missions/", MISSIONS, name="missions-of-topic"),
    path("missions/<code:id>/commitments/", COMMITMENTS, name="commitments-of-mission"),
    path("missions/<code:id>/progress/", PROGRESS, name="progress-of-mission"),
    *router.urls,
]

app_name = "api"
urlpatterns = [
    path("v1/", include((version_1, "v1"))),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Docs.as_view(url_name="api:schema"), name="docs"),
    re_path("", Nowhere.as_view(), name="nowhere"),
]

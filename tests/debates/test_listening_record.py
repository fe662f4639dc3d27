"""The record of listening: one's own in sentences, a community's in one; no likes anywhere."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from debates.models import Position, Restatement
from debates.reading import listening
from members.models import Block, Question
from tests.conftest import make_member
from tests.debates.test_position_bridge import credit, restated
from tests.debates.test_topic_lines import argue
from tests.debates.test_topic_page import public_question

pytestmark = pytest.mark.clock

PAGE = "/listening/"


@pytest.fixture
def position(cast, topic, stand) -> Position:
    return stand(cast.lea, topic)


def read(client, show: str = "") -> str:
    answer = client.get(PAGE, {"show": show} if show else {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_begins_with_a_way_to_begin(as_member):
    page = read(as_member("ben"))
    assert "Nothing stands here yet" in page and 'href="/topics/"' in page


def test_whoever_asked_and_whoever_answered_each_read_their_own(cast, position, as_member):
    public_question(cast.ben, position)
    assert "You asked Lea, and got an answer." in read(as_member("ben"))
    assert "You answered Ben." in read(as_member("lea"))
    assert "Ben" not in read(as_member("mara")).replace("Benevolence", "")


def test_a_question_that_was_left_to_rest_is_not_held_against_anybody(cast, position, as_member):
    public_question(cast.ben, position, state="resting", answer="", answered_at=None)
    assert "You asked Lea." in read(as_member("ben"))
    assert "Ben" not in read(as_member("lea"))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("heard", "You restated Lea on “Should everybody here know what everybody earns?”, and"),
        ("sent", "You restated Lea on “Should everybody here know what everybody earns?”."),
    ],
)
def test_restatements_stand_with_what_became_of_them(cast, position, as_member, state, said):
    restated(cast.ben, position, state)
    assert said in read(as_member("ben"), "restatements")
    felt_heard = "and you felt heard." in read(as_member("lea"), "restatements")
    assert felt_heard is (state == "heard")


def test_credits_stand_with_giver_and_receiver(cast, position, as_member):
    credit(cast.lea, cast.ben, position, kind="member", words="You stayed calm.")
    assert "Moved by Ben." in read(as_member("lea"), "credits")
    page = read(as_member("ben"), "credits")
    assert "Lea moved, and says you had a part in it." in page and "You stayed calm." in page
    assert "Moved by" not in read(as_member("mara"), "credits")


def test_blocked_people_are_not_named(cast, position, as_member):
    restated(cast.ben, position)
    credit(cast.lea, cast.ben, position, kind="member")
    Block.objects.create(blocker=cast.lea, blocked=cast.ben)
    for show in ("restatements", "credits"):
        assert "Lea moved" not in read(as_member("ben"), show)
        assert "restated" not in read(as_member("ben"), show).replace("whom you restated", "")


def test_a_part_that_does_not_exist_gives_the_first(cast, position, as_member):
    public_question(cast.ben, position)
    assert "You asked Lea" in read(as_member("ben"), "rank")


def test_a_visitor_is_sent_to_sign_in(as_member):
    assert as_member(None).get(PAGE).status_code == 302


@pytest.mark.parametrize("show", ["questions", "restatements", "credits"])
def test_pages_are_finite_and_cost_the_same(cast, position, as_member, show):
    client = as_member("lea")

    def asked() -> int:
        client.get(PAGE, {"show": show})
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE, {"show": show})
        return len([one for one in queries if "django_session" not in one["sql"]])

    def happen(begin: int, end: int) -> None:
        for number in range(begin, end):
            member = make_member(f"l{number}")
            public_question(member, position)
            restated(member, position)
            credit(cast.lea, member, position, kind="member")

    happen(0, 5)
    few = asked()
    happen(5, 50)
    assert asked() == few <= 12
    page = client.get(PAGE, {"show": show}).context["page"]
    assert len(page.items) == 20 and f"show={show}" in page.next


def test_no_total_and_no_rank_stands_on_the_page(cast, position, as_member):
    for number in range(7):
        restated(make_member(f"l{number}"), position)
    page = read(as_member("lea"), "restatements")
    main = page[page.index("<main") : page.index("</main>")]
    assert not re.search(r"\b7\b", re.sub(r"<[^>]*>", " ", main))


def test_the_api_tells_the_same(cast, position, program):
    restated(cast.ben, position)
    rows = program("ben").get("me/listening/?show=restatements").json()["results"]
    assert ["and were heard" in row["sentence"] for row in rows] == [True]
    assert program("ben").get("me/listening/").json()["results"] == []
    assert program("ben").get("me/listening/?show=rank").status_code == 400
    assert program(None).get("me/listening/").status_code == 401


def speak(cast, position, objections: int) -> None:
    for _ in range(objections):
        argue(cast.mara, position, "objection")


def listen(cast, position, questions: int, restatements: int) -> None:
    for number in range(questions):
        public_question(make_member(f"q{Question.objects.count()}-{number}"), position)
    for number in range(restatements):
        restated(make_member(f"r{Restatement.objects.count()}-{number}"), position)


def test_a_community_reads_how_it_listens_in_one_sentence(cast, position, as_member):
    speak(cast, position, 9)
    listen(cast, position, 4, 3)
    sentence = "For every ten positions and objections there were 7 questions and restatements."
    for who in ("ben", "mara", "odo"):
        assert sentence in as_member(who).get("/c/open-house/").content.decode()
    for who in (None, "nora", "sam"):
        assert (
            "positions and objections" not in as_member(who).get("/c/open-house/").content.decode()
        )


def test_where_little_was_said_there_is_no_sentence(cast, position):
    speak(cast, position, 4)
    listen(cast, position, 2, 2)
    assert listening.listening_of(cast.public, cast.ben) == ""
    listen(cast, position, 0, 1)
    assert "there were 10 questions" in listening.listening_of(cast.public, cast.ben)


def test_only_the_last_ninety_days_and_what_stands_count(cast, position):
    speak(cast, position, 9)
    listen(cast, position, 10, 2)
    Question.objects.update(created_at=timezone.now() - timedelta(days=91))
    Restatement.objects.filter(pk=Restatement.objects.first().pk).update(hidden_at=timezone.now())
    said = "For every ten positions and objections there was 1 question or restatement."
    assert listening.listening_of(cast.public, cast.ben) == said


def test_beyond_thirty_nobody_counts_on(cast, position):
    listen(cast, position, 10, 0)
    assert "more than 30" in listening.listening_of(cast.public, cast.ben)


def test_other_communities_are_left_out(cast, position, ask, stand):
    speak(cast, position, 9)
    listen(cast, position, 4, 3)
    assert listening.listening_of(cast.closed, cast.ben) == ""


# Parts of names that no model and no column may have: nothing is there to click for liking, nobody
# is counted, ranked or followed.
UNWANTED = {
    "like", "likes", "liked", "reaction", "reactions", "favourite", "favorite", "upvote",
    "downvote", "upvotes", "downvotes", "karma", "points", "reputation", "rank", "ranking",
    "streak", "leaderboard", "badge", "badges", "follower", "followers", "views", "applause",
    "clap", "claps", "star", "stars", "popularity",
}  # fmt: skip


def parts(name: str) -> set[str]:
    return set(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_"))


def test_no_reaction_exists_anywhere():
    floors = [
        apps.get_app_config(name) for name in ("members", "communities", "debates", "sharing")
    ]
    names = {
        f"{model.__name__}.{field.name}"
        for floor in floors
        for model in floor.get_models()
        for field in model._meta.get_fields()
    }
    assert len(names) > 300
    found = [
        name for name in names if UNWANTED & (parts(name.split(".")[0]) | parts(name.split(".")[1]))
    ]
    assert found == []


def test_no_counter_is_kept_of_what_others_think_of_anybody():
    person = apps.get_model("members", "Member")
    kept = [field.name for field in person._meta.concrete_fields]
    assert not [name for name in kept if {"count", "score", "number"} & parts(name)]

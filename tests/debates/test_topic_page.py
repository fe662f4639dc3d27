"""The page of a topic: what whom sees, in which order, and at what cost."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.models import Membership
from debates.models import Position
from debates.reading import strip
from debates.services import moderation
from members.models import Block, Encounter, Question, ValueStatement
from tests.conftest import join, make_member


def crowd(cast, topic, stand, count: int, begin: int = 0) -> list[Position]:
    people = [make_member(f"p{number}") for number in range(begin, begin + count)]
    for person in people:
        join(person, topic.community)
    return [stand(person, topic, number % 5 - 2) for number, person in enumerate(people)]


def public_question(asker, position: Position, **fields) -> Question:
    return Question.objects.create(
        **{
            "asker": asker,
            "addressee": position.member,
            "target_type": ContentType.objects.get_for_model(Position),
            "target_id": position.pk,
            "text": "What happened on that Monday?",
            "language": "en",
            "state": "answered",
            "answer": "We all went for a walk.",
            "answer_language": "de",
            "answered_at": timezone.now(),
            "asker_shows": True,
            "addressee_shows": True,
        }
        | fields
    )


def page_of(client, topic, query: str = "") -> str:
    answer = client.get(f"{topic.get_absolute_url()}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def shown(client, topic, query: str = "") -> list[str]:
    answer = client.get(f"{topic.get_absolute_url()}{query}")
    return [line.code for line in answer.context["lines"]]


def test_a_visitor_reads_positions_with_their_language_values_and_reasons(
    cast, topic, stand, as_member
):
    stand(
        cast.ben,
        topic,
        1,
        core="Zuerst die Regeln.",
        reasons="Ich habe *beides* gesehen.",
        language="de",
    )
    page = page_of(as_member(None), topic)
    assert 'lang="de">Zuerst die Regeln.</h3>' in page
    assert "<em>beides</em>" in page
    assert "Benevolence" in page
    assert "I, Ben, stand for people who stay." in page
    assert "rather for" in page


def test_what_members_write_is_escaped(cast, topic, stand, as_member):
    stand(cast.ben, topic, core="<script>1</script>", reasons="<img src=x onerror=alert(1)>")
    page = page_of(as_member(None), topic)
    assert "<script>1" not in page
    assert "<img" not in page


def test_nobody_sees_who_stands_where_before_standing_or_listening(cast, topic, stand, as_member):
    stand(cast.ben, topic)
    for who in (None, "mara", "lea"):
        answer = as_member(who).get(topic.get_absolute_url())
        assert answer.context["strip"] is None
        page = answer.content.decode()
        assert "Who stands where</h2>" not in page
        assert "1 member has taken a position" not in page
        assert "In no order" in page


def test_an_own_position_opens_the_strip_the_counts_and_the_order(cast, topic, stand, as_member):
    stand(cast.ben, topic, -1)
    stand(cast.mara, topic, 2)
    answer = as_member("mara").get(topic.get_absolute_url())
    page = answer.content.decode()
    assert "2 members have taken a position." in page
    assert "You stand at “firmly for”." in page
    stations = [[one.handle for one in place.people] for place in answer.context["strip"].stations]
    assert stations == [[], ["ben"], [], [], ["mara"]]
    assert "made each other feel heard" in page
    assert "Whoever wrote last stands on top." in page_of(as_member("mara"), topic, "?order=newest")


def test_listening_opens_the_strip_for_this_session(cast, topic, stand, as_member):
    stand(cast.ben, topic)
    client = as_member("mara")
    assert client.post(f"{topic.get_absolute_url()}listen/").status_code == 303
    assert "1 member has taken a position." in page_of(client, topic)
    assert as_member("mara").get(topic.get_absolute_url()).context["strip"] is None


def test_ones_own_position_stands_apart_and_not_in_the_list(cast, topic, stand, as_member):
    own, other = stand(cast.ben, topic), stand(cast.mara, topic)
    client = as_member("ben")
    assert shown(client, topic) == [other.code]
    assert client.get(topic.get_absolute_url()).context["own"].code == own.code


@pytest.mark.clock
def test_a_crowd_is_said_in_words_but_for_those_one_has_met_or_asked(
    cast, topic, stand, as_member, monkeypatch
):
    monkeypatch.setattr(strip, "MOST_FACES", 5)
    people = crowd(cast, topic, stand, 10)
    stand(cast.ben, topic, 0)
    kind = ContentType.objects.get_for_model(Position)
    Encounter.objects.create(
        kind="answered",
        actor=people[0].member,
        other=cast.ben,
        target_type=kind,
        target_id=people[0].pk,
        at=timezone.now(),
    )
    public_question(cast.ben, people[9])
    answer = as_member("ben").get(topic.get_absolute_url())
    stations = answer.context["strip"].stations
    names = [[one.handle for one in place.people] for place in stations]
    assert names == [["p0"], [], ["ben"], [], ["p9"]]
    said = [place.more for place in stations]
    assert said == ["and 1 more", "2 members", "and 2 more", "2 members", "and 1 more"]
    assert "11 members have taken a position." in answer.content.decode()


def test_of_a_crowd_nobody_counts_one_reads_shares_drawn_at_random(
    cast, topic, stand, as_member, monkeypatch
):
    monkeypatch.setattr(strip, "MOST_FACES", 5)
    monkeypatch.setattr(strip, "MOST_COUNTED", 10)
    crowd(cast, topic, stand, 15)
    stand(cast.ben, topic, 0)
    answer = as_member("ben").get(topic.get_absolute_url())
    drawn = Position.objects.filter(topic=topic).order_by("id")[:10].values_list("stance")
    shares = [sum(row == (stance,) for row in drawn) * 10 for stance in (-2, -1, 0, 1, 2)]
    stations = answer.context["strip"].stations
    assert [place.more for place in stations] == [f"about {share} in 100" for share in shares]
    assert [person.handle for place in stations for person in place.people] == ["ben"]
    assert "More than 10 members have taken a position." in answer.content.decode()


def test_readers_do_not_all_start_at_the_same_place(cast, topic, stand):
    """The place is drawn from two random ids, so a dozen readers hardly ever draw the same."""
    crowd(cast, topic, stand, 23)
    starts = set()
    for number in range(12):
        client = Client(headers={"accept-language": "en"})
        client.force_login(make_member(f"reader-{number}"))
        starts.add(client.get(topic.get_absolute_url()).context["lines"][0].code)
    assert len(starts) > 1


def test_everyone_reads_all_once_from_where_they_start(cast, topic, stand, as_member):
    everyone = {position.code for position in crowd(cast, topic, stand, 23)}
    orders = []
    for who in ("lea", "mara", "nora"):
        client, query, seen = as_member(who), "", []
        while query is not None:
            answer = client.get(f"{topic.get_absolute_url()}{query}")
            seen += [line.code for line in answer.context["lines"]]
            query = answer.context["page"].next
        assert len(seen) == 23
        assert set(seen) == everyone
        assert seen == [*seen]
        orders.append(seen)
    assert orders[0] == [*shown(as_member("lea"), topic), *orders[0][20:]]


def test_newest_first_turns_its_pages_forth_and_back(cast, topic, stand, as_member):
    stand(cast.ben, topic)
    codes = [position.code for position in crowd(cast, topic, stand, 43)][::-1]
    client, pages, query = as_member("ben"), [], "?order=newest"
    while query is not None:
        answer = client.get(f"{topic.get_absolute_url()}{query}")
        pages.append(([line.code for line in answer.context["lines"]], answer.context["page"]))
        query = answer.context["page"].next
    assert [codes for codes, _ in pages] == [codes[:20], codes[20:40], codes[40:]]
    assert shown(client, topic, pages[2][1].previous) == codes[20:40]
    assert pages[0][1].previous is None


def test_an_address_that_makes_no_sense_gives_the_first_page(cast, topic, stand, as_member):
    stand(cast.ben, topic)
    other = stand(cast.mara, topic)
    for query in (
        "?from=zzz",
        "?after=x~y",
        "?before=2020-01-01",
        "?after=2020-01-01T00:00~" + "0" * 10,
        "?order=best&language=xx",
    ):
        assert shown(as_member("ben"), topic, query) == [other.code]


def test_positions_are_filtered_by_language(cast, topic, stand, as_member):
    german = stand(cast.ben, topic, language="de")
    stand(cast.mara, topic, language="en")
    assert "Only in German" in page_of(as_member(None), topic)
    assert shown(as_member(None), topic, "?language=de") == [german.code]
    assert "Show all languages" in page_of(as_member(None), topic, "?language=de")


def test_blocked_hidden_withdrawn_and_unpublished_positions_are_not_read(
    cast, topic, stand, as_member
):
    position = stand(cast.ben, topic)
    assert shown(as_member("nora"), topic) == [position.code]
    Block.objects.create(blocker=cast.ben, blocked=cast.nora)
    assert shown(as_member("nora"), topic) == []
    assert shown(as_member("mara"), topic) == [position.code]
    moderation.hide_position(position)
    assert shown(as_member("mara"), topic) == []
    assert as_member("mara").get(position.get_absolute_url()).status_code == 404


def test_a_topic_of_a_closed_community_is_for_its_members(cast, ask, stand, as_member):
    topic = ask(cast.lea, cast.closed)
    stand(cast.lea, topic)
    for who in (None, "nora"):
        assert as_member(who).get(topic.get_absolute_url()).status_code == 404
    assert as_member("ben").get(topic.get_absolute_url()).status_code == 200
    Membership.objects.filter(member=cast.ben).update(state="left", role="member")
    assert as_member("ben").get(topic.get_absolute_url()).status_code == 404


def test_a_hidden_topic_is_gone_for_everybody(cast, topic, as_member):
    moderation.hide_topic(topic)
    assert as_member("lea").get(topic.get_absolute_url()).status_code == 404
    moderation.restore_topic(topic)
    assert as_member(None).get(topic.get_absolute_url()).status_code == 200


@pytest.mark.clock
def test_words_of_a_value_that_no_longer_stands_stay_away(cast, topic, stand, as_member):
    stand(cast.ben, topic)
    ValueStatement.objects.update(withdrawn_at=timezone.now())
    page = page_of(as_member(None), topic)
    assert "I, Ben, stand for people who stay." not in page
    assert "Benevolence" in page


@pytest.mark.clock
def test_questions_both_released_stand_under_the_position(cast, topic, stand, as_member):
    position = stand(cast.ben, topic)
    public_question(cast.mara, position)
    public_question(cast.odo, position, text="What did the others say?", addressee_shows=False)
    page = page_of(as_member(None), topic)
    assert "<b>Mara</b> asks" in page
    assert 'lang="de">We all went for a walk.' in page
    assert "What did the others say?" not in page
    permalink = as_member(None).get(position.get_absolute_url()).content.decode()
    assert "We all went for a walk." in permalink
    assert "What did the others say?" not in permalink


def test_the_first_button_asks_and_only_members_see_it(cast, topic, stand, as_member):
    position = stand(cast.ben, topic)
    link = f"/ask/position/{position.code}/"
    assert link in page_of(as_member("nora"), topic)
    assert link not in page_of(as_member(None), topic)
    assert as_member("nora").get(link).status_code == 200


def test_long_reasons_are_cut_and_read_on_at_their_own_page(cast, topic, stand, as_member):
    long = "\n\n".join(["A paragraph about what happened, and then some."] * 40)
    position = stand(cast.ben, topic, reasons=f"{long}\n\nThe very end.")
    page = page_of(as_member(None), topic)
    assert "The very end." not in page
    assert "Read on" in page
    assert "The very end." in as_member(None).get(position.get_absolute_url()).content.decode()


def test_search_engines_stay_away_unless_the_community_chooses_otherwise(cast, topic, as_member):
    assert '<meta name="robots" content="noindex">' in page_of(as_member(None), topic)
    cast.public.is_indexable = True
    cast.public.save()
    assert 'content="noindex"' not in page_of(as_member(None), topic)


@pytest.mark.clock
@pytest.mark.parametrize(("who", "most"), [(None, 8), ("nora", 12), ("ben", 12), ("lea", 12)])
def test_the_page_costs_the_same_for_five_positions_and_for_fifty(
    cast, topic, stand, as_member, who, most
):
    """A visitor, a member who stands nowhere, one who stands there, and the author."""
    stand(cast.ben, topic)
    for position in crowd(cast, topic, stand, 4):
        public_question(cast.mara, position)
    few = _queries(as_member(who), topic)
    for position in crowd(cast, topic, stand, 46, begin=4):
        public_question(cast.mara, position)
    many = _queries(as_member(who), topic)
    assert len(few) == len(many) <= most


def test_a_page_of_twenty_positions_stays_light(cast, topic, stand, as_member):
    words = "What I have seen in twenty years of keeping the books of other people. " * 12
    for person in [make_member(f"w{number}") for number in range(21)]:
        join(person, topic.community)
        stand(person, topic, reasons=words)
    answer = as_member("nora").get(topic.get_absolute_url())
    assert len(answer.context["lines"]) == 20
    assert len(answer.content) <= 80 * 1024


def test_no_visitor_causes_a_write(cast, topic, stand, as_member):
    stand(cast.ben, topic)
    queries = _queries(as_member(None), topic)
    assert queries
    assert all(one["sql"].startswith(("SELECT", "EXECUTE")) for one in queries)


def _queries(client, topic) -> list[dict]:
    client.get(topic.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(topic.get_absolute_url())
    assert answer.status_code == 200
    return asked.captured_queries

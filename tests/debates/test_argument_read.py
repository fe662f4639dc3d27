"""The page of a position with its thread: reading order, pages, places, permalinks, queries."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from debates.models import Argument
from debates.reading.thread import SIZE
from debates.services.arguments import argue, place_of, withdraw_argument
from debates.services.restatements import answer_not_quite, confirm_heard
from members.models import Block, ValueStatement
from members.services.privacy import erase_account

NEXT = re.compile(r'href="(\?after=\w+)#thread" rel="next"')
HELP = "It is not about hiding; it is about the story behind it."


@pytest.fixture
def position(cast, topic, stand):
    return stand(cast.ben, topic, -1, story="I kept the books for twenty years.")


def write(member, position, parent=None, text="So it was with us.", kind="") -> Argument:
    kind = kind or ("answer" if parent else "experience")
    return argue(member=member, position=position, parent=parent, kind=kind, text=text)


def many(position, author, count: int, parent=None) -> list[Argument]:
    """Contributions on one level, as quickly as possible."""
    made = []
    for number in range(count):
        argument = Argument(
            position=position,
            version=position.current,
            parent=parent,
            author=author,
            kind="experience",
            text=f"Number {number}.",
            language="en",
        )
        argument.path, argument.depth = place_of(argument, parent)
        made.append(argument)
    return Argument.objects.bulk_create(made)


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def codes(page: str) -> list[str]:
    return re.findall(r'id="a-(\w{10})"', page)


def test_the_story_stands_above_the_reasons(cast, position, as_member):
    page = read(as_member(None), position.get_absolute_url())
    assert page.index("I kept the books") < page.index("I have seen it go well")


def test_the_reading_order_is_said_in_one_sentence(cast, position, as_member):
    one, two = write(cast.mara, position), write(cast.lea, position, text="And with us.")
    below = write(cast.ben, position, one)
    page = read(as_member(None), position.get_absolute_url())
    assert (
        "Every contribution stands directly below what it answers; the earlier one first." in page
    )
    assert codes(page) == [one.code, below.code, two.code]
    assert "1 answer" in page


def test_the_first_button_is_to_ask_and_objecting_is_locked(cast, position, as_member):
    page = read(as_member("mara"), position.get_absolute_url())
    ask = page.index("Ask Ben")
    assert ask < page.index(">Object<") < page.index(">Support<")
    assert 'aria-disabled="true"' in page
    assert "You may object as soon as Ben feels heard by you." in page
    assert "button--teal" in page[ask - 400 : ask]


def test_heard_opens_the_button(cast, position, retell, as_member):
    confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    page = read(as_member("mara"), position.get_absolute_url())
    assert f"/positions/{position.code}/argue/?kind=objection" in page
    assert "Ben feels heard by you. You may object now." in page


def test_an_objection_says_that_its_restatement_stayed_without_an_answer(
    cast, position, retell, as_member
):
    sent = retell(cast.mara, position)
    sent.created_at -= timedelta(days=3)
    sent.save()
    write(cast.mara, position, kind="objection")
    page = read(as_member(None), position.get_absolute_url())
    assert "The restatement before this objection stayed without an answer." in page


def test_what_was_missing_stays_between_the_two(cast, position, retell, as_member):
    sent = retell(cast.mara, position)
    answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)
    confirm_heard(member=cast.ben, restatement=sent)
    for address in (position.get_absolute_url(), sent.get_absolute_url()):
        for who in ("lea", None):
            page = read(as_member(who), address)
            assert "Mara understands" in page and HELP not in page
    assert HELP in read(as_member("ben"), sent.get_absolute_url())


def test_a_visitor_reads_and_has_no_buttons(cast, position, retell, as_member):
    confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    write(cast.lea, position)
    page = read(as_member(None), position.get_absolute_url())
    assert "Mara understands" in page and "Ben feels heard." in page
    assert "argue/" not in page and "/ask/" not in page and "restate/" not in page


def test_the_rounds_of_the_two_stand_on_the_page_of_the_listener_only(
    cast, position, retell, as_member
):
    sent = retell(cast.mara, position)
    answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)
    page = read(as_member("mara"), position.get_absolute_url())
    assert "<b>You</b> restate" in page
    assert "Not quite, says Ben." in page and HELP in page
    assert "Once more, in your own words" in page
    for who in ("lea", "odo", None):
        other = read(as_member(who), position.get_absolute_url())
        assert "Mara understands" not in other and HELP not in other


def test_the_author_finds_what_waits(cast, position, retell, as_member):
    sent = retell(cast.mara, position)
    page = read(as_member("ben"), position.get_absolute_url())
    assert "Mara restates you" in page
    assert sent.get_absolute_url() in page
    assert "Mara restates you" in read(as_member("ben"), "/")
    confirm_heard(member=cast.ben, restatement=sent)
    assert "Mara restates you" not in read(as_member("ben"), "/")


def test_what_can_no_longer_be_read_keeps_its_place_above_answers(cast, position, as_member):
    first, alone = write(cast.mara, position, text="Gone soon."), write(cast.lea, position)
    answer = write(cast.lea, position, first, text="Still here.")
    withdraw_argument(member=cast.mara, argument=first)
    withdraw_argument(member=cast.lea, argument=alone)
    page = read(as_member("odo"), position.get_absolute_url())
    assert codes(page) == [first.code, answer.code]
    assert "What stood here can no longer be read. The answers remain." in page
    assert "Gone soon." not in page and "Mara" not in page
    withdraw_argument(member=cast.lea, argument=answer)
    assert codes(read(as_member("odo"), position.get_absolute_url())) == []


def test_the_place_of_somebody_who_left_stays_empty(cast, position, as_member):
    first = write(cast.mara, position, text="Gone soon.")
    answer = write(cast.lea, position, first)
    erase_account(member=cast.mara)
    page = read(as_member(None), position.get_absolute_url())
    assert codes(page) == [first.code, answer.code]


def test_blocked_people_see_empty_places(cast, position, as_member):
    first = write(cast.mara, position, text="Not for Odo.")
    write(cast.lea, position, first)
    Block.objects.create(blocker=cast.odo, blocked=cast.mara)
    assert "Not for Odo." not in read(as_member("odo"), position.get_absolute_url())
    assert "Not for Odo." in read(as_member("lea"), position.get_absolute_url())


def test_deep_answers_say_whom_they_answer(cast, position, as_member):
    above = None
    for number in range(8):
        above = write(
            cast.lea if number % 2 else cast.mara, position, above, text=f"Deep {number}."
        )
    page = read(as_member(None), position.get_absolute_url())
    assert len(codes(page)) == 8
    assert page.count("in answer to ") == 3
    assert page.count('<ol class="thread">') == 5


def test_a_long_thread_has_pages_and_every_contribution_stands_once(cast, position, as_member):
    client = as_member(None)
    many(position, cast.mara, SIZE + 20)
    below = many(position, cast.lea, SIZE, parent=Argument.objects.in_reading_order()[10])
    expected = [row.code for row in Argument.objects.in_reading_order()]
    here, seen = position.get_absolute_url(), []
    pages = [here]
    while further := NEXT.search(read(client, pages[-1])):
        pages.append(here + further[1])
    for address in pages:
        seen += codes(read(client, address))
    assert seen == expected and len(pages) == 3
    back = re.search(r'href="(\?before=\w+)#thread" rel="prev"', read(client, pages[2]))
    assert codes(read(client, here + back[1])) == codes(read(client, pages[1]))
    assert "in answer to Mara" in read(client, pages[1])
    assert below[-1].code in seen


def test_a_permalink_leads_to_the_right_page(cast, position, as_member):
    many(position, cast.mara, 2 * SIZE + 5)
    client = as_member(None)
    for place in (0, SIZE - 1, SIZE, 2 * SIZE, 2 * SIZE + 4):
        row = Argument.objects.in_reading_order()[place]
        answer = client.get(row.get_absolute_url())
        assert answer.status_code == 302
        address, _, mark = answer.url.partition("#")
        assert mark == f"a-{row.code}"
        assert row.code in codes(read(client, address))


@pytest.mark.parametrize("mark", ["?after=xxxxxxxxxx", "?before=1", "?after=0000000000"])
def test_an_address_that_names_nothing_gives_the_first_page(cast, position, as_member, mark):
    row = write(cast.mara, position)
    assert codes(read(as_member(None), position.get_absolute_url() + mark)) == [row.code]


def test_sources_are_links_and_words_are_safe(cast, position, as_member):
    argue(
        member=cast.mara,
        position=position,
        kind="support",
        text="<script>alert(1)</script> **Look.**",
        sources="https://example.org/wages\n<b>A book</b>",
    )
    page = read(as_member(None), position.get_absolute_url())
    assert '<a href="https://example.org/wages" rel="ugc nofollow noopener">' in page
    assert "<script>alert(1)" not in page and "<b>A book</b>" not in page
    assert "<strong>Look.</strong>" in page


@pytest.mark.parametrize(("who", "most"), [(None, 7), ("lea", 12), ("ben", 12)])
def test_two_hundred_contributions_ask_no_more_than_five(
    cast, position, retell, as_member, who, most
):
    confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    retell(cast.lea, position)
    client, address, costs = as_member(who), position.get_absolute_url(), []
    for count in (5, 195):
        rows = many(position, cast.mara, count)
        many(position, cast.odo, 3, parent=rows[0])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        costs.append(len([one for one in asked if "django_session" not in one["sql"]]))
    assert costs[0] == costs[1]
    assert costs[1] <= most


def test_what_two_share_stands_beside_the_forms(cast, topic, stand, position, as_member):
    page = read(as_member("mara"), f"/positions/{position.code}/restate/")
    assert "What the two of you share" not in page
    stand(cast.mara, topic, 2)
    page = read(as_member("mara"), f"/positions/{position.code}/restate/")
    assert "At odds on the matter, at one in Benevolence." in page
    page = read(as_member("mara"), f"/positions/{position.code}/argue/?kind=support")
    assert "At odds on the matter, at one in Benevolence." in page


@pytest.mark.parametrize(
    ("stance", "value", "sentence"),
    [
        (-2, "benevolence", "On the same side, and at one in Benevolence."),
        (0, "benevolence", "At one in Benevolence."),
        (2, "power", "At odds on the matter. What the two of you share is still to be found."),
        (-1, "power", "On the same side of the matter, each with reasons of your own."),
    ],
)
def test_every_way_of_standing_has_its_sentence(
    cast, topic, stand, position, as_member, stance, value, sentence
):
    ValueStatement.objects.create(member=cast.mara, value=value, words="Mine.", language="en")
    stand(cast.mara, topic, stance)
    assert sentence in read(as_member("mara"), f"/positions/{position.code}/restate/")


def test_a_position_stands_on_the_line_of_its_debate(position, as_member):
    page = read(as_member("ben"), position.get_absolute_url())
    assert 'class="chain"' in page and f'href="{position.topic.get_absolute_url()}#own"' in page
    assert 'class="chain"' not in read(as_member(None), position.get_absolute_url())

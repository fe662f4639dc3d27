"""Lists are narrowed down by their address; a search can be saved and tells of what is new."""

import pytest
from django.utils import timezone

from members.models import Block, Notification, Outbox
from members.refusals import Invalid
from members.services.notifications import choose
from members.shelves import notification_kinds
from members.tasks import drain_outbox
from sharing.models import SavedSearch
from sharing.reading.filtering import query_of, wishes_in
from sharing.services import searches
from tests.sharing.conftest import make_skill

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


def found(client, address: str) -> set[str]:
    return {one.title for one in client.get(address).context["page"].items}


def look_up() -> int:
    """What the schedule does: what happened reaches people, and searches are looked up."""
    drain_outbox()
    return searches.look_up_searches()


def told(member) -> list[str]:
    drain_outbox()
    rows = Notification.objects.filter(recipient=member).order_by("kind")
    return list(rows.values_list("kind", flat=True))


@pytest.fixture
def saved(cast):
    return searches.save_search(member=cast.lea, kind="offer", query="q=books&terms=gift")


def test_a_list_is_narrowed_by_parts_of_the_week(cast, client, offer_of) -> None:
    offer_of(cast.lea, title="Monday", slots=[0])
    offer_of(cast.lea, title="Friday evening", slots=[14])
    assert found(client, "/offers/?slots=14&slots=15") == {"Friday evening"}
    assert found(client, "/offers/?slots=99&slots=x") == {"Monday", "Friday evening"}


def test_own_words_tied_to_a_skill_count_as_that_skill_both_ways(
    cast, client, offer_of, bookkeeping
) -> None:
    own = make_skill("ledgers")
    own.tied_to = bookkeeping
    own.save()
    offer_of(cast.lea, title="In own words", skills=[own])
    offer_of(cast.lea, title="By the book", skills=[bookkeeping])
    both = {"In own words", "By the book"}
    assert found(client, f"/offers/?skill={own.code}") == both
    assert found(client, f"/offers/?skill={bookkeeping.code}") == both


def test_the_same_wishes_are_the_same_query_whatever_their_order() -> None:
    one = query_of(wishes_in("terms=gift&q=books&slots=3&slots=1&nonsense=1&language=xx"))
    assert one == query_of(wishes_in("q=books&slots=1&slots=3&terms=gift"))
    assert "nonsense" not in one and "xx" not in one


def test_a_search_is_saved_once_and_under_a_name(cast, as_member) -> None:
    client = as_member("lea")
    page = client.get("/offers/?q=books&online=on").content.decode()
    assert "Save this search" in page
    data = {"kind": "offer", "query": "q=books&online=on", "name": "Books"}
    assert client.post("/searches/save/", data).status_code == 303
    assert client.post("/searches/save/", data).status_code == 303
    assert SavedSearch.objects.get().query == "q=books&online=on"
    assert 'href="/offers/?q=books&amp;online=on"' in client.get("/searches/").content.decode()


@pytest.mark.parametrize(
    "data", [{"kind": "offer", "query": ""}, {"kind": "member", "query": "q=a"}]
)
def test_what_is_no_search_is_refused(cast, as_member, data) -> None:
    assert as_member("lea").post("/searches/save/", data).status_code == 400
    with pytest.raises(Invalid):
        searches.save_search(member=cast.lea, **data)


def test_many_new_ones_are_told_once(cast, saved, offer_of) -> None:
    for number in range(3):
        offer_of(cast.ben, title=f"Books {number}")
    assert look_up() == 1 and look_up() == 0
    events = Outbox.objects.filter(kind="sharing.search_found")
    assert events.count() == 1 and SavedSearch.objects.get().found == 3
    offer_of(cast.ben, title="More books")
    assert look_up() == 1 and events.count() == 2
    assert list(notification_kinds["sharing.search_found"].recipients(saved, None)) == [cast.lea]


def test_what_is_shared_or_reworded_later_is_told_once(cast, saved, offer_of) -> None:
    elsewhere = offer_of(cast.ben, title="Books", communities=[cast.secret])
    cast.secret.memberships.filter(member=cast.lea).delete()
    other = offer_of(cast.ben, title="Bread")
    assert look_up() == 0
    elsewhere.communities.add(cast.public)
    assert look_up() == 1 and look_up() == 0
    other.title = "Bread and books"
    other.save()
    assert look_up() == 1 and look_up() == 0
    for title in ("Bread", "Books again"):
        other.title = title
        other.save()
        assert look_up() == 0


def test_what_fitted_when_it_was_saved_is_no_news_in_other_words(cast, offer_of) -> None:
    there = offer_of(cast.ben, title="Books")
    searches.save_search(member=cast.lea, kind="offer", query="q=books")
    there.title = "Many books"
    there.save()
    assert look_up() == 0


def test_a_search_of_which_nothing_was_noted_tells_of_nothing_old(cast, saved, offer_of) -> None:
    offer_of(cast.ben, title="Old books")
    SavedSearch.objects.update(known=None, seen_until=timezone.now())
    assert look_up() == 0
    offer_of(cast.ben, title="New books")
    assert look_up() == 1 and look_up() == 0
    assert SavedSearch.objects.get().found == 1


def test_an_offer_that_also_fits_ones_request_is_told_once(
    cast, saved, offer_of, request_of
) -> None:
    request_of(cast.lea)
    offer_of(cast.ben, title="Books")
    assert searches.look_up_searches() == 0  # Whose request it fits is not known yet.
    assert look_up() == 0 and told(cast.lea) == ["sharing.match_found"]
    offer_of(cast.ben, title="More books", skills=[make_skill("binding")])
    assert look_up() == 1 and SavedSearch.objects.get().found == 1
    assert told(cast.lea) == ["sharing.match_found", "sharing.search_found"]


def test_whoever_wants_no_news_of_what_fits_hears_of_it_by_the_search(
    cast, saved, offer_of, request_of
) -> None:
    choose(member=cast.lea, kind="sharing.match_found", inbox=False, mail=False)
    request_of(cast.lea)
    offer_of(cast.ben, title="Books")
    assert look_up() == 1 and told(cast.lea) == ["sharing.search_found"]


def test_an_offer_that_fits_two_searches_is_told_by_one(cast, saved, offer_of) -> None:
    searches.save_search(member=cast.lea, kind="offer", query="q=books", name="All books")
    searches.save_search(member=cast.ben, kind="offer", query="q=books")
    offer_of(cast.odo, title="Books")
    assert look_up() == 2 and look_up() == 0
    assert told(cast.lea) == told(cast.ben) == ["sharing.search_found"]
    offer_of(cast.odo, title="Books for hours", as_gift=False, as_exchange=True)
    assert look_up() == 2
    assert told(cast.lea) == ["sharing.search_found"] * 2


def test_nobody_hears_of_their_own_of_blocked_people_or_of_hidden_places(
    cast, saved, offer_of
) -> None:
    hers = searches.save_search(member=cast.nora, kind="offer", query="q=books")
    offer_of(cast.lea)
    offer_of(cast.ben, communities=[cast.secret])
    Block.objects.create(blocker=cast.ben, blocked=cast.lea)
    offer_of(cast.ben)
    assert searches.new_for(saved).count() == 0
    assert {one.communities.get() for one in searches.new_for(hers)} == {cast.public}


def test_a_quiet_search_tells_nothing(cast, as_member, saved, offer_of) -> None:
    as_member("lea").post(f"/searches/{saved.code}/notify/", {"notifies": "no"})
    offer_of(cast.ben)
    assert look_up() == 0


def test_deleting_can_be_undone(cast, as_member, saved) -> None:
    client = as_member("lea")
    client.post(f"/searches/{saved.code}/delete/")
    assert not SavedSearch.objects.exists()
    message = list(client.get("/searches/").context["messages"])[-1]
    client.post(message.extra_tags.removeprefix("undo:"))
    assert SavedSearch.objects.get().query == saved.query


@pytest.mark.parametrize("address", ["/offers/", "/offers/?terms=gift&slots=1&q=books"])
def test_a_list_costs_at_most_twelve_queries(
    cast, as_member, offer_of, django_assert_max_num_queries, address
) -> None:
    for number in range(25):
        offer_of(cast.ben, title=f"Books {number}", slots=[1])
    client = as_member("lea")
    client.get(address)
    with django_assert_max_num_queries(12):
        assert len(client.get(address).context["page"].items) == 20

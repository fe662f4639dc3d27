"""Who reads what of a community, and what it costs."""

import pytest

from communities.models import Community, Membership
from communities.services.activity import record
from tests.conftest import join, make_community, make_member

STAGES = ["open-house", "on-request", "by-invitation"]


@pytest.mark.parametrize(
    ("slug", "who", "status"),
    [
        ("open-house", None, 200),
        ("open-house", "nora", 200),
        ("open-house", "lea", 200),
        ("on-request", None, 200),
        ("on-request", "nora", 200),
        ("on-request", "lea", 200),
        ("by-invitation", None, 404),
        ("by-invitation", "nora", 404),
        ("by-invitation", "sam", 404),
        ("by-invitation", "lea", 200),
    ],
)
def test_who_may_know_of_a_community(cast, as_member, slug, who, status) -> None:
    assert as_member(who).get(f"/c/{slug}/").status_code == status
    assert as_member(who).get(f"/c/{slug}/about/").status_code == status


def test_strangers_read_what_an_on_request_one_is_but_not_what_happens(cast, as_member) -> None:
    cast.closed.guidelines = "Restate before you object."
    cast.closed.save()
    record("communities.joined", actor=cast.lea, community=cast.closed, target=cast.closed)
    page = as_member("nora").get("/c/on-request/").content.decode()
    assert "What on-request is for." in page
    assert "Restate before you object." in page
    assert "Lea joined." not in page
    assert 'action="/c/on-request/ask/"' in page
    assert "Lea joined." in as_member("ben").get("/c/on-request/").content.decode()


@pytest.mark.parametrize("slug", STAGES)
@pytest.mark.parametrize("who", ["nora", None])
def test_the_list_of_members_is_for_members(cast, as_member, slug, who) -> None:
    assert as_member(who).get(f"/c/{slug}/members/").status_code in {302, 403, 404}


@pytest.mark.parametrize("slug", STAGES)
def test_members_see_each_other_by_name(cast, as_member, slug) -> None:
    page = as_member("lea").get(f"/c/{slug}/members/").content.decode()
    assert page.index("Ben") < page.index("Lea</a>") < page.index("Mara")
    assert "Nora" not in page


def test_people_parted_by_a_block_do_not_meet_in_the_list(cast, as_member) -> None:
    cast.lea.blocks_given.create(blocked=cast.ben)
    assert ">Ben<" not in as_member("lea").get("/c/open-house/members/").content.decode()
    record("communities.joined", actor=cast.ben, community=cast.public, target=cast.public)
    assert "Ben joined." not in as_member("lea").get("/c/open-house/").content.decode()


def test_browsing_lists_what_one_may_know_of(cast, as_member) -> None:
    page = as_member("nora").get("/communities/").content.decode()
    assert "Open House" in page and "On Request" in page and "By Invitation" not in page
    assert "By Invitation" in as_member("lea").get("/communities/").content.decode()


def test_browsing_filters_by_words_language_and_mine(cast, as_member) -> None:
    make_community("woodwork")
    join(cast.nora, Community.objects.get(slug="woodwork"))
    nora = as_member("nora")
    mine = nora.get("/communities/?show=mine").content.decode()
    assert "Woodwork" in mine and "Open House" not in mine
    words = nora.get("/communities/?q=wodwork").content.decode()
    assert "Woodwork" in words and "Open House" not in words
    assert "Nothing by these words" in nora.get("/communities/?language=fr").content.decode()
    assert nora.get("/communities/?language=xx&show=x&q=%22").status_code == 200


def fill(cast, count: int) -> None:
    for number in range(count):
        community = make_community(f"place-{count}-{number}")
        member = make_member(f"guest-{count}-{number}")
        join(member, cast.public)
        join(cast.lea, community)
        record("communities.joined", actor=member, community=cast.public, target=cast.public)


@pytest.mark.parametrize("who", [None, "lea"])
@pytest.mark.parametrize(
    "path", ["/communities/", "/c/open-house/", "/c/open-house/members/", "/search/?q=place"]
)
def test_a_list_costs_the_same_for_few_and_for_many(
    cast, as_member, django_assert_max_num_queries, path, who
) -> None:
    browser = as_member(who)
    fill(cast, 5)
    browser.get(path)
    with django_assert_max_num_queries(30) as few:
        browser.get(path)
    fill(cast, 30)
    with django_assert_max_num_queries(len(few)):
        browser.get(path)


@pytest.mark.parametrize(("who", "most"), [(None, 8), ("lea", 12)])
def test_browsing_stays_within_its_queries(
    cast, as_member, django_assert_max_num_queries, who, most
) -> None:
    fill(cast, 25)
    browser = as_member(who)
    browser.get("/communities/")
    with django_assert_max_num_queries(most):
        browser.get("/communities/")


def test_the_second_page_goes_on_where_the_first_ended(cast, as_member) -> None:
    fill(cast, 25)
    first = as_member("lea").get("/communities/")
    following = first.context["page"].next
    second = as_member("lea").get(f"/communities/{following}")
    one = {entry.pk for entry, _role in first.context["entries"]}
    two = {entry.pk for entry, _role in second.context["entries"]}
    assert len(one) == 20 and len(two) == 8 and not one & two


def test_a_visitor_is_offered_the_way_in(cast, as_member) -> None:
    assert "Sign in to join" in as_member(None).get("/c/open-house/").content.decode()
    assert "Sign in to ask" in as_member(None).get("/c/on-request/").content.decode()


def test_a_member_reads_the_role_they_have(cast, as_member) -> None:
    assert Membership.objects.visible_to(cast.lea).filter(community=cast.secret).count() == 4
    assert not Membership.objects.visible_to(cast.nora).exists()
    assert "moderator" in as_member("mara").get("/communities/").content.decode()

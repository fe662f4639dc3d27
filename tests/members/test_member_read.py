"""Members browse members; a page is seen by whoever may see it."""

import pytest

from communities.services.profiles import hide_profile, restore_profile
from members.models import Audience, Block, Member
from members.services import profiles


def test_browsing_is_for_members(cast, as_member) -> None:
    assert as_member(None).get("/members/").status_code == 302
    assert as_member("nora").get("/members/").status_code == 200


def test_words_values_and_languages_find_people(cast, as_member, value_of) -> None:
    Member.objects.filter(pk=cast.ben.pk).update(
        story="I repair church organs.", story_language="en", languages=["it"]
    )
    value_of(cast.ben, "tradition")
    lea = as_member("lea")
    for query in ("q=organ", "q=ben", "value=tradition", "language=it", "q=repairs&language=it"):
        page = lea.get(f"/members/?{query}").content.decode()
        assert 'href="/m/ben/"' in page, query
        assert 'href="/m/nora/"' not in page, query


@pytest.mark.parametrize("query", ["value=x", "language=xx", "q=%22", "after=zz", "q=!%26"])
def test_a_search_without_sense_breaks_nothing(cast, as_member, query) -> None:
    assert as_member("lea").get(f"/members/?{query}").status_code == 200


def test_nobody_found_says_what_to_do_next(cast, as_member) -> None:
    page = as_member("lea").get("/members/?q=xylophonist").content.decode()
    assert "Nobody found" in page
    assert "Show everybody" in page


@pytest.mark.parametrize("count", [2, 18])
def test_the_list_costs_the_same_for_few_and_many(
    cast, as_member, value_of, django_assert_max_num_queries, count
) -> None:
    for number in range(count):
        person = Member.objects.create_user(
            f"p{number}@example.org", handle=f"p-{number}", name=f"P {number}", curious_about="x"
        )
        value_of(person)
    lea = as_member("lea")
    lea.get("/members/")
    with django_assert_max_num_queries(5):
        lea.get("/members/")


def test_a_page_opened_to_everyone_is_seen_without_account(cast, as_member) -> None:
    assert as_member(None).get("/m/ben/").status_code == 404
    Member.objects.filter(pk=cast.ben.pk).update(audience=Audience.EVERYONE)
    page = as_member(None).get("/m/ben/")
    assert page.status_code == 200
    assert "noindex" in page.content.decode()
    assert "/ask/story/" not in page.content.decode()


def test_blocked_people_do_not_find_each_other(cast, as_member) -> None:
    Block.objects.create(blocker=cast.ben, blocked=cast.lea)
    assert as_member("lea").get("/m/ben/").status_code == 404
    assert 'href="/m/ben/"' not in as_member("lea").get("/members/").content.decode()


def test_a_closed_account_has_no_page(cast, as_member) -> None:
    Member.objects.filter(pk=cast.ben.pk).update(is_active=False)
    assert as_member("lea").get("/m/ben/").status_code == 404


def test_a_page_carries_no_numbers_about_a_person(cast, as_member) -> None:
    page = as_member("lea").get("/m/ben/").content.decode()
    for word in ("followers", "likes", "views", "%"):
        assert word not in page.split("<main")[1].split("</main>")[0]


def test_earlier_versions_of_a_story_stay_readable(cast, as_member) -> None:
    for story in ("First.", "Second.", "Third."):
        profiles.edit_profile(member=cast.lea, profile=cast.lea, fields={"story": story})
    page = as_member("ben").get("/m/lea/versions/").content.decode()
    assert "First." in page
    assert "Second." in page
    assert "Third." not in page


def test_what_a_decision_took_away_is_not_read_in_earlier_versions(cast, as_member) -> None:
    for story in ("First.", "Second."):
        profiles.edit_profile(member=cast.lea, profile=cast.lea, fields={"story": story})
    hide_profile(cast.lea)
    page = as_member("ben").get("/m/lea/versions/").content.decode()
    assert "First." not in page
    assert "Second." not in page
    restore_profile(cast.lea)
    assert "First." in as_member("ben").get("/m/lea/versions/").content.decode()
    assert "Second." in as_member("ben").get("/m/lea/").content.decode()


def test_one_can_delete_ones_earlier_versions(cast, as_member) -> None:
    for story in ("First.", "Second."):
        profiles.edit_profile(member=cast.lea, profile=cast.lea, fields={"story": story})
    assert as_member("lea").post("/settings/profile/versions/").status_code == 303
    assert "First." not in as_member("ben").get("/m/lea/versions/").content.decode()


def test_saving_the_page_in_the_browser(cast, as_member) -> None:
    given = {
        "name": "Lea Amstutz",
        "role": "joiner in Stans",
        "story": "I plane.",
        "story_language": "en",
        "curious_about": "quiet people",
        "languages": ["de", "it"],
        "audience": "everyone",
    }
    lea = as_member("lea")
    assert lea.post("/settings/profile/", given).status_code == 303
    page = as_member(None).get("/m/lea/").content.decode()
    for words in ("Lea Amstutz", "joiner in Stans", "I plane.", "quiet people", "Italian"):
        assert words in page
    wrong = lea.post("/settings/profile/", given | {"name": "", "story": "Kept."})
    assert wrong.status_code == 422
    assert "Kept." in wrong.content.decode()


@pytest.mark.parametrize("count", [1, 8])
def test_a_page_costs_the_same_for_few_and_many_values(
    cast, as_member, value_of, django_assert_max_num_queries, count
) -> None:
    for _ in range(count):
        value_of(cast.ben)
    lea = as_member("lea")
    lea.get("/m/ben/")
    with django_assert_max_num_queries(16):
        lea.get("/m/ben/")


@pytest.mark.parametrize(("who", "most"), [(None, 6), ("lea", 18)])
def test_the_first_page_costs_few_queries(
    cast, as_member, django_assert_max_num_queries, who, most
) -> None:
    reader = as_member(who)
    reader.get("/")
    with django_assert_max_num_queries(most):
        reader.get("/")

"""One search for everything one may see."""

import pytest
from django.template import Context, Template

from communities.models import Community
from communities.services.search import matching, search
from members.models import Member
from tests.conftest import make_community


def names(member: Member | None, words: str, kind: str = "communities") -> list[str]:
    found = search(member=member, words=words, kind=kind)
    return [str(thing) for group in found for thing in group.things]


@pytest.fixture
def workshop(cast) -> Community:
    community = make_community("workshop")
    community.name = "Werkstatt für Löhne"
    community.purpose = "Wir müssen über Geld reden."
    community.about = "Jeden Dienstag werden Geräte repariert."
    community.language = "de"
    community.save()
    return community


@pytest.mark.parametrize(
    "words",
    ["löhne", "Lohn", "muss", "reparieren", "Werkst", "Wekrstatt", '"über Geld"', "lohn -klima"],
)
def test_words_are_found_by_stem_beginning_and_likeness(workshop, words) -> None:
    assert names(None, words) == ["Werkstatt für Löhne"]


@pytest.mark.parametrize(
    "words",
    ["", " ", "'", "\\", "&|!:*()", "<->", "a" * 500, "\x00", "%", "lohn -geld", "klima", '"'],
)
def test_nonsense_and_what_is_not_there_find_nothing(workshop, words) -> None:
    assert names(None, words) == []


def test_what_fits_in_the_name_stands_before_what_fits_in_the_text(workshop) -> None:
    other = make_community("other")
    other.about = "Hier geht es auch um Löhne."
    other.language = "de"
    other.save()
    assert names(None, "löhne") == ["Werkstatt für Löhne", "Other"]


def test_nobody_finds_what_they_may_not_know_of(cast) -> None:
    assert names(cast.lea, "invitation") == ["By Invitation"]
    assert names(cast.nora, "invitation") == []
    assert names(None, "invitation") == []


def test_members_are_found_by_members_only(cast, as_member) -> None:
    assert names(cast.nora, "Lea", "members") == ["Lea"]
    assert names(None, "Lea", "members") == []
    cast.lea.blocks_given.create(blocked=cast.nora)
    assert names(cast.nora, "Lea", "members") == []
    assert "/m/ben/" in as_member("nora").get("/search/?q=ben").content.decode()
    assert "/m/ben/" not in as_member(None).get("/search/?q=ben").content.decode()


def test_the_page_groups_marks_and_says_what_to_do(workshop, as_member) -> None:
    visitor = as_member(None)
    page = visitor.get("/search/?q=geld").content.decode()
    assert "<mark>Geld</mark>" in page
    assert "Nothing found for" in visitor.get("/search/?q=klima").content.decode()
    assert "What are you curious about?" in visitor.get("/search/").content.decode()


@pytest.mark.parametrize("query", ["q=geld&kind=nonsense", "q=" + "x" * 2000, "kind=topics"])
def test_a_strange_search_is_answered_calmly(workshop, as_member, query) -> None:
    assert as_member("lea").get(f"/search/?{query}").status_code == 200


def test_what_was_typed_never_becomes_markup(workshop, as_member) -> None:
    page = as_member(None).get("/search/?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page
    drawn = Template("{% load search %}{% marked text words %}").render(
        Context({"text": "<b>Geld</b> & mehr", "words": "geld"})
    )
    assert drawn == "&lt;b&gt;<mark>Geld</mark>&lt;/b&gt; &amp; mehr"


def test_an_excerpt_shows_the_place_where_the_word_stands() -> None:
    drawn = Template("{% load search %}{% marked text words 120 %}").render(
        Context({"text": "word " * 100 + "treasure " + "word " * 100, "words": "treasures"})
    )
    assert "<mark>treasure</mark>" in drawn and drawn.startswith("… ") and len(drawn) < 180


def test_matching_orders_any_queryset(workshop) -> None:
    rows = matching(Community.objects.all(), "workshop or löhne", like="name")
    assert [row.slug for row in rows] == ["workshop"]
    assert rows[0].rank > 0


def test_one_query_a_kind(cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(4):
        search(member=cast.lea, words="open", kind="communities")

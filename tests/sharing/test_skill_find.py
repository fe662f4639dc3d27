"""The typeahead: names in any language, misspelt ones, occupations, own words, attack strings."""

import pytest
from django.utils import translation

from sharing.models import KnownWord, MemberSkill, Occupation
from sharing.services.skill_search import find_skills
from sharing.services.skills import add_skill, coin_skill
from sharing.vocabulary.words import names_column, words_of
from tests.sharing.conftest import make_skill

pytestmark = pytest.mark.django_db
ATTACKS = ["'; DROP TABLE sharing_skill; --", "%", "%%%", "_____", "\\", "\x00\x00\x00", "<script>"]


@pytest.fixture
def shelf() -> dict[str, object]:
    skills = {
        "general": make_skill("keep accounts", "accounting", level="cross-sector"),
        "narrow": make_skill("keep accounts of bees", level="occupation-specific"),
        "other": make_skill("moderate a discussion", "lead talks", de="Diskussionen moderieren"),
        "projects": make_skill("project management", de="Projektmanagement"),
        "french": make_skill("bookkeeping", "comptabilité", de="Buchführung"),
        "german": make_skill("gardening", de="Gärtnerei"),
    }
    for skill in skills.values():
        for word in words_of(skill.names):
            KnownWord.objects.get_or_create(word=word)
    Occupation.objects.create(
        uri="http://x/o",
        isco="1",
        label_en="accountant",
        label_de="Buchhalter/Buchhalterin",
        names=names_column(["accountant", "Buchhalter/Buchhalterin"], ["Buchhalterin"]),
        skill_ids=[skills["general"].pk],
    )
    return skills


def labels(words: str, member=None) -> list[str]:
    return [
        one.skill.label_en or one.skill.words for one in find_skills(words=words, member=member)
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("moderate", "moderate a discussion"),
        ("moderiren", "moderate a discussion"),
        ("Diskussionen", "moderate a discussion"),
        ("lead talks", "moderate a discussion"),
        ("GÄRTNEREI", "gardening"),
        ("gartnerei", "gardening"),
        ("gaertnerei", "gardening"),
        ("Buchhalterin", "keep accounts"),
        ("accuonting", "keep accounts"),
        ("Projektmanagment", "project management"),
        ("projekt managment", "project management"),
        ("comptabilité", "bookkeeping"),
        ("comptabilite", "bookkeeping"),
        ("comtabilité", "bookkeeping"),
        ("Buchfürung", "bookkeeping"),
    ],
)
def test_a_skill_is_found_by_any_of_its_names(shelf, typed, found) -> None:
    assert labels(typed)[0] == found


def test_what_many_trades_share_comes_before_what_one_trade_does(shelf) -> None:
    assert labels("keep acc") == ["keep accounts", "keep accounts of bees"]


def test_a_whole_name_comes_before_a_beginning(shelf) -> None:
    assert labels("keep accounts of bees") == ["keep accounts of bees"]
    assert labels("accounting")[0] == "keep accounts"


def test_a_skill_found_by_an_occupation_says_so(shelf) -> None:
    with translation.override("de"):
        found = find_skills(words="Buchhalterin", member=None)
        assert str(found[0].occupation) == "Buchhalter/Buchhalterin"


@pytest.mark.parametrize("words", ["", "a", " ", "qqqqqq", *ATTACKS, "x" * 5000])
def test_nothing_is_found_for_what_means_nothing(shelf, words) -> None:
    assert labels(words) == []


def test_own_words_are_found_once_they_stand_on_a_page_one_may_see(cast, shelf) -> None:
    podcast = coin_skill(member=cast.lea, words="Podcast schneiden")
    assert labels("podcast", cast.ben) == []
    add_skill(member=cast.lea, skill=podcast, direction=MemberSkill.Direction.CAN)
    assert labels("podcast", cast.ben) == ["Podcast schneiden"]
    assert labels("podcast") == []


def test_the_search_costs_few_queries(shelf, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(3):
        find_skills(words="Buchhalterin", member=None)
    with django_assert_max_num_queries(8):
        find_skills(words="moderiren", member=None)


def test_the_picker_gets_options_and_everybody_else_a_page(cast, shelf, as_member) -> None:
    client = as_member("lea")
    piece = client.get("/skills/?q=moderate&own=1", headers={"hx-request": "true"})
    assert piece.content.count(b'role="option"') == 2
    assert b"<html" not in piece.content
    page = client.get("/skills/?q=moderate")
    assert b"<html" in page.content and b"moderate a discussion" in page.content


@pytest.mark.parametrize("words", ATTACKS)
def test_attack_strings_are_written_as_words(cast, as_member, words) -> None:
    answer = as_member("lea").get("/skills/", {"q": words, "own": "1"})
    assert answer.status_code == (400 if "\x00" in words else 200)
    assert b"<script>" not in answer.content.replace(b"<script src", b"")

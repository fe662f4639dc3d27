"""Skills on one's own page."""

import pytest

from members.refusals import Invalid, Refusal
from sharing.models import MemberSkill, Skill
from sharing.services import skills as services
from sharing.services.skills import add_skill, coin_skill, drop_skill
from tests.sharing.conftest import make_skill

pytestmark = pytest.mark.django_db
CAN, WANTS = MemberSkill.Direction.CAN, MemberSkill.Direction.WANTS


def test_own_words_are_kept_as_typed_and_stand_once(cast) -> None:
    first = coin_skill(member=cast.lea, words="  Podcast   schneiden ")
    again = coin_skill(member=cast.ben, words="PODCAST schneiden")
    assert first == again
    assert Skill.objects.in_own_words().get().words == "Podcast schneiden"


def test_words_that_are_a_label_are_that_skill(cast, bookkeeping) -> None:
    assert coin_skill(member=cast.lea, words="BUCHFÜHRUNG") == bookkeeping
    assert coin_skill(member=cast.lea, words="keeping the books") != bookkeeping


@pytest.mark.parametrize("words", ["", " ", "x", "!!!", "\x00", "a" * 81])
def test_what_is_no_word_is_no_skill(cast, words) -> None:
    with pytest.raises(Invalid):
        coin_skill(member=cast.lea, words=words)
    assert not Skill.objects.exists()


def test_a_skill_added_twice_stands_once_with_the_later_sentence(cast, bookkeeping) -> None:
    add_skill(member=cast.lea, skill=bookkeeping, direction=CAN, note="Since 2009.")
    add_skill(member=cast.lea, skill=bookkeeping, direction=CAN, note="Since 2010.")
    add_skill(member=cast.lea, skill=bookkeeping, direction=WANTS)
    notes = MemberSkill.objects.filter(member=cast.lea).values_list("direction", "note")
    assert sorted(notes) == [("can", "Since 2010."), ("wants", "")]


def test_only_can_and_wants_are_directions(cast, bookkeeping) -> None:
    with pytest.raises(Invalid):
        add_skill(member=cast.lea, skill=bookkeeping, direction="masters")


def test_a_list_of_skills_has_an_end(cast, bookkeeping, mediation, monkeypatch) -> None:
    monkeypatch.setattr(services, "MOST_PER_DIRECTION", 1)
    add_skill(member=cast.lea, skill=bookkeeping, direction=CAN)
    with pytest.raises(Refusal, match="Take one away"):
        add_skill(member=cast.lea, skill=mediation, direction=CAN)
    drop_skill(member=cast.lea, skill=bookkeeping, direction=CAN)
    add_skill(member=cast.lea, skill=mediation, direction=CAN)


def test_several_skills_are_added_on_the_page(cast, as_member, bookkeeping) -> None:
    client = as_member("lea")
    data = {"direction": "can", "skills": [bookkeeping.code], "own_skills": ["Podcast schneiden"]}
    assert client.post("/settings/skills/", data).status_code == 303
    page = client.get("/settings/skills/").content.decode()
    assert "bookkeeping" in page and "Podcast schneiden" in page


def test_without_scripts_a_search_step_finds_and_keeps_what_was_ticked(
    cast, as_member, bookkeeping, mediation
) -> None:
    data = {"direction": "wants", "skills": [mediation.code], "skill_words": "bookk", "find": "1"}
    page = as_member("lea").post("/settings/skills/", data)
    assert page.status_code == 200
    text = page.content.decode()
    assert f'value="{bookkeeping.code}"' in text and f'value="{mediation.code}" checked' in text
    assert not MemberSkill.objects.exists()


def test_words_typed_but_not_chosen_are_asked_about_again(cast, as_member, bookkeeping) -> None:
    data = {"direction": "can", "skill_words": "bookkeeping"}
    page = as_member("lea").post("/settings/skills/", data)
    assert page.status_code == 422
    assert "is not among your skills yet" in page.content.decode()


def test_a_sentence_is_kept_and_a_drop_can_be_undone_with_it(cast, as_member, bookkeeping) -> None:
    client = as_member("lea")
    add_skill(member=cast.lea, skill=bookkeeping, direction=CAN)
    own = f"/settings/skills/can/{bookkeeping.code}/"
    client.post(f"{own}note/", {"note": "Learnt from my aunt & her cat."})
    client.post(f"{own}drop/")
    assert not MemberSkill.objects.exists()
    page = client.get("/settings/skills/")
    message = list(page.context["messages"])[-1]
    client.post(message.extra_tags.removeprefix("undo:"))
    assert MemberSkill.objects.get().note == "Learnt from my aunt & her cat."


def test_nobody_changes_the_skills_of_others(cast, as_member, bookkeeping) -> None:
    add_skill(member=cast.ben, skill=bookkeeping, direction=CAN)
    own = f"/settings/skills/can/{bookkeeping.code}/"
    assert as_member("lea").post(f"{own}drop/").status_code == 404
    assert as_member("lea").post(f"{own}note/", {"note": "x"}).status_code == 404
    assert MemberSkill.objects.get(member=cast.ben).note == ""


def test_the_page_costs_the_same_for_one_skill_and_for_twenty(
    cast, as_member, django_assert_max_num_queries
) -> None:
    for number in range(20):
        add_skill(member=cast.lea, skill=make_skill(f"skill {number}"), direction=CAN)
    client = as_member("lea")
    with django_assert_max_num_queries(6):
        assert client.get("/settings/skills/").status_code == 200

"""The ground everything stands on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.ids import BITS, from_code, random_id, to_code
from members.models import Block, Member
from members.services import revisions
from members.services.accounts import free_handle
from members.values import all_values, distance


@given(st.integers(min_value=0, max_value=2**BITS - 1))
def test_a_code_leads_back_to_its_id(number: int) -> None:
    assert from_code(to_code(number)) == number


@pytest.mark.parametrize("code", ["", "short", "ilou123456", "ABCDEFGHJK"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="a code has"):
        from_code(code)


def test_ids_do_not_count() -> None:
    assert len({random_id() for _ in range(1000)}) == 1000


def test_the_circle_of_values_has_ten_and_opposites_are_four_apart() -> None:
    assert len(all_values()) == 10
    assert distance("conformity", "tradition") == 0
    assert distance("self_direction", "universalism") == 1
    assert distance("power", "universalism") == 4


def test_blocked_people_do_not_see_each_other(cast) -> None:
    Block.objects.create(blocker=cast.lea, blocked=cast.ben)
    assert cast.ben not in Member.objects.visible_to(cast.lea)
    assert cast.lea not in Member.objects.visible_to(cast.ben)
    assert cast.nora in Member.objects.visible_to(cast.lea)


def test_a_visitor_sees_only_open_pages(cast) -> None:
    assert not Member.objects.visible_to(None).exists()


def test_editing_keeps_what_stood_before(cast) -> None:
    assert revisions.rewrite(cast.lea, editor=cast.lea, fields={"story": "New."})
    assert not revisions.rewrite(cast.lea, editor=cast.lea, fields={"story": "New."})
    assert [row.fields for row in revisions.revisions_of(cast.lea)] == [{"story": ""}]


def test_two_people_of_one_name_get_different_handles(cast) -> None:
    assert free_handle("Lea") != "lea"
    assert free_handle("Özgür Şahin") == "oezguer-sahin"

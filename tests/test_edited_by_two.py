"""Whoever saves second sees what the first has changed, in every form that edits what stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.http import urlencode

from communities.models import Role
from debates.forms import CosignForm, PositionForm
from debates.models import Position
from members.models import ValueStatement
from members.services.values import declare_value
from tests.conftest import Cast, join
from tests.stage import Stage

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Form:
    """A form that edits: who uses it, its page, and two fields of it with how they change."""

    who: str
    page: Callable[[Cast, Stage], str]
    thing: Callable[[Cast, Stage], Any]
    one: str
    other: str

    def now(self, cast: Cast, stage: Stage) -> Any:
        thing = self.thing(cast, stage)
        thing.refresh_from_db()
        return thing


def value_of(cast: Cast) -> ValueStatement:
    mine = ValueStatement.objects.filter(member=cast.lea)
    return mine.first() or declare_value(
        member=cast.lea, value="security", words="I stand for what holds.", language="en"
    )


FORMS = {
    "community": Form(
        "odo",
        lambda cast, stage: f"{cast.public.get_absolute_url()}settings/",
        lambda cast, stage: cast.public,
        "purpose",
        "guidelines",
    ),
    "topic": Form(
        "lea",
        lambda cast, stage: f"{stage['topic.public'].get_absolute_url()}edit/",
        lambda cast, stage: stage["topic.public"],
        "why",
        "known",
    ),
    "profile": Form(
        "lea",
        lambda cast, stage: "/settings/profile/",
        lambda cast, stage: cast.lea,
        "role",
        "curious_about",
    ),
    "argument": Form(
        "lea",
        lambda cast, stage: f"{stage['argument.public'].get_absolute_url()}edit/",
        lambda cast, stage: stage["argument.public"],
        "text",
        "sources",
    ),
    "position": Form(
        "lea",
        lambda cast, stage: f"{stage['topic.public'].get_absolute_url()}position/",
        lambda cast, stage: Position.objects.get(pk=stage["position.public"].pk).current,
        "core",
        "reasons",
    ),
    "value": Form(
        "lea",
        lambda cast, stage: f"/settings/values/{value_of(cast).code}/",
        lambda cast, stage: value_of(cast),
        "words",
        "example",
    ),
}
EVERY = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def shown(window: Client, page: str, name: str = "form") -> dict[str, Any]:
    """What a browser would send of the form as it is shown."""
    answer = window.get(page)
    form = answer.context[name]
    data: dict[str, Any] = {name: form.standing(name) for name in form.fields}
    data["based_on"] = form.based_on
    assert 'name="based_on"' in answer.text
    if isinstance(form, PositionForm):
        ticked = [row for row in form.ground_rows() if row["is_ticked"]]
        data["grounds"] = [row["statement"].code for row in ticked]
        data |= {row["name"]: row["because"] for row in ticked}
    return {name: value for name, value in data.items() if value}


@pytest.fixture
def window(cast: Cast) -> Client:
    return Client(headers={"accept-language": "en"})


@EVERY
def test_different_fields_are_merged(cast: Cast, stage: Stage, window: Client, form: Form) -> None:
    window.force_login(cast[form.who])
    page = form.page(cast, stage)
    first, second = shown(window, page), shown(window, page)
    assert window.post(page, first | {form.one: "What the first wrote."}).status_code == 303
    assert window.post(page, second | {form.other: "What the second wrote."}).status_code == 303
    thing = form.now(cast, stage)
    assert getattr(thing, form.one) == "What the first wrote."
    assert getattr(thing, form.other) == "What the second wrote."


@EVERY
def test_the_same_field_is_shown_with_both_texts(
    cast: Cast, stage: Stage, window: Client, form: Form
) -> None:
    window.force_login(cast[form.who])
    page = form.page(cast, stage)
    first, second = shown(window, page), shown(window, page)
    window.post(page, first | {form.one: "What the first wrote."})
    mine = second | {form.one: "What the second wrote."}
    answer = window.post(page, mine)
    assert answer.status_code == 409
    assert "What the first wrote." in answer.text and "What the second wrote." in answer.text
    assert getattr(form.now(cast, stage), form.one) == "What the first wrote."
    mine["based_on"] = answer.context["form"].based_on
    assert window.post(page, mine).status_code == 303
    assert getattr(form.now(cast, stage), form.one) == "What the second wrote."


@EVERY
def test_the_other_text_can_be_taken(cast: Cast, stage: Stage, window: Client, form: Form) -> None:
    window.force_login(cast[form.who])
    page = form.page(cast, stage)
    first, second = shown(window, page), shown(window, page)
    window.post(page, first | {form.one: "What the first wrote."})
    mine = second | {form.one: "What the second wrote.", "theirs": form.one}
    assert window.post(page, mine).status_code == 303
    assert getattr(form.now(cast, stage), form.one) == "What the first wrote."


def test_it_says_who_changed_it(cast: Cast, stage: Stage, window: Client) -> None:
    join(cast.nora, cast.public, Role.OWNER)
    page = f"{cast.public.get_absolute_url()}settings/"
    window.force_login(cast.odo)
    first = shown(window, page)
    other = Client(headers={"accept-language": "en"})
    other.force_login(cast.nora)
    second = shown(other, page)
    window.post(page, first | {"purpose": "What Odo wrote."})
    answer = other.post(page, second | {"purpose": "What Nora wrote."})
    assert f"{cast.odo.name} changed this while you were writing." in answer.text


@pytest.mark.parametrize(
    ("page", "name", "field"),
    [("topics/rules/", "form", "restating_comes_first"), ("hours/", "rules_form", "is_on")],
)
def test_rules_that_another_owner_has_set_stay(
    cast: Cast, stage: Stage, window: Client, page: str, name: str, field: str
) -> None:
    window.force_login(cast.odo)
    address = f"{cast.public.get_absolute_url()}{page}"
    to = f"{address}rules/" if name == "rules_form" else address
    stale = shown(window, address, name)
    was_on = bool(stale.pop(field, ""))
    changed = stale if was_on else stale | {field: "on"}
    assert window.post(to, changed).status_code == 303
    unchanged = stale | {field: "on"} if was_on else stale
    assert window.post(to, unchanged).status_code == 303
    assert bool(window.get(address).context[name][field].initial) is not was_on


def test_a_forged_state_is_passed_over(cast: Cast, stage: Stage, window: Client) -> None:
    window.force_login(cast.odo)
    page = f"{cast.public.get_absolute_url()}settings/"
    for nonsense in ("[1]", "{", '{"purpose": 5}'):
        data = shown(window, page) | {"based_on": nonsense}
        assert window.post(page, data).status_code in {303, 409}


def test_a_stance_proposed_by_an_address_is_no_change(
    cast: Cast, stage: Stage, window: Client
) -> None:
    position = stage["position.public"]
    window.force_login(position.member)
    page = f"{position.topic.get_absolute_url()}position/"
    data = shown(window, f"{page}?stance=-2")
    data |= {"stance": "-2", "because": "I have seen what comes of it in my own team, twice now."}
    assert window.post(page, data).status_code == 303
    position.refresh_from_db()
    assert position.stance == -2


def test_a_ground_and_its_because_are_one(cast: Cast, stage: Stage, window: Client) -> None:
    position = stage["position.public"]
    window.force_login(position.member)
    page = f"{position.topic.get_absolute_url()}position/"
    first, second = shown(window, page), shown(window, page)
    because = next(name for name in first if name.startswith("because_"))
    assert window.post(page, first | {because: "They have seen the list."}).status_code == 303
    assert window.post(page, second | {"reasons": "Whoever asks, is told."}).status_code == 303
    position.refresh_from_db()
    assert position.current.reasons == "Whoever asks, is told."
    assert position.current.grounds.get().because == "They have seen the list."


def test_nobody_agrees_to_words_they_have_not_read(
    cast: Cast, stage: Stage, window: Client
) -> None:
    experience = stage["experience.public"]
    window.force_login(cast.lea)
    page = f"{experience.get_absolute_url()}edit/"
    first, second = shown(window, page), shown(window, page)
    assert window.post(page, first | {"failed": "The first plan."}).status_code == 303
    answer = window.post(page, second | {"again": "Begin small."})
    assert answer.status_code == 409 and "The first plan." in answer.text
    second |= {"again": "Begin small.", "theirs": "failed"}
    assert window.post(page, second).status_code == 303
    experience.refresh_from_db()
    assert (experience.failed, experience.again) == ("The first plan.", "Begin small.")


def test_words_that_changed_are_not_cosigned_unread() -> None:
    read = CosignForm(initial={"text": "Whoever leads shows first what they earn."})
    words = {"text": read["text"].value(), "based_on": read.based_on}
    sent = QueryDict(urlencode(words))
    now = {"text": "Whoever leads shows first what they earn, and why."}
    form = CosignForm(sent, initial=now)
    assert not form.is_valid()
    assert [change.theirs for change in form.meanwhile] == [now["text"]]
    assert CosignForm(sent, initial=read.initial).is_valid()


def test_a_search_for_skills_does_not_forget_what_was_read(
    cast: Cast, stage: Stage, window: Client
) -> None:
    window.force_login(cast.lea)
    page = f"{stage['experience.public'].get_absolute_url()}edit/"
    data = shown(window, page)
    answer = window.post(page, data | {"again": "Begin small.", "find": "1", "skill_words": "x"})
    assert answer.context["form"].based_on == data["based_on"]

"""Whatever people write comes in through one kind of field: in forms, the API and the rows."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import models
from django.urls import get_resolver
from rest_framework import serializers

from members.api import fields as api
from members.forms import fields as typed
from members.models import Question
from members.models.fields import CleanMixin

OURS = ("members", "communities", "debates", "sharing")
# Columns that hold what the house itself writes: codes, addresses, names of kinds, vocabularies.
THE_HOUSE_WRITES = {
    "members": "email handle password time_zone section kind key url dedupe_key last_error path"
    " digest",
    "communities": "slug kind email language time_zone",
    "debates": "licence licence_url url fingerprint path external_id error",
    "sharing": "code uri label_en label_de label_fr kind reuse_level names language isco word"
    " people title_language event state_before state_after key query",
}
# Fields of forms with rules of their own, and what people sign in with.
RULES_OF_THEIR_OWN = {"email", "slug", "key", "username", "login", "code"}
# Serializers that only answer.
ONLY_ANSWER = {
    "CampSerializer",
    "CampShareSerializer",
    "OwnPlaceSerializer",
    "GivenSerializer",
    "RecordLineSerializer",
    "TraceSerializer",
    "GateSerializer",
}
# 400 characters, the most that a question may have, in 15 lines as browsers send them.
TEXT = "\r\n".join(["What did you do after it?"] * 15 + ["Tell!"])[: 400 + 15]


def subclasses(of: type) -> Iterator[Any]:
    for one in of.__subclasses__():
        yield one
        yield from subclasses(one)


def ours(of: type) -> list[Any]:
    # Every form and serializer is loaded with the addresses that use it.
    assert get_resolver().url_patterns
    mine = {one for one in subclasses(of) if one.__module__.split(".")[0] in OURS}
    return sorted(mine, key=lambda one: (one.__module__, one.__name__))


@pytest.mark.parametrize("app", OURS)
def test_every_column_for_words_cleans_them(app: str) -> None:
    raw = {
        field.name
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, CleanMixin)
        and not field.choices
    }
    assert raw - set(THE_HOUSE_WRITES[app].split()) == set()


def test_every_field_of_a_form_cleans_what_is_typed() -> None:
    raw = {
        (form.__name__, name)
        for form in ours(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.CharField)
        and not isinstance(field, typed.LineField | typed.TextField)
        and name not in RULES_OF_THEIR_OWN
        and "password" not in name
    }
    assert raw == set()


def test_every_field_of_the_api_cleans_what_is_sent() -> None:
    raw = {
        (one.__name__, name)
        for one in ours(serializers.Serializer)
        if one.__name__ not in ONLY_ANSWER and is_whole(one)
        for name, field in one().fields.items()
        if isinstance(inner := getattr(field, "child", field), serializers.CharField)
        and not field.read_only
        and not isinstance(inner, api.LineField)
    }
    assert raw == set()


def is_whole(serializer: Any) -> bool:
    """Not one that others are made of."""
    if issubclass(serializer, api.About):
        return hasattr(serializer, "shelf")
    meta = getattr(serializer, "Meta", None)
    return not issubclass(serializer, serializers.ModelSerializer) or hasattr(meta, "model")


@pytest.fixture
def story(cast: Any) -> Any:
    type(cast.ben).objects.filter(pk=cast.ben.pk).update(story="A story.", story_language="en")
    return cast.ben.code


def test_line_ends_count_once_on_a_page_and_over_the_api(
    cast: Any, as_member: Any, program: Any, story: str
) -> None:
    as_typed = TEXT.replace("\r\n", "\n")
    assert len(as_typed) <= 400 < len(TEXT)
    page = as_member("lea").post(f"/ask/story/{story}/", {"text": TEXT, "language": "en"})
    assert (page.status_code, Question.objects.get().text) == (303, as_typed)
    Question.objects.all().delete()
    about = {"kind": "story", "id": story}
    sent = {"about": about, "text": TEXT, "language": "en"}
    assert program("lea").post("questions/", sent).json()["text"] == as_typed


def test_a_row_is_found_by_what_was_typed_in_another_form(cast: Any) -> None:
    Question.objects.create(asker=cast.lea, addressee=cast.ben, target=cast.ben, text="über")
    assert Question.objects.filter(text="u\u0308ber").exists()


def test_a_row_in_memory_says_what_the_database_says(cast: Any) -> None:
    question = Question(asker=cast.lea, addressee=cast.ben, target=cast.ben, text="one\r\ntwo\x00")
    question.save()
    assert question.text == "one\ntwo"

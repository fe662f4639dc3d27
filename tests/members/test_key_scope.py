"""A key opens what it was made for, until its end or the next password."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers

from members.api.fields import ConsentField
from members.models import ApiToken, Consent, Member
from tests.programs import Program, problem_of

PASSWORD = "a new and rather long password"
OLD = "correct horse battery staple"
# What needs a scope of its own. Everything else is reading or writing, by its method.
OWN = {
    "votes": {
        "get topics/{id}/statements/next/",
        "get me/votes/",
        "put statements/{id}/vote/",
        "delete statements/{id}/vote/",
    },
    "consents": {"get me/consents/", "put me/consents/{purpose}/"},
    "privacy": {
        "get me/blocks/",
        "put me/blocks/{id}/",
        "delete me/blocks/{id}/",
        "get me/listening/",
        "get echoes/",
        "get echoes/{id}/",
        "get notifications/",
        "post notifications/{id}/read/",
        "post notifications/read/",
        "get reports/",
        "get reports/{id}/",
    },
}
# A new room of the API stands here or above; so somebody has thought of what a key must be for.
PLAIN = {
    *("arguments", "commitments", "communities", "credits", "exchanges", "experiences"),
    *("introductions", "joint", "matches", "members", "memberships", "missions"),
    *("offers", "positions", "questions", "requests", "restatements", "rings", "rota"),
    *("search", "skills", "statements", "topics"),
    *("me", "me/hours", "me/searches", "me/skills", "me/values"),
}
SPECIAL = {
    "me/votes",
    "me/consents",
    "me/blocks",
    "me/listening",
    "echoes",
    "notifications",
    "reports",
}


def operations() -> dict[str, dict[str, Any]]:
    schema = SchemaGenerator().get_schema(public=True)
    return {
        f"{method} {path.removeprefix('/api/v1/')}": operation
        for path, item in schema["paths"].items()
        for method, operation in item.items()
    }


def room_of(path: str) -> str:
    first, second = [*path.split("/"), ""][:2]
    return f"me/{second}" if first == "me" and second else first


def test_every_operation_says_which_scope_it_needs() -> None:
    own = {operation: scope for scope, names in OWN.items() for operation in names}
    wrong = []
    for name, operation in operations().items():
        method, path = name.split()
        plain = "read" if method == "get" else "write"
        assert room_of(path) in PLAIN | SPECIAL, name
        if operation["x-scope"] != own.get(name, plain):
            wrong.append(f"{name}: {operation['x-scope']}")
        assert f"`{operation['x-scope']}`" in operation["description"], name
    assert not wrong
    assert set(own) <= set(operations())


def test_whatever_gives_a_consent_along_with_something_else_knows_it() -> None:
    def all_below(kind: type) -> set[type]:
        return {kind} | {one for each in kind.__subclasses__() for one in all_below(each)}

    operations()
    # Where listings are shared, to publish is no consent.
    debating = [one for one in all_below(serializers.Serializer) if "debates" in one.__module__]
    given = [
        field
        for one in debating
        for name, field in getattr(one, "_declared_fields", {}).items()
        if name in {"publish", "consent"} and not field.read_only
    ]
    assert given
    assert all(isinstance(field, ConsentField) for field in given)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scopes", "opened", "closed"),
    [
        (["read"], "get me/", "patch me/"),
        (["read", "write"], "patch me/", "get me/votes/"),
        (["read", "write"], "get me/values/", "get me/consents/"),
        (["read", "write"], "get me/", "put me/consents/vote/"),
        (["read", "write"], "get offers/", "get notifications/"),
        (["read", "write"], "get requests/", "post notifications/read/"),
        (["read", "write"], "get rings/", "get reports/"),
        (["privacy"], "post notifications/read/", "get me/values/"),
        (["privacy"], "get reports/", "get me/votes/"),
        (["read", "write"], "get me/skills/", "get me/blocks/"),
        (["votes"], "get me/votes/", "get me/"),
        (["privacy"], "get me/blocks/", "get me/consents/"),
        (["consents"], "get me/consents/", "get me/listening/"),
    ],
)
def test_a_key_opens_what_it_is_for_and_nothing_else(program, scopes, opened, closed) -> None:
    lea = program("lea", scopes=scopes)

    def knock(door: str) -> Any:
        method, path = door.split()
        return getattr(lea, method)(path)

    assert knock(opened).status_code in {200, 204}
    answer = knock(closed)
    assert answer.status_code == 403
    assert "This key was not made for this" in problem_of(answer)["detail"]


@pytest.mark.django_db
def test_a_key_for_votes_gives_no_consent_by_the_way(cast, stage) -> None:
    Consent.objects.filter(member=cast.lea).delete()
    address = f"statements/{stage['statement.public'].code}/vote/"
    sent = {"says": "agree", "consent": True}
    refused = Program(cast.lea, scopes=["votes"]).put(address, sent)
    assert refused.status_code == 403
    assert "consents" in problem_of(refused)["detail"]
    assert not Consent.objects.filter(member=cast.lea).exists()
    assert Program(cast.lea, scopes=["votes", "consents"]).put(address, sent).status_code == 200


@pytest.mark.django_db
def test_what_everybody_reads_needs_a_key_that_reads(program) -> None:
    assert program(None).get("topics/").status_code == 200
    assert program("lea", scopes=["votes"]).get("topics/").status_code == 403


@pytest.mark.django_db
def test_a_session_needs_no_scope(as_member) -> None:
    assert as_member("lea").get("/api/v1/me/votes/").status_code == 200


@pytest.mark.clock
@pytest.mark.django_db
def test_a_key_runs_out_and_says_so(cast, program) -> None:
    lea = program("lea")
    ApiToken.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    answer = lea.get("me/")
    assert answer.status_code == 401
    assert "has run out" in problem_of(answer)["detail"]
    assert answer["WWW-Authenticate"] == "Bearer"
    assert not ApiToken.objects.current().exists()


def change(browser: Client, **more: str) -> Any:
    given = {"oldpassword": OLD, "password1": PASSWORD, "password2": PASSWORD} | more
    return browser.post("/accounts/password/change/", given)


@pytest.fixture
def lea_signed_in(cast, as_member) -> Client:
    cast.lea.set_password(OLD)
    cast.lea.save()
    return as_member("lea")


@pytest.mark.django_db
def test_keys_end_with_a_new_password(cast, lea_signed_in, program) -> None:
    lea, ben = program("lea"), program("ben")
    assert change(lea_signed_in).status_code == 302
    assert lea.get("me/").status_code == 401
    assert ben.get("me/").status_code == 200


@pytest.mark.django_db
def test_keys_are_kept_on_purpose(cast, lea_signed_in, program) -> None:
    lea = program("lea")
    assert "Keep my API keys" in lea_signed_in.get("/accounts/password/change/").content.decode()
    assert change(lea_signed_in, keeps_keys="on").status_code == 302
    assert Member.objects.get(pk=cast.lea.pk).check_password(PASSWORD)
    assert lea.get("me/").status_code == 200


@pytest.mark.django_db
def test_whoever_has_no_key_is_asked_nothing(lea_signed_in) -> None:
    page = lea_signed_in.get("/accounts/password/change/").content.decode()
    assert "Keep my API keys" not in page
    assert change(lea_signed_in).status_code == 302


@pytest.mark.django_db
def test_a_password_that_is_set_anywhere_else_ends_the_keys(cast, program) -> None:
    lea = program("lea")
    member = Member.objects.get(pk=cast.lea.pk)
    member.set_password(PASSWORD)
    member.save(update_fields=["password"])
    assert lea.get("me/").status_code == 401


@pytest.mark.django_db
def test_saving_anything_else_ends_no_key(cast, program) -> None:
    lea = program("lea")
    cast.lea.name = "Lea Meier"
    cast.lea.save()
    assert lea.get("me/").status_code == 200

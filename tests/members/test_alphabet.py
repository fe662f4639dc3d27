"""Names stand as people look them up, on every server: Ä with A, small letters with capitals."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.text import slugify

from communities.models import Membership
from members.alphabet import alphabetical, in_alphabet
from members.models import Member
from tests.conftest import join

ROOT = Path(__file__).parents[2]
FLOORS = ("config", "sharing", "debates", "communities", "members")
READ_BY_PEOPLE = {"name", "label", "label_en", "label_de", "title"}
IN_ORDER = ["Ähre", "ayse", "Éva", "Łukasz", "ostfeld", "Östlund", "Øystein", "Strass", "Straße b"]
IN_ORDER += ["Ueli", "Ülkü", "Zoë", "zoë b"]


def names_in(node: ast.expr) -> Iterator[str]:
    """What one word of `order_by` names, if it names a column as it is stored."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value.removeprefix("-").rpartition("__")[2]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        yield {"label_field": "label", "label_in": "label", "Lower": "name"}.get(node.func.id, "")
    elif isinstance(node, ast.Tuple | ast.List):
        for one in node.elts:
            yield from names_in(one)


def orders_by_words(source: str) -> Iterator[int]:
    """The lines where something is put in order by what a person reads, as it is stored."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call | ast.Assign):
            continue
        words: list[ast.expr] = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            words = node.args if called in {"order_by", "earliest", "latest"} else []
            words = words + [one.value for one in node.keywords if one.arg in {"by", "ordering"}]
            if called in {"sorted", "sort", "min", "max"}:
                keys = [one.value for one in node.keywords if one.arg == "key"]
                words = [sorts_by(key) for key in keys]
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            words = [node.value] if node.targets[0].id == "ordering" else []
        if any(name in READ_BY_PEOPLE for one in words for name in names_in(one)):
            yield node.lineno


def sorts_by(key: ast.expr) -> ast.expr:
    """The attribute a key function reads last, in lower case or not, as if it were a column."""
    body = key.body if isinstance(key, ast.Lambda) else key
    while isinstance(body, ast.Call) and isinstance(body.func, ast.Attribute):
        body = body.func.value
    return ast.Constant(body.attr) if isinstance(body, ast.Attribute) else ast.Constant("")


@pytest.mark.parametrize(
    "source",
    [
        'rows.order_by("name", "pk")',
        'rows.order_by("-community__name")',
        'rows.order_by(label_field(), "pk")',
        'page_of(rows, request, by=("member__name", "id"))',
        "class Meta:\n    ordering = ['title']",
        "sorted(people, key=lambda one: one.name.casefold())",
        "people.sort(key=lambda one: one.name)",
    ],
)
def test_an_order_of_words_as_they_are_stored_is_found(source) -> None:
    assert list(orders_by_words(source))


def test_whatever_people_read_in_order_stands_in_the_order_of_the_alphabet() -> None:
    files = (path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in files
        for line in orders_by_words(path.read_text("utf-8"))
    ]
    assert found == []


def test_no_model_is_in_order_of_words_by_itself() -> None:
    ours = [model for model in apps.get_models() if model._meta.app_label in FLOORS]
    by_words = {
        model._meta.label: model._meta.ordering
        for model in ours
        if {str(name).lstrip("-") for name in model._meta.ordering or ()} & READ_BY_PEOPLE
    }
    assert by_words == {}


@pytest.fixture
def people(cast) -> list[Member]:
    """Whoever has these names, come in another order."""
    rows = [
        Member(handle=f"p{place}-{slugify(name)}", name=name, email=f"p{place}@example.org")
        for place, name in enumerate(reversed(IN_ORDER))
    ]
    return Member.objects.bulk_create(rows)


@pytest.mark.django_db
def test_the_database_and_the_program_have_one_alphabet(people) -> None:
    found = Member.objects.filter(pk__in=[one.pk for one in people])
    assert list(found.order_by(alphabetical("name")).values_list("name", flat=True)) == IN_ORDER
    assert sorted((one.name for one in people), key=in_alphabet) == IN_ORDER


@pytest.mark.django_db
@pytest.mark.parametrize("rest", ["", " " + "🌻" * 100])
def test_members_of_a_community_are_turned_over_in_that_order(cast, as_member, people, rest):
    Membership.objects.exclude(member=cast.lea).delete()
    for number in range(4):
        for place, name in enumerate(IN_ORDER):
            one = Member(handle=f"q{number}-{place}", email=f"q{number}-{place}@example.org")
            one.name = f"{name} {number}{rest}"
            one.save()
            join(one, cast.public)
    here = Member.objects.filter(memberships__community=cast.public)
    expected = sorted(here.values_list("name", flat=True), key=in_alphabet)
    client, address = as_member("lea"), f"/c/{cast.public.slug}/members/"
    first = client.get(address).context["page"]
    second = client.get(address + first.next).context["page"]
    assert [row.member.name for row in [*first.items, *second.items]] == expected
    assert second.next is None
    back = client.get(address + second.previous).context["page"]
    assert [row.pk for row in back.items] == [row.pk for row in first.items]

"""The back office shows only what we chose, to administrators too."""

import importlib
import inspect
import re

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import RequestFactory
from django.urls import reverse

from debates.models import Vote
from members.back_office import ReadOnly
from members.models import Member
from tests.back_office import address, chosen

# Whoever adds a model here says in docs/privacy.md that staff sees it.
CHOSEN = {
    "communities.case",
    "communities.community",
    "communities.complaint",
    "communities.decision",
    "communities.invitation",
    "communities.membership",
    "communities.report",
    "debates.landscaperun",
    "debates.statement",
    "debates.topic",
    "members.member",
    "members.outbox",
    "sharing.exchange",
    "sharing.experience",
    "sharing.offer",
    "sharing.request",
    "sharing.ring",
    "sharing.skill",
    "sharing.timerules",
    "sharing.timetransfer",
}
FLOORS = ["members", "communities", "debates", "sharing"]


def left_out() -> list[type[Model]]:
    return [model for model in apps.get_models() if model not in chosen()]


@pytest.fixture
def boss(cast, as_member):
    Member.objects.filter(pk=cast.sam.pk).update(is_superuser=True)
    return as_member("sam")


def test_it_holds_what_we_chose_and_nothing_else() -> None:
    assert {model._meta.label_lower for model in chosen()} == CHOSEN


def test_a_package_that_registers_something_stays_outside() -> None:
    class OfAPackage(admin.ModelAdmin):
        pass

    admin.site.register(EmailAddress, OfAPackage)
    admin.site.register(Vote)
    assert not {EmailAddress, Vote} & set(chosen())


@pytest.mark.parametrize("floor", FLOORS)
def test_every_admin_of_ours_stands_on_the_one_base_class(floor) -> None:
    """One that does not would be passed over like those of packages."""
    kinds = vars(importlib.import_module(f"{floor}.admin")).values()
    ours = [kind for kind in kinds if inspect.isclass(kind) and issubclass(kind, admin.ModelAdmin)]
    assert ours
    assert all(issubclass(kind, ReadOnly) for kind in ours)


def test_what_we_did_not_choose_has_no_page(boss) -> None:
    """Addresses, second factors, sessions, votes, conversations: not for administrators either."""
    assert EmailAddress in left_out()
    for model in left_out():
        begin = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for page in (begin, f"{begin}add/", f"{begin}1/change/"):
            assert boss.get(page).status_code == 404, page


def test_no_address_leads_to_things_of_any_model(boss, stage) -> None:
    kind = ContentType.objects.get_for_model(stage["search"])
    naming = "app_label=sharing&model_name=offer&field_name=member"
    for page in (f"r/{kind.pk}/{stage['search'].pk}/", f"autocomplete/?term=a&{naming}"):
        assert boss.get(f"/admin/{page}").status_code == 404


def test_what_is_chosen_leads_to_where_it_stands(boss, stage) -> None:
    page = boss.get(address(type(stage["topic.public"]), "change", stage["topic.public"].pk))
    assert f'href="{stage["topic.public"].get_absolute_url()}"' in page.content.decode()


@pytest.mark.parametrize("model", chosen(), ids=lambda model: model._meta.label)
def test_every_page_names_what_it_shows(model) -> None:
    shown = admin.site.get_model_admin(model)
    assert shown.fields or shown.fieldsets
    assert all(inline.fields for inline in shown.inlines)


@pytest.mark.parametrize("model", chosen(), ids=lambda model: model._meta.label)
def test_only_what_is_shown_is_searched(model) -> None:
    shown = admin.site.get_model_admin(model)
    columns = {*shown.list_display, *flatten_fieldsets(shown.get_fieldsets(None))}
    assert {field.split("__")[0] for field in shown.search_fields} <= columns


@pytest.mark.parametrize("model", chosen(), ids=lambda model: model._meta.label)
def test_a_list_is_filtered_by_its_filters_only(model) -> None:
    """By any other column one could guess letter by letter what is not shown."""
    shown, request = admin.site.get_model_admin(model), RequestFactory().get("/")
    filters = {one if isinstance(one, str) else one[0] for one in shown.list_filter}
    for field in model._meta.get_fields(include_hidden=True):
        open_to_all = shown.lookup_allowed(field.name, "1", request)
        assert open_to_all == (field.name in {*filters, shown.date_hierarchy}), field.name


@pytest.mark.parametrize(
    "query",
    [
        "members/member/?password__startswith=pbkdf2",
        "members/member/?emailaddress__email__startswith=a",
        "members/outbox/?actor__id__exact=1",
        "communities/case/?author__id__exact=1",
        "communities/complaint/?complainant__id__exact=1",
        "communities/invitation/?accepted__exact=0",
        "debates/statement/?author__id__exact=1",
        "debates/topic/?community__founder__password__startswith=a",
        "sharing/exchange/?asker__id__exact=1",
        "sharing/ring/?people__contains=1",
    ],
)
def test_what_is_not_shown_cannot_be_guessed_by_filtering(boss, query) -> None:
    assert boss.get(f"/admin/{query}").status_code == 400


@pytest.mark.parametrize("model", chosen(), ids=lambda model: model._meta.label)
def test_every_list_page_and_history_opens(boss, stage, model) -> None:
    row = next(iter(admin.site.get_model_admin(model).get_queryset(_of(boss))), None)
    assert row or model._meta.label_lower == "members.outbox", "put one on the stage"
    begin = address(model, "changelist")
    pages = [begin, f"{begin}?q=a"]
    pages += [address(model, page, row.pk) for page in ("change", "history") if row]
    assert [boss.get(page).status_code for page in pages] == [200] * len(pages)


def _of(boss):
    request = RequestFactory().get("/")
    request.user = Member.objects.get(pk=boss.session["_auth_user_id"])
    return request


@pytest.mark.parametrize("model", chosen(), ids=lambda model: model._meta.label)
def test_nothing_is_added_there(boss, model) -> None:
    assert boss.get(address(model, "add")).status_code == 403


def test_the_list_of_lists_names_no_other(boss) -> None:
    page = boss.get(reverse("admin:index")).content.decode()
    lists = set(re.findall(r'href="/admin/(\w+)/(\w+)/"', page))
    assert {".".join(names) for names in lists} == CHOSEN

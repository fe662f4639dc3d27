"""The back office: staff see what staff need, and change nothing there."""

import pytest
from django.urls import reverse

from communities.models import Case, Report
from communities.services import moderation
from communities.services.moderation import Words
from debates.models import Topic
from members.services import limits
from tests.conftest import join, make_member

LISTS = ["community", "membership", "invitation", "case", "report", "decision", "complaint"]


@pytest.fixture
def staff(cast, as_member):
    cast.sam.is_superuser = True
    cast.sam.save()
    return as_member("sam")


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_and_is_searched(cast, hidden, staff, name) -> None:
    path = reverse(f"admin:communities_{name}_changelist")
    assert staff.get(path).status_code == 200
    assert staff.get(f"{path}?q=open").status_code == 200


@pytest.mark.parametrize("name", ["membership", "case", "report"])
def test_a_list_costs_the_same_for_few_and_for_many(
    cast, staff, django_assert_max_num_queries, name
) -> None:
    @limits.lifted()
    def fill(count: int) -> None:
        for number in range(count):
            member = make_member(f"guest-{count}-{number}")
            join(member, cast.public)
            topic = Topic.objects.create(
                community=cast.public, author=member, question="?", language="en"
            )
            moderation.report(reporter=cast.ben, thing=topic, words=Words("other"))

    path = reverse(f"admin:communities_{name}_changelist")
    fill(2)
    staff.get(path)
    with django_assert_max_num_queries(40) as few:
        staff.get(path)
    fill(15)
    with django_assert_max_num_queries(len(few)):
        staff.get(path)


def test_staff_decide_on_the_page_and_not_in_the_back_office(cast, hidden, staff) -> None:
    page = staff.get(reverse("admin:communities_case_change", args=[hidden.case_id]))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert staff.get(reverse("admin:communities_decision_add")).status_code == 403


def test_staff_do_not_read_who_reported_them(cast, staff) -> None:
    topic = Topic.objects.create(
        community=cast.public, author=cast.sam, question="?", language="en"
    )
    moderation.report(reporter=cast.ben, thing=topic, words=Words("other"))
    case, report = Case.objects.get(), Report.objects.get()
    for name, row in (("case", case), ("report", report)):
        answer = staff.get(reverse(f"admin:communities_{name}_change", args=[row.pk]))
        assert answer.status_code == 302

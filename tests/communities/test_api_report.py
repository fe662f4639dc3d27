"""Reports and the search over the API."""

import pytest

from communities.models import Case, Report
from tests.programs import problem_of

pytestmark = pytest.mark.django_db


def reporting(kind: str, thing, **more):
    about = {"kind": kind, "id": thing.code}
    return {"about": about, "reason": "privacy", "explanation": "It names me."} | more


def test_a_report_waits_for_a_person_who_decides(cast, stage, program) -> None:
    mara = program("mara")
    more = {"reporter": cast.ben.code, "state": "decided"}
    given = mara.post("reports/", reporting("offer", stage["offer.public"], **more))
    assert given.status_code == 201
    assert (given.json()["state"], given.json()["decision"]) == ("open", None)
    assert Report.objects.get(reporter=cast.mara).case.author == cast.lea
    again = mara.post("reports/", reporting("offer", stage["offer.public"]))
    assert again.status_code == 409


def test_a_report_tells_its_reporter_what_was_decided(stage, program) -> None:
    here = f"reports/{stage['report.decided.public'].code}/"
    told = program("ben").get(here).json()
    assert (told["state"], told["decision"]["measure"]) == ("decided", "none")
    assert program("lea").get(here).status_code == 404
    assert program("mara").get(here).status_code == 404


def test_nobody_learns_who_reported_them(stage, program) -> None:
    assert program("lea").get("reports/").json()["results"] == []
    lea_reads = program("lea").get(f"positions/{stage['position.public'].code}/").content.decode()
    assert "report" not in lea_reads


def test_what_one_cannot_see_cannot_be_reported(stage, program) -> None:
    answer = program("nora").post("reports/", reporting("topic", stage["topic.secret"]))
    assert answer.status_code == 400
    assert list(problem_of(answer)["errors"]["about"]) == ["id"]


def test_the_law_needs_an_explanation_and_good_faith(stage, program) -> None:
    given = reporting("offer", stage["offer.public"], reason="illegal", explanation="Bad.")
    assert list(problem_of(program("mara").post("reports/", given))["errors"]) == ["explanation"]
    given["explanation"] = "It offers what article 5 forbids to offer."
    assert list(problem_of(program("mara").post("reports/", given))["errors"]) == ["in_good_faith"]
    before = Case.objects.count()
    given["in_good_faith"] = True
    assert program("mara").post("reports/", given).status_code == 201
    assert Case.objects.count() == before + 1


def test_the_search_finds_what_one_may_see(cast, stage, program) -> None:
    def found(name: str | None, words: str) -> dict[str, list[str]]:
        groups = program(name).get("search/", q=words).json()
        return {group["kind"]: [thing["title"] for thing in group["things"]] for group in groups}

    assert found(None, "wages") == {"topics": ["Should wages be open to all?"]}
    assert len(found("lea", "wages")["topics"]) == 3
    assert found(None, "Lea") == {}
    assert found("ben", "Lea")["members"] == ["Lea"]
    assert found(None, "penguins") == {}


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "wages", "kind": "votes"}])
def test_a_search_needs_words_and_a_kind_that_exists(program, query: dict[str, str]) -> None:
    answer = program(None).get("search/", **query)
    assert answer.status_code == 400
    problem_of(answer)

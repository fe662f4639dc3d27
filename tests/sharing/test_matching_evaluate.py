"""The command that measures matching on cases with known answers."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sharing.matching.cases import read_cases

CASES = Path(__file__).parent / "cases" / "cases.json"


def test_the_command_prints_figures_and_writes_every_ranking(tmp_path: Path) -> None:
    said = StringIO()
    call_command("evaluate_matching", CASES, rankings=tmp_path / "out.json", stdout=said)
    assert "recall@5" in said.getvalue() and "cross_language" in said.getvalue()
    told = json.loads((tmp_path / "out.json").read_text())
    cases = read_cases(CASES)
    assert list(told) == [one.key for one in cases.requests]
    assert all(sorted(ranking) == sorted(cases.offers) for ranking in told.values())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "is no JSON"),
        ("[]", "no list “offers”"),
        ('{"offers": []}', "nothing stands in it"),
        ('{"offers": [3]}', r"offers\[0\] is not an object"),
        ('{"offers": [{"id": 3, "title": "a"}]}', r"offers\[0\]: id is missing"),
        ('{"offers": [{"id": "a"}]}', "neither title nor body"),
        ('{"offers": [{"id": "a", "title": 4}]}', "title is not a text"),
        ('{"offers": [{"id": "a", "title": "x"}, {"id": "a", "title": "x"}]}', "twice"),
        ('{"offers": [{"id": "a", "title": "x"}], "requests": 3}', "no list “requests”"),
        (
            '{"offers": [{"id": "a", "title": "x"}],'
            ' "requests": [{"id": "q", "title": "x", "relevant": {"b": 2}}]}',
            "b, which is no offer",
        ),
        (
            '{"offers": [{"id": "a", "title": "x"}],'
            ' "requests": [{"id": "q", "title": "x", "relevant": {"a": 7}}]}',
            "not 0, 1 or 2",
        ),
    ],
)
def test_a_damaged_file_is_refused_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "cases.json"
    path.write_text(text)
    with pytest.raises(CommandError, match=reason):
        call_command("evaluate_matching", path)


def test_a_missing_file_and_an_unwritable_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("evaluate_matching", tmp_path / "none.json")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("evaluate_matching", CASES, rankings=tmp_path / "no" / "out.json")

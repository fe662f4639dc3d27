"""A folder is right as a whole, or refused with the file, the line and the reason."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from debates.polis import Damaged, read_conversation

MEALS = Path(__file__).parents[2] / "debates" / "polis" / "school_meals"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MEALS, tmp_path / "meals"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_everything_is_read(folder):
    conversation = read_conversation(folder)
    assert [claim.moderated for claim in conversation.claims] == [1, 1, 0, -1]
    assert conversation.claims[1].text == "Lunch is a matter for parents, not for schools."
    assert [person.group for person in conversation.people] == [0, 1, None]
    assert conversation.source.topic == "Who should cook for schoolchildren?"
    assert conversation.source.url == "https://example.org/school-meals"


def test_the_last_vote_of_a_pair_counts(folder):
    casts = {(cast.person, cast.claim): cast for cast in read_conversation(folder).casts}
    assert len(casts) == 5
    assert (casts["1", "0"].vote, casts["1", "0"].at) == (1, 1700000040)


def test_the_same_files_have_the_same_fingerprint(folder):
    first = read_conversation(folder).fingerprint
    assert read_conversation(MEALS).fingerprint == first
    change(folder, "statements.csv", "its own lunch", "its own supper")
    assert read_conversation(folder).fingerprint != first


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "reason"),
    [
        ("votes.csv", "2,0,0,17", "2,0,2,17", 5, "vote is '2', not a number from -1 to 1"),
        ("votes.csv", "2,0,0,17", "2,0,yes,17", 5, "vote is 'yes'"),
        ("votes.csv", "2,0,0,1700000030", "2,0,0,soon", 5, "time is 'soon'"),
        ("votes.csv", "1,1,1,17", "1,9,1,17", 4, "statement 9 is not in statements.csv"),
        ("votes.csv", "0,0,1,17", "8,0,1,17", 2, "participant 8 is not in groups.csv"),
        ("votes.csv", "1,1,1,1700000020", "1,1,1", 4, "3 cells instead of 4"),
        ("votes.csv", ",vote,", ",choice,", 1, "the column vote is missing"),
        ("votes.csv", "2,0,0,", "\x00,0,0,", 5, "NUL"),
        ("statements.csv", "2,Whoever", "1,Whoever", 4, "statement 1 stands twice"),
        ("statements.csv", "its own lunch.,0,1", "its own lunch.,0,5", 2, "moderated is '5'"),
        ("statements.csv", "Every school should cook its own lunch.", "", 2, "has no text"),
        ("statements.csv", "0,Every", "'; drop,Every", 2, "which is no id"),
        ("statements.csv", '"Lunch', 'a"Lunch', 3, "5 cells instead of 4"),
        ("groups.csv", "2,", "1,", 4, "participant 1 stands twice"),
        ("groups.csv", "1,1", "1,many", 3, "published_group is 'many'"),
    ],
)
def test_a_damaged_table_says_where_and_why(folder, name, old, new, line, reason):
    change(folder, name, old, new)
    with pytest.raises(Damaged) as refused:
        read_conversation(folder)
    assert (refused.value.file, refused.value.line) == (name, line)
    assert reason in refused.value.reason
    assert str(refused.value).startswith(f"{name}, line {line}: ")


def test_lines_are_counted_also_where_a_text_has_several(folder):
    change(folder, "statements.csv", '"Lunch is', '"Lunch\nis')
    change(folder, "statements.csv", "children.,7,0", "children.,7,x")
    with pytest.raises(Damaged, match=r"statements.csv, line 5: moderated is 'x'"):
        read_conversation(folder)


def test_another_encoding_is_refused_with_its_line(folder):
    text = (folder / "statements.csv").read_text(encoding="utf-8").replace("Whoever", "Wörter")
    (folder / "statements.csv").write_bytes(text.encode("latin-1"))
    with pytest.raises(Damaged, match=r"statements.csv, line 4: not written in UTF-8"):
        read_conversation(folder)


def test_a_missing_file_is_named(folder):
    (folder / "votes.csv").unlink()
    with pytest.raises(Damaged, match=r"votes.csv: this file is missing"):
        read_conversation(folder)


def summary_without(change_summary: Callable[[dict], object]) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
        change_summary(summary)
        (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")

    return write


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda one: one["counts"].update(votes_last=6), "say votes_last 6, the files hold 5"),
        (lambda one: one["counts"].update(agree=3), "say agree 3, the files hold 4"),
        (lambda one: one["counts"].pop("participants"), "counts lack participants"),
        (lambda one: one.pop("counts"), "counts are missing"),
        (lambda one: one.pop("attribution"), "attribution is missing"),
        (lambda one: one.update(topic="x" * 201), "topic has more than 200 characters"),
        (lambda one: one.update(language="German"), "language is 'German', not a tag"),
        (lambda one: one.update(licence_url="javascript:alert(1)"), "licence_url is no address"),
        (lambda one: one.update(description="\x00"), "a character that no text has"),
        (lambda one: one.update(description="\ud800"), "a character that no text has"),
    ],
)
def test_a_summary_that_does_not_fit_is_refused(folder, spoil, reason):
    summary_without(spoil)(folder)
    with pytest.raises(Damaged) as refused:
        read_conversation(folder)
    assert refused.value.file == "summary.json"
    assert reason in refused.value.reason


def test_a_summary_that_is_no_json_is_refused_with_its_line(folder):
    (folder / "summary.json").write_text('{\n "name": school\n}', encoding="utf-8")
    with pytest.raises(Damaged, match=r"summary.json, line 2: not JSON"):
        read_conversation(folder)


@pytest.mark.parametrize("tag", ["pt-BR", "gsw", "zh-Hant", "uk"])
def test_any_language_tag_is_taken(folder, tag):
    summary_without(lambda one: one.update(language=tag))(folder)
    assert read_conversation(folder).source.language == tag
    assert read_conversation(folder, language="fr").source.language == "fr"


def test_three_counts_are_enough_and_all_are_counted(folder):
    few = {"participants": 3, "statements": 4, "votes_last": 5}
    summary_without(lambda one: one.update(counts=few))(folder)
    counts = read_conversation(folder).counts
    assert (counts["statements_rejected"], counts["vote_events"]) == (1, 6)


def test_without_times_the_order_of_rows_counts(folder):
    rows = (folder / "votes.csv").read_text(encoding="utf-8").splitlines()
    bare = "\n".join(row.rpartition(",")[0] for row in rows)
    (folder / "votes.csv").write_text(bare, encoding="utf-8")
    casts = {(cast.person, cast.claim): cast for cast in read_conversation(folder).casts}
    assert (casts["1", "0"].vote, casts["1", "0"].at) == (1, None)


def test_columns_may_stand_in_another_order_after_a_byte_order_mark(folder):
    before = read_conversation(folder)
    for name in ("statements.csv", "votes.csv", "groups.csv"):
        rows = list(csv.reader((folder / name).read_text(encoding="utf-8").splitlines()))
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(row[::-1] for row in rows)
    after = read_conversation(folder)
    assert (after.claims, after.people, after.casts) == (
        before.claims,
        before.people,
        before.casts,
    )


def test_an_address_that_is_none_is_left_out(folder):
    summary_without(lambda one: one.update(source={"case_study": "javascript:alert(1)"}))(folder)
    assert read_conversation(folder).source.url == ""

"""The export of Polis is read as it is handed out, whatever its age."""

import csv
import shutil
from pathlib import Path

import pytest

from debates.polis import Damaged, read_conversation

# Four comments, of which one was rejected; two groups, and somebody with too few votes for one.
EXPORT = Path(__file__).parents[2] / "debates" / "polis" / "export_of_polis"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXPORT, tmp_path / "export"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def rewrite(folder: Path, name: str, write: object) -> None:
    """The table with each row, a dict by columns, changed by `write`."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        rows = [write(row) for row in csv.DictReader(file)]
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def votes_of(folder: Path) -> dict[tuple[str, str], int]:
    casts = read_conversation(folder, language="en").casts
    return {(cast.person, cast.claim): cast.vote for cast in casts}


def test_an_export_is_read_whole(folder):
    conversation = read_conversation(folder, language="en")
    assert [(claim.id, claim.author, claim.moderated) for claim in conversation.claims] == [
        ("0", "0", 1),
        ("1", "0", 1),
        ("2", "1", 0),
        ("3", "9", -1),
    ]
    assert conversation.claims[1].text == 'A cook is a "luxury".'
    source = conversation.source
    assert (source.topic, source.name) == ("School, and who cooks", "4schoolmeals")
    assert source.url == "https://pol.is/4schoolmeals"
    assert source.description == "Two lines,\nand *a star*."
    assert "Polis" in source.attribution
    assert conversation.counts["statements_rejected"] == 1


def test_the_words_of_a_rejected_comment_stay_outside(folder):
    assert read_conversation(folder, language="en").claims[3].text == ""


def test_group_ids_are_the_published_groups_and_every_voter_took_part(folder):
    people = {one.id: one.group for one in read_conversation(folder, language="en").people}
    assert people == {"0": 0, "1": 1, "2": 0, "4": None, "7": None}


def test_the_last_vote_by_time_counts_in_whatever_order_they_stand(folder):
    conversation = read_conversation(folder, language="en")
    cast = next(one for one in conversation.casts if (one.person, one.claim) == ("1", "0"))
    assert (cast.vote, cast.at) == (1, 1700000109.001)
    assert (len(conversation.casts), conversation.counts["vote_events"]) == (11, 12)


def test_seconds_are_read_as_milliseconds_are(folder):
    rewrite(folder, "votes.csv", lambda row: row | {"timestamp": row["timestamp"][:-3]})
    cast = read_conversation(folder, language="en").casts[0]
    assert cast.at == 1700000100


def test_votes_with_the_sign_turned_are_told_by_the_counts(folder):
    before = votes_of(folder)
    rewrite(folder, "votes.csv", lambda row: row | {"vote": str(-int(row["vote"]))})
    assert votes_of(folder) == before
    changes = read_conversation(folder, language="en").source.changes_made
    assert "The sign of the votes was turned" in changes


def test_a_count_that_is_off_does_not_turn_the_sign(folder):
    before = votes_of(folder)
    change(folder, "comments.csv", ",2,1,1,2,0,", ",2,1,2,1,0,")
    assert votes_of(folder) == before


def test_counts_that_fit_neither_reading_are_refused_with_a_row(folder):
    rewrite(folder, "comments.csv", lambda row: row | {"agrees": "90", "disagrees": "80"})
    with pytest.raises(Damaged, match=r"comments.csv, line \d+: 90 agreements and 80 disag"):
        read_conversation(folder, language="en")


def test_the_shape_of_today_is_read_as_well(folder):
    """Participants without their plural, columns for importance, none for views."""
    (folder / "participants-votes.csv").rename(folder / "participant-votes.csv")
    (folder / "stats-history.csv").unlink()
    rewrite(folder, "participant-votes.csv", without("xid"))
    rewrite(folder, "comments.csv", lambda row: {"importance": "0"} | row)
    rewrite(folder, "votes.csv", lambda row: row | {"important": "0"})
    change(folder, "summary.csv", "views,30\n", "")
    end = "vote-convention,agree=+1;disagree=-1;pass=0;format=polis-export/1\n"
    (folder / "summary.csv").write_text((folder / "summary.csv").read_text() + end)
    assert len(read_conversation(folder, language="en").casts) == 11


def test_columns_for_consensus_and_none_for_dates_are_read_as_well(folder):
    extra = {"is-meta": "false", "is-seed": "true", "group-informed-consensus": "0.68"}
    rewrite(folder, "comments.csv", lambda row: without("datetime")(row) | extra)
    assert len(read_conversation(folder, language="en").claims) == 4


def without(column: str):
    return lambda row: {name: value for name, value in row.items() if name != column}


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "reason"),
    [
        ("comments.csv", ",moderated,", ",mod,", 1, "the column moderated is missing"),
        ("comments.csv", ',1,2,1,"A', ',1,2,5,"A', 5, "moderated is '5'"),
        ("comments.csv", ",0,0,3,0,1,Every", ",1,0,3,0,1,Every", 5, "comment 1 stands twice"),
        ("comments.csv", "Every school should cook its own lunch.", "", 4, "has no text"),
        ("comments.csv", ",0,0,3,0,1,Every", ",a,0,3,0,1,Every", 4, "comment-id is 'a'"),
        ("comments.csv", ",0,0,3,0,1,Every", ",0,0,-3,0,1,Every", 4, "agreements is '-3'"),
        ("votes.csv", ",3,7,1", ",5,7,1", 12, "comment 5 is not in comments.csv"),
        ("votes.csv", ",3,7,1", ",3,7,2", 12, "vote is '2', not a number from -1 to 1"),
        ("votes.csv", "1700000108500", "yesterday", 12, "timestamp is 'yesterday'"),
        ("votes.csv", "1700000108500", "9700000108", 12, "no time before 2100"),
        ("participants-votes.csv", "2,,0,", "1,,0,", 4, "participant 1 stands twice"),
        ("participants-votes.csv", "2,,0,", "2,,A,", 4, "group-id is 'A'"),
        ("summary.csv", "views,30", "views,30,31", 3, "3 cells instead of a name and a value"),
    ],
)
def test_what_cannot_be_right_is_named_with_its_file_and_row(folder, name, old, new, line, reason):
    change(folder, name, old, new)
    with pytest.raises(Damaged) as refused:
        read_conversation(folder, language="en")
    assert reason in refused.value.reason
    assert (refused.value.file, refused.value.line) == (name, line)


@pytest.mark.parametrize("name", ["votes.csv", "participants-votes.csv", "summary.csv"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(Damaged, match=f"{name}: this file is missing"):
        read_conversation(folder, language="en")


def test_a_topic_has_to_be_given(folder):
    change(folder, "summary.csv", '"School, and who cooks"', "")
    with pytest.raises(Damaged, match=r"summary.csv: topic is missing"):
        read_conversation(folder, language="en")


def test_the_form_is_told_by_the_files(folder, tmp_path):
    (folder / "groups.csv").write_text("participant_id,published_group\n", encoding="utf-8")
    with pytest.raises(Damaged, match="files of both forms are here"):
        read_conversation(folder)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(Damaged, match=r"no file of either form is here; needed are statements.csv"):
        read_conversation(empty)
    with pytest.raises(Damaged, match="there is no such folder"):
        read_conversation(tmp_path / "nowhere")


def test_what_is_told_goes_before_what_the_files_say(folder):
    told = {"name": "Meals", "licence": "CC BY 4.0", "licence_url": "https://example.org/by"}
    source = read_conversation(folder, language="gsw", **told).source
    assert (source.name, source.licence, source.language) == ("Meals", "CC BY 4.0", "gsw")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"language": "German"}, "--language: 'German' is not a tag"),
        ({"language": "de", "licence_url": "javascript:alert(1)"}, "licence_url is no address"),
        ({"language": "de", "licence": "x" * 41}, "--licence: more than 40 characters"),
    ],
)
def test_what_is_told_has_to_make_sense(folder, told, reason):
    with pytest.raises(Damaged, match=reason):
        read_conversation(folder, **told)


def test_a_language_is_not_guessed_from_few_words(folder):
    with pytest.raises(Damaged, match="say it with --language"):
        read_conversation(folder)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "de",
            "Jede Schule soll selber kochen, und die Kinder helfen am Freitag in der Küche mit.",
        ),
        ("fr", "Chaque école devrait cuisiner elle-même, et les enfants aident le vendredi matin."),
        ("uk", "Кожна школа має готувати сама, а діти допомагають на кухні щоп'ятниці вранці."),
    ],
)
def test_a_language_is_guessed_where_there_is_enough_text(folder, language, words):
    fill(folder, [f"{words} {words}"] * 3)
    assert read_conversation(folder).source.language == language


def test_texts_in_several_languages_are_no_guess(folder):
    german = "Jede Schule soll selber kochen, und die Kinder helfen am Freitag in der Küche mit. "
    french = "Chaque école devrait cuisiner elle-même, et les enfants aident le vendredi matin. "
    fill(folder, [german * 2, french * 2, german * 2])
    with pytest.raises(Damaged, match="say it with --language"):
        read_conversation(folder)


def fill(folder: Path, texts: list[str]) -> None:
    words = iter([*texts, ""])
    rewrite(folder, "comments.csv", lambda row: row | {"comment-body": next(words)})

"""A public conversation lands complete, once, or not at all."""

import json
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from debates.models import Participant, Statement, Topic, TopicSource, Vote
from debates.services import imports
from members.models import Member

MEALS = Path(__file__).parent / "school_meals"
EXPORT = Path(__file__).parent / "export_of_polis"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MEALS, tmp_path / "meals"))


def bring_in(folder: Path, slug: str = "open-house") -> None:
    call_command("import_polis", str(folder), community=slug)


def rows() -> list[int]:
    return [model.objects.count() for model in (Topic, TopicSource, Participant, Statement, Vote)]


def test_everything_lands(cast, folder, capsys):
    bring_in(folder)
    topic = Topic.objects.get()
    assert rows() == [1, 1, 3, 4, 5]
    assert topic.question == "Who should cook for schoolchildren?"
    assert (topic.author, topic.community, topic.is_open) == (None, cast.public, False)
    said = capsys.readouterr().out
    assert "3 participants, 4 statements, 5 votes" in said
    assert topic.code in said
    assert f"/topics/{topic.code}/" in said


def test_participants_never_become_accounts(cast, folder):
    before = Member.objects.count()
    bring_in(folder)
    assert Member.objects.count() == before
    assert not Vote.objects.filter(member__isnull=False).exists()


def test_votes_groups_and_authors_are_kept(cast, folder):
    bring_in(folder)
    vote = Vote.objects.get(participant__external_id="1", statement__external_id="0")
    assert (vote.choice, vote.cast_at.timestamp()) == (1, 1700000040)
    groups = Participant.objects.order_by("external_id").values_list("published_group", flat=True)
    assert list(groups) == [0, 1, None]
    by_author = Statement.objects.order_by("external_id").values_list(
        "participant__external_id", flat=True
    )
    assert list(by_author) == ["0", "1", None, "2"]


def test_a_second_run_changes_nothing_and_says_so(cast, folder, capsys):
    bring_in(folder)
    before, topic = rows(), Topic.objects.get()
    bring_in(folder)
    assert rows() == before
    said = capsys.readouterr().out
    assert "Imported before, nothing was changed" in said
    assert said.count(topic.code) == 4


def test_other_files_of_the_same_name_are_refused(cast, folder):
    bring_in(folder)
    before = rows()
    path = folder / "statements.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("lunch", "supper"), encoding="utf-8")
    with pytest.raises(CommandError, match="brought into this community before"):
        bring_in(folder)
    assert rows() == before


def test_another_community_gets_its_own(cast, folder):
    bring_in(folder)
    bring_in(folder, "on-request")
    assert Topic.objects.count() == 2


def test_a_damaged_folder_leaves_nothing_behind(cast, folder):
    path = folder / "votes.csv"
    path.write_text(path.read_text(encoding="utf-8") + "0,1,7,1700000060\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"votes.csv, line 8: vote is '7'.*Nothing was imported"):
        bring_in(folder)
    assert rows() == [0, 0, 0, 0, 0]


def test_trouble_halfway_leaves_nothing_behind(cast, folder, monkeypatch):
    def breaks(*args: object) -> None:
        raise RuntimeError("the connection is gone")

    monkeypatch.setattr(imports, "copy", breaks)
    with pytest.raises(RuntimeError):
        bring_in(folder)
    assert rows() == [0, 0, 0, 0, 0]


def test_a_community_nobody_knows_is_refused(cast, folder):
    with pytest.raises(CommandError, match="no community at the address “nowhere”"):
        bring_in(folder, "nowhere")


def test_the_page_attributes_the_data_and_shows_no_single_vote(cast, folder, as_member):
    bring_in(folder)
    topic = Topic.objects.get()
    for address in (topic.get_absolute_url(), f"{topic.get_absolute_url()}statements/"):
        page = as_member(None).get(address).content.decode()
        assert "Made up for the tests of this house" in page
        assert "https://creativecommons.org/licenses/by/4.0/" in page
        assert "3 people took part." in page
        assert "voted 5 times" in page


def test_statements_are_read_newest_first_without_the_rejected(cast, folder, as_member):
    bring_in(folder)
    page = as_member(None).get(f"{Topic.objects.get().get_absolute_url()}statements/")
    shown = [row.external_id for row in page.context["page"].items]
    assert shown == ["2", "1", "0"]


def test_a_list_names_the_licence(cast, folder, as_member):
    bring_in(folder)
    assert "Polis, CC BY 4.0" in as_member(None).get("/topics/").content.decode()
    assert "Polis, CC BY 4.0" in as_member(None).get("/topics/?state=closed").content.decode()


def test_the_statements_of_a_closed_community_stay_there(cast, folder, as_member):
    bring_in(folder, "by-invitation")
    address = f"{Topic.objects.get().get_absolute_url()}statements/"
    assert as_member("nora").get(address).status_code == 404
    assert as_member("lea").get(address).status_code == 200


def few_counts(folder: Path, **more: object) -> None:
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    counts = {"participants": 3, "statements": 4, "votes_last": 5}
    written = json.dumps(summary | {"counts": counts} | more)
    (folder / "summary.json").write_text(written, encoding="utf-8")


def pages(topic: Topic) -> list[str]:
    return [topic.get_absolute_url(), f"{topic.get_absolute_url()}statements/", "/topics/"]


def test_three_counts_are_enough_for_all_pages(cast, folder, as_member):
    few_counts(folder)
    bring_in(folder)
    page = as_member(None).get(pages(Topic.objects.get())[1]).content.decode()
    assert "4 statements, of which 1 were not let in" in page


def test_pages_leave_out_a_count_that_an_earlier_import_did_not_keep(cast, folder, as_member):
    bring_in(folder)
    TopicSource.objects.update(counts={"participants": 3, "statements": 4, "votes_last": 5})
    for address in pages(Topic.objects.get()):
        answer = as_member(None).get(address)
        assert answer.status_code == 200
        assert "not let in" not in answer.content.decode()


@pytest.mark.parametrize("tag", ["pt-BR", "gsw", "zh-Hant"])
def test_a_conversation_may_be_in_any_language(cast, folder, as_member, tag):
    few_counts(folder, language=tag)
    bring_in(folder)
    topic = Topic.objects.get()
    assert (topic.language, topic.statements.first().language) == (tag, tag)
    for address in pages(topic)[:2]:
        assert f'lang="{tag}"' in as_member("lea").get(address).content.decode()
    answer = as_member("lea").get(f"/api/v1/topics/{topic.code}/")
    assert answer.json()["language"] == tag


def test_votes_without_times_land_as_well(cast, folder):
    rows = (folder / "votes.csv").read_text(encoding="utf-8").splitlines()
    bare = "\n".join(row.rpartition(",")[0] for row in rows)
    (folder / "votes.csv").write_text(bare, encoding="utf-8")
    bring_in(folder)
    vote = Vote.objects.get(participant__external_id="1", statement__external_id="0")
    assert vote.choice == 1


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """What Polis hands out of a conversation of three."""
    return Path(shutil.copytree(EXPORT, tmp_path / "export"))


def test_the_export_of_polis_lands(cast, export, as_member, capsys):
    told = {"licence": "CC BY 4.0", "licence_url": "https://example.org/by"}
    call_command("import_polis", str(export), community="open-house", language="en", **told)
    assert rows() == [1, 1, 5, 4, 11]
    assert "5 participants, 4 statements, 11 votes" in capsys.readouterr().out
    topic = Topic.objects.get()
    assert topic.closed_at.timestamp() == 1700000109.001
    source = topic.source
    assert (source.name, source.licence) == ("4schoolmeals", "CC BY 4.0")
    for address in pages(topic)[:2]:
        page = as_member(None).get(address).content.decode()
        assert "gathered using the Polis software" in page
        assert "Buy my pans" not in page


def test_an_export_without_a_licence_shows_none(cast, export, as_member):
    call_command("import_polis", str(export), community="open-house", language="en")
    page = as_member(None).get(pages(Topic.objects.get())[0]).content.decode()
    assert "Licence:" not in page
    assert "<span>Polis</span>" in as_member(None).get("/topics/").content.decode()


def test_an_export_in_a_language_nobody_can_guess_asks_for_it(cast, export):
    with pytest.raises(CommandError, match=r"say it with --language.*Nothing was imported"):
        call_command("import_polis", str(export), community="open-house")
    assert rows() == [0, 0, 0, 0, 0]


def test_an_export_that_cannot_be_right_leaves_nothing_behind(cast, export):
    with (export / "votes.csv").open("a", encoding="utf-8") as file:
        file.write("1700000109999,Tue Nov 14 22:15:09 UTC 2023,77,0,1\n")
    with pytest.raises(CommandError, match=r"votes.csv, line 14: comment 77 is not in comments"):
        call_command("import_polis", str(export), community="open-house", language="en")
    assert rows() == [0, 0, 0, 0, 0]

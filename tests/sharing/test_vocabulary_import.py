"""import_skills: complete, quick, and a second time without a trace."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from members.text import clean_line
from sharing.models import KnownWord, Occupation, Skill, SkillGroup
from sharing.services.vocabulary import load_vocabulary
from sharing.vocabulary.nearness import nearest_skills
from sharing.vocabulary.reading import read
from sharing.vocabulary.words import fold, names_column

pytestmark = pytest.mark.django_db

GROUPS = """code,uri,parent_code,level,label_en,label_de
K,http://x/K,,0,knowledge,Kenntnisse
0411,http://x/0411,K,1,accounting,Buchführung
"""
SKILLS = """uri,type,reuse_level,groups,label_en,label_de,label_fr,alt_en,alt_de,alt_fr
http://x/1,knowledge,cross-sector,0411,bookkeeping,Buchführung,comptabilité,keeping books|books,,
http://x/2,skill,transversal,K,mediation,Mediation,,,,
http://x/3,skill,,K|0411,audit books,Bücher prüfen,vérifier,,,
"""
OCCUPATIONS = """uri,isco,label_en,label_de,label_fr,alt_en,alt_de,alt_fr
http://x/o1,3313,bookkeeper,Buchhalter/Buchhalterin,comptable,accountant,Buchhalterin|Buchführer,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "groups.csv").write_text(GROUPS, encoding="utf-8")
    (tmp_path / "skills.csv").write_text(SKILLS, encoding="utf-8")
    (tmp_path / "occupations.csv").write_text(OCCUPATIONS, encoding="utf-8")
    return tmp_path


def everything() -> list[list[tuple]]:
    return [
        sorted(model.objects.values_list())
        for model in (Skill, SkillGroup, Occupation, KnownWord, Skill.groups.through)
    ]


def test_the_vocabulary_lands_with_groups_names_and_occupations(folder) -> None:
    call_command("import_skills", "--from", folder, verbosity=0)
    skill = Skill.objects.get(uri="http://x/1")
    assert skill.names == "\nbookkeeping\nbuchfuhrung\ncomptabilite\n\nkeeping books\nbooks\n"
    assert {group.code for group in Skill.objects.get(uri="http://x/3").groups.all()} == {
        "K",
        "0411",
    }
    assert SkillGroup.objects.get(code="0411").parent_id == "K"
    assert Occupation.objects.get().skill_ids[0] == skill.pk
    assert KnownWord.objects.filter(word="buchfuhrung").exists()


def test_a_second_import_changes_nothing(folder) -> None:
    load_vocabulary(read(folder))
    before = everything()
    again = load_vocabulary(read(folder))
    assert not again.did_something
    assert everything() == before


def test_changed_labels_arrive_and_rows_keep_their_ids(folder) -> None:
    load_vocabulary(read(folder))
    ids = dict(Skill.objects.values_list("uri", "pk"))
    text = SKILLS.replace("mediation,Mediation", "mediate,Vermitteln").replace("K|0411", "K")
    (folder / "skills.csv").write_text(text, encoding="utf-8")
    loaded = load_vocabulary(read(folder))
    assert loaded.changed["skill"] == 1
    assert dict(Skill.objects.values_list("uri", "pk")) == ids
    assert Skill.objects.get(uri="http://x/2").label_de == "Vermitteln"
    assert Skill.objects.get(uri="http://x/3").groups.get().code == "K"


def test_own_words_survive_an_import(folder) -> None:
    Skill.objects.create(words="Podcast", language="de", names=names_column(["Podcast"], []))
    load_vocabulary(read(folder))
    assert Skill.objects.in_own_words().get().words == "Podcast"


def test_a_file_that_is_missing_or_lacks_a_column_is_named(folder) -> None:
    (folder / "skills.csv").write_text("uri,type\nhttp://x/1,skill\n", encoding="utf-8")
    with pytest.raises(CommandError, match="column is missing: label_en"):
        call_command("import_skills", "--from", folder, verbosity=0)
    (folder / "skills.csv").unlink()
    with pytest.raises(CommandError, match=r"skills\.csv"):
        call_command("import_skills", "--from", folder, verbosity=0)
    assert not Skill.objects.exists()


def test_the_shipped_vocabulary_is_complete() -> None:
    call_command("import_skills", verbosity=0)
    counts = [model.objects.count() for model in (Skill, SkillGroup, Occupation)]
    assert counts == [14_023, 640, 3_007]
    assert Skill.groups.through.objects.values("skill").distinct().count() == 14_023


def test_an_occupation_points_to_the_skills_its_words_name(folder) -> None:
    vocabulary = read(folder)
    nearest = list(nearest_skills(vocabulary.occupations, vocabulary.skills))
    labels = [vocabulary.skills[place].labels["en"] for place in nearest[0]]
    assert labels[0] == "bookkeeping"
    assert "mediation" not in labels


def test_words_are_folded_and_tidied() -> None:
    assert fold("Gärtnerei Straße L’Été") == "gartnerei strasse l'ete"
    assert clean_line("  two\x00\n words \u202e ") == "two words"

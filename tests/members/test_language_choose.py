"""Members write and talk in many languages; the likely ones are near at hand."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.template import Context, Template
from django.utils import translation

from communities.models import Community
from communities.services.search import matching
from debates.forms.topics import TopicForm
from members.languages import name_of, runs_from_right
from members.models import Language, LanguageField, Member

# Of the interface, or of somebody without an account who is written to in it.
OF_THE_INTERFACE = {"members.Member.language", "communities.Report.language"}
PROFILE = {"name": "Lea Brunner", "story": "", "story_language": "en", "audience": "members"}


def options(reader: Member | None) -> str:
    template = Template("{% load resonanz %}{% languages form.language %}")
    return template.render(Context({"form": TopicForm(), "user": reader}))


def test_at_least_thirty_languages_have_a_name_in_every_language_of_the_interface(settings):
    assert len(Language) >= 30
    for reader, _name in settings.LANGUAGES:
        with translation.override(reader):
            assert [one for one in Language if name_of(one.value) == one.value] == []


def test_names_are_those_of_the_reader():
    with translation.override("de"):
        assert (str(Language.PORTUGUESE.label), name_of("pt-BR")) == (
            "Portugiesisch",
            "Portugiesisch (Brasilien)",
        )
    with translation.override("en"):
        assert (str(Language.PORTUGUESE.label), name_of("x-nobody")) == ("Portuguese", "x-nobody")


def test_some_languages_run_from_right_to_left():
    assert [code for code in ("ar", "de", "he", "x-nobody", "fa") if runs_from_right(code)] == [
        "ar",
        "he",
        "fa",
    ]


def test_every_written_language_has_room_for_any_tag():
    fields = [
        (f"{model._meta.label}.{field.name}", field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if "language" in field.name and model.__module__.split(".")[1] == "models"
    ]
    narrow = [
        label
        for label, field in fields
        if label not in OF_THE_INTERFACE
        and not isinstance(
            field.base_field if isinstance(field, ArrayField) else field, LanguageField
        )
    ]
    assert fields
    assert narrow == []


def test_the_readers_own_languages_come_first_then_the_usual_ones_then_all_by_name():
    lea = Member(language="en", languages=["tr", "fr"])
    with translation.override("en"):
        html = options(lea)
    first, rest = html.split('<optgroup label="Other languages">')
    assert [part[:2] for part in first.split('value="')[1:]] == ["tr", "fr", "en", "de", "it"]
    assert rest.index(">Albanian<") < rest.index(">Polish<") < rest.index(">Vietnamese<")
    assert "Turkish" not in rest


def test_a_visitor_finds_the_usual_languages_first():
    first, _rest = options(None).split("<optgroup")
    assert [part[:2] for part in first.split('value="')[1:]] == ["de", "en", "fr", "it"]


def test_a_language_nobody_writes_in_is_refused():
    form = TopicForm({"question": "Who cooks for the school?", "language": "xx"})
    assert "language" in form.errors
    assert "language" not in TopicForm({"language": "gsw"}).errors


def test_a_member_adds_a_language_to_those_they_like_to_talk_in(cast, as_member):
    page = as_member("lea").get("/settings/profile/").content.decode()
    assert page.count('name="languages"') < 10
    sent = PROFILE | {"languages": ["de"], "another_language": "ti"}
    as_member("lea").post("/settings/profile/", sent)
    cast.lea.refresh_from_db()
    assert cast.lea.languages == ["de", "ti"]
    assert 'value="ti" checked' in as_member("lea").get("/settings/profile/").content.decode()
    as_member("lea").post("/settings/profile/", PROFILE | {"languages": ["ti"]})
    cast.lea.refresh_from_db()
    assert cast.lea.languages == ["ti"]


@pytest.mark.parametrize(
    ("language", "story", "word"),
    [("es", "Arreglo órganos de iglesia.", "órganos"), ("uk", "Лагоджу органи.", "органи")],
)
def test_words_of_any_language_are_found(cast, language, story, word):
    Member.objects.filter(pk=cast.lea.pk).update(story=story, story_language=language)
    assert list(matching(Member.objects.all(), word)) == [cast.lea]
    assert list(matching(Member.objects.all(), "orgelbau")) == []


def test_words_that_run_from_the_right_say_so_and_others_stay_as_they_were():
    template = Template("{% load resonanz %}<p {{ tag|lang }}>")
    assert template.render(Context({"tag": "ar"})) == '<p lang="ar" dir="auto">'
    assert template.render(Context({"tag": "de"})) == '<p lang="de">'
    assert template.render(Context({"tag": ""})) == "<p >"
    assert template.render(Context({"tag": '"><b>'})) == '<p lang="&quot;&gt;&lt;b&gt;">'


def test_every_template_writes_the_language_of_words_in_this_one_way():
    """All but the language of the page itself, and of an email."""
    home = Path(__file__).parents[2]
    own_way = [
        f"{path.relative_to(home)}: {found}"
        for path in (home / "templates").rglob("*.html")
        for found in re.findall(r'lang="\{\{ [^}]*\}\}"', path.read_text(encoding="utf-8"))
        if "LANGUAGE_CODE" not in found and path.parts[-2:] != ("mail", "base.html")
    ]
    assert own_way == []
    code = [
        str(path.relative_to(home))
        for app in ("members", "communities", "debates", "sharing")
        for path in (home / app).rglob("*.py")
        if re.search(r'[ <]lang="\{', path.read_text(encoding="utf-8"))
        and path.parts[-2:] not in {("markup", "language.py"), ("markup", "frame.py")}
    ]
    assert code == []


def test_arabic_words_are_shown_from_their_side(cast, as_member):
    Member.objects.filter(pk=cast.lea.pk).update(story="أصلح الأرغن.", story_language="ar")
    assert 'lang="ar" dir="auto"' in as_member("ben").get("/m/lea/").content.decode()


def test_the_back_office_filters_by_the_languages_in_use(cast, as_member):
    Community.objects.filter(pk=cast.public.pk).update(language="ti")
    Member.objects.filter(pk=cast.sam.pk).update(is_superuser=True)
    page = as_member("sam").get("/admin/communities/community/").content.decode()
    assert ">Tigrinya<" in " ".join(page.split()).replace("> ", ">").replace(" <", "<")
    assert "Vietnamese" not in page


def test_more_than_twenty_languages_are_refused(cast, as_member):
    many = Language.values[:20]
    for languages, status in ((many, 303), ([*many, "vi"], 422)):
        sent = PROFILE | {"languages": languages}
        assert as_member("lea").post("/settings/profile/", sent).status_code == status
    cast.lea.refresh_from_db()
    assert cast.lea.languages == many

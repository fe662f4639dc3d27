"""Catalogues: kept in step, compiled in one go, and checked before anybody reads them."""

import datetime
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.core.management import CommandError, call_command
from django.utils import formats, translation

from config.translations import checks, packages
from config.translations.catalogues import as_text, read, renew, replace
from config.translations.compilation import compile_catalogues
from config.translations.messages import Message


@pytest.fixture
def house(tmp_path, settings):
    """A small house with one page and a German catalogue, both to be written by the test."""
    settings.LANGUAGES = [("de", "German"), ("en", "English")]
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    (tmp_path / "templates").mkdir()
    return tmp_path


def write_page(house, *texts):
    tags = "".join(f'{{% translate "{text}" %}}' for text in texts)
    (house / "templates" / "page.html").write_text(tags, encoding="utf-8")


def write_german(house, text, name="django.po"):
    folder = house / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def silent_packages(monkeypatch):
    """As if no package said anything."""
    monkeypatch.setattr(packages, "messages_of_packages", lambda language: Catalog(language))


def faults(house):
    return checks.problems(root=house, locale=house / "locale")


# -- Everything we ship


def test_nothing_german_has_a_sharp_s_packages_included():
    german = translation.trans_real.translation("de")
    texts = {key: german._catalog.get(key) for key in german._catalog.keys()}  # noqa: SIM118
    assert len(texts) > 1000
    assert {key: text for key, text in texts.items() if "ß" in text} == {}


def test_packages_say_du():
    with translation.override("de"):
        assert translation.gettext("Your password was changed.") == "Dein Passwort ist geändert."


@pytest.mark.clock
def test_dates_and_numbers_are_written_the_swiss_way():
    evening = datetime.datetime(2026, 11, 3, 19, 30, tzinfo=datetime.UTC)
    with translation.override("de"):
        assert formats.date_format(evening, "DATE_FORMAT") == "3. November 2026"
        assert formats.date_format(evening, "TIME_FORMAT") == "19.30"
        assert formats.date_format(evening, "DATETIME_FORMAT") == "3. November 2026, 19.30 Uhr"
        assert formats.number_format(12400.5, 2, use_l10n=True, force_grouping=True) == "12’400.50"


@pytest.mark.clock
def test_dates_and_numbers_are_written_the_english_way():
    evening = datetime.datetime(2026, 11, 3, 19, 30, tzinfo=datetime.UTC)
    with translation.override("en"):
        assert formats.date_format(evening, "DATE_FORMAT") == "3 November 2026"
        assert formats.date_format(evening, "TIME_FORMAT") == "7.30 pm"
        assert formats.number_format(12400.5, 2, use_l10n=True, force_grouping=True) == "12,400.50"


# -- Extract


def test_a_renewed_catalogue_keeps_what_still_fits_and_nothing_else():
    old = Catalog("de")
    old.add("Ask", "Fragen", flags=["same", "fuzzy"])
    old.add("Gone", "Weg")
    old.add("day", "Tag")
    new = renew(old, [Message("Ask"), Message("day", "days"), Message("New")])
    assert new["Ask"].string == "Fragen"
    assert new["Ask"].flags == {"same", "fuzzy"}
    assert new["day"].string == ("", "")
    assert "Gone" not in new
    assert not new["New"].string


def test_a_catalogue_is_written_the_same_whatever_the_order():
    messages = [
        Message("b"),
        Message("a"),
        Message("May", context="month"),
        Message("c", "cs"),
    ]
    there, back = (
        as_text(renew(Catalog("de"), order)) for order in (messages, list(reversed(messages)))
    )
    assert there == back
    assert as_text(renew(read_po(BytesIO(there), locale="de"), messages)) == there


def test_a_written_catalogue_has_neither_dates_nor_positions():
    text = as_text(renew(Catalog("de"), [Message("Hello %(name)s")])).decode()
    assert "Date" not in text
    assert "#:" not in text
    assert text.endswith('#, python-format\nmsgid "Hello %(name)s"\nmsgstr ""\n\n')


# -- Compile


def test_a_compiled_catalogue_holds_our_words_before_those_of_packages(house):
    write_german(house, 'msgid "Yes"\nmsgstr "Von uns"\n')
    folder = write_german(
        house, 'msgid "Yes"\nmsgstr "X"\n\nmsgid "No"\nmsgstr "Y"\n', "packages.po"
    )
    compile_catalogues()
    compiled = read_mo(BytesIO((folder / "django.mo").read_bytes()))
    assert (compiled["Yes"].string, compiled["No"].string) == ("Von uns", "Y")
    assert "grösser" in "".join(str(entry.string) for entry in compiled)


def test_fuzzy_and_empty_entries_are_not_compiled(house):
    folder = write_german(house, '#, fuzzy\nmsgid "A"\nmsgstr "B"\n\nmsgid "C"\nmsgstr ""\n')
    compile_catalogues()
    compiled = read_mo(BytesIO((folder / "django.mo").read_bytes()))
    assert "A" not in compiled
    assert "C" not in compiled


def test_only_what_is_not_current_is_compiled(house):
    folder = write_german(house, 'msgid "A"\nmsgstr "B"\n')
    english = house / "locale" / "en" / "LC_MESSAGES" / "django.mo"
    assert compile_catalogues() == [folder / "django.mo", english]
    assert compile_catalogues() == []
    write_german(house, 'msgid "A"\nmsgstr "C"\n')
    assert compile_catalogues() == [folder / "django.mo"]


def test_a_damaged_compiled_catalogue_is_written_again(house):
    folder = write_german(house, 'msgid "A"\nmsgstr "B"\n')
    compile_catalogues()
    (folder / "django.mo").write_bytes(b"damaged")
    assert compile_catalogues() == [folder / "django.mo"]


def test_a_file_is_replaced_whole_and_leaves_no_remains(tmp_path):
    target = tmp_path / "django.mo"
    target.write_bytes(b"old")
    replace(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


# -- Check

FAULTS = {
    'msgid "A text"\nmsgstr ""\n': "is not translated",
    '#, fuzzy\nmsgid "A text"\nmsgstr "Ein Text"\n': "fuzzy",
    'msgid "A text"\nmsgstr "A text"\n': "same as in English",
    'msgid "A text"\nmsgstr "Groß"\n': "sharp s",
    'msgid "A text"\nmsgstr "Ein „Text“"\n': "quotation marks",
    'msgid "A text"\nmsgstr "Ein Text!"\n': "exclamation mark",
    'msgid "A text"\nmsgstr "Leser*innen"\n': "gender star",
    'msgid "A text"\nmsgstr "Ein Text "\n': "white space",
    'msgid "A text"\nmsgstr "Ein %(noun)s"\n': "placeholders",
    'msgid "Other"\nmsgstr "Anderes"\n': "not in the catalogue",
    'msgid "A text"\nmsgstr "Text"\n\nmsgid "Other"\nmsgstr "Anderes"\n': "no longer used",
    'msgid "A text"\nmsgstr "Text"\n\n#~ msgid "Old"\n#~ msgstr "Alt"\n': "obsolete",
    'msgid "A text"\nmsgid_plural "Texts"\nmsgstr[0] "Text"\nmsgstr[1] "Texte"\n': "not in the cat",
}


@pytest.mark.usefixtures("silent_packages")
@pytest.mark.parametrize(("catalogue", "what"), FAULTS.items(), ids=FAULTS.values())
def test_the_check_names_what_is_wrong(house, catalogue, what):
    write_page(house, "A text")
    write_german(house, catalogue)
    assert any(what in sentence for sentence in faults(house))


@pytest.mark.usefixtures("silent_packages")
@pytest.mark.parametrize(
    "entry",
    [
        'msgid "A text"\nmsgstr "Ein Text"\n',
        '#, same\nmsgid "A text"\nmsgstr "A text"\n',
    ],
)
def test_the_check_is_content_with_a_good_catalogue(house, entry):
    write_page(house, "A text")
    write_german(house, entry)
    assert faults(house) == []


PLACEHOLDERS = {
    ("Hello %(name)s", None, "Hallo %(name)s"): True,
    ("Hello %(name)s", None, "Hallo %(Name)s"): False,
    ("Hello %(name)s", None, "Hallo"): False,
    ("%(a)s asks %(b)s", None, "%(b)s fragt %(a)s"): True,
    ("%(name)s: 50%%", None, "%(name)s: 50%"): False,
    ("%(name)s: 50%%", None, "%(name)s: 50%%"): True,
    ("Hello {name}", None, "Hallo {nam}"): False,
    ("%(n)s day", "%(n)s days", ("Ein Tag", "%(n)s Tage")): True,
    ("One day", "%(n)s days", ("Ein Tag", "Tage")): False,
}


@pytest.mark.parametrize(("entry", "agree"), PLACEHOLDERS.items())
def test_placeholders_have_to_agree(entry, agree):
    text, plural, string = entry
    catalogue = Catalog("de")
    message = catalogue.add((text, plural) if plural else text, string)
    assert ("has other placeholders than its translation" not in checks._faults(message, "de")) is (
        agree
    )


def test_the_check_names_formal_words_and_strangers_in_packages(house, monkeypatch):
    said = Catalog("de")
    said.add("Are you sure?", "Sind Sie sicher?")
    monkeypatch.setattr(packages, "messages_of_packages", lambda language: said)
    write_page(house)
    write_german(house, 'msgid "Nobody says this"\nmsgstr "Das sagt niemand"\n', "packages.po")
    found = "\n".join(faults(house))
    assert "“Are you sure?” addresses people formally" in found
    assert "“Nobody says this” is a message of no package" in found


def test_the_command_fails_with_what_it_found(monkeypatch):
    monkeypatch.setattr(
        "config.management.commands.translations.problems",
        lambda: ["de: “A” is not translated."],
    )
    with pytest.raises(CommandError, match="“A” is not translated"):
        call_command("translations", "check")


def test_a_language_without_a_folder_starts_empty(tmp_path):
    assert list(read(tmp_path / "django.po", "fr")) == list(Catalog("fr"))

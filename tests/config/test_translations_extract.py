"""What is extracted is exactly what Django looks up at run time."""

import pytest
from django.template import Context, Engine, base
from django.utils import translation

from config.translations.messages import CannotExtract, Message, unite
from config.translations.python_source import messages_in_python
from config.translations.sources import messages_in_sources
from config.translations.template_source import messages_in_template

TEMPLATES = {
    "a plain text": '{% translate "Take a position" %}',
    "single quotes": "{% translate 'Take a position' %}",
    "the old name of the tag": '{% trans "Take a position" %}',
    "a text with an escaped quote": r'{% translate "Say \"heard\" aloud" %}',
    "a text with an apostrophe": '{% translate "It’s Reto\'s turn" %}',
    "a text with a per cent sign": '{% translate "100% voluntary" %}',
    "a text with a filter": '{% translate "Take a position"|upper %}',
    "a text with a context": '{% translate "May" context "month" %}',
    "a text kept in a variable": '{% translate "Ask" as verb %}{{ verb }}',
    "a text with a context kept in a variable": '{% translate "May" context "month" as m %}{{ m }}',
    "a marked text in a variable": '{{ _("Rather not") }}',
    "a marked text as the argument of a filter": '{{ nothing|default:_("Nobody yet") }}',
    "a marked text in a tag": '{% with label=_("Heard") %}{{ label }}{% endwith %}',
    "a block": "{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}",
    "the old name of the block": "{% blocktrans %}Hello {{ name }}{% endblocktrans %}",
    "a block with a per cent sign": "{% blocktranslate %}{{ name }}: 50%{% endblocktranslate %}",
    "a trimmed block": (
        "{% blocktranslate trimmed %}\n   Hello {{ name }},\n   "
        "what are you curious about?\n{% endblocktranslate %}"
    ),
    "a block that keeps its lines": "{% blocktranslate %}One\n  two{% endblocktranslate %}",
    "a block with values of its own": (
        '{% blocktranslate with who=name|default:"x" %}Ask {{ who }}{% endblocktranslate %}'
    ),
    "a counted block": (
        "{% blocktranslate trimmed count number=3 %}\n  {{ number }} answer\n"
        "{% plural %}\n  {{ number }} answers\n{% endblocktranslate %}"
    ),
    "a counted block with a context": (
        '{% blocktranslate count n=3 context "letters" %}One{% plural %}{{ n }}'
        "{% endblocktranslate %}"
    ),
    "a block with a context": (
        '{% blocktranslate trimmed context "a person" %}\n Right {% endblocktranslate %}'
    ),
    "a block kept in a variable": (
        "{% blocktranslate asvar title %}About {{ name }}{% endblocktranslate %}{{ title }}"
    ),
    "markup inside a block": (
        '{% blocktranslate %}<a href="{{ name }}">Read</a> first{% endblocktranslate %}'
    ),
    "a comment": '{# translate "not this" #}{% comment %}{% translate "nor" %}{% endcomment %}',
    "text that is shown as it stands": '{% verbatim %}{% translate "not this" %}{% endverbatim %}',
    "a variable, whose text is marked elsewhere": "{% translate name %}",
}


@pytest.fixture
def looked_up(monkeypatch):
    """The messages gettext is asked for while a template renders."""
    asked: list[Message] = []

    def gettext(text):
        asked.append(Message(text))
        return text

    def pgettext(context, text):
        asked.append(Message(text, context=context))
        return text

    def ngettext(text, plural, number):
        asked.append(Message(text, plural))
        return plural

    def npgettext(context, text, plural, number):
        asked.append(Message(text, plural, context))
        return plural

    for function in (gettext, pgettext, ngettext, npgettext):
        monkeypatch.setattr(translation, function.__name__, function)
    monkeypatch.setattr(base, "gettext_lazy", gettext)
    monkeypatch.setattr(base, "pgettext_lazy", pgettext)
    return asked


@pytest.mark.parametrize("source", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_a_template_is_extracted_as_it_is_looked_up(source, looked_up):
    engine = Engine(builtins=["django.templatetags.i18n"])
    engine.from_string(source).render(Context({"name": "\x00"}))
    asked = {message for message in looked_up if message.text != "\x00"}
    assert set(messages_in_template(source, name="page.html")) == asked


def test_every_text_of_a_template_is_found_in_turn():
    source = '{% translate "One" %}{% blocktranslate %}Two{% endblocktranslate %}{{ _("Three") }}'
    found = messages_in_template(source, name="page.html")
    assert [message.text for message in found] == ["One", "Two", "Three"]


def test_a_tag_inside_a_block_is_refused_with_its_place():
    source = "{% blocktranslate %}Hello\n{% url 'home' %}{% endblocktranslate %}"
    with pytest.raises(CannotExtract, match=r"page\.html:2"):
        list(messages_in_template(source, name="page.html"))


def test_a_block_that_stays_open_is_refused_with_its_place():
    with pytest.raises(CannotExtract, match=r"page\.html:1 opens blocktranslate"):
        list(messages_in_template("{% blocktranslate %}Hello", name="page.html"))


PYTHON = {
    "_('Ask')": [Message("Ask")],
    "gettext('Ask')": [Message("Ask")],
    "gettext_lazy('Ask')": [Message("Ask")],
    "gettext_noop('Ask')": [Message("Ask")],
    "translation.gettext('Ask')": [Message("Ask")],
    "_('Ask ' 'Reto')": [Message("Ask Reto")],
    "_('Ask %(name)s') % {'name': name}": [Message("Ask %(name)s")],
    "_('100% voluntary')": [Message("100% voluntary")],
    "ngettext('%(n)s day', '%(n)s days', n)": [Message("%(n)s day", "%(n)s days")],
    "ngettext_lazy('%(n)s day', '%(n)s days', 'n')": [Message("%(n)s day", "%(n)s days")],
    "pgettext('month', 'May')": [Message("May", context="month")],
    "pgettext_lazy('month', 'May')": [Message("May", context="month")],
    "npgettext('road', 'way', 'ways', n)": [Message("way", "ways", "road")],
    "npgettext_lazy('road', 'way', 'ways', 'n')": [Message("way", "ways", "road")],
    "f(_('One'), [gettext('Two')])": [Message("One"), Message("Two")],
    "_(choice.label)": [],
    "_('')": [],
    "text = 'Ask'": [],
}


@pytest.mark.parametrize(("source", "messages"), PYTHON.items(), ids=PYTHON.keys())
def test_texts_of_python_are_extracted(source, messages):
    assert list(messages_in_python(source, name="page.py")) == messages


@pytest.mark.parametrize(
    "source",
    [
        "_(f'Ask {name}')",
        "_('Ask ' + name)",
        "_('Ask %s' % name)",
        "_('Ask {}'.format(name))",
    ],
)
def test_a_text_put_together_at_run_time_is_refused_with_its_place(source):
    with pytest.raises(CannotExtract, match=r"page\.py:2 translates a text put together"):
        list(messages_in_python(f"\n{source}", name="page.py"))


def test_named_arguments_are_refused_since_they_would_be_overlooked():
    with pytest.raises(CannotExtract, match="in order"):
        list(messages_in_python("pgettext('month', message='May')", name="page.py"))


def test_the_counted_form_answers_for_both():
    assert unite([Message("day"), Message("day", "days"), Message("day")]) == [
        Message("day", "days")
    ]


def test_one_text_in_two_contexts_stays_two_texts():
    messages = [Message("May", context="permission"), Message("May", context="month")]
    assert unite(messages) == messages[::-1]


def test_two_plurals_of_one_text_are_refused():
    with pytest.raises(CannotExtract, match="two plurals"):
        unite([Message("day", "days"), Message("day", "all days")])


def test_sources_are_our_apps_and_templates_without_migrations(tmp_path):
    for path, source in {
        "members/models.py": "_('Member')",
        "members/migrations/0001_initial.py": "_('Past')",
        "tests/test_members.py": "_('Test')",
        "templates/members/mail/news.txt": "{% translate 'News' %}",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(source, encoding="utf-8")
    assert [message.text for message in messages_in_sources(tmp_path)] == [
        "Member",
        "News",
    ]

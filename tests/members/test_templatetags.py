"""What the tags write: people, stances, dates, running text, fields."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django import forms
from django.template import engines
from django.template.exceptions import TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from communities.models import Community
from members.markup import assets, dates, fields, frame, prose, stances
from members.models import Member

ZURICH = ZoneInfo("Europe/Zurich")
EVENING = dt.datetime(2026, 11, 3, 19, 30, tzinfo=ZURICH)
NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=ZURICH)


@pytest.fixture
def lea() -> Member:
    return Member(handle="lea", name="Lea Amstutz", role="joiner in Stans")


def write(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


# -- Icons and assets


def test_an_icon_points_into_the_sheet_and_is_silent() -> None:
    assert write('{% icon "ear" %}') == (
        '<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#ear"/></svg>'
    )


def test_an_icon_can_be_named_by_a_variable_and_large() -> None:
    assert 'class="icon icon--large"' in write("{% icon name size %}", name="ear", size="large")


def test_an_icon_without_a_name_is_refused_when_the_template_is_read() -> None:
    with pytest.raises(TemplateSyntaxError):
        write("{% icon %}")


def test_an_icon_of_an_unknown_size_is_refused() -> None:
    with pytest.raises(ValueError, match="plain or large"):
        assets.icon("ear", "enormous")


def test_every_icon_that_templates_and_code_name_is_in_the_sheet(settings) -> None:
    sheet = (settings.BASE_DIR / "static/icons.svg").read_text()
    known = set(re.findall(r'<symbol id="([^"]+)"', sheet))
    named = set()
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        named |= set(re.findall(r'{% icon "([^"]+)"', path.read_text()))
        named |= set(re.findall(r' icon="([^"]+)"', path.read_text()))
    assert named <= known, named - known


# -- People


def test_a_face_shows_initials_and_says_nothing(lea: Member) -> None:
    html = write("{% face lea %}", lea=lea)
    assert re.fullmatch(r'<span class="face" data-tint="[1-6]" aria-hidden="true">LA</span>', html)


def test_a_linked_face_says_the_name(lea: Member) -> None:
    html = write('{% face lea "small" link=True me=True %}', lea=lea)
    assert 'class="face face--small face--self"' in html
    assert 'href="/m/lea/"' in html
    assert '<span class="hidden-text">Lea Amstutz</span>' in html


def test_a_name_cannot_bring_markup_along(lea: Member) -> None:
    lea.name = "<script>Lea</script>"
    html = write("{% face lea link=True %}{% person lea %}", lea=lea)
    assert "<script" not in html


def test_a_person_has_the_role_or_a_note_below_the_name(lea: Member) -> None:
    assert "joiner in Stans" in write("{% person lea %}", lea=lea)
    assert "joiner" not in write('{% person lea note="asked today" %}', lea=lea)
    assert "person__role" not in write('{% person lea note="" %}', lea=lea)


# -- Stances


@pytest.mark.parametrize(("value", "place"), [(-2, 6), (0, 42), (2, 78)])
def test_a_stance_is_a_place_on_the_string(value: int, place: int) -> None:
    assert f'<circle class="stance__knot" cx="{place}"' in stances.stance(value)


def test_a_stance_that_moved_shows_where_it_was() -> None:
    html = stances.stance(1, was=-1)
    assert '<circle class="stance__was" cx="24"' in html
    assert "rather for, before: rather against" in html


def test_a_stance_speaks_the_language_of_the_page() -> None:
    with translation.override("de"):
        assert "eher dafür" in stances.stance(1)
    assert "rather for" in stances.stance(1)


# -- Dates


@pytest.mark.clock
@time_machine.travel(NOW, tick=False)
def test_dates_are_written_the_swiss_way() -> None:
    assert dates.on(EVENING) == "on 3 November"
    assert dates.clock(EVENING) == "7.30\N{NO-BREAK SPACE}pm"
    assert dates.weekday(EVENING) == "Tuesday, 3 November"
    with translation.override("de"):
        assert dates.on(EVENING) == "am 3. November"
        assert dates.clock(EVENING).replace("\N{NO-BREAK SPACE}", " ") == "19.30 Uhr"
        assert dates.weekday(EVENING) == "Dienstag, 3. November"


@pytest.mark.clock
@time_machine.travel(NOW, tick=False)
def test_another_year_is_named() -> None:
    assert dates.day(dt.date(2024, 3, 1)) == "1 March 2024"
    assert dates.on(dt.date(2024, 3, 1)) == "on 1 March 2024"


@pytest.mark.clock
@time_machine.travel(NOW, tick=False)
def test_what_is_near_has_a_word() -> None:
    day = dt.timedelta(days=1)
    assert dates.since(NOW) == "today"
    assert dates.since(NOW - day) == "yesterday"
    assert dates.since(NOW + day) == "tomorrow"
    assert dates.since(NOW - 2 * day) == "on 21 November"


@pytest.mark.clock
@time_machine.travel(NOW, tick=False)
def test_full_hours_have_no_zeros() -> None:
    assert dates.clock(dt.time(19)) == "7\N{NO-BREAK SPACE}pm"
    assert dates.clock(dt.time(0, 5)) == "12.05\N{NO-BREAK SPACE}am"


@pytest.mark.clock
@time_machine.travel(NOW, tick=False)
def test_a_moment_keeps_its_exact_time() -> None:
    html = write("{% ago moment %}", moment=EVENING)
    assert 'datetime="2026-11-03T19:30:00+01:00"' in html
    assert ">on 3 November<" in html


@pytest.mark.clock
@time_machine.travel(NOW, tick=False)
def test_words_for_a_moment_keep_it_exactly() -> None:
    html = write("{{ words|timed:moment }}", words="then <", moment=EVENING)
    assert 'datetime="2026-11-03T19:30:00+01:00"' in html
    assert html.endswith(">then &lt;</time>")


# -- Running text

MARKDOWN = st.text(
    alphabet=st.sampled_from(list("ab <>\"'&;:/()[]!*_`#-=\n\\javscriptonerl0123.,")), max_size=120
)
PLAIN = st.text(alphabet=st.sampled_from(list("aä Zß.,!?:;\"'()|–«»\n")), max_size=120)
ALLOWED = re.compile(
    r"</?(?:p|em|strong|ul|li|blockquote|code|pre|h[345]|ol|a)>|<br>|<hr>|<ol start=\"\d+\">"
    r"|<a href=\"[^\"]*\" rel=\"ugc nofollow noopener\">|<a rel=\"ugc nofollow noopener\">"
)


@given(MARKDOWN)
def test_only_known_elements_survive(text: str) -> None:
    html = str(prose.prose(text))
    rest = ALLOWED.sub("", html)
    assert "<" not in rest, rest


@given(st.sampled_from(["javascript:", "JaVaScRiPt:", "data:text/html,", "vbscript:"]), MARKDOWN)
def test_no_address_can_run(scheme: str, words: str) -> None:
    html = str(prose.prose(f"[x]({scheme}{words.replace(')', '')}) <a href='{scheme}x'>y</a>"))
    assert not re.search(r'href="\s*(?:javascript|data|vbscript):', html, re.IGNORECASE)


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<p style="position:fixed" onclick="x()">hi</p>',
        "![x](https://tracker.example/pixel.gif)",
        "<svg/onload=alert(1)>",
        "<iframe src=//example.org></iframe>",
    ],
)
def test_scripts_handlers_styles_and_pictures_stay_words(attack: str) -> None:
    html = str(prose.prose(attack))
    assert not re.search(r"<(?:script|img|svg|iframe|[a-z]+[^>]* (?:on\w+|style)=)", html)


@given(PLAIN)
def test_the_short_way_says_what_the_long_way_says(text: str) -> None:
    def words(html: str) -> list[str]:
        return re.sub(r"\s+", " ", re.sub(r"&(?:quot|#x27);", "'", html.replace('"', "'"))).split()

    clean = text.replace("\r\n", "\n").strip()
    if not prose.is_plain(clean):
        return
    assert words(str(prose.prose(text))) == words(
        prose._markdown().render(clean).replace(" />", ">")
    )


def test_headings_sit_below_those_of_the_page() -> None:
    assert "<h3>Why</h3>" in prose.prose("# Why")
    assert "<h5>Why</h5>" in prose.prose("###### Why")


def test_links_give_no_credit_and_hide_no_origin() -> None:
    html = prose.prose("[here](https://example.org)")
    assert '<a href="https://example.org" rel="ugc nofollow noopener">here</a>' in html


def test_line_breaks_stay() -> None:
    assert prose.prose("one\ntwo\n\nthree") == "<p>one<br>\ntwo</p>\n<p>three</p>\n"


def test_nothing_is_nothing() -> None:
    assert prose.prose(None) == ""


def test_an_excerpt_ends_between_words_and_without_signs() -> None:
    text = "# Title\n\nA **bold** [link](https://example.org) and then some more words"
    assert prose.excerpt(text, 24) == "Title A bold link and …"
    assert prose.excerpt("short") == "short"


def test_an_excerpt_is_escaped_by_the_page() -> None:
    assert write("{{ text|excerpt:40 }}", text="a <b> c") == "a &lt;b&gt; c"


def test_quotation_marks_follow_the_page_and_words_say_their_language() -> None:
    assert write('{% quote "Hallo" "de" %}') == '“<span lang="de">Hallo</span>”'
    with translation.override("de"):
        assert write("{% quote words %}", words="<i>") == "«&lt;i&gt;»"


# -- Fields


class Sample(forms.Form):
    core = forms.CharField(label="Your core", help_text="One sentence.")
    story = forms.CharField(label="Story", widget=forms.Textarea, required=False)
    terms = forms.ChoiceField(
        label="On which terms?",
        widget=forms.RadioSelect,
        choices=[("gift", "Gift"), ("paid", "Paid")],
    )
    digest = forms.BooleanField(label="Digest", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_ties_label_help_and_error_together() -> None:
    html = fields.field(Sample({})["core"])
    assert '<label class="field__label" for="id_core">Your core</label>' in html
    assert 'aria-describedby="id_core-help id_core-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_core-error"' in html


def test_a_field_keeps_what_was_typed_and_escapes_it() -> None:
    assert 'value="&lt;b&gt;"' in fields.field(Sample({"core": "<b>"})["core"])


def test_what_may_stay_empty_says_so() -> None:
    assert "optional" in fields.field(Sample()["story"])
    assert "optional" not in fields.field(Sample()["story"], optional=False)


def test_further_attributes_reach_the_control() -> None:
    assert 'rows="4"' in fields.field(Sample()["story"], rows=4)


@pytest.mark.parametrize(
    ("shape", "kind"), [("choices", "choice"), ("chips", "chip"), ("stances", "stances__stop")]
)
def test_choices_have_three_shapes(shape: str, kind: str) -> None:
    html = fields.field(Sample({"terms": "paid"})["terms"], shape=shape)
    assert html.count(f'<label class="{kind}">') == 2
    assert re.search(r'<input[^>]*value="paid"[^>]*checked', html)
    assert '<legend class="field__label">On which terms?' in html


def test_an_unknown_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="not as 'stars'"):
        fields.field(Sample()["terms"], shape="stars")


def test_a_choice_can_carry_help() -> None:
    form = Sample()
    form.fields["terms"].choice_help = {"gift": "Nothing back."}
    assert '<span class="choice__help">Nothing back.</span>' in fields.field(form["terms"])


def test_the_summary_links_each_error_to_its_field() -> None:
    html = fields.errors(Sample({}))
    assert "2 things are still open" in html
    assert '<a href="#id_core">Your core: This is still missing.</a>' in html
    assert '<a href="#id_terms_0">On which terms? This is still missing.</a>' in html
    assert "autofocus" in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert fields.errors(Sample({"core": "x", "terms": "gift"})) == ""
    assert fields.errors(Sample()) == ""


def test_all_fields_come_in_order_with_the_hidden_ones() -> None:
    html = fields.fields(Sample())
    assert html.index("Your core") < html.index("Story") < html.index("Digest")
    assert '<input type="hidden" name="secret"' in html


# -- The frame


@pytest.mark.parametrize(
    ("path", "section"),
    [("/", "today"), ("/c/x/", "communities"), ("/requests/1/", "sharing"), ("/m/lea/", "members")],
)
def test_an_address_belongs_to_a_section(path: str, section: str) -> None:
    assert frame.section_of(path) == section


def test_the_theme_is_read_from_the_cookie_and_nothing_else_gets_in(rf: RequestFactory) -> None:
    rf.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in frame.root(rf.get("/"))
    rf.cookies["theme"] = '"><script>'
    assert "script" not in frame.root(rf.get("/"))


def test_the_page_says_its_language() -> None:
    assert frame.root(None) == 'lang="en"'
    with translation.override("de"):
        assert frame.root(None) == 'lang="de-CH"'


def test_a_breadcrumb_of_members_says_its_language() -> None:
    place = Community(name="<Haus>", slug="haus", language="de")
    html = write('{% crumbs "/c/" "Communities" place %}', place=place)
    assert '<li><a href="/c/">Communities</a></li>' in html
    assert '<li><a href="/c/haus/" lang="de">&lt;Haus&gt;</a></li>' in html


def test_breadcrumbs_are_links_in_order() -> None:
    html = write('{% crumbs "/c/" "Communities" "/c/x/" name %}', name="<X>")
    assert html.index("Communities") < html.index("&lt;X&gt;")


def test_a_message_can_be_undone_only_here() -> None:
    class Message:
        extra_tags = "undo:/c/x/leave/"

    assert write("{{ message|undo }}", message=Message()) == "/c/x/leave/"
    Message.extra_tags = "undo://evil.example/"
    assert write("{{ message|undo }}", message=Message()) == ""

"""What members write: addresses become links, and an excerpt reads as the page does."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debates.markup.thread import _sources
from members.markup.addresses import linked
from members.markup.prose import excerpt, prose, shortened, words_of

REL = 'rel="ugc nofollow noopener"'
MARKDOWN = st.text(
    alphabet=st.sampled_from(list("ab <>\"'&;:/()[]!*_`#-=\n\\htps.w@0123,ä")), max_size=120
)

WRITTEN = {
    "schreib an hans_peter_mueller@example.org": "schreib an hans_peter_mueller@example.org",
    "3*4=12": "3*4=12",
    "31. Dezember passt nicht": "31. Dezember passt nicht",
    "2026. Ein gutes Jahr": "2026. Ein gutes Jahr",
    "Bis dann\n31. Dezember": "Bis dann 31. Dezember",
    "siehe https://example.org/a_b_c": "siehe https://example.org/a_b_c",
    "siehe https://example.org/_a_/*b*/c": "siehe https://example.org/_a_/*b*/c",
    "[Foo](https://example.org/Foo_(Bar)) lesen": "Foo lesen",
    "- eins\n- zwei\n\n1. drei\n2. vier": "eins zwei 1. drei 2. vier",
    "> gesagt\n\nund `a*b*c`": "gesagt und a*b*c",
    "```\nx = a * b\n```": "x = a * b",
    "***sehr* laut** und __leise__": "sehr laut und leise",
    "# Titel\n\n\\*kein Stern\\*": "Titel *kein Stern*",
    "snake_case_name, a * b * c, 5 > 3": "snake_case_name, a * b * c, 5 > 3",
    "Tom &amp; Jerry &lt;3": "Tom & Jerry <3",
}


def shown(html: str) -> str:
    """What a reader sees of it, in one line; lists with numbers have theirs."""
    numbered: list[str] = []
    for part in re.split(r"(<ol[^>]*>.*?</ol>)", html, flags=re.DOTALL):
        first = re.match(r'<ol(?: start="(\d+)")?>', part)
        number = int(first[1] or 1) - 1 if first else 0
        while first and "<li>" in part:
            number += 1
            part = part.replace("<li>", f"{number}. ", 1)
        numbered.append(part)
    block = re.sub(r"</?(?:p|br|hr|ul|ol|li|blockquote|pre|h\d)\b[^>]*>", " ", "".join(numbered))
    return " ".join(unescape(re.sub(r"<[^>]+>", "", block)).split())


@pytest.mark.parametrize("text", WRITTEN)
def test_an_excerpt_loses_only_what_markdown_reads_as_a_sign(text: str) -> None:
    assert excerpt(text) == WRITTEN[text] == shown(prose(text))


@given(MARKDOWN.filter(lambda text: not re.search(r"\d[.)]", text)))
def test_an_excerpt_reads_as_the_page(text: str) -> None:
    assert words_of(text).split() == shown(prose(text)).split()


def test_an_excerpt_is_cut_between_words_and_says_so() -> None:
    assert shortened("one two three", 9) == "one two …"
    assert excerpt("**one** two three", 9) == "one two …"


@pytest.mark.parametrize(
    ("text", "link", "words"),
    [
        ("siehe https://example.org/a_b_c.", "https://example.org/a_b_c", None),
        ("HTTP://example.org", "HTTP://example.org", None),
        ("(https://example.org/Foo_(Bar))", "https://example.org/Foo_(Bar)", None),
        ("«https://example.org»", "https://example.org", None),
        ("**https://example.org**", "https://example.org", None),
        ("www.example.org, dort", "https://www.example.org", "www.example.org"),
        ("an hans_peter@example.org!", "mailto:hans_peter@example.org", "hans_peter@example.org"),
        ("hans@example.org.Danach", "mailto:hans@example.org", "hans@example.org"),
    ],
)
def test_an_address_in_a_text_is_a_link_without_credit(text: str, link: str, words: str) -> None:
    expected = f'<a href="{link}" {REL}>{words or link}</a>'
    assert expected in prose(text).replace("http://example.org", "HTTP://example.org")


@pytest.mark.parametrize(
    "text",
    [
        "readme.md und.Das z.B. example.org",
        "Kolleg@innen. Kolleg@innen.Das",
        "ftp://example.org //example.org javascript:alert(1) data:text/html,x",
        "`https://example.org`",
        "www.nichts und xwww.example.org",
        "https:// und @",
    ],
)
def test_what_only_looks_like_an_address_stays_words(text: str) -> None:
    assert "<a" not in prose(text)


def test_a_link_with_words_of_its_own_is_no_second_one() -> None:
    html = prose("[www.example.org a@example.org](https://example.com)")
    assert html.count("<a ") == 1


def test_sources_are_links_line_by_line_and_no_markdown() -> None:
    html = _sources("*Bericht* <b>: https://example.org/_a_/b\n\nwww.example.org")
    assert html.count("<li>") == html.count("<a ") == html.count(REL) == 2
    assert "*Bericht* &lt;b&gt;: " in html
    assert linked('"><script>') == '"&gt;&lt;script&gt;'


def test_the_first_line_keeps_its_indentation() -> None:
    assert "<pre><code>a\nb\n</code></pre>" in prose("\n\n    a\n    b\n")
    assert prose("  \n one \n") == "<p>one</p>\n"


@pytest.mark.parametrize(
    "piece", ["a://", "http://", "www.a.b ", "www.", "a@b.", "(", ")", "https://a.ch/?! ", "a.a-"]
)
def test_the_longest_text_of_signs_is_written_too(piece: str) -> None:
    """It would take seconds if each sign looked at all others."""
    assert prose("https://a.ch/" + piece * (6000 // len(piece)))

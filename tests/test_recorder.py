"""The recorder sees what a reader would see, and passes over what differs by chance."""

import pytest

from tests.recorder.folding import folded

ALIKE = {
    "indentation": ("<ul><li>One</li></ul>", "<ul>\n  <li>\n    One\n  </li>\n</ul>"),
    "how a sign is escaped": ("<p>It&#x27;s</p>", "<p>It&#39;s</p>"),
    "white space in attributes": ('<p class="a  b">x</p>', '<p class="a b">x</p>'),
    "tokens": (
        '<input name="csrfmiddlewaretoken" value="abc">',
        '<input name="csrfmiddlewaretoken" value="def">',
    ),
    "codes": ('<a href="/topics/4h7kq2mzx9/">x</a>', '<a href="/topics/9ws727thdg/">x</a>'),
    "times of day": ("<p>7.30 pm</p>", "<p>9.15 pm</p>"),
}
OTHER = {
    "a word": ("<p>One</p>", "<p>Two</p>"),
    "a class": ('<p class="a">x</p>', '<p class="b">x</p>'),
    "an attribute less": ('<a href="/" rel="prev">x</a>', '<a href="/">x</a>'),
    "a space between words": ("<p><b>One</b> two</p>", "<p><b>One</b>two</p>"),
    "escaped instead of drawn": ("<p><b>x</b></p>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
    "lines of a text area": ("<textarea>a\nb</textarea>", "<textarea>a b</textarea>"),
    "two things that were one": (
        '<a href="/t/4h7kq2mzx9/">x</a><a href="/t/4h7kq2mzx9/">x</a>',
        '<a href="/t/4h7kq2mzx9/">x</a><a href="/t/9ws727thdg/">x</a>',
    ),
}


@pytest.mark.parametrize(("one", "other"), ALIKE.values(), ids=ALIKE)
def test_what_no_reader_sees_is_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER)
def test_what_a_reader_sees_differs(one: str, other: str) -> None:
    assert folded(one) != folded(other)

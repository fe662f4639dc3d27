"""How the words of members say in which language they are."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

from members.languages import runs_from_right


@lru_cache(maxsize=1024)
def lang(tag: str) -> SafeString:
    """The attributes of an element with words in a language; where it runs from right to left, the
    words themselves say from which side.
    """
    if not tag:
        return SafeString("")
    return format_html('lang="{}" dir="auto"' if runs_from_right(tag) else 'lang="{}"', tag)

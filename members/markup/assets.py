"""Addresses of static files and icons, worked out once per process."""

from functools import lru_cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

SIZES = ("", "large")


@lru_cache(maxsize=256)
def asset(path: str) -> str:
    """The address of a file under static/."""
    return static(path)


@lru_cache(maxsize=512)
def icon(name: str, size: str = "") -> SafeString:
    """One Lucide symbol, always beside a word, so hidden from screen readers."""
    if size not in SIZES:
        raise ValueError(f"An icon is plain or large, not {size!r}.")
    kind = f"icon icon--{size}" if size else "icon"
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        kind,
        asset("icons.svg"),
        name,
    )

"""Offers and requests in a list, written in one go: twenty rows must not cost hundreds of nodes."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from members.ids import to_code
from members.markup.language import lang
from members.markup.people import face
from members.markup.prose import excerpt
from sharing.models import Offer, Request
from sharing.wording import price_in_words, terms_in_words, where_in_words

register = template.Library()
# Written by hand, since lists ask for it a hundred times; a test holds it to the URLs' names.
PLACES = {Offer: "/offers/", Request: "/requests/"}


@register.simple_tag
def listing_entries(
    listings: Iterable[Offer | Request], *, heading: str = "h2", short: bool = False
) -> SafeString:
    """The `<li class="entry">` of a list; short ones without text and skills."""
    return mark_safe(  # noqa: S308 (every word was escaped)
        "\n".join(_entry(one, PLACES[type(one)], heading, short) for one in listings)
    )


def _entry(listing: Offer | Request, place: str, heading: str, short: bool) -> str:
    spoken = lang(listing.language)
    title = (
        f'<{heading} class="entry__title" {spoken}>'
        f'<a href="{place}{listing.code}/">{escape(listing.title)}</a></{heading}>'
    )
    if short:
        return f'<li class="entry">{title}{_meta("", listing, [terms_in_words(listing)])}</li>'
    facts = [terms_in_words(listing), price_in_words(listing), where_in_words(listing)]
    return (
        f'<li class="entry">{title}'
        f'<p class="entry__text" {spoken}>{escape(excerpt(listing.text, 200))}</p>'
        f'<p class="tags">{_tags(listing.named, place)}</p>'
        f"{_meta(face(listing.member, 'small'), listing, facts)}</li>"
    )


def _tags(named: Iterable[tuple[int, str]], place: str) -> str:
    return "".join(
        f'<a class="tag" href="{place}?skill={to_code(pk)}">{escape(label)}</a>'
        for pk, label in named
    )


def _meta(portrait: str, listing: Offer | Request, facts: list[str]) -> str:
    said = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    who = f"{portrait}{escape(listing.member.name)}"
    return f'<p class="entry__meta"><span class="entry__who">{who}</span>{said}</p>'

"""Offers and requests in a list, written in one go: twenty rows must not cost hundreds of nodes."""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from members.ids import to_code
from members.markup.people import face
from members.markup.prose import excerpt
from sharing.models import Offer, Request
from sharing.wording import price_in_words, terms_in_words, where_in_words

register = template.Library()
MOST_TAGS = 4


@register.simple_tag
def listing_entries(
    listings: Iterable[Offer | Request], *, heading: str = "h2", short: bool = False
) -> SafeString:
    """The `<li class="entry">` of a list; short ones without text and skills."""
    places = {Offer: reverse("sharing:offers"), Request: reverse("sharing:requests")}
    return format_html_join(
        "\n",
        '<li class="entry">{}{}{}</li>',
        (
            (_title(one, places[type(one)], heading), *_middle(one, short, places[type(one)]))
            for one in listings
        ),
    )


def _title(listing: Offer | Request, place: str, heading: str) -> SafeString:
    return format_html(
        '<{tag} class="entry__title" lang="{}"><a href="{}{}/">{}</a></{tag}>',
        listing.language,
        place,
        listing.code,
        listing.title,
        tag=heading,
    )


def _middle(listing: Offer | Request, short: bool, place: str) -> tuple[SafeString, SafeString]:
    if short:
        return SafeString(""), _meta(listing, short=True)
    text = format_html(
        '<p class="entry__text" lang="{}">{}</p>{}',
        listing.language,
        excerpt(listing.text, 200),
        _tags(listing, place),
    )
    return text, _meta(listing, short=False)


def _tags(listing: Offer | Request, place: str) -> SafeString:
    skills = list(listing.skills.all())[:MOST_TAGS]
    tags = ((place, to_code(skill.pk), skill.label) for skill in skills)
    return format_html(
        '<p class="tags">{}</p>',
        format_html_join("", '<a class="tag" href="{}?skill={}">{}</a>', tags),
    )


def _meta(listing: Offer | Request, *, short: bool) -> SafeString:
    facts = [terms_in_words(listing)]
    if not short:
        facts += [price_in_words(listing), where_in_words(listing)]
    return format_html(
        '<p class="entry__meta"><span class="entry__who">{}{}</span>{}</p>',
        "" if short else face(listing.member, "small"),
        listing.member.name,
        format_html_join("", "<span>{}</span>", ((fact,) for fact in facts if fact)),
    )

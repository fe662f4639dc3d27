"""The tags every template has without asking; docs/look.md shows each in use."""

from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.forms.boundfield import BoundField
from django.template.base import FilterExpression, Node, Parser, TextNode, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from members import unsent
from members.forms.languages import LanguageField
from members.markup import assets, dates, fields, frame, people, stances
from members.markup.language import lang
from members.markup.prose import excerpt, prose

register = template.Library()

register.filter("prose", prose)
register.filter("excerpt", excerpt)
register.filter("lang", lang)
register.filter("on", dates.on)
register.filter("day", dates.day)
register.filter("last_day", dates.last_day)
register.filter("timed", dates.timed)
register.filter("weekday", dates.weekday)
register.filter("clock", dates.clock)
register.filter("since", dates.since)
register.simple_tag(dates.ago, name="ago")
register.simple_tag(people.person, name="person")
register.simple_tag(people.face, name="face")
register.simple_tag(stances.stance, name="stance")
register.simple_tag(fields.fields, name="fields")
register.simple_tag(fields.errors, name="errors")
register.simple_tag(fields.options, name="options")


@register.simple_tag(takes_context=True)
def field(context: Context, bound: BoundField, **how: Any) -> SafeString:
    """One field of a form: label, help, control and error."""
    _arrange(bound, context)
    return fields.field(bound, **how)


@register.simple_tag(takes_context=True)
def languages(context: Context, bound: BoundField) -> SafeString:
    """The options of a select of languages, as they suit who reads the page."""
    _arrange(bound, context)
    return fields.options(bound.field.choices, bound.value())


def _arrange(bound: BoundField, context: Context) -> None:
    if isinstance(bound.field, LanguageField):
        bound.field.arrange_for(context.get("user"))


class IconNode(Node):
    """An icon whose name is only known while the page is written."""

    def __init__(self, name: FilterExpression, size: FilterExpression | None) -> None:
        self.name, self.size = name, size

    def render(self, context: Context) -> SafeString:
        return assets.icon(
            self.name.resolve(context), self.size.resolve(context) if self.size else ""
        )


@register.tag
def icon(parser: Parser, token: Token) -> Node:
    """{% icon "ear" %} or {% icon "ear" "large" %}: a fixed name costs nothing later."""
    words = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    if not 1 <= len(words) <= 2:
        raise template.TemplateSyntaxError("icon takes a name and perhaps a size.")
    if any(word.is_var for word in words):
        return IconNode(words[0], words[1] if len(words) == 2 else None)
    return TextNode(assets.icon(*(word.resolve(Context()) for word in words)))


@register.tag
def asset(parser: Parser, token: Token) -> Node:
    """{% asset "css/resonanz.css" %}: the address of a static file, worked out once."""
    _, path = token.split_contents()
    return TextNode(assets.asset(path.strip("\"'")))


class FormNode(CsrfTokenNode):
    """What every form carries: that it comes from here, and on whose page it stood."""

    def render(self, context: Context) -> SafeString:
        request = context.get("request")
        member = getattr(request, "user", None)
        if member is None or not member.is_authenticated:
            return super().render(context)
        return format_html(
            '{}<input type="hidden" name="{}" value="{}">',
            super().render(context),
            unsent.MARK,
            unsent.mark_of(member),
        )


@register.tag
def csrf_token(parser: Parser, token: Token) -> Node:
    """Django's own tag, and the mark by which `members.unsent` knows whose words these are."""
    return FormNode()


@register.simple_tag
def quote(text: str, language: str = "") -> SafeString:
    """Words of somebody inside a sentence of the house, in the quotation marks of the page."""
    opening, closing = ("“", "”") if (get_language() or "").startswith("en") else ("«", "»")
    words = format_html("<span {}>{}</span>", lang(language), text) if language else text
    return format_html("{}{}{}", opening, words, closing)


@register.simple_tag(takes_context=True)
def root(context: Context) -> SafeString:
    """Language, theme and member on <html>."""
    return frame.root(context.get("request"))


@register.simple_tag(takes_context=True)
def nav(context: Context) -> SafeString:
    """The main navigation, with the section of this address marked."""
    request, member = context.get("request"), context.get("user")
    return frame.piece(
        "nav",
        section=frame.section_of(request.path) if request else "",
        member=bool(member and member.is_authenticated),
    )


@register.simple_tag
def crumbs(*steps: Any) -> SafeString:
    """Breadcrumbs, the way here without this page itself: an address and a word in turn, or a thing
    of members, which knows its address, its words and their language.
    """
    rest = iter(steps)
    links = [_crumb(step, next(rest)) if isinstance(step, str) else _own(step) for step in rest]
    return format_html(
        '<nav class="breadcrumbs" aria-label="{}"><ol>{}</ol></nav>',
        gettext("Breadcrumbs"),
        format_html_join("", "{}", ((link,) for link in links)),
    )


def _crumb(address: str, word: str) -> SafeString:
    return format_html('<li><a href="{}">{}</a></li>', address, word)


def _own(thing: Any) -> SafeString:
    language = getattr(thing, "title_language", None)
    return format_html(
        '<li><a href="{}" {}>{}</a></li>',
        thing.get_absolute_url(),
        lang(thing.language if language is None else language),
        getattr(thing, "title", thing),
    )


@register.simple_tag
def piece(name: str, **values: Any) -> SafeString:
    """A part of templates/parts/ that depends only on the language and on what is given."""
    return frame.piece(name, **values)


@register.filter
def undo(message: Message) -> str:
    """Where a message can be undone: messages.success(…, extra_tags="undo:/address/")."""
    for word in (message.extra_tags or "").split():
        if word.startswith("undo:/") and not word.startswith("undo://"):
            return word.removeprefix("undo:")
    return ""

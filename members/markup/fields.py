"""Form fields in the look of the house: label, help, control and error, tied together."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from members.markup.assets import icon

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
SHAPES = ("choices", "chips", "stances")
NOTHING = SafeString("")


def field(
    bound: BoundField,
    *,
    shape: str = "",
    optional: bool = True,
    label: str = "",
    **attrs: Any,
) -> SafeString:
    """One field; `shape` is choices, chips or stances, further attributes go to the control."""
    if bound.is_hidden:
        return bound.as_widget()
    widget = bound.field.widget
    name = label or bound.label
    if isinstance(widget, forms.CheckboxInput):
        return _tick(bound, name, attrs)
    if isinstance(widget, CHOICES):
        return _group(bound, _label(name, bound, optional), shape or "choices")
    return format_html(
        '<div class="field"><label class="field__label" for="{}">{}</label>{}{}{}</div>',
        bound.id_for_label,
        _label(name, bound, optional),
        _help(bound),
        bound.as_widget(attrs=_control(bound, attrs)),
        _error(bound),
    )


def fields(form: forms.BaseForm) -> SafeString:
    """Every field of a form, one after the other; labels say what placeholders would repeat."""
    return format_html_join("\n", "{}", ((field(bound, placeholder=False),) for bound in form))


def options(choices: Iterable[tuple[Any, Any]], chosen: Any = "") -> SafeString:
    """The options of a select, those under a heading included; a filter has dozens of them."""
    chosen = str(chosen or "")
    return mark_safe("".join(_option(*choice, chosen) for choice in choices))  # noqa: S308 (escaped)


def errors(form: forms.BaseForm, *, focus: bool = True) -> SafeString:
    """What is wrong, above the form, each with a link to its field; it takes the focus. Below it
    stands what others have changed meanwhile, where the form merges.
    """
    merges = getattr(form, "merges", False)
    meanwhile = render_to_string("parts/meanwhile.html", {"form": form}) if merges else NOTHING
    problems = list(_problems(form))
    if not problems:
        return meanwhile
    title = _title(form, len(problems))
    return _listed(title, problems, focus) + meanwhile


def _listed(title: str, problems: list[SafeString], focus: bool) -> SafeString:
    return format_html(
        '<div class="errors" role="alert" tabindex="-1"{}>'
        '<h2 class="errors__title">{}</h2>{}</div>',
        mark_safe(" autofocus") if focus else "",
        title,
        format_html(
            '<ul class="errors__list">{}</ul>',
            format_html_join("", "<li>{}</li>", ((item,) for item in problems)),
        ),
    )


def _option(value: Any, label: Any, chosen: str) -> str:
    if isinstance(label, list | tuple):
        inside = "".join(_option(*choice, chosen) for choice in label)
        return f'<optgroup label="{escape(value)}">{inside}</optgroup>'
    mark = " selected" if str(value) == chosen else ""
    return f'<option value="{escape(value)}"{mark}>{escape(label)}</option>'


def _title(form: forms.BaseForm, count: int) -> str:
    if form.non_field_errors():
        return gettext("That did not work yet. What you typed is kept.")
    return ngettext(
        "One thing is still open. Everything you typed is kept.",
        "%(count)s things are still open. Everything you typed is kept.",
        count,
    ) % {"count": count}


def _problems(form: forms.BaseForm) -> Iterator[SafeString]:
    for problem in form.non_field_errors():
        yield format_html("{}", problem)
    for bound in form:
        for problem in bound.errors:
            yield format_html(
                '<a href="#{}">{} {}</a>', _first_id(bound), _named(bound.label), problem
            )


def _named(label: str) -> str:
    return label if label[-1:] in {"?", ":", "."} else f"{label}:"


def _first_id(bound: BoundField) -> str:
    if isinstance(bound.field.widget, CHOICES):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def _label(name: str, bound: BoundField, optional: bool) -> SafeString:
    if bound.field.required or not optional:
        return format_html("{}", name)
    return format_html('{} <span class="field__optional">{}</span>', name, gettext("optional"))


def _help(bound: BoundField) -> SafeString:
    if not bound.help_text:
        return NOTHING
    return format_html(
        '<div class="field__help" id="{}-help">{}</div>', bound.auto_id, bound.help_text
    )


def _error(bound: BoundField) -> SafeString:
    if not bound.errors:
        return NOTHING
    return format_html(
        '<p class="field__error" id="{}-error">{}<span>{}</span></p>',
        bound.auto_id,
        icon("circle-alert"),
        " ".join(bound.errors),
    )


def _described(bound: BoundField) -> dict[str, str]:
    ids = [f"{bound.auto_id}-help"] * bool(bound.help_text) + [f"{bound.auto_id}-error"] * bool(
        bound.errors
    )
    attrs = {"aria-describedby": " ".join(ids)} if ids else {}
    return attrs | ({"aria-invalid": "true"} if bound.errors else {})


def _control(bound: BoundField, extra: Mapping[str, Any]) -> dict[str, Any]:
    classes = " ".join(
        filter(None, ("input", bound.field.widget.attrs.get("class"), extra.get("class")))
    )
    return {**_direction(bound), **extra, **_described(bound), "class": classes}


def _direction(bound: BoundField) -> dict[str, str]:
    """What is typed runs from the side its language begins at."""
    widget = bound.field.widget
    is_text = isinstance(widget, forms.Textarea) or getattr(widget, "input_type", "") == "text"
    return {"dir": "auto"} if is_text else {}


def _tick(bound: BoundField, name: str, extra: Mapping[str, Any]) -> SafeString:
    help_text = (
        format_html(
            '<span class="choice__help" id="{}-help">{}</span>',
            bound.auto_id,
            bound.help_text,
        )
        if bound.help_text
        else NOTHING
    )
    return format_html(
        '<div class="field"><label class="choice choice--single">{}'
        '<span class="choice__title">{}</span>'
        "{}</label>{}</div>",
        bound.as_widget(attrs={**extra, **_described(bound)}),
        name,
        help_text,
        _error(bound),
    )


def _group(bound: BoundField, legend: SafeString, shape: str) -> SafeString:
    if shape not in SHAPES:
        raise ValueError(f"Choices are drawn as {SHAPES}, not as {shape!r}.")
    draw = {"choices": _choice, "chips": _chip, "stances": _stop}[shape]
    box = {"choices": "choices", "chips": "row", "stances": "stances"}[shape]
    return format_html(
        '<fieldset class="field"{}><legend class="field__label">{}</legend>{}'
        '<div class="{}">{}</div>{}</fieldset>',
        flatatt(
            {key: value for key, value in _described(bound).items() if key == "aria-describedby"}
        ),
        legend,
        _help(bound),
        box,
        format_html_join("", "{}", ((draw(bound, option),) for option in _options(bound))),
        _error(bound),
    )


def _options(bound: BoundField) -> Iterator[dict[str, Any]]:
    for subwidget in bound.subwidgets:
        yield subwidget.data


def _input(option: Mapping[str, Any]) -> SafeString:
    attrs = {"type": option["type"], "name": option["name"], **option["attrs"]}
    if option["value"] is not None:
        attrs["value"] = str(option["value"])
    attrs.pop("aria-describedby", None)
    attrs.pop("aria-invalid", None)
    return format_html("<input{}>", mark_safe(flatatt(attrs)))  # noqa: S308 (flatatt escapes)


def _choice(bound: BoundField, option: Mapping[str, Any]) -> SafeString:
    helps: Mapping[str, str] = getattr(bound.field, "choice_help", {})
    text = helps.get(str(option["value"]), "")
    return format_html(
        '<label class="choice">{}<span class="choice__title">{}</span>{}</label>',
        _input(option),
        option["label"],
        format_html('<span class="choice__help">{}</span>', text) if text else NOTHING,
    )


def _chip(bound: BoundField, option: Mapping[str, Any]) -> SafeString:
    mark = icon("check") if option["type"] == "checkbox" else NOTHING
    return format_html(
        '<label class="chip">{}<span>{}{}</span></label>',
        _input(option),
        mark,
        option["label"],
    )


def _stop(bound: BoundField, option: Mapping[str, Any]) -> SafeString:
    return format_html('<label class="stances__stop">{}{}</label>', _input(option), option["label"])

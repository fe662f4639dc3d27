"""A form leads to one act; a refusal comes back to the form, and keeps what was typed."""

from collections.abc import Callable
from typing import Any

from members.refusals import Refusal
from members.views.forms import INVALID, refused


def attempt(form: Any, service: Callable[..., Any], **who_and_what: Any) -> Any:
    """What the service gives, or the status of the answer that shows the form again."""
    if not form.is_valid():
        return INVALID
    given = form.given() if hasattr(form, "given") else form.cleaned_data
    try:
        return service(**who_and_what, **given)
    except Refusal as refusal:
        return refused(form, refusal)

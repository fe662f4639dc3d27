"""How a service says no: an exception with a sentence in the member's language and a status."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

Predicate = Callable[..., bool]
P = TypeVar("P", bound=Predicate)


class Refusal(Exception):
    """An act that may not happen. Subclasses set sentence and status; both may be given anew."""

    sentence: Any = _("That is not possible.")
    status = 409
    # For how many seconds it is not worth another try, where that is known.
    retry_after: int | None = None

    def __init__(self, sentence: Any = None, *, field: str | None = None) -> None:
        if sentence is not None:
            self.sentence = sentence
        self.field = field
        super().__init__(str(self.sentence))


class NotAllowed(Refusal):
    """The member may know the thing exists, but may not do this with it."""

    sentence = _("You may not do that here.")
    status = 403


class Invalid(Refusal):
    """What was given cannot be right."""

    sentence = _("Please check what you wrote.")
    status = 400


def says(sentence: Any) -> Callable[[P], P]:
    """Give a predicate of an access module the sentence with which it refuses."""

    def give(predicate: P) -> P:
        predicate.sentence = sentence  # type: ignore[attr-defined]
        return predicate

    return give


def require(predicate: Predicate, *who_and_what: Any) -> None:
    """Go on only if the predicate holds; otherwise refuse with its sentence."""
    if not predicate(*who_and_what):
        raise NotAllowed(getattr(predicate, "sentence", None))

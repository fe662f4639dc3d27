"""For whom something is written: their language and their clock, which go together everywhere.

Nothing else in the code changes the language or the time zone of the moment; a test holds it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone, translation

from members.markup.dates import clocks_with_their_place
from members.models import Member


@contextmanager
def read_by(member: Member) -> Iterator[None]:
    """What is written in here is for this member, whoever writes it: a page or a job."""
    with translation.override(member.language), timezone.override(ZoneInfo(member.time_zone)):
        yield


@contextmanager
def mailed_to(member: Member) -> Iterator[None]:
    """The same for a mail, which is read anywhere: times say by the clock of which place."""
    with read_by(member), clocks_with_their_place():
        yield


@contextmanager
def read_in(language: str) -> Iterator[None]:
    """For somebody without an account: the language they read, and the clock of the house."""
    with translation.override(language), house_clock():
        yield


@contextmanager
def house_clock() -> Iterator[None]:
    """The clock of the house, until a reader is known; afterwards everything is as before."""
    with timezone.override(None):
        yield


def answer_to(request: HttpRequest, member: Member, language: str = "") -> None:
    """The rest of this request is read by this member, or by their program in another language."""
    speak(request, language or member.language)
    timezone.activate(ZoneInfo(member.time_zone))


def speak(request: HttpRequest, language: str) -> None:
    """The rest of this request is in this language."""
    translation.activate(language)
    request.LANGUAGE_CODE = language

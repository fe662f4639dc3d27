"""What somebody's question in a debate is after, in a sentence with their name."""

from collections.abc import Callable

from django.utils.translation import gettext

from members.models import QuestionKind

# To be asked in the reader's language.
KINDS: dict[str, Callable[[], str]] = {
    QuestionKind.MEANING: lambda: gettext("<b>%(name)s</b> asks what is meant"),
    QuestionKind.EXPERIENCE: lambda: gettext("<b>%(name)s</b> asks what was lived through"),
    QuestionKind.VALUE: lambda: gettext("<b>%(name)s</b> asks what matters"),
    QuestionKind.CONSEQUENCE: lambda: gettext("<b>%(name)s</b> asks what would follow"),
}


def asks(kind: str) -> str:
    """The sentence; older questions say no kind."""
    return KINDS[kind]() if kind in KINDS else gettext("<b>%(name)s</b> asks")

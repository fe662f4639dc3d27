"""How a row of the table is written.

    Row("debates:topic", "pk=topic.closed", GET, "404 404 200 200 200 404")

The columns are a visitor; Nora, a stranger; Lea, who belongs and wrote; Mara, who moderates;
Odo, who owns; Sam, who is staff. `in` means the door leads to the sign-in.
"""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from tests.stage import Stage

GET, POST = "get", "post"
WHO = (None, "nora", "lea", "mara", "odo", "sam")
SIGN_IN = "in"


@dataclass(frozen=True)
class Row:
    """One address with what it answers to whom."""

    name: str
    arguments: str
    method: str
    answers: str
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def expected(self) -> dict[str | None, str]:
        answers = self.answers.split()
        return dict(zip(WHO, answers * (len(WHO) if len(answers) == 1 else 1), strict=True))

    def path(self, stage: Stage) -> str:
        pairs = (argument.split("=", 1) for argument in self.arguments.split())
        return reverse(self.name, kwargs={key: _value(key, said, stage) for key, said in pairs})

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.arguments} {sorted(self.data)}"


def _value(key: str, said: str, stage: Stage) -> Any:
    """`pk=topic.public` is the id of a thing on the stage; anything else is taken as it stands."""
    if said not in stage.things:
        return said
    thing = stage[said]
    return getattr(thing, key) if key in {"slug", "handle"} else thing.pk


def answer_of(response: Any) -> str:
    """The status, or `in` where the door leads to the sign-in and from there back to itself."""
    back = f"/accounts/login/?next={response.wsgi_request.path}"
    if response.status_code == 302 and response.url == back:
        return SIGN_IN
    return str(response.status_code)

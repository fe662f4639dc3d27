"""What the letter says of the ground floor: questions that wait for an answer."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.markup.dates import on
from members.models import Member, Question
from members.shelves import DigestItem, DigestSection, digest_sections

MOST = 3


def waiting_questions(member: Member, since: datetime) -> Sequence[DigestItem]:
    """Open questions to the member, the oldest first, also those an earlier letter named."""
    waiting = Question.objects.waiting_for(member).select_related("asker").order_by("created_at")
    return [
        DigestItem(
            title=gettext("%(name)s asks you a question") % {"name": question.asker.name},
            url=question.get_absolute_url(),
            why=gettext("Asked %(when)s. It waits for your answer; a no is an answer, too.")
            % {"when": on(question.created_at)},
            kind="question",
            key=f"question:{question.pk}",
        )
        for question in waiting[:MOST]
    ]


digest_sections.register(
    DigestSection(
        name="members.questions", title=_("Somebody asks you"), items=waiting_questions, order=10
    )
)

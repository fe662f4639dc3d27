"""What each consent means, in plain words: what follows from yes, and what from taking it back."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from members.models import Purpose


@dataclass(frozen=True)
class Meaning:
    """Read before one decides; raise `Consent.WORDING` when a sentence changes its meaning."""

    purpose: Purpose
    question: Any
    given: Any
    withdrawn: Any


MEANINGS = [
    Meaning(
        Purpose.SHOW_VALUES,
        _("May others read what you stand for?"),
        _(
            "Your value statements stand on your page, and beside positions that rest on them, "
            "for everybody who may open the page."
        ),
        _("They disappear from your page at once. Only you can still read them."),
    ),
    Meaning(
        Purpose.PUBLISH_POSITIONS,
        _("May what you say in debates stand under your name?"),
        _(
            "What you write in a debate stands under your name: positions, restatements in which "
            "somebody felt heard, and contributions. Who reads a position you choose each time."
        ),
        _("All of it is hidden from everybody else at once. You can still read it."),
    ),
    Meaning(
        Purpose.VOTE,
        _("May we count your votes on statements?"),
        _(
            "You can agree or disagree with short claims. Together with the votes of others they "
            "show where groups differ and what they share. Your single votes are shown to nobody, "
            "and published figures are blurred so that nobody can work them out."
        ),
        _(
            "From then on your votes are in nothing that is counted, and you cannot vote until "
            "you agree again. Figures that are already published stay until they are renewed."
        ),
    ),
    Meaning(
        Purpose.MATCH_VALUES,
        _("May your values count when we suggest people to you?"),
        _(
            "Suggestions then also say which values you and the other share or see differently. "
            "They use only what both of you show, and only if both of you agree to this."
        ),
        _("Suggestions no longer use your values."),
    ),
    Meaning(
        Purpose.MATCH_POSITIONS,
        _("May your positions count when we suggest people to you?"),
        _(
            "Suggestions then also look for people who think differently on something both of you "
            "care about. They use only positions both of you may read, and only if both agree."
        ),
        _("Suggestions no longer use your positions."),
    ),
    Meaning(
        Purpose.DIGEST,
        _("Do you want a letter from us?"),
        _(
            "By e-mail, in the rhythm you choose: what waits for your answer, and at most a few "
            "suggestions. When there is nothing to say, no letter comes."
        ),
        _("No further letter comes."),
    ),
]
